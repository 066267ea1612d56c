"""可替补人员: who could lawfully take a person's place at a visit, everything else as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from constraints import Breach, Rule, verify
from constraints._fits import Fits
from constraints._whole import STRUCTURE, booking_ticks
from constraints._whole import breaches as broken
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Round
from sites.sketch import Move, Sketch

Key = tuple[str, ...]


def substitutes(
    plan: Plan, round: Round, visit: str, officer: str, rules: Iterable[Rule]
) -> tuple[str, ...]:
    """Return who could take the officer's place, stand for his needs and ride in his seat.

    With ``officer`` empty: who could join and stand for what lacks people there. Nobody returned
    breaks a hard rule that the plan keeps; in the round's order.
    """
    return Substitutes(plan, round, rules).of(visit, officer)


def all_substitutes(
    plan: Plan, round: Round, rules: Iterable[Rule]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the substitutes of every person at every visit: (visit, officer) → officers."""
    search = Substitutes(plan, round, rules)
    return {
        (booking.visit, person): search.of(booking.visit, person)
        for booking in plan.bookings
        for person in booking.people
    }


class Substitutes:
    """Answers for one plan; what the rules forbid outright is collected once."""

    def __init__(self, plan: Plan, round: Round, rules: Iterable[Rule]):
        self.plan = plan
        self.round = round
        self.hard = tuple(r for r in rules if not r.is_soft)
        self.fits = Fits(round, self.hard)
        faulty = {b.visit for b in broken(plan, round) if b.rule == STRUCTURE}
        self._whole = [b for b in plan.bookings if b.visit not in faulty]
        self._known: dict[tuple[str, ...], set[Key]] = {}

    def of(self, visit: str, officer: str) -> tuple[str, ...]:
        """Who could take the officer's place at a visit (see `substitutes`)."""
        booking = next((b for b in self.plan.bookings if b.visit == visit), None)
        if booking is None or visit not in self.round.visit:
            return ()
        group = self._group(booking, officer)
        if any(b not in self._whole for b in group):
            return ()
        judged = (
            (candidate, self._left(group, moves, officer, candidate))
            for candidate in self._candidates(group, officer)
            if self._fit(group, moves := self._moves(group, officer, candidate), officer, candidate)
        )
        helpful = [(c, n) for c, n in judged if n is not None]
        fewest = min((n for _, n in helpful), default=0)
        return tuple(c for c, n in helpful if n == fewest)

    def _group(self, booking: Booking, officer: str) -> list[Booking]:
        """The booking, and with it all to which the officer's vehicle takes him that session."""
        if not self.plan.ride_of(booking.session, officer):
            return [booking]
        shared = (b for b in self.plan.bookings if b.session == booking.session)
        return [b for b in shared if officer in b.people]

    def _candidates(self, group: list[Booking], officer: str) -> Iterator[str]:
        """People of the same sort, on duty, who are not there yet."""
        helper = any(officer in b.auxiliaries for b in group)
        there = {p for b in group for p in b.people}
        for person in self.round.auxiliaries if helper else self.round.inspectors:
            if person.id not in there and self.round.on_duty(person.id, group[0].session):
                yield person.id

    def _moves(self, group: list[Booking], officer: str, candidate: str) -> list[Move]:
        """The bookings with the candidate in the officer's place and in his seat."""
        rides = self._rides(group[0], officer, candidate)
        return [Move(self._swapped(b, officer, candidate), rides) for b in group]

    def _swapped(self, booking: Booking, officer: str, candidate: str) -> Booking:
        def swap(people: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(candidate if p == officer else p for p in people)

        if not officer:
            joined = (Stand(officer=candidate, need=n) for n in self._lacking(booking))
            wider = booking.but(
                officers=(*booking.officers, candidate),
                stands_for=(*booking.stands_for, *joined),
            )
            return wider.but(end=wider.start + booking_ticks(wider, self.round))
        stands = (
            Stand(officer=candidate if s.officer == officer else s.officer, need=s.need)
            for s in booking.stands_for
        )
        return booking.but(
            officers=swap(booking.officers),
            auxiliaries=swap(booking.auxiliaries),
            stands_for=tuple(stands),
        )

    def _lacking(self, booking: Booking) -> list[str]:
        """Needs of a booking that fewer people stand for than they ask."""
        counts = [s.need for s in booking.stands_for]
        return [n for n in booking.needs if counts.count(n) < self.round.need[n].people]

    def _rides(self, booking: Booking, officer: str, candidate: str) -> tuple[Ride, ...]:
        session = booking.session
        seated = self.round.officer[candidate].own_way or self.plan.ride_of(session, candidate)
        people = [officer] if officer else list(booking.officers)
        vehicle = next((v for p in people if (v := self.plan.ride_of(session, p))), "")
        if seated or not vehicle:
            return ()
        return (Ride(session=session, officer=candidate, vehicle=vehicle),)

    def _fit(self, group: list[Booking], moves: list[Move], officer: str, candidate: str) -> bool:
        """The quick question, booking by booking, of the plan without the group.

        Where the group breaks some rule as it is, a quick no need not be the candidate's fault:
        then only what bars him by name is asked, and the checkers decide.
        """
        if self._in_trouble(group, officer):
            bars = (n for m in moves for n in self.fits.nevers.against(m.booking))
            return not any(n.officer == candidate for n in bars)
        taken = {b.visit for b in group}
        others = tuple(b for b in self._whole if b.visit not in taken)
        rides = self._kept_rides(others, group[0].session, officer)
        sketch = Sketch(self.round, self.plan.but(bookings=others, rides=rides))
        for move in moves:
            if not self.fits(sketch, move):
                return False
            sketch.add(move)
        return True

    def _in_trouble(self, group: list[Booking], officer: str) -> bool:
        visits, session = {b.visit for b in group}, group[0].session
        return any(
            b.visit in visits or b.session == session or (officer and b.officer == officer)
            for b in self._breaches
        )

    @cached_property
    def _breaches(self) -> tuple[Breach, ...]:
        return verify(self.plan.but(bookings=tuple(self._whole)), self.round, self.hard).breaches

    def _kept_rides(
        self, others: Iterable[Booking], session: str, officer: str
    ) -> tuple[Ride, ...]:
        """All rides but the officer's of the session, where nothing takes him there any more."""
        busy = any(b.session == session and officer in b.people for b in others)
        leaves = (session, officer)
        return tuple(r for r in self.plan.rides if busy or (r.session, r.officer) != leaves)

    def _left(
        self, group: list[Booking], moves: list[Move], officer: str, candidate: str
    ) -> int | None:
        """How many breaches fewer the candidate leaves, as a negative; None if one is new.

        Only the bookings that a swap can touch are judged: those of the session, and those of
        the two people in the week.
        """
        session, people = group[0].session, {officer, candidate}
        part = tuple(b for b in self._whole if b.session == session or people & set(b.people))
        new = {m.booking.visit: m.booking for m in moves}
        after = tuple(new.get(b.visit, b) for b in part)
        known = self._before(part)
        left = self._keys(after, (*self._kept_rides(after, session, officer), *moves[0].rides))
        if not left <= known or (not officer and len(left) >= len(known)):
            return None
        return len(left) - len(known)

    def _before(self, part: tuple[Booking, ...]) -> set[Key]:
        visits = tuple(b.visit for b in part)
        if visits not in self._known:
            self._known[visits] = self._keys(part, self.plan.rides)
        return self._known[visits]

    def _keys(self, bookings: tuple[Booking, ...], rides: tuple[Ride, ...]) -> set[Key]:
        sessions = {b.session for b in bookings}
        kept = tuple(r for r in rides if r.session in sessions)
        plan = self.plan.but(bookings=bookings, rides=kept)
        return {_key(b) for b in verify(plan, self.round, self.hard).breaches}


def _key(breach: Breach) -> Key:
    return (
        breach.rule,
        breach.visit,
        breach.site,
        breach.need,
        breach.officer,
        breach.session,
        breach.vehicle,
        breach.pin,
    )
