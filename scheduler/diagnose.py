"""Pins that cannot all be kept: which of them collide, and over which rules.

Never asked of the optimising model: each question is an objective-free solve over the pinned
sites alone, and the answer is solved once more before it is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from constraints._registry import Rule
from scheduler.build import build
from scheduler.settings import Settings
from scheduler.solve import solve
from sites.book import Pin
from sites.round import Round

T = TypeVar("T")
LEAST_SECONDS = 1.0
"""However little is left of the limit, so long may be asked why."""


class Collision(NamedTuple):
    """Pins and rules that cannot hold together: proven once more after they were found.

    ``minimal``: without any one of them the rest can be kept, proven for each. It is false where
    time ran out before all of it was asked.
    """

    pins: tuple[Pin, ...]
    rules: tuple[Rule, ...]
    minimal: bool = True


def colliding(
    round: Round, rules: Sequence[Rule], settings: Settings, *, seconds: float | None = None
) -> Collision | None:
    """Return pins and rules that cannot hold together, or None if all pins can be kept.

    All questions together take no longer than ``seconds``, else the settings' limit. None too where
    no collision could be proven in that time.

    Raises
    ------
    KeyboardInterrupt
        If somebody stops it.
    """
    asked = _Diagnosis(
        _only_pinned(round), settings, settings.seconds if seconds is None else seconds
    )
    return asked.run(rules)


class _Diagnosis:
    """Questions about one round, within one limit."""

    def __init__(self, round: Round, settings: Settings, seconds: float):
        self.round, self.settings = round, settings
        self.until = time.monotonic() + max(LEAST_SECONDS, seconds)
        self.in_doubt = False

    def run(self, rules: Sequence[Rule]) -> Collision | None:
        """Shrink the pins, then the rules; every set kept has been proven to collide."""
        hard = [r for r in rules if not r.is_soft]
        pins = [p for p in self.round.pins if p.how != "override"]
        if not self.collide(pins, hard):
            return None
        fewest = self._shrunk(pins, lambda some: self.collide(some, hard))
        named = self._shrunk(hard, lambda some: self.collide(fewest, some))
        again = self.collide(fewest, named)
        if not again and time.monotonic() < self.until:
            return Collision(tuple(pins), tuple(hard), minimal=False)
        return Collision(tuple(fewest), tuple(named), minimal=again and not self.in_doubt)

    def collide(self, pins: Sequence[Pin], rules: Sequence[Rule]) -> bool:
        """Whether it is proven that they cannot hold together; False where it stays open."""
        left = self.until - time.monotonic()
        if left <= 0:
            self.in_doubt = True
            return False
        overrides = tuple(p for p in self.round.pins if p.how == "override")
        board = build(self.round.but(pins=(*pins, *overrides)), rules, tiers=()).board
        outcome = solve(board, None, self.settings, effort=self.settings.effort, seconds=left)
        if outcome.interrupted:
            raise KeyboardInterrupt
        self.in_doubt = self.in_doubt or outcome.status == "unknown"
        return outcome.status == "infeasible"

    def _shrunk(self, items: Sequence[T], still: Callable[[Sequence[T]], bool]) -> list[T]:
        """Drop one item after the other for as long as the answer stays the same."""
        kept = list(items)
        for item in items:
            fewer = [other for other in kept if other is not item]
            if still(fewer):
                kept = fewer
        return kept


def _only_pinned(round: Round) -> Round:
    named = {p.site for p in round.pins if p.site}
    return round.but(visits=tuple(v for v in round.visits if v.site in named))
