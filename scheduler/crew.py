"""Who comes, and when: the cheapest crew that can be at a site together in one session.

For every person the gaps of his way give the times at which he could start. A common start that
some people of every pick can keep makes a crew; who rides a vehicle brings all its riders along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scheduler.stop import Stop, Window
from scheduler.tables import Pick, Tables
from scheduler.timetable import Timetable

STARTS_TRIED = 12
"""Common starts tried for one visit in one session, the earliest first."""


class Seat(NamedTuple):
    """A place found for a visit: what it costs in ticks of people's time, and who comes."""

    cost: int
    start: int
    crew: tuple[int, ...]
    gaps: tuple[Window, ...]
    stands: tuple[tuple[int, str], ...]
    rides: tuple[tuple[int, str], ...]


class Crew:
    """People who come at one start, as they are chosen."""

    __slots__ = ("bodies", "gaps", "own", "rides", "stands", "start")

    def __init__(self, start: int):
        self.start = start
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


class SessionCrews:
    """Finds crews in one session; knows who rides what there."""

    def __init__(self, tables: Tables, timetable: Timetable):
        self.tables, self.timetable = tables, timetable
        self.place, self.barred = 0, frozenset[int]()
        self.mix = 0.0
        self.missing = ""
        self.vehicle: dict[int, str] = {}
        self.riders: dict[str, list[int]] = {}

    # -- rides ------------------------------------------------------------------------------

    def take(self, stop: Stop) -> None:
        """Remember the rides of a stop that is put in."""
        for officer, vehicle in stop.rides:
            person = self.tables.number[officer]
            if person not in self.vehicle:
                self.vehicle[person] = vehicle
                self.riders.setdefault(vehicle, []).append(person)

    def drop(self, stop: Stop) -> tuple[int, ...]:
        """Forget the rides that nobody needs once a stop is gone."""
        for person in stop.crew:
            vehicle = self.vehicle.get(person)
            if vehicle and not self.timetable.routes[person]:
                del self.vehicle[person]
                self.riders[vehicle].remove(person)
                if not self.riders[vehicle]:
                    del self.riders[vehicle]
        return stop.crew

    # -- search -----------------------------------------------------------------------------

    def best(
        self,
        picks: Sequence[Pick],
        body_of: dict[str, str],
        place: int,
        length: int,
        barred: frozenset[int] = frozenset(),
    ) -> Seat | None:
        """The cheapest crew for the picks, without ``barred``; None if nobody can come in time."""
        windows = self.timetable.windows
        self.place, self.barred, self.missing = place, barred, ""
        ways: dict[int, list[Window]] = {}
        for pick in picks:
            able = 0
            for person in pick.people:
                found = ways.get(person)
                if found is None:
                    found = [] if person in barred else windows(person, place, length)
                    ways[person] = found
                if found:
                    able += 1
            if able < pick.least:
                self.missing = pick.need
                return None
        if len(picks) == 1 and picks[0].least == 1 and not self.tables.seats:
            return self._alone(picks[0], ways, length)
        return self._together(picks, body_of, ways, place, length)

    def _alone(self, pick: Pick, ways: dict[int, list[Window]], length: int) -> Seat:
        """One person is enough: his cheapest gap, at its earliest."""
        chosen, best = -1, None
        least, mix = 0.0, self.mix
        for person in pick.people:
            for gap in ways[person]:
                cost = gap.detour + mix * (gap.shift - gap.detour)
                if best is None or cost < least:
                    chosen, best, least = person, gap, cost
        assert best is not None
        stands = ((chosen, pick.need),) if pick.need else ()
        return Seat(int(least) + length, best.early, (chosen,), (best,), stands, ())

    def _together(
        self,
        picks: Sequence[Pick],
        body_of: dict[str, str],
        ways: dict[int, list[Window]],
        place: int,
        length: int,
    ) -> Seat | None:
        soonest = 0
        for pick in picks:
            ready = sorted([ways[p][0].early for p in pick.people if ways[p]])
            soonest = max(soonest, ready[pick.least - 1])
        starts = sorted({g.early for gaps in ways.values() for g in gaps if g.early > soonest})
        best: Seat | None = None
        for start in (soonest, *starts[: STARTS_TRIED - 1]):
            if best is not None and best.start + length < start:
                break
            seat = self._at(picks, body_of, ways, start, length)
            if seat is not None and (best is None or seat.cost < best.cost):
                best = seat
        return best

    def _at(
        self,
        picks: Sequence[Pick],
        body_of: dict[str, str],
        ways: dict[int, list[Window]],
        start: int,
        length: int,
    ) -> Seat | None:
        """A crew that starts at one moment, or None."""
        crew = Crew(start)
        limits, ticks = self.tables.at_once, self.tables.ticks
        most = length - self.tables.opening
        for people, least, need in picks:
            body = body_of.get(need, "")
            missing = least
            if need:
                for person in people:
                    if missing and person in crew.gaps:
                        own = crew.bodies.get(person)
                        fits = own is None or body in own or len(own) < limits[person]
                        if fits and crew.own.get(person, 0) + ticks[need] <= most:
                            crew.stand(person, need, body, ticks[need])
                            missing -= 1
            else:
                missing -= sum(p in crew.gaps for p in people)
            if missing <= 0:
                continue
            offers = []
            for person in people:
                if person not in crew.gaps:
                    for gap in ways[person]:
                        if gap.early <= start <= gap.late:
                            offers.append((gap.detour + start - gap.early, person, gap))
                            break
            offers.sort(key=_offer_cost)
            for _, person, gap in offers:
                if person not in crew.gaps and not self._bring(crew, person, gap, ways, length):
                    continue
                if need:
                    crew.stand(person, need, body, ticks[need])
                missing -= 1
                if not missing:
                    break
            if missing > 0:
                self.missing = need
                return None
        return self._seat(crew, length)

    def _seat(self, crew: Crew, length: int) -> Seat | None:
        """Close a crew; None if their orders of visits contradict each other."""
        last_before, first_after = -1, 10**9
        cost = 0
        for gap in crew.gaps.values():
            if gap.before is not None and gap.before.rank > last_before:
                last_before = gap.before.rank
            if gap.after is not None and gap.after.rank < first_after:
                first_after = gap.after.rank
            cost += gap.detour + crew.start - gap.early
        if last_before >= first_after:
            return None
        return Seat(
            cost + length * len(crew.gaps),
            crew.start,
            tuple(crew.gaps),
            tuple(crew.gaps.values()),
            tuple(crew.stands),
            tuple(crew.rides.items()),
        )

    def _bring(
        self,
        crew: Crew,
        person: int,
        gap: Window,
        ways: dict[int, list[Window]],
        length: int,
    ) -> bool:
        """Add a person, with all who share his vehicle; false if one of them cannot come."""
        tables = self.tables
        if tables.own_way[person]:
            crew.gaps[person] = gap
            return True
        vehicle = self.vehicle.get(person)
        if vehicle is not None:
            return self._bring_riders(crew, vehicle, person, gap, ways, length)
        if self.timetable.routes[person]:
            return False
        for vehicle in tables.rideable[self.timetable.number][tables.base[person]]:
            if vehicle not in self.riders:
                aboard = sum(k == vehicle for k in crew.rides.values())
                if aboard < tables.seats[vehicle]:
                    crew.gaps[person] = gap
                    crew.rides[person] = vehicle
                    return True
        return False

    def _bring_riders(
        self,
        crew: Crew,
        vehicle: str,
        person: int,
        gap: Window,
        ways: dict[int, list[Window]],
        length: int,
    ) -> bool:
        """All riders of a vehicle go where one of them goes."""
        place = self.place
        added = {person: gap}
        for other in self.riders[vehicle]:
            if other == person or other in crew.gaps:
                continue
            if other in self.barred:
                return False
            for window in self.timetable.windows(other, place, length):
                if window.early <= crew.start <= window.late:
                    added[other] = window
                    break
            else:
                return False
        crew.gaps.update(added)
        crew.rides.update(dict.fromkeys(added, vehicle))
        return True


def _offer_cost(offer: tuple[int, int, Window]) -> tuple[int, int]:
    return offer[0], offer[1]
