"""A clerk at the desk: opens a published roster and types into its papers, as people do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = {"result": 4, "finding": 5, "measure": 6, "due": 7}


class Clerk:
    """The workbook of a roster, open for typing; ``save`` puts it where it is asked to."""

    def __init__(self, roster: Path, sheet: str = "任务单"):
        self.book = load_workbook(roster, rich_text=True)
        self.page: Worksheet = self.book[sheet]

    def text(self, row: int, column: int = 1) -> str:
        """What stands in a cell."""
        return str(self.page.cell(row, column).value or "")

    def cover(self, task: str) -> int:
        """First row of a task's cover."""
        row = next(r for r in self._rows() if self.text(r, 3) == task)
        return max(r for r in range(1, row) if "检查任务单" in self.text(r))

    def body(self, task: str, body: str) -> int:
        """First row of a body's page of a task."""
        titles = (r for r in self._rows() if self.text(r) == f"检查表（{body}）")
        return next(r for r in titles if task in self.text(r + 1))

    def lines(self, task: str, body: str) -> list[int]:
        """Rows of the page's checklist, the spare ones too."""
        first = self.body(task, body) + 3
        last = next(r for r in range(first, first + 60) if "其余所查事项均符合" in self.text(r))
        return list(range(first, last))

    def line(self, task: str, body: str, number: int = 0, **cells: Any) -> None:
        """Fill in one line: result, finding, measure, due."""
        row = self.lines(task, body)[number]
        for name, value in cells.items():
            self.page.cell(row, COLUMNS[name]).value = value

    def rest(self, task: str, body: str, mark: str = "☑") -> None:
        """Tick 其余所查事项均符合."""
        cell = self.page.cell(self.lines(task, body)[-1] + 1, 1)
        cell.value = str(cell.value).replace("□", mark, 1)

    def box(self, first: int, label: str, value: Any) -> None:
        """Fill in the box behind a label, on the page that begins with a row."""
        for row in range(first, first + 60):
            for column in (1, 4):
                if self.text(row, column).startswith(label):
                    self.page.cell(row, 3 if column == 1 else 5).value = value
                    return
        raise AssertionError(label)

    def save(self, path: Path) -> Path:
        """Save a copy."""
        self.book.save(path)
        return path

    def _rows(self) -> range:
        return range(1, self.page.max_row + 1)
