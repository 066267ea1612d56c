"""The clocks of one session set anew: all keep their order, nobody starts before he is there."""

from __future__ import annotations

from collections.abc import Iterable

from constraints._whole import booking_ticks
from sites.plan import Booking
from sites.round import Round


def settled(round: Round, bookings: Iterable[Booking]) -> tuple[Booking, ...] | None:
    """Return one session's bookings, each as late as need be and no later.

    In order of start; a booking never starts earlier than it did. None if somebody would not be
    back at his base in time: no clock makes this order possible.
    """
    last: dict[str, Booking] = {}
    placed: list[Booking] = []
    for booking in sorted(bookings, key=lambda b: (b.start, b.visit)):
        people = [round.officer[p] for p in booking.people]
        session, opens = round.session[booking.session], round.site[booking.site].opens or 0
        ready = [round.ticks(max(opens, session.start)), booking.start]
        for person in people:
            before = last.get(person.id)
            if before is None:
                ready.append(round.ticks(session.start) + round.first_leg(person, booking.site))
            else:
                ready.append(before.end + round.leg(before.site, booking.site))
        end = max(ready) + booking_ticks(booking, round)
        back = max((round.last_leg(p, booking.site) for p in people), default=0)
        if end + back > round.ticks(session.end):
            return None
        new = booking
        if (booking.start, booking.end) != (max(ready), end):
            new = booking.model_copy(update={"start": max(ready), "end": end})
        placed.append(new)
        last.update(dict.fromkeys(booking.people, new))
    return tuple(placed)
