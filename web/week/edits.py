"""What a hand does to a plan: a visit elsewhere, another person, a visit less.

Each edit returns a whole plan with the clocks, seats and reserve that follow from it. Whether it
may be is for the rules to say (`web.week.answers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from constraints import RULES
from constraints._registry import Rule
from constraints._whole import booking_ticks
from scheduler.assign import lead_of
from scheduler.places import Draft, Places
from scheduler.timing import settled
from scheduler.why import free_slot
from sites.book import Officer
from sites.plan import Booking, Plan, Reserve, Ride, Stand
from sites.round import Round, Session
from sites.sketch import Move
from sites.when import runs

MOST_CREWS = 3
"""Other crews offered for a visit that cannot be moved with its own."""


def booking_of(plan: Plan, visit: str) -> Booking:
    """The booking of a visit; raises KeyError if it is not in the plan."""
    found = next((b for b in plan.bookings if b.visit == visit), None)
    if found is None:
        raise KeyError(visit)
    return found


def moved(plan: Plan, round: Round, visit: str, session: str) -> Plan:
    """The same visit with the same people in another session, at their earliest start there.

    Where they are never free for long enough, the others of the session start later; where that
    does not help either, the visit stands at the session's start and the rules will tell.
    """
    was = booking_of(plan, visit)
    rest = _without(plan, visit)
    length = was.end - was.start
    there = [b for b in rest.bookings if b.session == session]
    starts = list(_starts(was, round, round.session[session], there))
    free = next((s for s in starts if _free(was, s, s + length, round, there)), None)
    start = starts[0] if free is None else free
    new = was.but(session=session, start=start, end=start + length)
    changed: tuple[Booking, ...] = (new,)
    if free is None:
        changed = settled(round, [*there, new]) or (new,)
    seats = tuple(_seats(was, session, plan, rest, round))
    return _with(rest, changed, seats, round)


def crewed(plan: Plan, round: Round, visit: str, session: str) -> Iterator[Plan]:
    """The same visit with the same needs in another session, with other people; the readiest first.

    At most `MOST_CREWS` plans; they pass the rules' quick tests, not yet their checkers.
    """
    was = booking_of(plan, visit)
    places = Places(round, plan, tuple(RULES.values()))
    places.sketch.remove(visit)
    rest = _without(plan, visit)
    count = 0
    for move in places.elsewhere(was):
        if move.booking.session == session and count < MOST_CREWS:
            count += 1
            yield _taken(rest, move, was, round)


def placed(
    plan: Plan, round: Round, need: str, session: str, rules: Iterable[Rule]
) -> Iterator[Plan]:
    """A need that no visit meets, met in a session: in the site's visit there, else in a new one.

    At most `MOST_CREWS` plans; they pass the quick tests of ``rules``, not yet all checkers.
    Raises KeyError if the round has no such need or session, or the need is met.
    """
    wanted, when = round.need[need], round.session[session]
    if need in plan.met:
        raise KeyError(need)
    places, slot = Places(round, plan, rules), free_slot(round, plan, wanted)
    index = {b.visit: b.session for b in plan.bookings}
    joined = (d for d in places.joining(wanted) if index[d.visit] == session)
    open_ = when in places.open_sessions and slot is not None and slot.id not in index
    alone = places.alone(wanted, when, slot) if open_ and slot else iter(())
    for drafts in (joined, alone):
        yield from (_drafted(plan, d, round) for d in islice(drafts, MOST_CREWS))


def swapped(plan: Plan, round: Round, visit: str, officer: str, instead: str) -> Plan:
    """Another person in an officer's place: his needs, his seat, and all his vehicle goes to."""
    booking = booking_of(plan, visit)
    vehicle = plan.ride_of(booking.session, officer)
    group = [
        b
        for b in plan.bookings
        if officer in b.people and (b.visit == visit or (vehicle and b.session == booking.session))
    ]
    changed = tuple(_instead(b, officer, instead, round) for b in group)
    seat: tuple[Ride, ...] = ()
    if (
        vehicle
        and not plan.ride_of(booking.session, instead)
        and not round.officer[instead].own_way
    ):
        seat = (Ride(session=booking.session, officer=instead, vehicle=vehicle),)
    gone = {b.visit for b in group}
    rest = plan.but(bookings=tuple(b for b in plan.bookings if b.visit not in gone))
    return _with(rest, changed, seat, round)


def removed(plan: Plan, round: Round, visit: str) -> Plan:
    """The plan without a visit."""
    booking_of(plan, visit)
    return _with(_without(plan, visit), (), (), round)


def _drafted(plan: Plan, draft: Draft, round: Round) -> Plan:
    old = {b.visit: b for b in plan.bookings}
    changed = [b for b in draft.plan.bookings if b != old.get(b.visit)]
    led = (b.but(lead=lead_of(b, round)) if b.visit == draft.visit else b for b in changed)
    return _with(plan, led, draft.plan.rides, round)


def _taken(rest: Plan, move: Move, was: Booking, round: Round) -> Plan:
    new = move.booking.model_copy(update={"lead": was.lead, "state": was.state})
    return _with(rest, (new,), move.rides, round)


def _instead(booking: Booking, officer: str, other: str, round: Round) -> Booking:
    def now(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other if p == officer else p for p in people)

    stands = tuple(
        Stand(officer=other if s.officer == officer else s.officer, need=s.need)
        for s in booking.stands_for
    )
    new = booking.but(
        officers=now(booking.officers),
        auxiliaries=now(booking.auxiliaries),
        stands_for=tuple(dict.fromkeys(stands)),
    )
    return new.but(end=new.start + booking_ticks(new, round))


def _without(plan: Plan, visit: str) -> Plan:
    return plan.but(bookings=tuple(b for b in plan.bookings if b.visit != visit))


def _with(rest: Plan, changed: Iterable[Booking], seats: Iterable[Ride], round: Round) -> Plan:
    """The plan with bookings added or replaced; unused seats go, the reserve is named again."""
    new = {b.visit: b for b in changed}
    kept = [b for b in rest.bookings if b.visit not in new]
    drafts = (
        b.but(state=b.state if b.state == "urgent" else "draft") for b in (*kept, *new.values())
    )
    index = round.session_index
    bookings = tuple(sorted(drafts, key=lambda b: (index[b.session], b.start, b.visit)))
    busy = {(b.session, p) for b in bookings for p in b.people}
    rides = {(r.session, r.officer): r for r in (*seats, *rest.rides)}
    met = {n for b in bookings for n in b.needs}
    visits = {b.visit for b in bookings}
    return rest.but(
        round_digest=round.digest,
        bookings=bookings,
        rides=tuple(rides[key] for key in sorted(rides) if key in busy),
        reserve=tuple(_reserve(rest.reserve, busy, round)),
        unmet=tuple(u for u in rest.unmet if u.need not in met),
        reasons=tuple(r for r in rest.reasons if r.visit in visits and r.visit not in new),
        stopped_by="hand",
    )


def _reserve(
    named: Iterable[Reserve], busy: set[tuple[str, str]], round: Round
) -> Iterator[Reserve]:
    """As named, with others in the place of those who are busy now."""
    for one in named:
        kept = [o for o in one.officers if (one.session, o) not in busy]
        lacking = len(one.officers) - len(kept)
        free = [o.id for o in round.street_team if _stays(o, one.session, busy, round)]
        more = [o for o in free if o not in kept][:lacking]
        yield one.but(officers=tuple(sorted([*kept, *more])))


def _stays(person: Officer, session: str, busy: set[tuple[str, str]], round: Round) -> bool:
    free = (session, person.id) not in busy and round.on_duty(person.id, session)
    return free and person.certified(round.session[session].day)


def _starts(
    was: Booking, round: Round, session: Session, there: Iterable[Booking]
) -> Iterator[int]:
    """Clocks at which the visit might start: when all have come, and behind what they do then."""
    people = set(was.people)
    opens = round.ticks(max(session.start, round.site[was.site].opens or 0))
    legs = (round.first_leg(round.officer[p], was.site) for p in was.people)
    begins = [round.need[n].not_before for n in was.needs]
    due = [b for b in begins if b is not None and b.date() == session.day]
    least = max(
        opens,
        round.ticks(session.start) + max(legs, default=0),
        *(round.ticks(b.hour * 60 + b.minute) for b in due),
    )
    behind = {b.end + round.leg(b.site, was.site) for b in there if people & set(b.people)}
    yield from sorted({least, *(s for s in behind if s > least)})


def _free(was: Booking, start: int, end: int, round: Round, there: Iterable[Booking]) -> bool:
    people = set(was.people)
    return all(
        end + round.leg(was.site, b.site) <= b.start or b.end + round.leg(b.site, was.site) <= start
        for b in there
        if people & set(b.people)
    )


def _seats(was: Booking, session: str, plan: Plan, rest: Plan, round: Round) -> Iterator[Ride]:
    """Seats in the new session: each crew in the vehicle it had, else in one that is free."""
    seated = {r.officer for r in rest.rides if r.session == session}
    busy = {(b.session, p) for b in rest.bookings for p in b.people}
    taken = {r.vehicle for r in rest.rides if r.session == session and (session, r.officer) in busy}
    crews: dict[str, list[str]] = {}
    for person in was.people:
        vehicle = plan.ride_of(was.session, person)
        if vehicle and person not in seated:
            crews.setdefault(vehicle, []).append(person)
    for vehicle, people in crews.items():
        order = [vehicle, *(k.id for k in round.vehicles if k.id != vehicle)]
        free = [
            k for k in order if k not in taken and runs(round.vehicle[k], round.session[session])
        ]
        for person in people if free else []:
            yield Ride(session=session, officer=person, vehicle=free[0])
        taken.update(free[:1])
