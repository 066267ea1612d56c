"""One week as all who sit at the board share it: the plan now, the steps back, what is on disk.

Every edit is an act of one person on the plan he was looking at; an edit of an older one is
refused. The files follow in a process of their own (`web.week.writing`), for they take seconds.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from constraints import Verdict, verify
from scheduler.by_hand import Week, read_week
from sites.approval import content_digest
from sites.base import Text
from sites.book import Pin
from sites.errors import BookError, Refused
from sites.json_files import read_plan, read_round
from sites.ledger import NOUNS, Ledger
from sites.plan import Plan
from sites.round import Round
from web.week import unsaved

MOST_STEPS = 50
WATCHED = ("plan.json", "round.json", "roster.xlsx")
CHANGED_BESIDE = Text(
    zh="周计划的文件在别处改过，已按文件重新读入；刚才的改动请再做一次",
    en="the week's files were changed elsewhere and are read again; please repeat the change",
)

LEFT = Text(zh="上次没有写完的改动", en="changes not written last time")


class Step(NamedTuple):
    """A plan that was reached: who made it of the one before, and what he did.

    ``pins`` are those written to the ledger with it, ``unpinned`` those taken away.
    """

    round: Round
    plan: Plan
    verdict: Verdict
    who: str = ""
    what: Text = Text(zh="", en="")
    pins: tuple[Pin, ...] = ()
    unpinned: tuple[Pin, ...] = ()


class Overtaken(Refused):
    """Somebody else has changed the week since this person looked at it."""

    def __init__(self, who: str):
        said = who or "别处"
        super().__init__(
            Text(
                zh=f"{said}刚刚改过这一周，已换成最新的安排，请看过再改",
                en=f"{who or 'somebody'} has just changed this week; look at it again",
            )
        )


@dataclass
class WeekStore:
    """The shared state of one week's folder. Every method may be called from any thread.

    ``version`` counts the plans it has had, ``news`` whatever else there is to draw again.
    ``typed``: people typed into the roster since the program wrote it. ``base`` is the digest of
    the plan on disk; while ``busy`` a process writes there and nothing is read. ``fresh``: no edit
    is written yet, so the files are still as others left them. ``unwritten`` tells why the files
    could not be written.
    """

    folder: Path
    version: int = 0
    news: int = 0
    steps: list[Step] = field(default_factory=list)
    faults: tuple[Text, ...] = ()
    typed: bool = False
    written: int = 0
    base: str = ""
    busy: bool = False
    fresh: bool = True
    unwritten: tuple[Text, ...] = ()
    _files: tuple[tuple[int, int], ...] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def now(self) -> Step | None:
        """The plan as it is now; None where the week is not planned yet."""
        with self._lock:
            return self.steps[-1] if self.steps else None

    @property
    def dirty(self) -> bool:
        """Whether the files are behind the board."""
        return self.written != self.version

    def refresh(self) -> bool:
        """Read the files again if they were changed by others; tell whether anything is new."""
        with self._lock:
            files = self._stamps()
            if self.busy or self.dirty or files == self._files:
                return False
            self.steps, self.faults, self.typed = _read(self.folder)
            self.base = _base(self.folder) if self.steps else ""
            self._files, self.fresh, self.unwritten = files, True, ()
            self.version += 1
            self.written = self.version
            left = unsaved.kept(self.folder, self.base) if self.steps else None
            if left is not None:
                self.steps.append(Step(*left, verify(left[1], left[0]), what=LEFT))
                self.version += 1
        return True

    def accept(self, step: Step, seen: int, ledger: Ledger) -> None:
        """Take an edit of the plan of version ``seen``; its pins come into the ledger with it.

        Raises
        ------
        Overtaken
            If that is not the plan any more.
        """
        with self._lock:
            self._see_current(seen)
            _pin(ledger, step.who, step.what.zh, step.pins, step.unpinned)
            self._became([*self.steps[-MOST_STEPS:], step])

    def undo(self, who: str, seen: int, ledger: Ledger) -> Text:
        """Go back one step, pins and all; return what was undone.

        Raises
        ------
        Refused
            If there is nothing to undo, or somebody else was faster.
        """
        with self._lock:
            self._see_current(seen)
            if len(self.steps) < 2:
                raise Refused(Text(zh="没有可撤销的改动", en="there is nothing to undo"))
            last = self.steps[-1]
            before = {_key(p): p for p in self.steps[-2].round.pins}
            gone = tuple(p for p in last.pins if _key(p) not in before)
            back = tuple(before[_key(p)] for p in last.pins if _key(p) in before)
            _pin(ledger, who, f"撤销：{last.what.zh}", (*back, *last.unpinned), gone)
            self._became(self.steps[:-1])
            return last.what

    def _became(self, steps: list[Step]) -> None:
        self.steps = steps
        self.version += 1
        unsaved.keep(self.folder, self.base, steps[-1].round, steps[-1].plan)

    def wrote(self, plan: Plan, version: int) -> None:
        """Take what a process beside has written: the plan of that version, with its reasons."""
        with self._lock:
            self.base, self._files, self.typed = _base(self.folder), self._stamps(), False
            self.fresh, self.unwritten = False, ()
            if version != self.version:
                return
            self.steps = [*self.steps[:-1], self.steps[-1]._replace(plan=plan)]
            self.written = self.version
            self.news += 1
            unsaved.forget(self.folder)

    def refused(self, problems: tuple[Text, ...]) -> None:
        """The files could not be written: what is on the board stays, and it is tried again."""
        with self._lock:
            self.unwritten = problems
            self.news += 1

    def reread(self) -> None:
        """Forget what is not written: the files are right."""
        with self._lock:
            self._files, self.written = None, self.version
            unsaved.forget(self.folder)
        self.refresh()

    def _see_current(self, seen: int) -> None:
        if seen != self.version:
            raise Overtaken(self.steps[-1].who if self.steps else "")

    def _stamps(self) -> tuple[tuple[int, int], ...]:
        stats = [(self.folder / n).stat() for n in WATCHED if (self.folder / n).exists()]
        there = len(stats) == len(WATCHED)
        return tuple((s.st_mtime_ns, s.st_size) for s in stats) if there else ()


def _pin(ledger: Ledger, who: str, why: str, pins: tuple[Pin, ...], gone: tuple[Pin, ...]) -> None:
    """Write pins to the ledger and take others away, in one act."""
    if not pins and not gone:
        return
    with ledger.act(who, why=why, source="board") as act:
        act.put_all("pins", pins)
        keys = [_key(p) for p in gone]
        there = act.keyed("pins", keys)
        for key in keys:
            if key in there:
                act.drop("pins", key)


def _key(pin: Pin) -> str:
    return NOUNS["pins"].key_of(pin)


def _read(folder: Path) -> tuple[list[Step], tuple[Text, ...], bool]:
    """The folder's week as one step, faults of its roster, and whether people typed into it.

    Where the roster cannot be read, the plan as the program wrote it is shown.
    """
    if not all((folder / name).exists() for name in WATCHED):
        return [], (), False
    try:
        week = read_week(folder)
    except BookError as error:
        faults = tuple(Text(zh=f.in_("zh"), en=f.in_("en")) for f in error.faults)
        plan, round = read_plan(folder / "plan.json"), read_round(folder / "round.json")
        return [Step(round, plan, verify(plan, round))], faults, True
    return [_step(week)], week.notes, week.edited


def _base(folder: Path) -> str:
    return content_digest(read_plan(folder / "plan.json"))


def _step(week: Week) -> Step:
    return Step(week.round, week.plan, week.verdict)


_STORES: dict[Path, WeekStore] = {}
_STORES_LOCK = threading.Lock()


def store_of(folder: Path) -> WeekStore:
    """The one store of a week's folder in this process, with the files as they are now."""
    with _STORES_LOCK:
        store = _STORES.setdefault(folder.resolve(), WeekStore(folder))
    if not store.dirty:
        store.refresh()
    return store


def signed_state(step: Step) -> tuple[str, bool]:
    """State of a plan's approval, and whether it was changed after it was signed."""
    history = step.plan.approval.history
    changed = bool(history) and history[-1].content != content_digest(step.plan)
    return step.plan.approval.state, changed
