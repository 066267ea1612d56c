"""A tracker at the desk: written from the ledger, typed into, saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cli_street import street
from openpyxl import load_workbook
from published_week import Week

from exports.tracker import write_tracker


class Tracker:
    """The tracker of the ledger's hazards as they are now, open for typing."""

    def __init__(self, week: Week, name: str = "tracker.xlsx"):
        self.path = week.folder / name
        write_tracker(self.path, week.rows("hazards"), street(), date(2026, 12, 1))
        self.book = load_workbook(self.path)
        self.page = self.book["问题隐患台账"]
        self.heads = {str(c.value): c.column for c in self.page[3]}
        column = self.heads["隐患编号"]
        self.lines = {self.page.cell(r, column).value: r for r in range(4, self.page.max_row + 1)}

    def type(self, hazard: str, **cells: Any) -> Tracker:
        """Type into a hazard's row, by heading."""
        for heading, value in cells.items():
            self.page.cell(self.lines[hazard], self.heads[heading]).value = value
        return self

    def save(self) -> Path:
        """Save it."""
        self.book.save(self.path)
        return self.path
