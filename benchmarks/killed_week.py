"""A week of the smallest example whose commands are killed: read, publish, record, record.

One 任务单 and one 问题隐患台账 are filled in as people do; each place has its own copy of the plan.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.kills import Step, commands

ROOT = Path(__file__).parents[1]
BOOK = ROOT / "examples" / "smallest" / "smallest.xlsx"
WEEK, SIGNED, RECORDED = "2026-W49", "2026-11-27", "2026-12-04"
BY = ("--by", "李甲")
TYPED = {
    "整改责任人": "钮工",
    "部位": "塔吊基础",
    "整改完成日期": date(2026, 11, 26),
    "佐证": "整改后照片、限位.jpg",
}
"""What is typed into the first hazard of the tracker."""


class KilledWeek:
    """A planned and approved week and the papers that come back from it."""

    def __init__(self, folder: Path):
        self.out, self.papers = folder / "out", folder / "papers.xlsx"
        self.tracker = folder / "tracker.xlsx"
        for words in (
            ("plan", BOOK, "--week", WEEK, "--out", self.out, "--limit", "1"),
            ("submit", self.out, *BY, "--today", SIGNED),
            ("approve", self.out, *BY, "--today", SIGNED),
        ):
            commands([words])[0]()
        _fill_papers(self.out / "roster.xlsx", self.papers)
        _fill_tracker(self.out / "tracker.xlsx", self.tracker)

    def taken_up(self, place: str) -> list[Step]:
        """Read the workbook, publish the plan."""
        here = f"{place}.out"
        shutil.copytree(self.out, here)
        keep = (*BY, "--ledger", place)
        return commands([("read", BOOK, *keep), ("publish", here, *keep, "--today", SIGNED)])

    def recorded(self, place: str) -> list[Step]:
        """Record the site papers, then the tracker, into a ledger that was taken up."""
        keep = (*BY, "--ledger", place, "--today", RECORDED)
        return commands([("record", file, *keep) for file in (self.papers, self.tracker)])

    def whole(self, place: str) -> list[Step]:
        """All four commands."""
        return [*self.taken_up(place), *self.recorded(place)]

    def take_up(self, places: Sequence[str]) -> None:
        """Bring the ledgers of several places to the state after `taken_up`, undisturbed."""
        for step in self.taken_up(places[0]):
            step()
        for place in places[1:]:
            shutil.copy(places[0], place)


def _fill_papers(roster: Path, papers: Path) -> None:
    """A finding on every fourth line, the rest as it should be."""
    book = load_workbook(roster)
    page = book["任务单"]
    boxes = [row for row in range(1, page.max_row + 1) if _text(page, row, 4).startswith("□")]
    for number, row in enumerate(row for row in boxes if _text(page, row, 3)):
        wrong = number % 4 == 0
        page.cell(row, 4).value = "不符合" if wrong else "符合"
        if wrong:
            page.cell(row, 5).value = f"第{number}行：{_text(page, row, 3)[:12]}，现场未做到"
            page.cell(row, 7).value = "3日内"
    for name in book.sheetnames:
        if name != page.title:
            del book[name]
    book.save(papers)


def _fill_tracker(tracker: Path, filled: Path) -> None:
    book = load_workbook(tracker)
    page = book.worksheets[0]
    columns = {_text(page, 3, column): column for column in range(1, page.max_column + 1)}
    for heading, value in TYPED.items():
        page.cell(4, columns[heading]).value = value
    book.save(filled)


def _text(page: Worksheet, row: int, column: int) -> str:
    return str(page.cell(row, column).value or "")
