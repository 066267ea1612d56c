"""Team orienteering with time windows as the literature has it: files, tours, and a checker.

Nothing here knows of rounds or plans; the peers and the engine are judged by the same `judge`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from functools import cache
from math import isqrt
from pathlib import Path
from typing import NamedTuple

from benchmarks.running import Unlawful


class Point(NamedTuple):
    """A point: coordinates as written, whole units of service and window, its score."""

    x: Decimal
    y: Decimal
    service: int
    score: int
    opens: int
    closes: int


class Instance(NamedTuple):
    """Points (the first is start and end of every tour), tours, and decimals of a distance."""

    name: str
    points: tuple[Point, ...]
    tours: int
    decimals: int

    @property
    def ticks_per_unit(self) -> int:
        """Ticks in a unit of distance and time."""
        return int(10**self.decimals)


class Stop(NamedTuple):
    """A point on a tour, and the tick at which its service starts."""

    point: int
    start: int


Tour = tuple[Stop, ...]


def read(path: Path, tours: int) -> Instance:
    """Read an instance file; opening and closing are the last two numbers of a line."""
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    count = int(rows[0][2])
    points = tuple(_point(row) for row in rows[2 : count + 3])
    return Instance(path.stem, points, tours, 2 if path.stem.startswith("pr") else 1)


def _point(row: Sequence[str]) -> Point:
    whole = [Decimal(row[k]) for k in (3, 4, -2, -1)]
    service, score, opens, closes = (int(d) for d in whole)
    if whole != [service, score, opens, closes]:
        raise ValueError(f"point {row[0]}: service, score and window must be whole units")
    return Point(Decimal(row[1]), Decimal(row[2]), service, score, opens, closes)


def ticks_between(instance: Instance, a: int, b: int) -> int:
    """Euclidean distance in ticks, truncated; exact, by whole numbers."""
    one, other = instance.points[a], instance.points[b]
    square = (one.x - other.x) ** 2 + (one.y - other.y) ** 2
    return isqrt(int(square * instance.ticks_per_unit**2))


def matrix(instance: Instance) -> tuple[tuple[int, ...], ...]:
    """Ticks between all points, the depot first."""
    every = range(len(instance.points))
    return tuple(tuple(ticks_between(instance, a, b) for b in every) for a in every)


def judge(instance: Instance, tours: Sequence[Tour]) -> int:
    """The score of tours with their clocks.

    Raises
    ------
    Unlawful
        With everything that is wrong.
    """
    wrong = [fault for tour in tours for fault in _faults(instance, tour)]
    stops = [stop.point for tour in tours for stop in tour]
    wrong += [f"point {p} is visited twice" for p in sorted(set(stops)) if stops.count(p) > 1]
    if len(tours) > instance.tours:
        wrong.append(f"{len(tours)} tours, there are {instance.tours}")
    if wrong:
        raise Unlawful(f"{instance.name}: {'; '.join(wrong)}")
    return sum(instance.points[p].score for p in stops)


def _faults(instance: Instance, tour: Tour) -> Iterator[str]:
    """Walk a tour in decimal units, as the paper counts; no leg or clock of the round is used."""
    unit = Decimal(instance.ticks_per_unit)
    depot, now, at = instance.points[0], Decimal(instance.points[0].opens), 0
    for stop in tour:
        if not 0 < stop.point < len(instance.points):
            yield f"there is no point {stop.point}"
            return
        point, start = instance.points[stop.point], stop.start / unit
        if start < now + _distance(instance, at, stop.point):
            yield f"point {stop.point} begins at {start}, before anyone can be there"
        if not point.opens <= start <= point.closes:
            yield f"point {stop.point} begins at {start}, outside {point.opens} to {point.closes}"
        now, at = start + point.service, stop.point
    if tour and now + _distance(instance, at, 0) > depot.closes:
        yield f"a tour ends after {depot.closes}"


@cache
def _root(square: Decimal, digits: Decimal) -> Decimal:
    return square.sqrt().quantize(digits, rounding=ROUND_DOWN)


def _distance(instance: Instance, a: int, b: int) -> Decimal:
    one, other = instance.points[a], instance.points[b]
    square = (one.x - other.x) ** 2 + (one.y - other.y) ** 2
    return _root(square, Decimal(1).scaleb(-instance.decimals))


def clocked(instance: Instance, order: Sequence[int]) -> Tour:
    """The earliest clocks of points in their order; whether they are lawful is for `judge`."""
    ticks, stops, at = instance.ticks_per_unit, [], 0
    now = instance.points[0].opens * ticks
    for point in order:
        opens = instance.points[point].opens * ticks
        start = max(opens, now + ticks_between(instance, at, point))
        stops.append(Stop(point, start))
        now, at = start + instance.points[point].service * ticks, point
    return tuple(stops)
