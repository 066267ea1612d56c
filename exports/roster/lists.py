"""One plain list on a sheet: title, headings, rows, A4 pages. Three sheets are such lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from exports import style
from exports.roster.view import View


def write_list(
    book: Workbook,
    view: View,
    key: str,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[Any]],
    nothing: str = "",
) -> None:
    """Add the sheet ``key`` of ``roster.toml``; columns are pairs (heading, width)."""
    title = view.word("sheets", key)
    sheet = book.create_sheet(title)
    widths = [width for _, width in columns]
    style.set_widths(sheet, widths)
    style.put_across(sheet, 1, 1, len(columns), f"{title}　{view.week}", "ioTitle")
    sheet.row_dimensions[1].height = 28
    style.put_row(sheet, 2, [heading for heading, _ in columns], "ioHead")
    sheet.row_dimensions[2].height = 24
    row = 2
    for row, values in enumerate(rows, start=3):
        style.put_row(sheet, row, values)
        if isinstance(values[0], int):
            style.put(sheet, row, 1, values[0], "ioMiddle")
        style.fit_row(sheet, row, values, widths)
    if row == 2 and nothing:
        style.put_across(sheet, 3, 1, len(columns), nothing, "ioMiddle")
        row = 3
    sheet.freeze_panes = "A3"
    if row > 2:
        sheet.auto_filter.ref = f"A2:{sheet.cell(row, len(columns)).coordinate}"
    style.page(sheet, view.mark, view.lang, headings="1:2")
