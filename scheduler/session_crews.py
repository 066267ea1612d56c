"""Who comes, and when: the cheapest crew that can be at a site together in one session.

For every person the gaps of his way give the times at which he could start. A common start that
some people of every pick can keep makes a crew; who rides a vehicle brings all its riders along.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from scheduler.crew import Crew, Seat
from scheduler.stop import Stop, Window
from scheduler.tables import Pick, Tables
from scheduler.timetable import Timetable

BLINK = 0.02
"""How often the best gap is passed over, so that the same choice is not made for ever."""

STARTS_TRIED = 12
"""Common starts tried for one visit in one session, the earliest first."""

Ways = dict[int, list[Window]]


class SessionCrews:
    """Finds crews in one session; knows who rides what there."""

    def __init__(self, tables: Tables, timetable: Timetable, dice: random.Random):
        self.tables, self.timetable, self.dice = tables, timetable, dice
        self.place, self.barred = 0, frozenset[int]()
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

    def drop(self, stop: Stop) -> None:
        """Forget the rides that nobody needs once a stop is gone."""
        for person in stop.crew:
            vehicle = self.vehicle.get(person)
            if vehicle and not self.timetable.routes[person]:
                del self.vehicle[person]
                self.riders[vehicle].remove(person)
                if not self.riders[vehicle]:
                    del self.riders[vehicle]

    # -- search -----------------------------------------------------------------------------

    def best(
        self,
        picks: Sequence[Pick],
        body_of: dict[str, str],
        place: int,
        length: int,
        barred: frozenset[int] = frozenset(),
    ) -> Seat | None:
        """The cheapest crew for the picks, without ``barred``; None if nobody can come in time.

        Then ``missing`` names a need for which nobody can come, if it is one of them.
        """
        self.place, self.barred, self.missing = place, barred, ""
        ways: Ways = {}
        for pick in picks:
            if self._able(pick, ways, length) < pick.least:
                self.missing = pick.need
                return None
        if len(picks) == 1 and picks[0].least == 1 and not self.tables.seats:
            return self._alone(picks[0], ways, length)
        return self._together(picks, body_of, ways, length)

    def _able(self, pick: Pick, ways: Ways, length: int) -> int:
        able, windows = 0, self.timetable.windows
        for person in pick.people:
            found = ways.get(person)
            if found is None:
                found = [] if person in self.barred else windows(person, self.place, length)
                ways[person] = found
            if found:
                able += 1
        return able

    def _alone(self, pick: Pick, ways: Ways, length: int) -> Seat | None:
        """One person is enough: his cheapest gap, at its earliest."""
        chosen, best, least, dice = -1, None, 0, self.dice.random
        for person in pick.people:
            for gap in ways[person]:
                if (best is None or gap.detour < least) and dice() >= BLINK:
                    chosen, best, least = person, gap, gap.detour
        if best is None:
            return None
        stands = ((chosen, pick.need),) if pick.need else ()
        return Seat(least + length, best.early, (chosen,), (best,), stands, ())

    def _together(
        self, picks: Sequence[Pick], body_of: dict[str, str], ways: Ways, length: int
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
        ways: Ways,
        start: int,
        length: int,
    ) -> Seat | None:
        """A crew that starts at one moment, or None."""
        crew = Crew(start, length, length - self.tables.opening, self.tables.at_once)
        for pick in picks:
            body, ticks = body_of.get(pick.need, ""), self.tables.ticks.get(pick.need, 0)
            missing = crew.still_missing(pick, body, ticks)
            if missing <= 0:
                continue
            for _, person, gap in _offers(pick, crew, ways):
                if person not in crew.gaps and not self._bring(crew, person, gap):
                    continue
                if pick.need:
                    crew.stand(person, pick.need, body, ticks)
                missing -= 1
                if not missing:
                    break
            if missing > 0:
                self.missing = pick.need
                return None
        return crew.seat()

    def _bring(self, crew: Crew, person: int, gap: Window) -> bool:
        """Add a person, with all who share his vehicle; false if one of them cannot come."""
        tables = self.tables
        if tables.own_way[person]:
            crew.gaps[person] = gap
            return True
        vehicle = self.vehicle.get(person)
        if vehicle is not None:
            return self._bring_riders(crew, vehicle, person, gap)
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

    def _bring_riders(self, crew: Crew, vehicle: str, person: int, gap: Window) -> bool:
        """All riders of a vehicle go where one of them goes."""
        added = {person: gap}
        for other in self.riders[vehicle]:
            if other == person or other in crew.gaps:
                continue
            if other in self.barred:
                return False
            for window in self.timetable.windows(other, self.place, crew.length):
                if window.early <= crew.start <= window.late:
                    added[other] = window
                    break
            else:
                return False
        crew.gaps.update(added)
        crew.rides.update(dict.fromkeys(added, vehicle))
        return True


def _offers(pick: Pick, crew: Crew, ways: Ways) -> list[tuple[int, int, Window]]:
    """People of a pick who could come at the crew's start, the cheapest first."""
    offers = []
    for person in pick.people:
        if person not in crew.gaps:
            for gap in ways[person]:
                if gap.early <= crew.start <= gap.late:
                    offers.append((gap.detour + crew.start - gap.early, person, gap))
                    break
    offers.sort(key=_offer_cost)
    return offers


def _offer_cost(offer: tuple[int, int, Window]) -> tuple[int, int]:
    return offer[0], offer[1]
