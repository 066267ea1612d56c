"""Reads the sheets 任务单 and 任务单（内部） back: pages, their checklists, the labelled boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from sites.findings_reading.marks import choice_of, has_tick
from sites.findings_reading.told import Page, PaperLine, Said
from sites.reading.cells import Unreadable, is_blank, seen
from sites.reading.findings import Findings, Spot, quoted
from sites.reading.grids import Grid, Row, Value, address
from sites.roster_words import key_of
from sites.tasks.numbers import TASK_NUMBER
from sites.vocabulary import fold

_TITLE = re.compile(r"检查表\s*[（(](.+?)[）)]\s*$|^Checklist:\s*(.+)$", re.IGNORECASE)
_REST = ("其余所查事项均符合", "allotheritemscheckedcomply")
_LINE_KEYS = ("finding", "measure", "due")
_BOXES = ("task_no", "code", "actual", "present", "not_done", "witness", "refusal")
_DIGIT = re.compile(r"\d")

Bold = Callable[[int, int], str]
"""Row and column → what of the cell stands in bold."""


def has_pages(grid: Grid) -> bool:
    """Whether a sheet holds pages of 任务单, whatever it is called."""
    first = (seen(row[min(row)]) for row in grid.rows.values())
    return any(_TITLE.search(text) or key_of("papers", text) == "cover" for text in first)


def read_pages(grid: Grid, name: str, findings: Findings, bold: Bold) -> list[Page]:
    """Return the pages of a sheet in their order; ``name`` is how messages call it."""
    return _Reader(grid, name, findings, bold).read()


def read_orders(grid: Grid, name: str) -> Iterator[tuple[str, Said]]:
    """Yield 任务编号 and the cell 办结工单 of each page of 任务单（内部） that has it filled in."""
    task = ""
    for number, row in sorted(grid.rows.items()):
        for key, said in _labelled(name, number, row):
            if key == "task":
                task = task_number(said.value) or task
            elif key == "closed_orders" and task:
                yield task, said


def task_number(value: Value) -> str:
    """The 任务编号 in a cell, or nothing."""
    found = TASK_NUMBER.search(seen(value))
    return found[0].upper() if found else ""


class _Reader:
    """One pass down a sheet."""

    def __init__(self, grid: Grid, name: str, findings: Findings, bold: Bold):
        self.grid, self.name, self.findings, self.bold = grid, name, findings, bold
        self.pages: list[Page] = []
        self.columns: dict[str, int] = {}

    def read(self) -> list[Page]:
        """Return the pages."""
        for number, row in sorted(self.grid.rows.items()):
            page = self._begun(number, row)
            if page is not None:
                self.pages.append(page)
                self.columns = {}
            elif self.pages:
                self.pages[-1].last_row = number
                self._row(self.pages[-1], number, row)
        return self.pages

    def _begun(self, number: int, row: Row) -> Page | None:
        text, spot = seen(row[min(row)]), Spot(self.name, address(number, min(row)))
        if found := _TITLE.search(text):
            return Page(spot, (found[1] or found[2]).strip(), last_row=number)
        if key_of("papers", text) == "cover":
            return Page(spot, last_row=number)
        return None

    def _row(self, page: Page, number: int, row: Row) -> None:
        text = seen(row[min(row)])
        if page.body is not None and not page.task and task_number(text):
            page.task = task_number(text)
        elif headings := _headings(row):
            self.columns = headings
        elif any(rest in fold(text).replace(" ", "") for rest in _REST):
            page.rest_fits, self.columns = has_tick(text), {}
        elif self.columns:
            page.lines.append(self._line(number, row))
        else:
            for key, said in _labelled(self.name, number, row):
                if key == "task":
                    page.task = task_number(said.value)
                elif key in _BOXES and not _is_form(key, said.value):
                    page.said[key] = said

    def _line(self, number: int, row: Row) -> PaperLine:
        def spot(key: str) -> Spot:
            return Spot(self.name, address(number, self.columns.get(key, 1)))

        def text(key: str) -> str:
            return seen(row.get(self.columns.get(key, 0), "")).strip()

        cells = {k: row.get(self.columns.get(k, 0)) for k in _LINE_KEYS}
        said = {k: Said(v, spot(k)) for k, v in cells.items() if v is not None and not is_blank(v)}
        choice = ""
        try:
            choice = choice_of(text("result"), self.bold(number, self.columns.get("result", 0)))
        except Unreadable as error:
            self.findings.fault(spot("result"), quoted(text("result")), error.expected)
        return PaperLine(text("item"), text("check"), choice, said, spot("result"), number)


def _headings(row: Row) -> dict[str, int]:
    """Columns of a checklist, where the row is its heading."""
    keys = {key_of("papers", seen(value)): column for column, value in reversed(row.items())}
    return keys if {"check", "result"} <= keys.keys() else {}


def _labelled(name: str, number: int, row: Row) -> Iterable[tuple[str, Said]]:
    """Labels in a row with the filled cell behind each; 拒签 behind 拒签情况 is no label."""
    key = ""
    for column, value in sorted(row.items()):
        label = key_of("papers", seen(value).strip().rstrip("：:"))
        if label and label != key:
            key = label
        elif key and not is_blank(value):
            yield key, Said(value, Spot(name, address(number, column)))
            key = ""


def _is_form(key: str, value: Value) -> bool:
    """Whether a cell still stands as it was printed, to be filled in."""
    return key == "actual" and not _DIGIT.search(seen(value))
