"""Ruin and recreate in rounds with a barrier: two searches side by side from the same incumbent.

Each has a budget of options to weigh, not of seconds; their plans are taken in order, so that the
same input, seed and deterministic limit give the same plan on one core or on two.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType

from scheduler.beside import Ask, Beside
from scheduler.improve import Improver
from scheduler.search import Search
from scheduler.settings import OPTIONS_AN_EFFORT
from scheduler.tables import Tables

OPTIONS_BESIDE = 10_000
"""Options that the second core weighs while the first solves for one deterministic second."""

PATIENCE = 0.5
"""Seconds that a second process is waited for when it should answer; it may still be waking up."""

FIRST, LARGEST, GROWTH = 500, 512_000, 3
"""Options weighed in the first round, and in the largest: each has so many times those of the last.
"""

OPTIONS_A_PLACE, MOST_BESIDE_BOUNDS = 0.15, 45_000
"""Options that the second core weighs while the first bounds: for each visit x person x session,
and at most."""

LARGE = 10_000
"""Visits x people x sessions from which the second process is woken before the first plan."""


class SideBySide:
    """The heuristic side of a search."""

    def __init__(self, search: Search):
        self.search = search
        tables = Tables(search.round, search.rules)
        self.nevers = tables.fits.nevers
        self.own = Improver(tables, search.settings.seed)
        self.other: Beside | None = None
        self._alone = not Beside.can(search.rules)
        round = search.round
        self._size = len(round.visits) * len(round.inspectors) * len(round.sessions)
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
        """End the second process, whoever presses Ctrl-C meanwhile."""
        while self.other is not None:
            try:
                self._drop_other()
            except KeyboardInterrupt:
                self.search.interrupted = True

    def start(self) -> None:
        """A first plan, by insertion: as much of it as there is time for."""
        search = self.search
        if self._size >= LARGE:
            self._wake_other()
        try:
            self.own.build(lambda: search.stopped)
        except KeyboardInterrupt:
            search.interrupted = True
        if self.own.best is not None:
            search.offer(self.own.best, "insertion")

    @property
    def used_up(self) -> bool:
        """Whether the deterministic limit is reached."""
        return self.asked >= self.search.settings.effort * OPTIONS_AN_EFFORT

    @property
    def _over(self) -> bool:
        """Whether the search must end, be it only to leave the time that people and roads take."""
        return self.search.stopped or self.search.seconds_for_search <= 0

    def _wake_other(self) -> bool:
        """Whether there is a second process, begun now if need be."""
        if self.other is None and not self._alone:
            try:
                self.other = Beside(self.search.round, self.search.rules)
            except OSError:
                self._alone = True  # no room for it: one core is enough
        return self.other is not None

    def _drop_other(self) -> None:
        if self.other is not None:
            self.other.close()
            self.other = None

    def _ask_other(self, least: int) -> bool:
        """Let the second process search from the incumbent; false if there can be none."""
        search = self.search
        if search.incumbent is None or not self._wake_other():
            return False
        assert self.other is not None
        budget = self._fitting(max(self.budget, least))
        question = Ask(search.incumbent, self._seed(1), budget)
        if not self.other.ask(question, search.seconds_for_search):
            self._drop_other()
            self._alone = True
            return False
        return True

    def _answer_other(self) -> None:
        """Wait for the second process, and offer what it found; once all is proven, drop it."""
        assert self.other is not None
        proven, hurried = self.search.closed, 0.0
        while not self.other.ready(0.02):
            if hurried and time.monotonic() - hurried > PATIENCE:
                self._drop_other()
                return
            if (proven or self._over) and not hurried:
                self.other.hurry()
                hurried = time.monotonic()
        plan = self.other.answer()
        if plan is None:
            self._drop_other()  # it has died: the first core goes on alone
            self._alone = True
        elif not proven:
            self.search.offer(plan, "ruin and recreate, second core")

    def round(self) -> None:
        """One round on both cores; the first one on this core alone."""
        if self.search.incumbent is None:
            return
        if self.turn == 0:
            self._search_here()
            self._next_turn()
        else:
            with self._alongside(0):
                pass

    def beside(self, effort: float = 0.0) -> AbstractContextManager[None]:
        """A round in which the first core runs the block before it searches, if it has time for
        that; the plans of both are taken at the end.

        ``effort`` (deterministic seconds) is what the block may take; the search lasts as long.
        With none the block bounds, which takes longer the larger the round is.
        """
        bounding = min(MOST_BESIDE_BOUNDS, int(self._size * OPTIONS_A_PLACE))
        return self._alongside(int(effort * OPTIONS_BESIDE) if effort else bounding)

    @contextmanager
    def _alongside(self, options: int) -> Iterator[None]:
        """A round with a block, which takes as long as weighing so many options."""
        asked = self._ask_other(options)
        try:
            yield
            self._search_here(options)
        except KeyboardInterrupt:
            self.search.interrupted = True
            raise
        finally:
            if asked:
                self._answer_other()
            self._next_turn()

    def _search_here(self, spent: int = 0) -> None:
        """Search from the incumbent with what the block has left of the round's budget."""
        search = self.search
        if search.incumbent is None or self.budget <= spent or search.closed or self._over:
            return
        began, weighed = time.monotonic(), self.own.weighed
        self.own.start_from(search.incumbent, self._seed(0))
        try:
            self.own.run(self._fitting(self.budget - spent), lambda: self._over)
        except KeyboardInterrupt:
            search.interrupted = True
        seconds = time.monotonic() - began
        self._options_a_second = max(100.0, (self.own.weighed - weighed) / max(seconds, 1e-3))
        if self.own.best is not None:
            search.offer(self.own.best, "ruin and recreate")

    def _next_turn(self) -> None:
        """Make the next round longer."""
        self.turn += 1
        self.budget = min(LARGEST, self.budget * GROWTH)

    def _seed(self, which: int) -> int:
        return (self.search.settings.seed * 1_000 + self.turn) * 2 + which

    def _fitting(self, budget: int) -> int:
        """A budget, or less where the clock will not let it finish."""
        within = int(self.search.seconds_for_search * self._options_a_second)
        fitting = max(1, min(budget, within))
        self.asked += fitting
        return fitting
