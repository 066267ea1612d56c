"""A linear model of integers: rows ``sum(a * x) <= b`` over variables ``0 <= x <= most``."""

from __future__ import annotations

import math
import time
from collections.abc import Hashable, Iterable, Mapping, Sequence

SCALE = 2**24
"""Multipliers are rounded to this fraction before a bound is worked out from them."""

Row = tuple[tuple[tuple[int, int], ...], int]
"""Pairs (coefficient, variable), and what they may sum up to at most."""


CHECKED = 256
"""Rows between two looks at the clock."""


class OutOfTime(Exception):
    """The model is not finished by its limit."""


class Linear:
    """Variables by key, and rows over them; all numbers are integers.

    After ``until`` (`time.monotonic`) rows raise `OutOfTime`.
    """

    def __init__(self, until: float = math.inf) -> None:
        self.until = until
        self.most: list[int] = []
        self.rows: list[Row] = []
        self.index: dict[Hashable, int] = {}

    def variable(self, key: Hashable, most: int) -> int:
        """The variable of that key, made on first use."""
        if key not in self.index:
            self.index[key] = len(self.most)
            self.most.append(most)
        return self.index[key]

    def at_most(self, terms: Iterable[tuple[int, int]], most: int) -> None:
        """Add the row ``sum(terms) <= most`` unless it always holds."""
        row = tuple(terms)
        if sum(a * self.most[x] for a, x in row if a > 0) > most:
            self.rows.append((row, most))
            if not len(self.rows) % CHECKED:
                self.in_time()

    def in_time(self) -> None:
        """Raise `OutOfTime` after the limit."""
        if time.monotonic() > self.until:
            raise OutOfTime

    def broken(self, point: Mapping[int, int]) -> list[Row]:
        """Rows that a point breaks, and bounds of variables that it exceeds, as rows."""
        wide: list[Row] = [
            (((1, x),), self.most[x]) for x, value in point.items() if value > self.most[x]
        ]
        return wide + [
            (row, most)
            for row, most in self.rows
            if sum(a * point.get(x, 0) for a, x in row) > most
        ]


def bound_from(
    cost: Mapping[int, int],
    rows: Sequence[Row],
    most: Sequence[int],
    multipliers: Sequence[float],
) -> int:
    """A true lower bound of ``sum(cost * x)`` over the integer points of the rows.

    Weak duality in whole numbers: whatever non-negative multipliers a solver names, and however
    inexactly, ``sum(min(0, reduced cost) * most) - sum(multiplier * b)`` never exceeds the cost of
    a point that keeps the rows.
    """
    reduced = [0] * len(most)
    for x, amount in cost.items():
        reduced[x] = amount * SCALE
    total = 0
    for (row, limit), multiplier in zip(rows, multipliers, strict=True):
        factor = round(multiplier * SCALE)
        if factor > 0:
            total -= factor * limit
            for a, x in row:
                reduced[x] += factor * a
    total += sum(r * m for r, m in zip(reduced, most, strict=True) if r < 0)
    return -(-total // SCALE)
