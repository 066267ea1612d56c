"""A plan that ruin and recreate works on: bookings put in and taken out, with costs at hand."""

from __future__ import annotations

from typing import NamedTuple, cast

from scheduler.crew import Seat, SessionCrews
from scheduler.tables import Cost, Menu, Pick, Tables
from scheduler.timetable import Stop, Timetable, Window
from sites.need import Need
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Visit
from sites.sketch import Move, Sketch


class Option(NamedTuple):
    """A seat for a visit in a session, and the needs it would meet."""

    visit: Visit
    session: int
    needs: tuple[Need, ...]
    seat: Seat
    length: int


class Draft:
    """Bookings of one round as stops of timetables; always lawful as far as ``fits`` can tell."""

    def __init__(self, tables: Tables):
        self.tables, self.round = tables, tables.round
        self.timetables = [Timetable(tables, k) for k in range(len(self.round.sessions))]
        self.crews = [SessionCrews(tables, t) for t in self.timetables]
        self.sketch = Sketch(self.round)
        self.refused = ""
        self.stops: dict[str, Stop] = {}
        self.stops_at: dict[str, list[Stop]] = {s.id: [] for s in self.round.sites}
        self.met: dict[str, str] = {}
        self.costs: dict[str, Cost] = {
            s.id: tables.cost_at(s.id, self.met, 0) for s in self.round.sites
        }
        self.open_needs = {s.id: tables.open_needs(s.id, self.met) for s in self.round.sites}
        self.cost: Cost = tuple(map(sum, zip(*self.costs.values(), strict=True)))

    # -- in and out -------------------------------------------------------------------------

    def put(self, option: Option) -> Stop | None:
        """Book an option; None (and nothing changed) if a rule's quick test refuses it.

        Then ``refused`` tells which rule did.
        """
        stop = self._stop_of(option)
        self.timetables[stop.number].insert(stop, list(option.seat.gaps))
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

    def too_many(self, option: Option) -> tuple[frozenset[int], frozenset[tuple[str, int]]]:
        """People, and needs with sessions, that the rule refuses which refused the option.

        People are found by adding them one by one to those it accepts; needs one by one, in every
        session that the visit may be in.
        """
        test = self.tables.fits.test(self.refused)
        if test is None:
            return frozenset(), frozenset()
        stop = self._stop_of(option)
        people, needs = tuple(zip(stop.crew, stop.officers, strict=True)), stop.needs
        kept: tuple[str, ...] = ()
        tired: list[int] = []
        for person, officer in people:
            stop.officers = (*kept, officer)
            if test(self.sketch, as_move(stop)):
                kept = stop.officers
            else:
                tired.append(person)
        if kept and tired:
            return frozenset(tired), frozenset()
        stop.officers = tuple(officer for _, officer in people)
        apart = []
        for need in needs:
            stop.needs = (need,)
            for session in self.tables.sessions_of(option.visit):
                stop.session = self.round.sessions[session].id
                if not test(self.sketch, as_move(stop)):
                    apart.append((need, session))
        return frozenset(), frozenset(apart)

    def drop(self, stop: Stop) -> None:
        """Take a booking out."""
        self.timetables[stop.number].remove(stop)
        self.sketch.remove(stop.visit)
        self.crews[stop.number].drop(stop)
        del self.stops[stop.visit]
        self.stops_at[stop.site].remove(stop)
        for need in stop.needs:
            del self.met[need]
        self._recost(stop.site)

    def restore(self, stop: Stop) -> None:
        """Put a dropped booking back; everything since then has been undone."""
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
            routes = self.timetables[number].routes
            lasts = (routes[p][-1] if routes[p] else None for p in crew)
            gaps = [Window(booking.start, booking.start, 0, 0, last, None) for last in lasts]
            self.timetables[number].insert(stop, gaps)
            self._book(stop)

    def _book(self, stop: Stop) -> None:
        self.sketch.add(as_move(stop))
        self.crews[stop.number].take(stop)
        self.stops[stop.visit] = stop
        self.stops_at[stop.site].append(stop)
        self.met.update(dict.fromkeys(stop.needs, stop.session))
        self._recost(stop.site)

    def _recost(self, site: str) -> None:
        before = self.costs[site]
        after = self.tables.cost_at(site, self.met, len(self.stops_at[site]))
        self.costs[site] = after
        self.open_needs[site] = self.tables.open_needs(site, self.met)
        self.cost = tuple(c - b + a for c, b, a in zip(self.cost, before, after, strict=True))

    # -- options ----------------------------------------------------------------------------

    def free_slot(self, site: str) -> Visit | None:
        """The site's first slot that is not booked."""
        for visit in self.round.visits_at[site]:
            if visit.id not in self.stops:
                return visit
        return None

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
            picks, length = named + recipe.picks, recipe.length
            seat = crews.best(picks, recipe.body_of, place, length, out)
            if seat is not None and self._length(visit, seat) > length:
                length = self._length(visit, seat)
                seat = crews.best(picks, recipe.body_of, place, length, out)
            if seat is not None and (lasts := self._length(visit, seat)) <= length:
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
        rides = [
            Ride(session=s, officer=o, vehicle=k) for (s, o), k in sorted(self.sketch.rides.items())
        ]
        return Plan(round_digest=self.round.digest, bookings=tuple(bookings), rides=tuple(rides))


def as_move(stop: Stop) -> Move:
    """A stop as the rules' quick tests look at it: it reads like a booking."""
    rides = tuple(
        Ride.model_construct(session=stop.session, officer=o, vehicle=k)
        for o, k in stop.rides
        if o in stop.officers
    )
    return Move(cast(Booking, stop), rides)
