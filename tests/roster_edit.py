"""Edits a roster.xlsx as a person would: finds rows by site, cells by heading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sites.roster_words import key_of


class Edit:
    """The weekly sheet of a file, open for editing."""

    def __init__(self, sheet: Worksheet):
        self.sheet = sheet
        rows = sheet.iter_rows(min_row=1, max_row=10)
        head = next(row for row in rows if any(c.value == "检查日期" for c in row))
        self.head = head[0].row
        self.columns = {key_of("columns", str(c.value)): c.column for c in head if c.value}

    def row(self, site: str) -> int:
        """Row of a site's first visit."""
        return self.rows(site)[0]

    def rows(self, site: str) -> list[int]:
        """Rows of a site's visits."""
        column = self.columns["site"]
        below = range(self.head + 1, self.sheet.max_row + 1)
        return [r for r in below if self.sheet.cell(r, column).value == site]

    def set(self, row: int, **values: Any) -> None:
        """Type values into a row's cells."""
        for key, value in values.items():
            self.sheet.cell(row, self.columns[key]).value = value

    def get(self, row: int, key: str) -> Any:
        """What a cell holds."""
        return self.sheet.cell(row, self.columns[key]).value

    def spare(self) -> int:
        """First empty row under the visits."""
        column = self.columns["site"]
        return next(
            r for r in range(self.head + 1, 1000) if self.sheet.cell(r, column).value is None
        )


def edit(path: Path, change: Callable[[Edit], None]) -> Path:
    """Open the file, let ``change`` type into the weekly sheet, and save it."""
    book = load_workbook(path)
    change(Edit(book["周检查计划"]))
    book.save(path)
    return path
