"""The words of a workbook, loaded from ``sheets.toml``: sheets, headings, choices, and back.

The reader, the template and every export that is read back take their words from here, so a
heading has one spelling when written and all its common spellings when read.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sites.base import Language, Text

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_EDGES = "*:：.。、-—_★ "


def fold(text: object) -> str:
    """Return text for comparing: half-width, lower case, without any white space.

    >>> fold("　工 地（Ａ１）")
    '工地(a1)'
    """
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).casefold()


def fold_heading(text: object) -> str:
    """Fold a heading, without the marks and colons that offices put around it.

    >>> fold_heading("* 工地名称：")
    '工地名称'
    """
    return fold(text).strip(_EDGES)


def bare_heading(text: object) -> str:
    """Fold a heading and drop what stands in brackets (a unit, a hint).

    >>> bare_heading("用时（分钟）")
    '用时'
    """
    return _BRACKETS.sub("", fold_heading(text)).strip(_EDGES)


@dataclass(frozen=True)
class Column:
    """One column of a sheet: which field it fills, what it is called, how its cells are read.

    ``type`` is text, code, date, dates, datetime, time, whole, number, flag, list, lines,
    choice, choices, ref or refs; ``of`` names the choice set or what is referred to.
    """

    field: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    type: str = "text"
    of: str = ""
    required: bool = False
    keep: bool = False
    note: Text | None = None
    example: str = ""

    def name(self, lang: Language) -> str:
        """Return the heading as we write it."""
        return self.zh if lang == "zh" else self.en

    @property
    def choices(self) -> tuple[str, ...]:
        """The values a choice may take; empty when the column is no choice."""
        if self.type == "flag":
            return tuple(CHOICES[self.of or "flag"])
        return tuple(CHOICES[self.of]) if self.type in ("choice", "choices") else ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every heading that is read as this column, the official ones first."""
        return (self.zh, self.en, *self.aliases)


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook; ``key`` is the field of ``SiteBook`` that it fills.

    Rows under one merged cell of the column ``joins_on`` are one thing.
    """

    key: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    required: bool
    joins_on: str
    columns: tuple[Column, ...]

    def name(self, lang: Language) -> str:
        """Return the sheet's name as we write it."""
        return self.zh if lang == "zh" else self.en

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is read as this sheet, the official ones first."""
        return (self.zh, self.en, *self.aliases)

    def column(self, field: str) -> Column:
        """Return the column of a field.

        Raises
        ------
        KeyError
            When the sheet has no column for it.
        """
        return _columns(self.key)[field]

    @property
    def headings(self) -> Mapping[str, tuple[str, int]]:
        """Folded heading → field and rank (0: the official name); full and bare spellings."""
        return _headings(self.key)


@cache
def _columns(key: str) -> dict[str, Column]:
    return {c.field: c for c in SHEETS[key].columns}


@cache
def _headings(key: str) -> Mapping[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    ranked = sorted(
        (rank, c.field, name) for c in SHEETS[key].columns for rank, name in enumerate(c.names)
    )
    for spell in (fold_heading, bare_heading):
        for rank, field, name in ranked:
            known.setdefault(spell(name), (field, rank))
    return MappingProxyType(known)


def word(choice_set: str, value: object, lang: Language) -> str:
    """Return the word we write for a value of a choice set; a bool is written as yes or no.

    >>> word("colour", "red", "zh"), word("flag", True, "en")
    ('红', 'yes')
    """
    key = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return CHOICES[choice_set][key][0 if lang == "zh" else 1]


def value(choice_set: str, text: object) -> str | None:
    """Return the value that a person's word means in a choice set, or None.

    >>> value("colour", " 红色 "), value("colour", "purple")
    ('red', None)
    """
    return _values(choice_set).get(fold(text))


@cache
def _values(choice_set: str) -> dict[str, str]:
    known = {fold(key): key for key in CHOICES[choice_set]}
    for key, words in CHOICES[choice_set].items():
        for spelling in words:
            known.setdefault(fold(spelling), key)
    return known


def words(choice_set: str, lang: Language) -> tuple[str, ...]:
    """Return the words of a choice set as we write them, in their order."""
    return tuple(word(choice_set, key, lang) for key in CHOICES[choice_set])


def _column(row: dict[str, Any]) -> Column:
    zh, en, *aliases = row["names"]
    note = Text(zh=row["note"][0], en=row["note"][1]) if "note" in row else None
    plain = {k: v for k, v in row.items() if k not in ("names", "note")}
    return Column(zh=zh, en=en, aliases=tuple(aliases), note=note, **plain)


def _sheet(key: str, table: dict[str, Any]) -> Sheet:
    zh, en, *aliases = table["names"]
    columns = tuple(_column(row) for row in table["columns"])
    required, joins_on = table.get("required", False), table.get("joins_on", "")
    return Sheet(key, zh, en, tuple(aliases), required, joins_on, columns)


_RAW = tomllib.loads((Path(__file__).parent / "sheets.toml").read_text("utf-8"))
CHOICES: dict[str, dict[str, list[str]]] = _RAW["choices"]
SHEETS: dict[str, Sheet] = {key: _sheet(key, table) for key, table in _RAW["sheet"].items()}
IGNORED: frozenset[str] = frozenset(fold_heading(text) for text in _RAW["ignored"])
PRIVATE: tuple[str, ...] = tuple(fold(text) for text in _RAW["private"])
