"""One session's stops as a network in time: where another stop would still fit, told at once.

Every stop has its earliest start (all go as early as they can) and its latest start (all that
follows still fits). A new stop fits between two stops of a person if he can be there no later than
he must be; times before and behind it move on their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from scheduler.stop import Stop, Window
from scheduler.tables import Tables

MOST_KEPT = 20_000
"""Windows remembered at most."""


class Before(NamedTuple):
    """What a session was before a change: enough to undo it without working anything out."""

    order: list[Stop]
    clocks: list[tuple[int, int]]
    version: list[int]
    travel: int


class Timetable:
    """The stops of one session.

    ``version`` is a number for each person, another one whenever something about his way changes,
    and the old one again when that is undone: what was worked out for it then holds again.
    """

    def __init__(self, tables: Tables, number: int):
        self.tables, self.number = tables, number
        self.begin, self.end = tables.begins[number], tables.ends[number]
        self.order: list[Stop] = []
        self.routes: list[list[Stop]] = [[] for _ in tables.people]
        self.version = list(range(len(tables.people)))
        self.travel = 0
        self._next_version = count(len(tables.people))
        self._windows: dict[tuple[int, int], list[Window]] = {}

    # -- gaps -------------------------------------------------------------------------------

    def windows(self, person: int, place: int) -> list[Window]:
        """The gaps of a person's way in which the shortest visit of the place still fits."""
        key = (self.version[person], place)
        found = self._windows.get(key)
        if found is None:
            if len(self._windows) >= MOST_KEPT:
                self._windows.clear()
            found = self._windows[key] = self.windows_without(None, person, place)
        return found

    def windows_without(self, gone: Stop | None, person: int, place: int) -> list[Window]:
        """The same as if one of the stops were not there, though others' clocks stay."""
        tables, legs = self.tables, self.tables.legs
        opens, latest = tables.opens[place], min(tables.closes[place], self.end)
        shortest = tables.shortest[place]
        soonest = opens + shortest
        out, back = tables.first[person], tables.last[person]
        home, away = back[place], legs[place]
        found: list[Window] = []
        before: Stop | None = None
        for after in self.routes[person]:
            if after is gone:
                continue
            if after.late < soonest:
                before = after
                continue
            if before is None:
                inward = out[place]
                early, direct = self.begin + inward, out[after.place]
            else:
                inward = legs[before.place][place]
                early, direct = before.end + inward, legs[before.place][after.place]
            if early < opens:
                early = opens
            if early + shortest > latest:
                return found
            onward = away[after.place]
            until = after.late - onward
            if until > latest:
                until = latest
            if early + shortest <= until:
                found.append(Window(early, until, inward + onward - direct, before, after))
            before = after
        if before is None:
            early, detour = self.begin + out[place], out[place] + home
        else:
            inward = legs[before.place][place]
            early, detour = before.end + inward, inward + home - back[before.place]
        if early < opens:
            early = opens
        until = min(latest, self.end - home)
        if early + shortest <= until:
            found.append(Window(early, until, detour, before, None))
        return found

    # -- in and out -------------------------------------------------------------------------

    def insert(self, stop: Stop, gaps: Sequence[Window]) -> Before:
        """Put a stop between its neighbours; ``gaps`` are in the order of its crew."""
        tables, x, was = self.tables, stop.place, self._now()
        stop.first_start = max(self.begin, tables.opens[x])
        stop.last_start = min(tables.closes[x], self.end) - stop.length
        position, first_after = 0, len(self.order)
        start = 0
        for person, gap in zip(stop.crew, gaps, strict=True):
            before, after = gap.before, gap.after
            self.travel += self._detour(person, x, before, after)
            stop.before[person], stop.after[person] = before, after
            self._link(stop, person)
            if before is not None and before.rank >= position:
                position = before.rank + 1
            if after is not None and after.rank < first_after:
                first_after = after.rank
            if gap.early > start:
                start = gap.early
        while position < first_after and self.order[position].start <= start:
            position += 1
        self.order.insert(position, stop)
        self._retime(position, stop)
        return was

    def remove(self, stop: Stop) -> Before:
        """Take a stop out again."""
        was, position = self._now(), stop.rank
        self.order.pop(position)
        for person in stop.crew:
            before, after = stop.before[person], stop.after[person]
            self.travel -= self._detour(person, stop.place, before, after)
            self._unlink(stop, person)
        self._retime(position, stop)
        return was

    def undo_insert(self, stop: Stop, was: Before) -> None:
        """Take out the stop that was put in last; all is as it was."""
        for person in stop.crew:
            self._unlink(stop, person)
        self._be(was)

    def undo_remove(self, stop: Stop, was: Before) -> None:
        """Put back the stop that was taken out last; all is as it was."""
        for person in stop.crew:
            self._link(stop, person)
        self._be(was)

    def _now(self) -> Before:
        order = self.order
        return Before(order[:], [(s.start, s.late) for s in order], self.version[:], self.travel)

    def _be(self, was: Before) -> None:
        self.order, clocks, self.version, self.travel = was
        for rank, stop in enumerate(self.order):
            stop.rank = rank
            stop.start, stop.late = clocks[rank]
            stop.end = stop.start + stop.length

    def _link(self, stop: Stop, person: int) -> None:
        before, after, route = stop.before[person], stop.after[person], self.routes[person]
        if before is not None:
            before.after[person] = stop
        if after is not None:
            after.before[person] = stop
            route.insert(route.index(after), stop)
        else:
            route.append(stop)

    def _unlink(self, stop: Stop, person: int) -> None:
        before, after = stop.before[person], stop.after[person]
        if before is not None:
            before.after[person] = after
        if after is not None:
            after.before[person] = before
        self.routes[person].remove(stop)

    def _detour(self, person: int, place: int, before: Stop | None, after: Stop | None) -> int:
        """Ticks by which a place between two stops makes a person's way longer."""
        legs, first, last = self.tables.legs, self.tables.first[person], self.tables.last[person]
        inward = legs[before.place][place] if before else first[place]
        onward = legs[place][after.place] if after else last[place]
        if before is None:
            return inward + onward - (first[after.place] if after else 0)
        direct = legs[before.place][after.place] if after else last[before.place]
        return inward + onward - direct

    # -- clocks -----------------------------------------------------------------------------

    def _retime(self, position: int, changed: Stop) -> None:
        """Pass forward from a position, then backward: nothing else can have moved."""
        moved = [changed]
        self._pass_forward(position, moved)
        self._pass_backward(moved)
        version, following = self.version, self._next_version
        for person in {person: None for stop in moved for person in stop.crew}:
            version[person] = next(following)

    def _pass_forward(self, position: int, moved: list[Stop]) -> None:
        tables, legs, order = self.tables, self.tables.legs, self.order
        latest, sorted_by_start = 0, True
        for rank in range(position, len(order)):
            stop = order[rank]
            stop.rank = rank
            start, place = stop.first_start, stop.place
            for person, before in stop.before.items():
                if before is None:
                    ready = self.begin + tables.first[person][place]
                else:
                    ready = before.end + legs[before.place][place]
                if ready > start:
                    start = ready
            if start != stop.start or not stop.end:
                stop.start, stop.end = start, start + stop.length
                moved.append(stop)
            sorted_by_start = sorted_by_start and latest <= start
            latest = start
        if not sorted_by_start:
            order.sort(key=_start)
            for rank, stop in enumerate(order):
                stop.rank = rank

    def _pass_backward(self, moved: list[Stop]) -> None:
        legs, last = self.tables.legs, self.tables.last
        for stop in reversed(self.order):
            late, place = stop.last_start, stop.place
            own = legs[place]
            for person, after in stop.after.items():
                if after is None:
                    must = self.end - last[person][place] - stop.length
                else:
                    must = after.late - own[after.place] - stop.length
                if must < late:
                    late = must
            if late != stop.late:
                stop.late = late
                moved.append(stop)


def _start(stop: Stop) -> int:
    return stop.start
