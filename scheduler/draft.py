"""A plan that ruin and recreate works on: bookings put in and taken out, with costs at hand.

Every change is written down, so that all since a mark can be undone, the last first, without
working anything out again.
"""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from scheduler.bookings import Option, make_stop, plan_of, stop_of, stops_of
from scheduler.crew import contradictory
from scheduler.session_crews import SessionCrews
from scheduler.stop import Stop, Window, as_move
from scheduler.tables import SEARCHED, Cost, Tables
from scheduler.timetable import Before, Timetable
from sites.need import Need
from sites.plan import Plan
from sites.round import Visit
from sites.sketch import Sketch


class AtSite(NamedTuple):
    """What stands at one site; ``stamp`` is another number for every other state."""

    stops: tuple[Stop, ...]
    met: dict[str, str]
    cost: Cost
    open_needs: tuple[Need, ...]
    stamp: int


class Change(NamedTuple):
    """A stop put in or taken out, and what was before."""

    was_put: bool
    stop: Stop
    session: Before
    site: AtSite


class Draft:
    """Bookings of one round as stops of timetables; always lawful as far as ``fits`` can tell."""

    def __init__(self, tables: Tables):
        self.tables, self.round = tables, tables.round
        self.timetables = [Timetable(tables, k) for k in range(len(self.round.sessions))]
        self.crews = [SessionCrews(tables, t) for t in self.timetables]
        self.sketch = Sketch(self.round)
        self.refused = ""
        self.stops: dict[str, Stop] = {}
        self._stamps = count()
        self.at: dict[str, AtSite] = {s: self._look_at(s, (), {}) for s in self.round.site}
        self.cost: Cost = self._sum()
        self.changes: list[Change] = []
        self.freed: dict[int, int] = {}

    def _look_at(self, site: str, stops: tuple[Stop, ...], met: dict[str, str]) -> AtSite:
        tables = self.tables
        cost = tables.cost_at(site, met, len(stops))
        return AtSite(stops, met, cost, tables.open_needs(site, met), next(self._stamps))

    def _sum(self) -> Cost:
        every = [at.cost for at in self.at.values()]
        return tuple(sum(c[t] for c in every) for t in range(len(SEARCHED)))

    # -- in and out -------------------------------------------------------------------------

    def put(self, option: Option) -> Stop | None:
        """Book an option; None (and nothing changed) if a rule's quick test refuses it.

        Then ``refused`` tells which rule did.
        """
        if option.host is not None:
            self.drop(option.host)
        stop = stop_of(option, self.tables)
        if self._insert(stop, option.seat.gaps):
            return stop
        if option.host is not None:
            self.undo()
        return None

    def _insert(self, stop: Stop, gaps: tuple[Window, ...]) -> bool:
        self.refused = ""
        if contradictory(gaps):
            return False
        timetable = self.timetables[stop.number]
        session = timetable.insert(stop, gaps)
        self.refused = self.tables.fits.refusal(self.sketch, as_move(stop))
        if self.refused:
            timetable.undo_insert(stop, session)
            return False
        self._book(stop)
        self.changes.append(Change(True, stop, session, self._now_with(stop)))
        return True

    def drop(self, stop: Stop) -> None:
        """Take a booking out."""
        session = self.timetables[stop.number].remove(stop)
        self._unbook(stop)
        crew = 0
        for person in stop.crew:
            crew |= 1 << person
        self.freed[stop.number] = self.freed.get(stop.number, 0) | crew
        at = self.at[stop.site]
        stops = tuple([s for s in at.stops if s is not stop])
        met = {n: when for n, when in at.met.items() if n not in stop.needs}
        self._be_at(stop.site, self._look_at(stop.site, stops, met))
        self.changes.append(Change(False, stop, session, at))

    def _now_with(self, stop: Stop) -> AtSite:
        """Note the stop at its site; return what was there before."""
        at = self.at[stop.site]
        met = at.met | dict.fromkeys(stop.needs, stop.session)
        self._be_at(stop.site, self._look_at(stop.site, (*at.stops, stop), met))
        return at

    def _be_at(self, site: str, at: AtSite) -> None:
        before, after = self.at[site].cost, at.cost
        self.at[site] = at
        if before != after:
            self.cost = tuple([c - b + a for c, b, a in zip(self.cost, before, after, strict=True)])

    def _book(self, stop: Stop) -> None:
        self.sketch.add(as_move(stop))
        self.crews[stop.number].take(stop)
        self.stops[stop.visit] = stop

    def _unbook(self, stop: Stop) -> None:
        self.sketch.remove(stop.visit)
        self.crews[stop.number].drop(stop)
        del self.stops[stop.visit]

    def keep(self) -> None:
        """Go on from here: what has changed so far is not undone any more."""
        self.changes.clear()
        self.freed.clear()

    def undo(self, mark: int = -1) -> None:
        """Undo the changes behind a mark (a number of ``changes``), or the last one."""
        while len(self.changes) > (mark if mark >= 0 else len(self.changes) - 1):
            was_put, stop, session, site = self.changes.pop()
            timetable = self.timetables[stop.number]
            if was_put:
                timetable.undo_insert(stop, session)
                self._unbook(stop)
            else:
                timetable.undo_remove(stop, session)
                self._book(stop)
            self._be_at(stop.site, site)
            if mark < 0:
                return
        self.freed.clear()

    @property
    def changed_sessions(self) -> dict[int, None]:
        """Sessions that have changed since the last mark that was kept."""
        return {c.stop.number: None for c in self.changes}

    @property
    def changed_sites(self) -> dict[str, None]:
        """Sites that have."""
        return {c.stop.site: None for c in self.changes}

    def without(self, stop: Stop, people: frozenset[int]) -> bool:
        """Go on without some of a stop's people and what they stand for; false if that cannot be.

        Then the stop is out altogether.
        """
        self.drop(stop)
        officers = {self.tables.people[p].id for p in people}
        lost = {s.need for s in stop.stands_for if s.officer in officers}
        lost |= {n for need in lost for n in self.tables.together.get(need, ())}
        needs = tuple([n for n in stop.needs if n not in lost])
        stands = tuple([s for s in stop.stands_for if s.need not in lost])
        standing = {s.officer for s in stands}
        crew = tuple([p for p in stop.crew if self.tables.people[p].id in standing])
        if not needs or not crew:
            return False
        gaps = tuple([_gap_of(stop, p) for p in crew])
        visit = self.round.visit[stop.visit]
        narrower = make_stop(visit, stop.number, needs, crew, stands, stop.rides, self.tables)
        return self._insert(narrower, gaps)

    def load(self, plan: Plan) -> None:
        """Take a lawful plan in, on an empty draft; everybody starts as early as he can."""
        for stop, start in stops_of(plan, self.tables):
            timetable = self.timetables[stop.number]
            routes = (timetable.routes[p] for p in stop.crew)
            lasts = (route[-1] if route else None for route in routes)
            timetable.insert(stop, tuple(Window(start, start, 0, last, None) for last in lasts))
            self._book(stop)
            self._now_with(stop)

    def free_slots(self, site: str) -> list[Visit]:
        """Slots of the site that are not booked; of those that are alike, the first."""
        free: dict[int, Visit] = {}
        for visit in self.round.visits_at[site]:
            if visit.id not in self.stops:
                free.setdefault(self.tables.alike[visit.id], visit)
        return list(free.values())

    # -- out --------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """Freeze."""
        return plan_of(self.stops.values(), self.sketch.rides, self.round)


def _gap_of(stop: Stop, person: int) -> Window:
    return Window(stop.start, stop.end, 0, stop.before[person], stop.after[person])
