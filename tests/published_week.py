"""A week of the small street, planned, signed and published into a ledger: once for many tests."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from cli_runs import plan, run
from cli_street import street, write_street
from openpyxl import load_workbook

from sites.ledger import NOUNS, Ledger, open_ledger
from sites.ledger.act import Act

FIRST, SECOND, THIRD, FOURTH = (f"2026W49-{k:02d}" for k in range(1, 5))
DAY = "2026-11-30"


class Week:
    """The folder of a published week and its ledger."""

    def __init__(self, folder: Path):
        self.folder, self.out, self.place = folder, folder / "out", folder / "ledger.sqlite"

    @property
    def roster(self) -> Path:
        """roster.xlsx."""
        return self.out / "roster.xlsx"

    @property
    def papers(self) -> Path:
        """任务单 alone, as somebody who was handed that sheet has it."""
        return self.folder / "papers.xlsx"

    def copied(self, folder: Path) -> Week:
        """The same week in another folder, to be changed."""
        week = Week(folder)
        week.out.mkdir(parents=True)
        for path in (self.place, self.papers, self.roster):
            shutil.copy(path, folder / path.relative_to(self.folder))
        return week

    def record(self, *files: object, today: str = "2026-12-20", words: Any = ()) -> str:
        """Run ``record``; what it printed."""
        options = ("--ledger", self.place, "--by", "李甲", "--today", today, *words)
        done = run("record", *files, *options)
        assert done.exit_code == 0, done.output + str(done.exception)
        return done.output

    def refused(self, *files: object, words: Any = ()) -> list[str]:
        """Run ``record`` where it must refuse and leave the ledger alone; its sentences."""
        before = self.everything()
        options = ("--ledger", self.place, "--by", "李甲", "--today", "2026-12-20", *words)
        done = run("record", *files, *options)
        assert done.exit_code == 2, done.output
        assert "Traceback" not in done.output
        assert self.everything() == before
        return done.stderr.splitlines()

    def rows(self, noun: str, **equal: Any) -> tuple[Any, ...]:
        """Rows of the ledger."""
        return self.everything_of(lambda rows: rows.rows(noun, **equal))

    def row(self, noun: str, key: str) -> Any:
        """One row of the ledger."""
        return self.everything_of(lambda rows: rows.row(noun, key))

    def everything(self) -> tuple[int, dict[str, Any]]:
        """How many events there are, and all rows of all nouns in the order of their keys."""

        def looked(rows: Any) -> tuple[int, dict[str, Any]]:
            kinds = {n: sorted(rows.numbered(n), key=lambda r: r[0]) for n in NOUNS}
            return rows.head[0], {n: [(k, row) for k, _, row in r] for n, r in kinds.items()}

        return self.everything_of(looked)

    def everything_of(self, look: Any) -> Any:
        """Look into the ledger and close it again."""
        ledger = open_ledger(self.place)
        try:
            with ledger.reading() as rows:
                return look(rows)
        finally:
            ledger.close()

    def act(self, do: Any) -> None:
        """One act of the office's own."""
        ledger = open_ledger(self.place)
        try:
            with ledger.act("王乙") as act:
                do(act)
        finally:
            ledger.close()


def fill(ledger: Ledger) -> None:
    """Put the street's workbook into a ledger."""
    book = street()
    with ledger.act("李甲") as act:
        for name, noun in NOUNS.items():
            if noun.in_book:
                _put(act, name, getattr(book, name))


def _put(act: Act, name: str, found: Any) -> None:
    act.put_all(name, found if isinstance(found, tuple) else (found,))


def approved_week(folder: Path) -> Week:
    """The street's week, planned and approved; its ledger holds the workbook."""
    week = Week(folder)
    book = write_street(folder / "street.xlsx")
    assert plan(book, week.out, "--limit", 5, "--today", "2026-11-27").exit_code == 0
    for verb, by in (("submit", "李甲"), ("approve", "王乙")):
        assert run(verb, week.out, "--by", by, "--today", "2026-11-27").exit_code == 0
    ledger = open_ledger(week.place)
    fill(ledger)
    ledger.close()
    return week


def publish(week: Week, today: str = "2026-11-28") -> Any:
    """Run ``publish`` with the week's ledger."""
    options = ("--by", "王乙", "--today", today, "--ledger", week.place)
    return run("publish", week.out, *options)


def published_week(folder: Path) -> Week:
    """The same, published."""
    week = approved_week(folder)
    done = publish(week)
    assert done.exit_code == 0, done.output
    book = load_workbook(week.roster)
    for name in book.sheetnames:
        if name != "任务单":
            del book[name]
    book.save(week.papers)
    return week
