"""A SiteBook as a workbook: the sheets and headings that the reader reads, one row a noun."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import FORMATS, Called, called, cell_of
from exports.files import write_all
from exports.style import new_book, page, put, put_across, put_row, set_widths, text_width
from sites.base import Frozen, Language
from sites.book import SiteBook
from sites.vocabulary import SHEETS, Column, Sheet

HEAD_ROW, FIRST_ROW = 2, 3
WIDEST = 40


def write_book(path: Path, book: SiteBook, lang: Language = "zh") -> None:
    """Write the book's sheets that have rows; the settings always."""
    workbook = new_book(book.settings.street)
    names = called(book)
    for sheet in SHEETS.values():
        rows = [book.settings] if sheet.key == "settings" else getattr(book, sheet.key)
        if rows:
            page_ = workbook.create_sheet(sheet.name(lang))
            add_table(page_, sheet, sheet.columns, rows, names, lang)
    write_all({path: workbook.save})


def add_table(
    page_: Worksheet,
    sheet: Sheet,
    columns: Iterable[Column],
    rows: Iterable[Frozen],
    names: Called,
    lang: Language,
) -> None:
    """Write a sheet's title, its headings and a row for each noun, with the office's columns."""
    columns, rows = tuple(columns), tuple(rows)
    own = tuple(dict.fromkeys(h for row in rows for h, _ in getattr(row, "extra", ())))
    headings = [*(c.name(lang) for c in columns), *own]
    put_across(page_, 1, 1, len(headings), sheet.name(lang), "ioTitle")
    put_row(page_, HEAD_ROW, headings, "ioHead")
    widths = [text_width(heading) + 2 for heading in headings]
    for number, row in enumerate(rows, start=FIRST_ROW):
        extra = dict(getattr(row, "extra", ()))
        values = [cell_of(row, c, names, lang) for c in columns] + [extra.get(h) for h in own]
        for k, shown in enumerate(values):
            put(page_, number, k + 1, shown)
            widths[k] = max(widths[k], min(WIDEST, text_width(str(shown or "")) + 2))
        for k, column in enumerate(columns, start=1):
            if column.type in FORMATS:
                page_.cell(number, k).number_format = FORMATS[column.type]
    set_widths(page_, widths)
    page_.freeze_panes = "A3"
    page(page_, sheet.name(lang), lang, headings="1:2")
