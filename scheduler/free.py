"""When enough people are free together at a place: from when on, and until when at most."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.stop import Stop, Window
from scheduler.timetable import Timetable

Stairs = tuple[tuple[int, int], ...]
"""Pairs of ticks: from the first on, enough people may stay until the second; both rise."""


class Ways(dict[int, list[Window]]):
    """Each person's gaps for one place in one session, looked up when asked for.

    ``barred`` people have none; the stop ``gone`` is thought away.
    """

    def __init__(
        self, timetable: Timetable, place: int, barred: frozenset[int], gone: Stop | None = None
    ):
        super().__init__()
        self.timetable, self.place, self.barred, self.gone = timetable, place, barred, gone

    def __missing__(self, person: int) -> list[Window]:
        """Look the gaps up."""
        if person in self.barred:
            found = []
        elif self.gone is not None and person in self.gone.crew:
            found = self.timetable.windows_without(self.gone, person, self.place)
        else:
            found = self.timetable.windows(person, self.place)
        self[person] = found
        return found


def stairs(ways: Ways, people: Iterable[int], least: int, shortest: int) -> Stairs:
    """When ``least`` of the people are free together for ``shortest`` ticks or more."""
    gaps = [(gap.early, gap.until, person) for person in people for gap in ways[person]]
    gaps.sort()
    until: dict[int, int] = {}
    steps: list[tuple[int, int]] = []
    for early, end, person in gaps:
        until[person] = end
        if len(until) < least:
            continue
        reach = min(until.values()) if len(until) == least else sorted(until.values())[-least]
        if reach - early >= shortest and (not steps or reach > steps[-1][1]):
            if steps and steps[-1][0] == early:
                steps.pop()
            steps.append((early, reach))
    return tuple(steps)
