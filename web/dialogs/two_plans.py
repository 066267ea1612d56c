"""A week as it is and with one thing changed, planned in a process of its own.

A search in pure Python would starve the server's loop. The process tells what it does through a
pipe and hears *stop* there: that is Ctrl-C to the search. It writes nothing.
"""

from __future__ import annotations

import _thread
import multiprocessing
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from sites.base import Frozen, Language, Text
from sites.errors import BookError, Refused

BUSY = Text(
    zh="另一个“假如”正在计算，请等它算完或先停止它",
    en="another what-if is running; wait for it or stop it first",
)


class Change(Frozen):
    """One thing that is changed, as `scheduler.whatif.changed` takes it."""

    one_more: str | None = None
    less: str | None = None
    numbers: tuple[str, ...] = ()
    apart: bool = False


class Compared(Frozen):
    """The two plans side by side: label, as it is, changed, difference; ``name`` of the change."""

    name: str
    rows: tuple[tuple[str, str, str, str], ...]


class TwoPlans:
    """The process, seen from the server. ``lines`` grow; in the end ``result`` or ``faults``."""

    running: TwoPlans | None = None

    def __init__(self, folder: Path, change: Change, seconds: float, lang: Language):
        there = TwoPlans.running
        if there is not None and there.busy:
            raise Refused(BUSY)
        context = multiprocessing.get_context("spawn")
        self.lines: list[str] = []
        self.result: Compared | None = None
        self.faults: tuple[str, ...] = ()
        self._pipe, theirs = context.Pipe()
        asked = (theirs, str(folder), change, seconds, lang)
        self._process = context.Process(target=work, args=asked)
        self._process.start()
        theirs.close()
        TwoPlans.running = self

    @property
    def busy(self) -> bool:
        """Whether the process is still planning."""
        told = self.result is not None or bool(self.faults)
        return not told and self._process.is_alive()

    def listen(self) -> bool:
        """Take what the process has said by now; tell whether there may be more."""
        try:
            while self._pipe.poll():
                self._take(*self._pipe.recv())
        except (EOFError, OSError):
            return False
        return True

    def stop(self) -> None:
        """Ask the process to end."""
        with suppress(OSError):
            self._pipe.send("stop")

    def _take(self, kind: Literal["say", "done", "failed"], value: Any) -> None:
        if kind == "say":
            self.lines.append(value)
        elif kind == "done":
            self.result = value
        else:
            self.faults = value


def work(pipe: Connection, folder: str, change: Change, seconds: float, lang: Language) -> None:
    """What the process does."""
    stopped = threading.Event()
    threading.Thread(target=_hear, args=(pipe, stopped), daemon=True).start()
    try:
        pipe.send(("done", _compared(pipe, Path(folder), change, seconds, lang, stopped)))
    except KeyboardInterrupt:
        return
    except BookError as error:
        pipe.send(("failed", tuple(fault.in_(lang) for fault in error.faults)))
    except Refused as error:
        pipe.send(("failed", (error.says.in_(lang),)))


def _hear(pipe: Connection, stopped: threading.Event) -> None:
    """Ctrl-C to the search at a word from the server, and when the server is gone."""
    with suppress(EOFError, OSError):
        pipe.recv()
    stopped.set()
    _thread.interrupt_main()


def _compared(
    pipe: Connection,
    folder: Path,
    change: Change,
    seconds: float,
    lang: Language,
    stopped: threading.Event,
) -> Compared:
    from exports.comparison import Side, compared
    from exports.judgement import collision_faults
    from scheduler.by_hand import read_week
    from scheduler.plan_round import PinsCollide, plan_round
    from scheduler.settings import Settings
    from scheduler.whatif import AS_IT_IS, changed

    round = read_week(folder).round
    other, name = changed(round, **change.model_dump())
    sides = []
    for title, asked in ((AS_IT_IS, round), (name, other)):
        pipe.send(("say", Text(zh=f"正在排：{title.zh}", en=f"planning: {title.en}").in_(lang)))
        try:
            planned = plan_round(
                asked, Settings(seconds=seconds), say=lambda x: pipe.send(("say", x.in_(lang)))
            )
        except PinsCollide as clash:
            raise BookError(collision_faults(*clash.told)) from clash
        if stopped.is_set():
            raise KeyboardInterrupt
        sides.append(Side(title, planned.plan, asked, planned.verdict))
    whole, bodies = compared(*sides)
    met = Text(zh="应查已安排·", en="owed needs met, ").in_(lang)
    rows = [_row(r, "", lang) for r in whole] + [_row(r, met, lang) for r in bodies]
    return Compared(name=name.in_(lang), rows=tuple(rows))


def _row(row: Any, head: str, lang: Language) -> tuple[str, str, str, str]:
    notes = [n.in_(lang) for n in row.notes] if row.notes else ["", ""]
    change = f"{row.difference:+g}" if row.difference else "0"
    return head + row.label.in_(lang), f"{row.one:g}{notes[0]}", f"{row.other:g}{notes[1]}", change
