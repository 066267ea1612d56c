"""Who comes, and when: the cheapest crew that can be at a site together in one session.

For every person the gaps of his way give the times at which he could start. A common start that
some people of every pick can keep makes a crew; who rides a vehicle brings all its riders along.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

from scheduler.crew import Crew, Seat
from scheduler.free import Ways
from scheduler.stop import Stop, Window
from scheduler.tables import Pick, Tables
from scheduler.timetable import Timetable


class SessionCrews:
    """Finds crews in one session; knows who rides what there."""

    def __init__(self, tables: Tables, timetable: Timetable):
        self.tables, self.timetable = tables, timetable
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
                insort(self.riders.setdefault(vehicle, []), person)

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

    def alone(self, pick: Pick, ways: Ways, length: int) -> Seat | None:
        """One person is enough: his cheapest gap, at its earliest."""
        chosen, best, least = -1, None, 0
        for person in pick.people:
            for gap in ways[person]:
                if gap.early + length <= gap.until and (best is None or gap.detour < least):
                    chosen, best, least = person, gap, gap.detour
        if best is None:
            return None
        stands = ((chosen, pick.need),) if pick.need else ()
        return Seat(least + length, best.early, (chosen,), (best,), stands, ())

    def at(
        self,
        start: int,
        length: int,
        picks: Sequence[Pick],
        body_of: dict[str, str],
        ways: Ways,
    ) -> Seat | None:
        """The cheapest crew that starts at one moment, or None.

        Then ``missing`` names the need for which nobody can come, if it is one of them.
        """
        self.missing = ""
        crew = Crew(start, length, length - self.tables.opening, self.tables.at_once)
        for pick in picks:
            body, ticks = body_of.get(pick.need, ""), self.tables.ticks.get(pick.need, 0)
            missing = crew.still_missing(pick, body, ticks)
            if missing <= 0:
                continue
            for _, person, gap in _offers(pick, crew, ways):
                if person not in crew.gaps and not self._bring(crew, person, gap, ways):
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

    def _bring(self, crew: Crew, person: int, gap: Window, ways: Ways) -> bool:
        """Add a person, with all who share his vehicle; false if one of them cannot come."""
        tables = self.tables
        if tables.own_way[person]:
            crew.gaps[person] = gap
            return True
        vehicle = self.vehicle.get(person)
        if vehicle is not None:
            return self._bring_riders(crew, vehicle, person, gap, ways)
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

    def _bring_riders(self, crew: Crew, vehicle: str, person: int, gap: Window, ways: Ways) -> bool:
        """All riders of a vehicle go where one of them goes."""
        added = {person: gap}
        for other in self.riders[vehicle]:
            if other == person or other in crew.gaps:
                continue
            for window in ways[other]:
                if window.early <= crew.start and crew.start + crew.length <= window.until:
                    added[other] = window
                    break
            else:
                return False
        crew.gaps.update(added)
        crew.rides.update(dict.fromkeys(added, vehicle))
        return True


def _offers(pick: Pick, crew: Crew, ways: Ways) -> list[tuple[int, int, Window]]:
    """People of a pick who could come at the crew's start, the cheapest first."""
    offers, start, end = [], crew.start, crew.start + crew.length
    for person in pick.people:
        if person not in crew.gaps:
            for gap in ways[person]:
                if gap.early <= start and end <= gap.until:
                    offers.append((gap.detour + start - gap.early, person, gap))
                    break
    offers.sort(key=_offer_cost)
    return offers


def _offer_cost(offer: tuple[int, int, Window]) -> tuple[int, int]:
    return offer[0], offer[1]
