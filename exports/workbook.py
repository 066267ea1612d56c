"""A SiteBook as a workbook: the sheets and headings that the reader reads, one row a noun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from exports.files import write_all
from exports.style import (
    new_book,
    page,
    put,
    put_across,
    put_row,
    set_widths,
    text_width,
)
from sites.base import Language
from sites.book import SiteBook
from sites.vocabulary import SHEETS, Column, Sheet, word

NAMED = {"sites": "sites", "officers": "officers", "companies": "companies"}
"""What a reference may call by name instead of by id, where the name is nobody else's."""


def write_book(path: Path, book: SiteBook, lang: Language = "zh") -> None:
    """Write the book's sheets that have rows; the settings always."""
    workbook = new_book(book.settings.street)
    names = {of: _names(getattr(book, of)) for of in NAMED}
    for sheet in SHEETS.values():
        rows = [book.settings] if sheet.key == "settings" else getattr(book, sheet.key)
        if rows:
            _write_sheet(workbook.create_sheet(sheet.name(lang)), sheet, rows, names, lang)
    write_all({path: workbook.save})


def _names(rows: Iterable[Any]) -> dict[str, str]:
    """Id → name, for names that only one row has."""
    often = Counter(row.name for row in rows)
    return {row.id: row.name for row in rows if often[row.name] == 1}


def _write_sheet(
    page_: Worksheet,
    sheet: Sheet,
    rows: Iterable[Any],
    names: dict[str, dict[str, str]],
    lang: Language,
) -> None:
    columns = sheet.columns
    put_across(page_, 1, 1, len(columns), sheet.name(lang), "ioTitle")
    put_row(page_, 2, [c.name(lang) for c in columns], "ioHead")
    widths = [text_width(c.name(lang)) + 2 for c in columns]
    for number, row in enumerate(rows, start=3):
        for k, column in enumerate(columns):
            shown = _shown(column, getattr(row, column.field), names, lang)
            put(page_, number, k + 1, shown)
            widths[k] = max(widths[k], min(40, text_width(str(shown or "")) + 2))
            _format(page_, number, k + 1, column)
    set_widths(page_, widths)
    page_.freeze_panes = "A3"
    page(page_, sheet.name(lang), lang, headings="1:2")


def _shown(column: Column, value: Any, names: dict[str, dict[str, str]], lang: Language) -> Any:
    """A field as a person would type it."""
    if value in (None, "", ()):
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
        return f"{value:%Y/%-m/%-d}"
    return value


def _format(page_: Worksheet, row: int, number: int, column: Column) -> None:
    cell = page_.cell(row, number)
    if column.type == "code":
        cell.number_format = "@"
    elif column.type == "date":
        cell.number_format = "yyyy/m/d"
    elif column.type == "datetime":
        cell.number_format = "yyyy/m/d h:mm"
