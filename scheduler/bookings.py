"""From an option or a booking to a stop, and from stops to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scheduler.crew import Seat
from scheduler.stop import Stop
from scheduler.tables import Tables
from sites.need import Need
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Round, Visit


class Option(NamedTuple):
    """A seat for a visit in a session, and the needs it would meet.

    With ``host``, a booking of the same visit that gives way to it.
    """

    visit: Visit
    session: int
    needs: tuple[Need, ...]
    seat: Seat
    length: int
    host: Stop | None = None


def stop_of(option: Option, tables: Tables) -> Stop:
    """The stop that an option would be."""
    people, seat = tables.people, option.seat
    return make_stop(
        option.visit,
        option.session,
        tuple([n.id for n in option.needs]),
        seat.crew,
        tuple([Stand.model_construct(officer=people[p].id, need=n) for p, n in seat.stands]),
        tuple([(people[p].id, k) for p, k in seat.rides]),
        tables,
    )


def make_stop(
    visit: Visit,
    number: int,
    needs: tuple[str, ...],
    crew: tuple[int, ...],
    stands: tuple[Stand, ...],
    rides: tuple[tuple[str, str], ...],
    tables: Tables,
) -> Stop:
    """A stop that lasts as long as its people's checks do; only its own people ride."""
    officers = tuple([tables.people[p].id for p in crew])
    return Stop(
        visit.id,
        visit.site,
        tables.round.site_index[visit.site],
        tables.round.sessions[number].id,
        number,
        needs,
        crew,
        officers,
        stands,
        tables.length(visit, ((s.officer, s.need) for s in stands)),
        visit.state,
        tuple([ride for ride in rides if ride[0] in officers]),
    )


def stops_of(plan: Plan, tables: Tables) -> Iterator[tuple[Stop, int]]:
    """The stops of a plan in order of time, each with its start."""
    index = tables.round.session_index
    for booking in sorted(plan.bookings, key=lambda b: (index[b.session], b.start)):
        rides = ((o, plan.ride_of(booking.session, o)) for o in booking.officers)
        stop = Stop(
            booking.visit,
            booking.site,
            tables.round.site_index[booking.site],
            booking.session,
            index[booking.session],
            booking.needs,
            tuple(tables.number[o] for o in booking.officers),
            booking.officers,
            booking.stands_for,
            booking.end - booking.start,
            booking.state,
            tuple((o, k) for o, k in rides if k),
        )
        yield stop, booking.start


def plan_of(stops: Iterable[Stop], rides: Mapping[tuple[str, str], str], round: Round) -> Plan:
    """The plan that stops make, with who rides what in which session."""
    index = round.session_index
    bookings = [
        Booking(
            visit=s.visit,
            site=s.site,
            session=s.session,
            start=s.start,
            end=s.end,
            needs=tuple(n for n in round.visit[s.visit].needs if n in s.needs),
            officers=s.officers,
            stands_for=s.stands_for,
            state=s.state,
        )
        for s in stops
    ]
    bookings.sort(key=lambda b: (index[b.session], b.start, b.visit))
    taken = tuple(Ride(session=s, officer=o, vehicle=k) for (s, o), k in sorted(rides.items()))
    return Plan(round_digest=round.digest, bookings=tuple(bookings), rides=taken)
