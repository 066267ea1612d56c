"""The words of roster.xlsx that are written and read back, from ``roster.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from sites.base import Language
from sites.vocabulary import fold

UNAPPROVED_STATES = ("draft", "submitted", "urgent")
"""States of a plan that nobody has approved yet: its papers say 未审批."""


def word(group: str, key: str, lang: Language) -> str:
    """The word we write for a key of a group (``parts``, ``am``: 上午)."""
    return _words()[group][key][0 if lang == "zh" else 1]


def words(group: str, lang: Language) -> dict[str, str]:
    """All words of a group as we write them, by key, in the file's order."""
    return {key: word(group, key, lang) for key in _words()[group]}


def key_of(group: str, text: str) -> str:
    """The key that a written word stands for, in either language; empty if it is none."""
    return _keys(group).get(fold(text), "")


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("roster.toml").read_text("utf-8"))


@cache
def _keys(group: str) -> dict[str, str]:
    return {fold(w): key for key, spellings in _words()[group].items() for w in spellings}
