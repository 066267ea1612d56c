"""How little fits into a session: measures of visits under which whole packings still fit.

A *dual feasible function* f keeps sums: whenever sizes fit into a capacity, their f sum up to no
more than f(capacity). So each gives a row that holds for every person and session, and says more
than the ticks do: of visits longer than a third of the session, say, no more than two are made.
(Carlier, Clautiaux, Moukrim 2007; Fekete and Schepers 2001.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

MOST = 6
"""Visits a session for which rounding is worth a row."""

Measure = Callable[[int], int]


def measures(capacity: int) -> Iterator[Measure]:
    """Dual feasible functions for sizes up to a capacity, in integers."""
    for most in range(1, MOST + 1):
        yield counting(capacity, capacity // (most + 1) + 1)


def counting(capacity: int, unit: int) -> Measure:
    """Whole units of a size; of one beyond half the capacity, what it leaves is counted instead."""
    whole = capacity // unit

    def measure(size: int) -> int:
        if 2 * size < capacity:
            return 2 * (size // unit)
        if 2 * size == capacity:
            return whole
        return 2 * (whole - max(0, capacity - size) // unit)

    return measure
