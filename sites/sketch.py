"""A plan in the making: bookings that come and go, with the look-ups that quick tests need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sites.plan import Booking, Plan, Ride
from sites.round import Round


class Move(NamedTuple):
    """One booking that might be added, with the rides that its people would take."""

    booking: Booking
    rides: tuple[Ride, ...] = ()


class Sketch:
    """Mutable bookings of one round, indexed by officer, session, site and need."""

    def __init__(self, round: Round, plan: Plan | None = None):
        self.round = round
        self.bookings: dict[str, Booking] = {}
        self.rides: dict[tuple[str, str], str] = {}
        self.met: dict[str, str] = {}
        self._of_officer: defaultdict[str, list[Booking]] = defaultdict(list)
        self._in_session: defaultdict[str, list[Booking]] = defaultdict(list)
        self._at_site: defaultdict[str, list[Booking]] = defaultdict(list)
        self._shadows: dict[frozenset[str], Sketch] = {}
        for booking in plan.bookings if plan else ():
            self.add(Move(booking))
        for ride in plan.rides if plan else ():
            self.rides[ride.session, ride.officer] = ride.vehicle

    def add(self, move: Move) -> None:
        """Take a booking in; its visit must not be booked yet."""
        booking = move.booking
        if booking.visit in self.bookings:
            raise ValueError(f"visit {booking.visit} is booked already")
        self.bookings[booking.visit] = booking
        self._at_site[booking.site].append(booking)
        self._in_session[booking.session].append(booking)
        for person in booking.people:
            self._of_officer[person].append(booking)
        self.met.update(dict.fromkeys(booking.needs, booking.visit))
        self.rides.update({(r.session, r.officer): r.vehicle for r in move.rides})
        for sites, shadow in self._shadows.items():
            if booking.site not in sites:
                shadow.add(move)

    def remove(self, visit: str) -> Move:
        """Take a booking out again, with the rides that nobody uses any more."""
        booking = self.bookings.pop(visit)
        _take_out(self._at_site[booking.site], visit)
        _take_out(self._in_session[booking.session], visit)
        gone = []
        for person in booking.people:
            _take_out(self._of_officer[person], visit)
            vehicle = self.rides.get((booking.session, person))
            if vehicle and not self.of_officer(person, booking.session):
                del self.rides[booking.session, person]
                gone.append(Ride(session=booking.session, officer=person, vehicle=vehicle))
        for need in booking.needs:
            self.met.pop(need, None)
        for sites, shadow in self._shadows.items():
            if booking.site not in sites:
                shadow.remove(visit)
        return Move(booking, tuple(gone))

    def without(self, sites: frozenset[str]) -> Sketch:
        """The same without the bookings at some sites, and without the rides nobody uses then.

        It follows this sketch as bookings come and go here; it is only to be looked at.
        """
        if sites not in self._shadows:
            shadow = Sketch(self.round)
            for booking in self.bookings.values():
                if booking.site not in sites:
                    shadow.add(Move(booking))
            for (session, officer), vehicle in self.rides.items():
                if shadow.of_officer(officer, session):
                    shadow.rides[session, officer] = vehicle
            self._shadows[sites] = shadow
        return self._shadows[sites]

    def of_officer(self, officer: str, session: str | None = None) -> list[Booking]:
        """A person's bookings, of one session when given."""
        own = self._of_officer[officer]
        return own if session is None else [b for b in own if b.session == session]

    def in_session(self, session: str) -> list[Booking]:
        """Bookings of a session."""
        return self._in_session[session]

    def at_site(self, site: str) -> list[Booking]:
        """Bookings at a site."""
        return self._at_site[site]

    def riders(self, session: str, vehicle: str) -> list[str]:
        """Who rides a vehicle in a session, sorted."""
        return sorted(o for (s, o), k in self.rides.items() if s == session and k == vehicle)

    def plan(self, others: Iterable[Ride] = ()) -> Plan:
        """Freeze: bookings in order of time."""
        index = self.round.session_index
        rides = [Ride(session=s, officer=o, vehicle=k) for (s, o), k in sorted(self.rides.items())]
        return Plan(
            round_digest=self.round.digest,
            bookings=tuple(
                sorted(self.bookings.values(), key=lambda b: (index[b.session], b.start, b.visit))
            ),
            rides=(*rides, *others),
        )


def _take_out(bookings: list[Booking], visit: str) -> None:
    """Delete a visit's booking; ``remove`` would compare whole bookings, field by field."""
    del bookings[[b.visit for b in bookings].index(visit)]
