"""A second search beside the first: a process of its own that answers one question at a time.

It starts clean (``spawn``), knows the round and the names of the rules, and searches from the plan
it is sent until its budget is used or it is told to stop. It ends when its owner is gone.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import NamedTuple

from constraints import RULES
from constraints._registry import Rule
from scheduler.collection import seldom_collected
from scheduler.improve import Improver
from scheduler.tables import Tables
from sites.plan import Plan
from sites.round import Round


class Ask(NamedTuple):
    """Search from a plan, with a budget of options to weigh."""

    plan: Plan
    seed: int
    budget: int


class Beside:
    """The owner's end of the second search.

    Raises
    ------
    OSError
        If there is no room for another process.
    """

    def __init__(self, round: Round, rules: Iterable[Rule]):
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        names = tuple(r.name for r in rules)
        self._process = context.Process(target=_serve, args=(theirs, names), daemon=True)
        with _deaf():
            self._process.start()
        theirs.close()
        self._telling = threading.Thread(target=self._tell, args=(round,), daemon=True)
        self._telling.start()

    def _tell(self, round: Round) -> None:
        """Send the round: more than a pipe holds, so it takes until the other is awake."""
        with suppress(OSError):  # closed before it woke
            self._pipe.send(round.model_dump_json())

    @staticmethod
    def can(rules: Iterable[Rule]) -> bool:
        """Whether the rules are those that another process finds by name."""
        return all(RULES.get(r.name) is r for r in rules)

    def ask(self, question: Ask, seconds: float) -> bool:
        """Let it search; false if it does not wake up within so many seconds, or has died."""
        self._telling.join(max(0.0, seconds))
        if self._telling.is_alive():
            return False
        try:
            self._pipe.send(question)
        except OSError:
            return False
        return True

    def ready(self, seconds: float) -> bool:
        """Whether an answer is there, or comes within so many seconds."""
        return self._pipe.poll(seconds)

    def answer(self) -> Plan | None:
        """Wait for its best plan; None if it has died."""
        try:
            return self._pipe.recv()
        except (EOFError, OSError):
            return None

    def hurry(self) -> None:
        """Let it answer now."""
        with suppress(OSError):  # it has died: that is an answer, too
            self._pipe.send(None)

    def close(self) -> None:
        """End it, whatever it does."""
        if self._telling.is_alive():
            self._process.terminate()  # what is being sent to it ends with it
            self._telling.join()
        self._pipe.close()
        self._process.join(0.2)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()
        self._process.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """A process that is started in here never hears Ctrl-C, not even while it is waking up."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals, and may say what is done with them
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def _serve(pipe: Connection, names: tuple[str, ...]) -> None:
    """Hear the round, then answer questions until the owner is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with seldom_collected(), suppress(EOFError, ConnectionError):  # reset: an answer left unread
        round = Round.model_validate_json(pipe.recv())
        improver = Improver(Tables(round, tuple(RULES[n] for n in names)), 0)
        while True:
            question = pipe.recv()
            if question is None:
                continue
            improver.start_from(question.plan, question.seed)
            improver.run(question.budget, pipe.poll)
            pipe.send(improver.best)
