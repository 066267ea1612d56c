"""Puts visits back into a plan: where they were with others, or where insertion finds room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from constraints._registry import Rule
from constraints._whole import booking_ticks
from scheduler.insertion import Insertion, lawful_part
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Round
from sites.sketch import Move, Sketch

NOBODY = ""
MOST_TRIES = 300
"""Swaps of people tried for one visit."""


def put_back(
    plan: Plan,
    visits: Iterable[str],
    old: Mapping[str, Booking],
    rides: Iterable[Ride],
    round: Round,
    rules: tuple[Rule, ...],
) -> Plan:
    """Return the plan with those of the visits that find a place.

    ``old`` tells where they were, ``rides`` who rode what then.
    """
    insertion, sketch = Insertion(round, rules), Sketch(round, plan)
    seats = {(r.session, r.officer): r.vehicle for r in rides}
    for visit in visits:
        move = None
        if visit in old:
            swaps = islice(_swaps(old[visit], seats, sketch, insertion), MOST_TRIES)
            move = next((m for m in swaps if insertion.fits(sketch, m)), None)
        move = move or insertion.best(sketch, round.visit[visit])
        if move is not None:
            sketch.add(move)
    return lawful_part(sketch, rules)


def _swaps(
    booking: Booking, seats: Mapping[tuple[str, str], str], sketch: Sketch, insertion: Insertion
) -> Iterator[Move]:
    """The booking as it was, with others in the place of those who can no longer come."""
    nevers = list(insertion.fits.nevers.against(booking))
    known = all(n in insertion.round.need and n not in sketch.met for n in booking.needs)
    lost = {n.need for n in nevers if not n.officer}
    if not known or NOBODY in lost:
        return
    left = {o for o in booking.people if o not in insertion.round.officer}
    gone = sorted({n.officer for n in nevers} | left)
    choices = [[*_instead(o, booking, sketch, insertion), NOBODY] for o in gone]
    for chosen in product(*choices):
        named = [o for o in chosen if o != NOBODY]
        swapped = _swapped(booking, dict(zip(gone, chosen, strict=True)), lost, sketch.round)
        if len(set(named)) == len(named) and swapped.needs:
            yield Move(swapped, tuple(_seats(booking, swapped, seats, sketch)))


def _instead(officer: str, booking: Booking, sketch: Sketch, insertion: Insertion) -> Iterator[str]:
    """Who may stand for what the person stood for and is barred by nothing, the idlest first."""
    round, thin = insertion.round, insertion.thin
    day, needs = round.session[booking.session].day, booking.needs_of(officer)
    busy = {p for b in sketch.in_session(booking.session) for p in b.people}
    pool = round.auxiliaries if officer in booking.auxiliaries else round.inspectors
    for person in sorted(pool, key=lambda o: (o.id in busy, len(sketch.of_officer(o.id)), o.id)):
        may = all(
            round.may_stand(person.id, n, day) and not thin.stands(booking.visit, person.id, n)
            for n in needs
        )
        away = thin.absent(booking.visit, person.id, booking.session)
        if may and not away and person.id not in booking.people:
            yield person.id


def _swapped(booking: Booking, instead: Mapping[str, str], lost: set[str], round: Round) -> Booking:
    """The booking with others in place of some; what then lacks people is left out, as ``lost``."""

    def now(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new for p in people if (new := instead.get(p, p)) != NOBODY)

    stands = tuple(
        Stand(officer=new, need=s.need)
        for s in booking.stands_for
        if (new := instead.get(s.officer, s.officer)) != NOBODY
    )
    stood = Counter(s.need for s in stands if s.officer in round.officer)
    was = Counter(s.need for s in booking.stands_for)
    needs = tuple(n for n in booking.needs if stood[n] == was[n] and n not in lost)
    moved = booking.but(
        needs=needs,
        officers=now(booking.officers),
        auxiliaries=now(booking.auxiliaries),
        stands_for=tuple(s for s in stands if s.need in needs),
    )
    return moved.but(end=moved.start + booking_ticks(moved, round))


def _seats(
    booking: Booking, swapped: Booking, seats: Mapping[tuple[str, str], str], sketch: Sketch
) -> Iterator[Ride]:
    """Everybody keeps his seat; newcomers take those of whom they replace, or one beside them."""
    session, round = booking.session, sketch.round
    vehicles = [k for p in booking.people if (k := seats.get((session, p)))]
    for person in swapped.people:
        own = seats.get((session, person)) if person in booking.people else None
        vehicle = own or (vehicles[0] if vehicles and person not in booking.people else None)
        known = (session, person) in sketch.rides or round.officer[person].own_way
        if vehicle and not known:
            yield Ride(session=session, officer=person, vehicle=vehicle)
