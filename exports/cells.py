"""What stands in a cell of a workbook that is read back: a field as a person would type it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sites.base import Frozen, Language
from sites.book import SiteBook
from sites.reading.names import Names
from sites.vocabulary import Column, word

Called = Mapping[str, Mapping[str, str]]
"""By what is referred to: id → name."""

_GO_BY = {
    "sites": ("id", "name", "permit"),
    "officers": ("id", "name", "certificate"),
    "companies": ("id", "name", "short_name"),
}
FORMATS = {"code": "@", "date": "yyyy/m/d", "datetime": "yyyy/m/d h:mm"}
"""Number formats by a column's type."""


def called(book: SiteBook) -> Called:
    """What references may be called by instead of by id: a name that means nobody else."""
    found: dict[str, dict[str, str]] = {}
    for of, fields in _GO_BY.items():
        names = Names(loose=False)
        for row in getattr(book, of):
            names.add(row.id, (getattr(row, field) for field in fields))
        rows = (row for row in getattr(book, of) if names.find(row.name) == (row.id,))
        found[of] = {row.id: row.name for row in rows}
    return found


def cell_of(row: Frozen, column: Column, names: Called, lang: Language) -> Any:
    """What a row says in a column: what a person typed there, if the model cannot hold it."""
    typed = [text for field, text in getattr(row, "typed", ()) if field == column.field]
    if typed:
        return "、".join(typed)
    value = getattr(row, column.field)
    if column.type == "whole" and value == 0 and column.field == "round":
        return None  # no re-check yet
    if value == () and type(row).model_fields[column.field].get_default():
        return "、"  # blank would be read as the default
    return _shown(column, value, names, lang)


def _shown(column: Column, value: Any, names: Called, lang: Language) -> Any:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, tuple):
        between = "\n" if column.type == "lines" else "、"
        return between.join(str(_shown(column, one, names, lang)) for one in value)
    if column.type in ("choice", "choices", "flag"):
        return word(column.of or "flag", value, lang)
    if column.type in ("ref", "refs"):
        return names.get(column.of, {}).get(value, value)
    if column.type == "time":
        return f"{value // 60}:{value % 60:02d}"
    if column.type == "dates":
        return f"{value.year}/{value.month}/{value.day}"
    return value
