"""The people of one visit as they are chosen for one common start."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scheduler.stop import Window
from scheduler.tables import Pick


class Seat(NamedTuple):
    """A place found for a visit: what it costs in ticks of people's time, and who comes."""

    cost: int
    start: int
    crew: tuple[int, ...]
    gaps: tuple[Window, ...]
    stands: tuple[tuple[int, str], ...]
    rides: tuple[tuple[int, str], ...]


class Crew:
    """People who come at one start, and what they stand for.

    Parameters
    ----------
    start, length
        Of the visit, in ticks; nobody's own checks may last longer than ``most`` ticks.
    at_once
        Of each person, for how many bodies he may stand in one visit.
    """

    __slots__ = ("at_once", "bodies", "gaps", "length", "most", "own", "rides", "stands", "start")

    def __init__(self, start: int, length: int, most: int, at_once: list[int]):
        self.start, self.length, self.most, self.at_once = start, length, most, at_once
        self.gaps: dict[int, Window] = {}
        self.stands: list[tuple[int, str]] = []
        self.bodies: dict[int, set[str]] = {}
        self.own: dict[int, int] = {}
        self.rides: dict[int, str] = {}

    def stand(self, person: int, need: str, body: str, ticks: int) -> None:
        """Let a person who comes stand for a need."""
        self.bodies.setdefault(person, set()).add(body)
        self.own[person] = self.own.get(person, 0) + ticks
        self.stands.append((person, need))

    def still_missing(self, pick: Pick, body: str, ticks: int) -> int:
        """How many the pick lacks once those who come anyway have taken on what they can."""
        missing = pick.least
        if not pick.need:
            return missing - sum(p in self.gaps for p in pick.people)
        for person in pick.people:
            if missing and person in self.gaps and self._takes_on(person, body, ticks):
                self.stand(person, pick.need, body, ticks)
                missing -= 1
        return missing

    def _takes_on(self, person: int, body: str, ticks: int) -> bool:
        own = self.bodies.get(person)
        may = own is None or body in own or len(own) < self.at_once[person]
        return may and self.own.get(person, 0) + ticks <= self.most

    def seat(self) -> Seat | None:
        """Close the crew; None if people's orders of visits contradict each other."""
        if contradictory(self.gaps.values()):
            return None
        cost = sum([gap.detour + self.start - gap.early for gap in self.gaps.values()])
        return Seat(
            cost + self.length * len(self.gaps),
            self.start,
            tuple(self.gaps),
            tuple(self.gaps.values()),
            tuple(self.stands),
            tuple(self.rides.items()),
        )


def contradictory(gaps: Iterable[Window]) -> bool:
    """Whether somebody comes from a visit behind another that somebody else goes to."""
    last_before, first_after = -1, 10**9
    for gap in gaps:
        if gap.before is not None and gap.before.rank > last_before:
            last_before = gap.before.rank
        if gap.after is not None and gap.after.rank < first_after:
            first_after = gap.after.rank
    return last_before >= first_after
