"""Habits: which ways of doing something have paid lately, and so are taken more often.

Ropke and Pisinger 2006, "adaptive large neighbourhood search": a way is drawn by its weight, and
its weight follows what it earned for the work it took.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Generic, TypeVar

Way = TypeVar("Way")

BEST, BETTER, OTHER = 10.0, 3.0, 1.0
"""What a turn earns that leads to the best plan so far, to a better one than before, to another."""

MEMORY, LEAST = 0.98, 0.3
"""Share of what was earned and worked before that still counts after a turn, and the least weight
of a way as a share of the mean."""

LITTLE = 1e-6
"""A rate that no way falls below."""

TRUST = 5.0
"""Turns that every way is thought to have been taken before, each as good as another plan."""


class Habits(Generic[Way]):
    """Ways to choose among; the last one chosen is judged by `judge`."""

    def __init__(self, ways: Sequence[Way]):
        self.ways = tuple(ways)
        self._earned = [TRUST] * len(self.ways)
        self._worked = [TRUST] * len(self.ways)
        self._last = 0

    def choose(self, dice: random.Random) -> Way:
        """Draw one, by weight."""
        rates = [e / w + LITTLE for e, w in zip(self._earned, self._worked, strict=True)]
        least = LEAST * sum(rates) / len(rates)
        (self._last,) = dice.choices(range(len(rates)), [max(r, least) for r in rates])
        return self.ways[self._last]

    def judge(self, earned: float, worked: float) -> None:
        """Tell what the way chosen last has earned, and the work it took (1 is the mean)."""
        k = self._last
        self._earned[k] = MEMORY * self._earned[k] + earned
        self._worked[k] = MEMORY * self._worked[k] + worked
