"""Planning a week behind the board, in a process of its own that can be watched and stopped.

A search in pure Python would starve the server's loop. The process starts clean (``spawn``),
tells its progress through a pipe, and hears *stop* there: that is Ctrl-C to the search, which
then keeps the best plan it has. What it writes is what ``inspect-once plan`` writes.
"""

from __future__ import annotations

import _thread
import multiprocessing
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from sites.base import Text
from web.week.job import Job, Shown

__all__ = ["Job", "Planning", "Shown", "planning_of", "start", "stop_all"]

State = Literal["running", "done", "failed"]


@dataclass
class Planning:
    """A planning process, seen from the server."""

    job: Job
    who: str
    state: State = "running"
    lines: list[Text] = field(default_factory=list)
    points: list[Shown] = field(default_factory=list)
    owed: int = 0
    stopping: bool = False
    _process: Any = None
    _pipe: Connection | None = None

    def begin(self) -> None:
        """Start the process, and listen to it in a thread."""
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self.job))
        self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        """Ask the search for the best it has."""
        self.stopping = True
        if self._pipe is not None and self.state == "running":
            try:
                self._pipe.send("stop")
            except OSError:
                return

    def wait(self, seconds: float) -> None:
        """Wait for the process to end."""
        self._process.join(seconds)

    def _listen(self) -> None:
        assert self._pipe is not None
        try:
            while True:
                self._take(*self._pipe.recv())
        except (EOFError, OSError):
            self._process.join()
            if self.state == "running":
                self.lines.append(
                    Text(zh="排班程序中断，原有文件未改动", en="planning ended before it was done")
                )
                self.state = "failed"

    def _take(self, kind: str, value: Any) -> None:
        if kind == "say":
            self.lines.append(value)
        elif kind == "point":
            self.points.append(value)
        elif kind == "owed":
            self.owed = value
        else:
            self.lines += value
            self.state = "done" if kind == "done" else "failed"


_PLANNINGS: dict[Path, Planning] = {}
_LOCK = threading.Lock()


def planning_of(folder: Path) -> Planning | None:
    """The last planning of a week's folder in this process, if any."""
    return _PLANNINGS.get(folder.resolve())


def start(job: Job, who: str) -> Planning:
    """Plan a week in the background; one that is being planned already is returned as it is."""
    with _LOCK:
        there = planning_of(Path(job.folder))
        if there is not None and there.state == "running":
            return there
        planning = Planning(job, who)
        _PLANNINGS[Path(job.folder).resolve()] = planning
        planning.begin()
        return planning


def stop_all() -> None:
    """Ask every planning to end: the server does."""
    for planning in list(_PLANNINGS.values()):
        planning.stop()


def _work(pipe: Connection, job: Job) -> None:
    """What the process does."""
    from sites.errors import BookError, Refused
    from web.week.planner import again, plan
    from web.week.writing import said

    hearing = threading.Event()
    hearing.set()
    threading.Thread(target=_hear, args=(pipe, hearing), daemon=True).start()
    try:
        lines = again(pipe, job, hearing) if job.again else plan(pipe, job, hearing)
        pipe.send(("done", lines))
    except (BookError, Refused) as error:
        pipe.send(("failed", said(error)))
    except KeyboardInterrupt:
        none = Text(zh="已停止，还没有排出计划", en="stopped; there is no plan yet")
        pipe.send(("failed", (none,)))
    except Exception:  # a traceback is nothing for an office
        ours = Text(
            zh="排班程序出错，原有文件未改动。请用命令行 plan 再试，并把提示发给维护人员",
            en="planning failed and changed nothing; try the command plan and report what it says",
        )
        pipe.send(("failed", (ours,)))


def _hear(pipe: Connection, hearing: threading.Event) -> None:
    """Ctrl-C to the search at every *stop*, and when the server is gone; not once it is over."""
    try:
        while pipe.recv() == "stop":
            if hearing.is_set():
                _thread.interrupt_main()
    except (EOFError, OSError):
        if hearing.is_set():
            _thread.interrupt_main()
