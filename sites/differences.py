"""Two plans side by side: which visits differ and in what, so that one becomes the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sites.base import Frozen, Text
from sites.plan import Booking, Plan, Reserve, Ride

Kind = Literal["added", "dropped", "moved", "time", "people", "needs", "vehicle"]
"""In this order of weight; a visit that stays may differ in several."""


class Difference(Frozen):
    """One visit before and after, with the rides of its people; None where it is not booked."""

    visit: str
    site: str
    kinds: tuple[Kind, ...]
    old: Booking | None
    new: Booking | None
    why: tuple[Text, ...] = ()


class Differences(Frozen):
    """All that differs between two plans of one round."""

    visits: tuple[Difference, ...] = ()
    rides_gone: tuple[Ride, ...] = ()
    rides_new: tuple[Ride, ...] = ()
    reserve_gone: tuple[Reserve, ...] = ()
    reserve_new: tuple[Reserve, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in type(self).model_fields)


def differences(old: Plan, new: Plan) -> Differences:
    """Return what must change in ``old`` to get ``new``; how far each is approved is no change."""
    was, now = ({b.visit: b for b in p.bookings} for p in (old, new))
    touched = _visits_of_rides(old, new)
    found = (
        Difference(visit=v, site=(b or a).site, kinds=kinds, old=a, new=b)  # type: ignore[union-attr]
        for v in (*was, *(v for v in now if v not in was))
        for a, b in [(was.get(v), now.get(v))]
        if (kinds := tuple(_kinds(a, b, v in touched)))
    )
    return Differences(
        visits=tuple(found),
        rides_gone=tuple(r for r in old.rides if r not in set(new.rides)),
        rides_new=tuple(r for r in new.rides if r not in set(old.rides)),
        reserve_gone=_lacking(old.reserve, new.reserve),
        reserve_new=_lacking(new.reserve, old.reserve),
    )


def same(one: Booking, other: Booking) -> bool:
    """Whether two bookings of a visit differ in nothing but their state and the order of lists."""
    return not tuple(_kinds(one, other, ridden=False))


def applied(plan: Plan, changes: Differences) -> Plan:
    """Return the plan with the changes made; its bookings by session id, start and visit."""
    bookings = {b.visit: b for b in plan.bookings}
    for change in changes.visits:
        bookings.pop(change.visit, None)
        if change.new is not None:
            bookings[change.visit] = change.new
    rides = {*plan.rides} - {*changes.rides_gone} | {*changes.rides_new}
    sessions = {r.session for r in changes.reserve_gone + changes.reserve_new}
    reserve = (*(r for r in plan.reserve if r.session not in sessions), *changes.reserve_new)
    return plan.but(
        bookings=tuple(sorted(bookings.values(), key=lambda b: (b.session, b.start, b.visit))),
        rides=tuple(sorted(rides, key=lambda r: (r.session, r.officer, r.vehicle))),
        reserve=tuple(sorted(reserve, key=lambda r: r.session)),
    )


def _kinds(old: Booking | None, new: Booking | None, ridden: bool) -> Iterator[Kind]:
    if old is None or new is None:
        if new is not None:
            yield "added"
        elif old is not None:
            yield "dropped"
        return
    if old.session != new.session:
        yield "moved"
    elif (old.start, old.end) != (new.start, new.end):
        yield "time"
    both = set(old.needs) & set(new.needs)
    if _who(old, both) != _who(new, both):
        yield "people"
    if set(old.needs) != set(new.needs):
        yield "needs"
    if ridden and old.session == new.session:
        yield "vehicle"


def _who(booking: Booking, needs: set[str]) -> tuple[object, ...]:
    """The people, and who of them stands for those needs."""
    return (
        frozenset(booking.officers),
        frozenset(s for s in booking.stands_for if s.need in needs),
        frozenset(booking.auxiliaries),
        booking.lead,
    )


def _visits_of_rides(old: Plan, new: Plan) -> set[str]:
    """Visits some of whose people, there before and after, ride otherwise than before."""
    rides = {*old.rides} ^ {*new.rides}
    changed = {(r.session, r.officer) for r in rides}
    was = {b.visit: b for b in old.bookings}
    return {
        b.visit
        for b in new.bookings
        if b.visit in was
        for person in set(b.people) & set(was[b.visit].people)
        if (b.session, person) in changed
    }


def _lacking(some: tuple[Reserve, ...], others: tuple[Reserve, ...]) -> tuple[Reserve, ...]:
    known = {(r.session, frozenset(r.officers)) for r in others}
    return tuple(r for r in some if (r.session, frozenset(r.officers)) not in known)
