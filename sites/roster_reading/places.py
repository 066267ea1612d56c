"""Where on the roster a finding is: from the ids it names to the one cell to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from sites.plan import Booking, Plan


class About(Protocol):
    """Anything that names what it is about by ids, as a breach does; empty: not about one."""

    @property
    def visit(self) -> str:
        """Id of a visit."""

    @property
    def site(self) -> str:
        """Id of a site."""

    @property
    def need(self) -> str:
        """Id of a need."""

    @property
    def officer(self) -> str:
        """Id of a person."""

    @property
    def session(self) -> str:
        """Id of a session."""

    @property
    def vehicle(self) -> str:
        """Number plate."""

    @property
    def field(self) -> str:
        """Key of a column, where the ids alone do not lead to the cell."""


def place_of(about: About, plan: Plan, places: Mapping[tuple[str, str], str]) -> str:
    """Return ``Sheet!Cell`` of the visit's field it is about, or of 备勤; empty if nowhere.

    A finding without a visit is shown at the first booking that it may be about.
    """
    booking = next(_about(about, plan), None)
    if not about.visit and about.session:
        reserve = places.get(("reserve", about.session), "")
        if reserve and not about.vehicle and not (booking and about.officer):
            return reserve
    return places.get((booking.visit, _field(about, booking)), "") if booking else ""


def _about(about: About, plan: Plan) -> Iterator[Booking]:
    """Bookings that have everything the finding names."""
    riders = {(r.session, r.officer) for r in plan.rides if r.vehicle == about.vehicle}
    for booking in plan.bookings:
        rides = any((booking.session, p) in riders for p in booking.people)
        if (
            about.visit in ("", booking.visit)
            and about.session in ("", booking.session)
            and (about.visit or about.site in ("", booking.site))
            and (about.visit or not about.officer or about.officer in booking.people)
            and (about.visit or not about.need or about.need in booking.needs)
            and (about.visit or not about.vehicle or rides)
        ):
            yield booking


def _field(about: About, booking: Booking) -> str:
    if about.field:
        return about.field
    if about.officer:
        return "auxiliaries" if about.officer in booking.auxiliaries else "officers"
    if about.vehicle:
        return "vehicles"
    if about.need:
        return "needs"
    return "session" if about.session else "site"
