"""The sheet 问题隐患台账: every hazard in the order the office keeps, every column untouched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.style import fit_row, page, put, put_across, put_row, set_widths
from exports.tracker.checks import add_checks
from exports.tracker.colours import add_colours
from exports.tracker.columns import (
    COLUMNS,
    EXTRA_WIDTH,
    FIRST,
    PRINTED,
    Value,
    extra_headings,
    extras_of,
    format_of,
    heading_of,
    style_of,
    value_of,
)
from sites.base import Language, Text
from sites.book import Hazard, Settings
from sites.vocabulary import SHEETS

HEAD_ROW = 3
TITLE_POINTS, LINE_POINTS = 28, 18
BLANK_ROWS = 10
"""Empty rows with borders below the last hazard, to write in; they are printed too."""

SPARE_ROWS = 200
"""Rows below the last hazard in which dropdowns and colours work too."""

FROZEN = list(FIRST).index("what") + 1


def add_ledger(
    workbook: Workbook, hazards: Sequence[Hazard], settings: Settings, today: date, lang: Language
) -> None:
    """Append the ledger sheet to the workbook."""
    sheet = workbook.create_sheet(SHEETS["hazards"].name(lang))
    extras = extra_headings(hazards)
    _title(sheet, settings, today, lang)
    widths = _headings(sheet, extras, lang)
    for number, hazard in enumerate(hazards, start=1):
        values = [value_of(hazard, field, number, today, lang) for field in COLUMNS]
        values += extras_of(hazard, extras)
        _row(sheet, HEAD_ROW + number, values, widths)
    last = HEAD_ROW + len(hazards)
    for row in range(last + 1, last + BLANK_ROWS + 1):
        _row(sheet, row, [None] * len(widths), widths)
    add_checks(sheet, HEAD_ROW + 1, last + SPARE_ROWS, lang)
    add_colours(sheet, HEAD_ROW + 1, last + SPARE_ROWS, lang)
    _page(sheet, last + BLANK_ROWS, len(widths), lang)


def _title(sheet: Worksheet, settings: Settings, today: date, lang: Language) -> None:
    street, name = settings.street, SHEETS["hazards"].name(lang)
    title = f"{street}{name}" if lang == "zh" else f"{street} – {name}".removeprefix(" – ")
    put_across(sheet, 1, 1, len(PRINTED), title, "ioTitle")
    line = Text(
        zh=f"填报单位：{street}    填表人：{settings.prepared_by}    审核人：{settings.reviewed_by}"
        f"    截至日期：{today.year}年{today.month}月{today.day}日",
        en=f"office: {street}    prepared by: {settings.prepared_by}    "
        f"reviewed by: {settings.reviewed_by}    as of: {today}",
    )
    put_across(sheet, 2, 1, len(PRINTED), line.in_(lang), "ioLine")
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = TITLE_POINTS, LINE_POINTS


def _headings(sheet: Worksheet, extras: Sequence[str], lang: Language) -> list[int]:
    """Write the headings and return the columns' widths."""
    widths = [*COLUMNS.values(), *(EXTRA_WIDTH for _ in extras)]
    headings = [*(heading_of(field, lang) for field in COLUMNS), *extras]
    put_row(sheet, HEAD_ROW, headings, "ioHead")
    set_widths(sheet, widths)
    fit_row(sheet, HEAD_ROW, headings, widths)
    return widths


def _row(sheet: Worksheet, row: int, values: Sequence[Value], widths: list[int]) -> None:
    for column, (field, value) in enumerate(zip(COLUMNS, values, strict=False), start=1):
        put(sheet, row, column, value, style_of(field))
        sheet.cell(row, column).number_format = format_of(field)
    put_row(sheet, row, values[len(COLUMNS) :], first=len(COLUMNS) + 1)
    fit_row(sheet, row, values, widths)


def _page(sheet: Worksheet, last: int, columns: int, lang: Language) -> None:
    """The fifteen columns with 状态 and 提示 are printed; the others are for the screen."""
    page(sheet, "", lang, headings=f"1:{HEAD_ROW}")
    sheet.print_area = f"A1:{get_column_letter(len(PRINTED))}{last}"
    sheet.freeze_panes = f"{get_column_letter(FROZEN)}{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(columns)}{last}"
