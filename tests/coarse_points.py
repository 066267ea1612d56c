"""A plan as a point of the coarse model: what every count of it is, told from the plan alone."""

from __future__ import annotations

from typing import Any

from scheduler.coarse_counts import Counts
from sites.plan import Booking, Plan


def point(counts: Counts, plan: Plan) -> dict[int, int]:
    """The value of each variable that is not 0.

    Raises
    ------
    LookupError
        If the model has no place for some booking.
    """
    found: dict[int, int] = {}
    kinds = {b.visit: _kind(counts, b) for b in plan.bookings}
    for key, x in counts.linear.index.items():
        value = _value(counts, plan, kinds, key)
        if value:
            found[x] = value
    return found


def _kind(counts: Counts, booking: Booking) -> tuple[int, int, int]:
    """Place, cell and least length of a booking."""
    for p, place in enumerate(counts.places):
        if booking.visit in place.slots:
            for c, cell in enumerate(place.cells):
                if booking.session in cell.sessions and set(booking.needs) <= set(cell.needs):
                    return p, c, max(place.ticks[n] for n in booking.needs)
    raise LookupError(f"no place for {booking}")


def _value(counts: Counts, plan: Plan, kinds: dict[str, Any], key: Any) -> int:
    word = key[0]
    if word == "unmet":
        return int(any(n not in plan.met for n in key[1]))
    if word == "busy":
        _, seen, g, b = key
        sessions, people = {s.id for s in counts.blocks[b]}, counts.groups[g].people
        slots = {s for p in counts.places if not seen or p.visit.id in seen for s in p.slots}
        return len(
            {
                (o, x.session)
                for x in plan.bookings
                for o in x.people
                if x.session in sessions and o in people and x.visit in slots
            }
        )
    kind = (key[1], *key[-2:])
    return sum(
        _of(counts, word, key, booking) for booking in plan.bookings if kinds[booking.visit] == kind
    )


def _of(counts: Counts, word: str, key: Any, booking: Booking) -> int:
    """What one booking of the kind adds."""
    if word == "visit":
        return 1
    if word == "meets":
        return int(key[2] in booking.needs)
    if word == "some":
        return int(bool(set(key[2]) & set(booking.needs)))
    people = set(booking.people) & set(counts.groups[key[-3]].people)
    if word == "here":
        return len(people)
    if word == "stands":
        return sum(o in people for o in booking.stood_by(key[2]))
    if word == "stand":
        return sum(bool(set(booking.needs_of(o)) & set(key[2])) for o in people)
    round = counts.round
    least = key[-1] - round.ticks(round.opening_minutes)
    own = [sum(round.ticks(round.need[n].minutes) for n in booking.needs_of(o)) for o in people]
    assert word == "extra"
    return sum(max(0, ticks - least) for ticks in own)
