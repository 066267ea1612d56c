"""A plan that ruin and recreate works on: bookings put in and taken out, with costs at hand."""

from __future__ import annotations

import random
from typing import NamedTuple

from scheduler.crew import Seat
from scheduler.session_crews import SessionCrews
from scheduler.stop import Stop, Window, as_move
from scheduler.tables import SEARCHED, Cost, Menu, Pick, Tables
from scheduler.timetable import Timetable
from sites.need import Need
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Visit
from sites.sketch import Sketch


class Option(NamedTuple):
    """A seat for a visit in a session, and the needs it would meet."""

    visit: Visit
    session: int
    needs: tuple[Need, ...]
    seat: Seat
    length: int


class Draft:
    """Bookings of one round as stops of timetables; always lawful as far as ``fits`` can tell."""

    def __init__(self, tables: Tables, dice: random.Random):
        self.tables, self.round = tables, tables.round
        self.timetables = [Timetable(tables, k) for k in range(len(self.round.sessions))]
        self.crews = [SessionCrews(tables, t, dice) for t in self.timetables]
        self.sketch = Sketch(self.round)
        self.refused = ""
        self.clashes = tables.clashes
        self._closed: dict[str, dict[int, frozenset[str]]] = {}
        sites = tuple(self.round.site)
        self.stops: dict[str, Stop] = {}
        self.stops_at: dict[str, list[Stop]] = {s: [] for s in sites}
        self.met: dict[str, dict[str, str]] = {s: {} for s in sites}
        self.costs: dict[str, Cost] = {s: tables.cost_at(s, {}, 0) for s in sites}
        self.open_needs = {s: tables.open_needs(s, ()) for s in sites}
        every = self.costs.values()
        self.cost: Cost = tuple(sum(c[t] for c in every) for t in range(len(SEARCHED)))

    # -- in and out -------------------------------------------------------------------------

    def put(self, option: Option) -> Stop | None:
        """Book an option; None (and nothing changed) if a rule's quick test refuses it.

        Then ``refused`` tells which rule did.
        """
        stop = self._stop_of(option)
        self.timetables[stop.number].insert(stop, option.seat.gaps)
        self.refused = self.tables.fits.refusal(self.sketch, as_move(stop))
        if self.refused:
            self.timetables[stop.number].remove(stop)
            return None
        self._book(stop)
        return stop

    def _stop_of(self, option: Option) -> Stop:
        visit, number, seat = option.visit, option.session, option.seat
        people = self.tables.people
        return Stop(
            visit.id,
            visit.site,
            self.round.site_index[visit.site],
            self.round.sessions[number].id,
            number,
            tuple(n.id for n in option.needs),
            seat.crew,
            tuple(people[p].id for p in seat.crew),
            tuple(Stand.model_construct(officer=people[p].id, need=n) for p, n in seat.stands),
            option.length,
            visit.state,
            tuple((people[p].id, k) for p, k in seat.rides),
        )

    def too_many(self, option: Option) -> frozenset[int]:
        """People whom the rule refuses that refused the option, beside those it accepts."""
        test = self.tables.fits.test(self.refused)
        stop = self._stop_of(option)
        kept: tuple[str, ...] = ()
        tired: list[int] = []
        for person, officer in zip(stop.crew, stop.officers, strict=True):
            stop.officers = (*kept, officer)
            if test(self.sketch, as_move(stop)):
                kept = stop.officers
            else:
                tired.append(person)
        return frozenset(tired) if kept else frozenset()

    def clash(self, option: Option) -> bool:
        """Learn whether the refused option's needs clash with those met at the site."""
        if not self.stops_at[option.visit.site] or not self.clashes.learn(self.refused):
            return False
        self._closed.clear()
        return True

    def closed(self, site: str) -> dict[int, frozenset[str]]:
        """Needs of a site that clash with what is met there, by session."""
        if site not in self._closed:
            self._closed[site] = self.clashes.of(self.open_needs[site], self.stops_at[site])
        return self._closed[site]

    def drop(self, stop: Stop) -> None:
        """Take a booking out."""
        self.timetables[stop.number].remove(stop)
        self.sketch.remove(stop.visit)
        self.crews[stop.number].drop(stop)
        del self.stops[stop.visit]
        self.stops_at[stop.site].remove(stop)
        for need in stop.needs:
            del self.met[stop.site][need]
        self._recost(stop.site)

    def restore(self, stop: Stop) -> None:
        """Put a dropped booking back; all since then has been undone."""
        self.timetables[stop.number].restore(stop)
        self._book(stop)

    def load(self, plan: Plan) -> None:
        """Take a lawful plan in, on an empty draft; everybody starts as early as he can."""
        index = self.round.session_index
        for booking in sorted(plan.bookings, key=lambda b: (index[b.session], b.start)):
            number = index[booking.session]
            crew = tuple(self.tables.number[o] for o in booking.officers)
            rides = ((o, plan.ride_of(booking.session, o)) for o in booking.officers)
            stop = Stop(
                booking.visit,
                booking.site,
                self.round.site_index[booking.site],
                booking.session,
                number,
                booking.needs,
                crew,
                booking.officers,
                booking.stands_for,
                booking.end - booking.start,
                booking.state,
                tuple((o, k) for o, k in rides if k),
            )
            routes = (self.timetables[number].routes[p] for p in crew)
            lasts = (route[-1] if route else None for route in routes)
            gaps = tuple(Window(booking.start, booking.start, 0, last, None) for last in lasts)
            self.timetables[number].insert(stop, gaps)
            self._book(stop)

    def _book(self, stop: Stop) -> None:
        self.sketch.add(as_move(stop))
        self.crews[stop.number].take(stop)
        self.stops[stop.visit] = stop
        self.stops_at[stop.site].append(stop)
        self.met[stop.site].update(dict.fromkeys(stop.needs, stop.session))
        self._recost(stop.site)

    def _recost(self, site: str) -> None:
        before = self.costs[site]
        after = self.tables.cost_at(site, self.met[site], len(self.stops_at[site]))
        self.costs[site] = after
        self._closed.pop(site, None)
        self.open_needs[site] = self.tables.open_needs(site, self.met[site])
        self.cost = tuple(c - b + a for c, b, a in zip(self.cost, before, after, strict=True))

    def cost_with(self, option: Option) -> Cost:
        """What the option's site would pay with it."""
        site, session = option.visit.site, self.round.sessions[option.session].id
        met = self.met[site] | dict.fromkeys((n.id for n in option.needs), session)
        return self.tables.cost_at(site, met, len(self.stops_at[site]) + 1)

    # -- options ----------------------------------------------------------------------------

    def free_slots(self, site: str) -> list[Visit]:
        """Slots of the site that are not booked; of those that are alike, the first."""
        free: dict[tuple[object, ...], Visit] = {}
        for visit in self.round.visits_at[site]:
            if visit.id not in self.stops:
                free.setdefault((visit.needs, visit.min_minutes, visit.state), visit)
        return list(free.values())

    def option(
        self,
        visit: Visit,
        session: int,
        menu: Menu,
        wanted: tuple[int, ...] = (),
        tired: frozenset[int] = frozenset(),
    ) -> Option | None:
        """The best seat in a session for as much of the menu as possible, first needs first.

        The people ``wanted`` come in any case, the ``tired`` ones in none.
        """
        tables, crews = self.tables, self.crews[session]
        place = self.round.site_index[visit.site]
        out = tables.barred(visit, session)
        if tired:
            out |= tired
        named = tuple(Pick((person,), 1) for person in wanted)
        recipe = tables.recipe(visit, session, menu)
        while recipe is not None:
            for length in recipe.lengths:
                seat = crews.best(named + recipe.picks, recipe.body_of, place, length, out)
                if seat is not None:
                    lasts = self._length(visit, seat)
                    return Option(visit, session, recipe.menu.needs, seat, lasts)
            recipe = tables.recipe(visit, session, tables.fewer(recipe.menu, crews.missing))
        return None

    def _length(self, visit: Visit, seat: Seat) -> int:
        """Ticks that the visit takes with these people: what one of them does adds up."""
        own: dict[int, int] = {}
        for person, need in seat.stands:
            own[person] = own.get(person, 0) + self.tables.ticks[need]
        return self.round.visit_ticks(visit, max(own.values()))

    # -- out --------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """Freeze."""
        index = self.round.session_index
        bookings = [
            Booking(
                visit=s.visit,
                site=s.site,
                session=s.session,
                start=s.start,
                end=s.end,
                needs=tuple(n for n in self.round.visit[s.visit].needs if n in s.needs),
                officers=s.officers,
                stands_for=s.stands_for,
                state=s.state,
            )
            for s in self.stops.values()
        ]
        bookings.sort(key=lambda b: (index[b.session], b.start, b.visit))
        taken = sorted(self.sketch.rides.items())
        rides = tuple(Ride(session=s, officer=o, vehicle=k) for (s, o), k in taken)
        return Plan(round_digest=self.round.digest, bookings=tuple(bookings), rides=rides)
