"""Facts of a round that more than one side of a rule looks at: what is, never what must be."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from typing import TypeVar

from sites.book import Officer, Pin, Vehicle
from sites.need import Need
from sites.plan import Booking
from sites.round import Round, Session
from sites.when import drives, pin_covers, runs

K = TypeVar("K", bound=Hashable)
QUIET = ("routine", "campaign")
"""Kinds of need after which a site is left in peace; the others have clocks of their own."""


def by_body(round: Round, needs: Iterable[str]) -> list[list[str]]:
    """Ids of needs, put together by the body whose power they use."""
    bodies: dict[str, list[str]] = {}
    for need in needs:
        bodies.setdefault(round.need[need].body, []).append(need)
    return list(bodies.values())


def certified_on(round: Round, day: date) -> tuple[str, ...]:
    """Ids of the inspectors whose certificate is valid on a day."""
    key = ("certified_on", day.isoformat())
    if key not in round.known:
        round.known[key] = tuple(o.id for o in round.inspectors if o.certified(day))
    certified: tuple[str, ...] = round.known[key]
    return certified


def able_on(round: Round, need: Need, day: date) -> tuple[Officer, ...]:
    """Inspectors who may use the power of the need's body on a day."""
    key = ("able_on", need.body, *need.items, day.isoformat())
    if key not in round.known:
        able = (o for o in round.inspectors if round.may_stand(o.id, need.id, day))
        round.known[key] = tuple(able)
    found: tuple[Officer, ...] = round.known[key]
    return found


def clocks(round: Round) -> tuple[Need, ...]:
    """Owed needs whose due day is a clock set by law or by an order (re-checks, complaints)."""
    return tuple(n for n in round.needs if n.statutory and n.owed)


def workdays_late(round: Round, due: date, day: date) -> int:
    """Working days after ``due`` up to and with ``day``; 0 if the day is not later."""
    return max(0, round.workday_number(day) - round.workday_number(due))


def due_soon(round: Round, site: str) -> tuple[Need, ...]:
    """Needs of a site due by the last day or in the merge window (calendar days) behind it."""
    until = round.last_day + timedelta(days=round.merge_days)
    return tuple(n for n in round.needs_at[site] if n.owed or n.due <= until)


def begins(round: Round) -> date:
    """The first day that can still be planned; in the middle of a week that is not Monday."""
    return round.sessions[0].day if round.sessions else round.first_day


def lately_at(round: Round, site: str, visit_days: int) -> frozenset[str]:
    """Ids of the officers who took part in a site's last so many days with a visit on site."""
    past = [p for p in round.history if p.site == site and p.onsite and p.on <= begins(round)]
    days = sorted({p.on for p in past})[-visit_days:]
    return frozenset(o for p in past if p.on in days for o in p.officers)


def crews(round: Round) -> dict[str, tuple[tuple[str, int], ...]]:
    """Inspectors of each employer (编制单位) with their sessions on duty.

    Bodies where fewer than two people have any are left out. Keys are body ids, values are pairs
    (officer id, number of sessions on duty).
    """
    found = {}
    for body in sorted({o.body for o in round.inspectors}):
        duty = [
            (o.id, sum(round.on_duty(o.id, s.id) for s in round.sessions))
            for o in round.inspectors
            if o.body == body
        ]
        crew = tuple((officer, sessions) for officer, sessions in duty if sessions)
        if len(crew) > 1:
            found[body] = crew
    return found


def promised(round: Round) -> tuple[Booking, ...]:
    """Published bookings that still stand and whose visit the round still has."""
    bookings = round.published.bookings if round.published else ()
    return tuple(b for b in bookings if b.state != "cancelled" and b.visit in round.visit)


def pins_in_force(round: Round) -> tuple[Pin, ...]:
    """Pins that say something of this horizon; overrides are not among them."""
    return tuple(
        p
        for p in round.pins
        if p.how != "override"
        and (p.site or p.officers or p.day)
        and (p.day is None or any(s.day == p.day for s in round.sessions))
        and (p.until is None or p.until >= (p.day or round.first_day))
    )


def pin_sessions(round: Round, pin: Pin) -> tuple[str, ...]:
    """Ids of the sessions a pin speaks of."""
    return tuple(s.id for s in round.sessions if pin_covers(pin, s))


def pinned_people(round: Round, pin: Pin) -> tuple[str, ...]:
    """Ids of the inspectors a pin names; auxiliaries come along as they can."""
    return tuple(o.id for o in round.inspectors if o.id in pin.officers)


def reserve_least(round: Round, session: Session, people: int) -> int:
    """How many of the pool stay free: ``people``, two less than the pool, all who are not pinned.

    An officer counts as pinned wherever a pin that names him may fall into the session.
    """
    key = ("reserve_least", session.id, str(people))
    if key not in round.known:
        round.known[key] = _reserve_least(round, session, people)
    return int(round.known[key])


def _reserve_least(round: Round, session: Session, people: int) -> int:
    pool = reserve_pool(round, session)
    pinned = {
        officer
        for pin in pins_in_force(round)
        if pin.how != "never" and session.id in pin_sessions(round, pin)
        for officer in pinned_people(round, pin)
    }
    return max(0, min(people, len(pool) - 2, len(set(pool) - pinned)))


def reserve_pool(round: Round, session: Session) -> tuple[str, ...]:
    """Ids of the street's own certified officers on duty in a session."""
    key = ("reserve_pool", session.id)
    if key not in round.known:
        round.known[key] = tuple(
            o.id
            for o in round.street_team
            if o.certified(session.day) and round.on_duty(o.id, session.id)
        )
    pool: tuple[str, ...] = round.known[key]
    return pool


def workdays_apart(round: Round, one: date, other: date) -> int:
    """Working days from one day to another, whichever is first."""
    return abs(round.workday_number(one) - round.workday_number(other))


def last_quiet_days(round: Round) -> dict[str, date]:
    """Last day, before anything can be planned, of a quiet visit on site, by site."""
    past = (p for p in round.history if p.onsite and p.kind in QUIET and p.on <= begins(round))
    return {p.site: p.on for p in sorted(past, key=lambda p: p.on) if p.site in round.site}


def may_ride(round: Round, person: Officer, vehicle: Vehicle, session: Session) -> bool:
    """Whether the vehicle and its driver can be had then, and it starts where the person does."""
    drivers = [o for o in round.officers if drives(o, vehicle)]
    driven = not drivers or any(round.on_duty(o.id, session.id) for o in drivers)
    return driven and runs(vehicle, session) and round.base(vehicle) == round.base(person)


def week_of(day: date) -> tuple[int, int]:
    """ISO year and week of a day."""
    return day.isocalendar()[:2]


def grouped(
    round: Round, bookings: Iterable[Booking], by: Callable[[date], K]
) -> dict[K, list[Booking]]:
    """Bookings by something of their day, as `week_of`."""
    groups: dict[K, list[Booking]] = {}
    for booking in bookings:
        groups.setdefault(by(round.session[booking.session].day), []).append(booking)
    return groups


def days_longer_than(round: Round, minutes: int) -> tuple[date, ...]:
    """Days whose sessions together last more than so many minutes."""
    lasts: dict[date, int] = {}
    for session in round.sessions:
        lasts[session.day] = lasts.get(session.day, 0) + session.end - session.start
    return tuple(day for day, total in lasts.items() if total > minutes)


def is_quiet(round: Round, booking: Booking) -> bool:
    """Whether a booking meets a routine or a campaign need."""
    return any(round.need[n].kind in QUIET for n in booking.needs)


def stopped_by(session: Session) -> str:
    """The mark that stops every visit of a session; empty if none does."""
    response = next((m for m in session.weather if m in ("typhoon", "flood")), "")
    return "suspended" if session.suspended else response
