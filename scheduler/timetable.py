"""One session's stops as a network in time: where another stop would still fit, told at once.

Every stop has its earliest start (all go as early as they can) and its latest start (all that
follows still fits). A new stop fits between two stops of a person if he can be there no later than
he must be; times before and behind it move on their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.stop import Stop, Window
from scheduler.tables import Tables


class Timetable:
    """The stops of one session."""

    def __init__(self, tables: Tables, number: int):
        self.tables, self.number = tables, number
        self.begin, self.end = tables.begins[number], tables.ends[number]
        self.order: list[Stop] = []
        self.routes: list[list[Stop]] = [[] for _ in tables.people]
        self.version = [0] * len(tables.people)
        self.changes = 0
        self.travel = 0
        self._windows: dict[tuple[int, int, int], tuple[int, list[Window]]] = {}

    def windows(self, person: int, place: int, length: int) -> list[Window]:
        """The gaps of a person's way in which a stop of that length at the place still fits."""
        key = (person, place, length)
        known = self._windows.get(key)
        if known is not None and known[0] == self.version[person]:
            return known[1]
        found = self._find_windows(person, place, length)
        self._windows[key] = (self.version[person], found)
        return found

    def _find_windows(self, person: int, place: int, length: int) -> list[Window]:
        tables, legs = self.tables, self.tables.legs
        opens, latest = tables.opens[place], min(tables.closes[place], self.end) - length
        out, back = tables.first[person], tables.last[person]
        home, away = back[place], legs[place]
        found: list[Window] = []
        before: Stop | None = None
        for after in self.routes[person]:
            if before is None:
                early, inward = self.begin + out[place], out[place]
                direct = out[after.place]
            else:
                inward = legs[before.place][place]
                early, direct = before.end + inward, legs[before.place][after.place]
            if early < opens:
                early = opens
            if early > latest:
                return found
            onward = away[after.place]
            late = after.late - onward - length
            if late > latest:
                late = latest
            if early <= late:
                found.append(Window(early, late, inward + onward - direct, before, after))
            before = after
        if before is None:
            early, detour = self.begin + out[place], out[place] + home
        else:
            inward = legs[before.place][place]
            early, detour = before.end + inward, inward + home - back[before.place]
        if early < opens:
            early = opens
        late = min(latest, self.end - home - length)
        if early <= late:
            found.append(Window(early, late, detour, before, None))
        return found

    def insert(self, stop: Stop, gaps: Sequence[Window]) -> None:
        """Put a stop between its neighbours; ``gaps`` are in the order of its crew."""
        tables, x = self.tables, stop.place
        stop.first_start = max(self.begin, tables.opens[x])
        stop.last_start = min(tables.closes[x], self.end) - stop.length
        position = 0
        for person, gap in zip(stop.crew, gaps, strict=True):
            self.travel += self._detour(person, x, gap.before, gap.after)
            stop.before[person], stop.after[person] = gap.before, gap.after
            route = self.routes[person]
            if gap.before is not None:
                gap.before.after[person] = stop
                position = max(position, gap.before.rank + 1)
            if gap.after is not None:
                gap.after.before[person] = stop
                route.insert(route.index(gap.after), stop)
            else:
                route.append(stop)
        start = max(gap.early for gap in gaps)
        first_after = min(
            (gap.after.rank for gap in gaps if gap.after is not None), default=len(self.order)
        )
        while position < first_after and self.order[position].start <= start:
            position += 1
        self.order.insert(position, stop)
        self._retime(position)

    def remove(self, stop: Stop) -> None:
        """Take a stop out again."""
        position = stop.rank
        self.order.pop(position)
        for person in stop.crew:
            before, after = stop.before[person], stop.after[person]
            self.travel -= self._detour(person, stop.place, before, after)
            if before is not None:
                before.after[person] = after
            if after is not None:
                after.before[person] = before
            self.routes[person].remove(stop)
            self.version[person] += 1
        self._retime(position)

    def _detour(self, person: int, place: int, before: Stop | None, after: Stop | None) -> int:
        """Ticks by which a place between two stops makes a person's way longer."""
        legs, first, last = self.tables.legs, self.tables.first[person], self.tables.last[person]
        inward = legs[before.place][place] if before else first[place]
        onward = legs[place][after.place] if after else last[place]
        if before is None:
            return inward + onward - (first[after.place] if after else 0)
        direct = legs[before.place][after.place] if after else last[before.place]
        return inward + onward - direct

    def restore(self, stop: Stop) -> None:
        """Put a stop back where it was; everything since then has been undone."""
        position, first_after = stop.rank, len(self.order)
        for person in stop.crew:
            before, after = stop.before[person], stop.after[person]
            self.travel += self._detour(person, stop.place, before, after)
            route = self.routes[person]
            if before is not None:
                before.after[person] = stop
                position = max(position, before.rank + 1)
            if after is not None:
                after.before[person] = stop
                first_after = min(first_after, after.rank)
                route.insert(route.index(after), stop)
            else:
                route.append(stop)
            self.version[person] += 1
        position = min(position, first_after)
        self.order.insert(position, stop)
        self._retime(position)

    def _retime(self, position: int) -> None:
        """Pass forward from a position, then backward from it: nothing else can have moved."""
        self.changes += 1
        self._pass_forward(position)
        self._pass_backward(position)

    def _pass_forward(self, position: int) -> None:
        tables, legs, order, version = self.tables, self.tables.legs, self.order, self.version
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
                for person in stop.crew:
                    version[person] += 1
            sorted_by_start = sorted_by_start and latest <= start
            latest = start
        if not sorted_by_start:
            order.sort(key=_start)
            for rank, stop in enumerate(order):
                stop.rank = rank

    def _pass_backward(self, position: int) -> None:
        legs, last, version = self.tables.legs, self.tables.last, self.version
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
                for person in stop.crew:
                    version[person] += 1


def _start(stop: Stop) -> int:
    return stop.start
