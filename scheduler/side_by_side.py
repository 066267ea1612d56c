"""Ruin and recreate in rounds with a barrier: two searches side by side from the same incumbent.

Each has a budget of options to weigh, not of seconds; their plans are taken in order, so that the
same input, seed and deterministic limit give the same plan on one core or on two.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from scheduler.beside import Ask, Beside
from scheduler.improve import Improver
from scheduler.search import Search
from scheduler.settings import OPTIONS_AN_EFFORT
from scheduler.tables import Tables

OPTIONS_BESIDE = 10_000
"""Options that the second core weighs while the first solves for one deterministic second."""

FIRST, LARGEST = 500, 512_000
"""Options weighed in the first round, and in the largest: each has twice those of the last."""


class SideBySide:
    """The heuristic side of a search."""

    def __init__(self, search: Search):
        self.search = search
        tables = Tables(search.round, search.rules)
        self.nevers = tables.fits.nevers
        self.own = Improver(tables, search.settings.seed)
        self.other: Beside | None = None
        self.budget = FIRST
        self.turn = 0
        self.asked = 0
        self._options_a_second = 4_000.0

    def __enter__(self) -> SideBySide:
        """Use as a context: the second process ends with it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the second process."""
        if self.other is not None:
            self.other.close()

    def start(self) -> None:
        """A first plan, by insertion."""
        self.search.offer(self.own.build(), "insertion")

    @property
    def used_up(self) -> bool:
        """Whether the deterministic limit is reached."""
        return self.asked >= self.search.settings.effort * OPTIONS_AN_EFFORT

    def _ask_other(self, at_least: int) -> bool:
        """Let the second process search from the incumbent; false if there can be none."""
        search = self.search
        if search.incumbent is None or not Beside.can(search.rules):
            return False
        if self.other is None:
            self.other = Beside(search.round, search.rules)
        seed = self._seed(1)
        self.other.ask(Ask(search.incumbent, seed, self._fitting_budget(at_least)))
        return True

    def _answer_other(self) -> None:
        """Wait for the second process, and offer what it found; once all is proven, drop it."""
        assert self.other is not None
        proven, hurried = self.search.closed, False
        while not self.other.ready(0.02):
            if (proven or self.search.stopped) and not hurried:
                self.other.hurry()
                hurried = True
        plan = self.other.answer()
        if plan is not None and not proven:
            self.search.offer(plan, "ruin and recreate, second core")

    def round(self) -> None:
        """One round on both cores."""
        search = self.search
        if search.incumbent is None:
            return
        if self.turn == 0:
            self._search_here()
            self._next_turn()
        else:
            with self.beside():
                self._search_here()

    @contextmanager
    def beside(self, effort: float = 0.0) -> Iterator[None]:
        """Search on the second core while the block runs; its plan is taken at the end.

        ``effort`` (deterministic seconds) is what the block may take; the search lasts as long.
        """
        asked = self._ask_other(int(effort * OPTIONS_BESIDE))
        try:
            yield
        except KeyboardInterrupt:
            self.search.interrupted = True
            raise
        finally:
            if asked:
                self._answer_other()
            self._next_turn()

    def _search_here(self) -> None:
        search = self.search
        assert search.incumbent is not None
        began, weighed = time.monotonic(), self.own.weighed
        self.own.start_from(search.incumbent, self._seed(0))
        try:
            self.own.run(self._fitting_budget(), lambda: search.stopped)
        except KeyboardInterrupt:
            search.interrupted = True
        seconds = time.monotonic() - began
        self._options_a_second = max(100.0, (self.own.weighed - weighed) / max(seconds, 1e-3))
        if self.own.best is not None:
            search.offer(self.own.best, "ruin and recreate")

    def _next_turn(self) -> None:
        """Make the next round twice as long."""
        self.turn += 1
        self.budget = min(LARGEST, self.budget * 2)

    def _seed(self, which: int) -> int:
        return (self.search.settings.seed * 1_000 + self.turn) * 2 + which

    def _fitting_budget(self, at_least: int = 0) -> int:
        """The round's budget, or less where the clock will not let it finish."""
        within = int(self.search.seconds_for_search * self._options_a_second)
        budget = max(1, min(max(self.budget, at_least), within))
        self.asked += budget
        return budget
