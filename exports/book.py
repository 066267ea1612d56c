"""The whole workbook from the ledger: it is read back as what it was written from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import FORMATS, called, cell_of
from exports.files import Write, write_all
from exports.style import add_mark, new_book, page, put, put_across, put_row, set_widths
from exports.template import LAST_ROW, add_help, offer
from exports.workbook import FIRST_ROW, HEAD_ROW, add_table
from sites.base import Language, Text
from sites.book import Settings, SiteBook
from sites.reading.mark import SHEETS as TECHNICAL
from sites.reading.mark import Mark
from sites.vocabulary import SHEETS, Column, Sheet

SPARE_ROWS = 200
"""Rows below the last in which dropdowns work too."""

_ADVICE = (
    (
        Text(zh="来源", en="Source"),
        Text(
            zh="由台账导出。改好后用 inspect-once read 读回，只并入改动过的格。",
            en="Written from the ledger; read it back with inspect-once read: edits are merged.",
        ),
    ),
    (
        Text(zh="未列个人信息", en="Personal data"),
        Text(zh="电话等列已略去，读回时不受影响。", en="Left out; reading it back leaves them be."),
    ),
)
_MARK = Text(zh="台账标记（请勿改动）", en="Mark of the ledger (please leave it)")


def write_site_book(
    path: Path,
    book: SiteBook,
    mark: Mark,
    lang: Language = "zh",
    without: Mapping[str, Collection[str]] = {},
) -> None:
    """Write every sheet with its headings, notes and dropdowns.

    ``mark`` says which ledger it is from, and as of which event. ``without`` names fields, by
    sheet, whose columns are left out.

    Raises
    ------
    BookError
        When the file cannot be written; nothing is left half-written.
    """
    write_all({path: site_book(book, mark, lang, without)})


def site_book(
    book: SiteBook,
    mark: Mark,
    lang: Language = "zh",
    without: Mapping[str, Collection[str]] = {},
) -> Write:
    """Return the `Write` of the workbook."""
    workbook = new_book(book.settings.street)
    names = called(book)
    for sheet in SHEETS.values():
        page_ = workbook.create_sheet(sheet.name(lang))
        if sheet.key == "settings":
            _settings(page_, sheet, book.settings, lang)
            continue
        left_out = without.get(sheet.key, ())
        columns = [c for c in sheet.columns if c.field not in left_out]
        rows = getattr(book, sheet.key)
        add_table(page_, sheet, columns, rows, names, lang)
        _helped(page_, columns, max(LAST_ROW, len(rows) + SPARE_ROWS), lang)
    _technical(workbook, mark, bool(without), lang)
    return workbook.save


def _helped(page_: Worksheet, columns: list[Column], last: int, lang: Language) -> None:
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        add_help(page_, column, f"{letter}{HEAD_ROW}", lang)
        offer(page_, column, f"{letter}{FIRST_ROW}:{letter}{last}", lang)


def _settings(page_: Worksheet, sheet: Sheet, settings: Settings, lang: Language) -> None:
    """One setting a row: its name and its value."""
    put_across(page_, 1, 1, 2, sheet.name(lang), "ioTitle")
    put_row(page_, HEAD_ROW, Text(zh="名称|值", en="Name|Value").in_(lang).split("|"), "ioHead")
    for row, column in enumerate(sheet.columns, start=FIRST_ROW):
        put_row(page_, row, [column.name(lang), cell_of(settings, column, {}, lang)])
        page_.cell(row, 2).number_format = FORMATS.get(column.type, "General")
        add_help(page_, column, f"A{row}", lang)
        offer(page_, column, f"B{row}", lang)
    set_widths(page_, [30, 30])
    page_.freeze_panes = "A3"
    page(page_, sheet.name(lang), lang, headings="1:2")


def _technical(workbook: Workbook, mark: Mark, is_without: bool, lang: Language) -> None:
    """The mark, where people see it and where they do not: either outlives the other."""
    page_ = workbook.create_sheet(TECHNICAL[0] if lang == "zh" else TECHNICAL[1])
    lines = [(_MARK.in_(lang), str(mark))]
    lines += [(a.in_(lang), b.in_(lang)) for a, b in _ADVICE[: 2 if is_without else 1]]
    for row, (name, value) in enumerate(lines, start=1):
        put(page_, row, 1, name, "ioHead")
        put(page_, row, 2, value)
    set_widths(page_, [32, 90])
    page(page_, page_.title, lang)
    add_mark(workbook, str(mark))
