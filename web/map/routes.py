"""The ways of one session: who goes from where through which visits and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sites.datum import Point
from sites.plan import Booking, Plan
from sites.round import Round


class Route(NamedTuple):
    """One team's way. ``people`` have the same visits, vehicle and base.

    ``points`` (lat, lon) start and end at the base where it is on the map; a visit that is not is
    passed over, but stands in ``bookings``.
    """

    base: str
    vehicle: str
    people: tuple[str, ...]
    bookings: tuple[Booking, ...]
    points: tuple[Point, ...]


def routes(
    plan: Plan, round: Round, session: str, points: Mapping[str, Point]
) -> tuple[Route, ...]:
    """The ways of a session, in order of their first visit."""
    here = sorted(
        (b for b in plan.bookings if b.session == session and b.state != "cancelled"),
        key=lambda b: (b.start, b.visit),
    )
    teams: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for person in sorted({p for b in here for p in b.people}):
        vehicle = plan.ride_of(session, person)
        base = round.base(round.vehicle[vehicle] if vehicle else round.officer[person])
        visits = tuple(b.visit for b in here if person in b.people)
        teams.setdefault((base, vehicle, visits), []).append(person)
    by_visit = {b.visit: b for b in here}
    found = []
    for (base, vehicle, visits), people in teams.items():
        own = tuple(by_visit[v] for v in visits)
        found.append(Route(base, vehicle, tuple(people), own, _way(base, own, points)))
    return tuple(sorted(found, key=lambda r: (r.bookings[0].start, r.bookings[0].visit, r.people)))


def _way(
    base: str, bookings: tuple[Booking, ...], points: Mapping[str, Point]
) -> tuple[Point, ...]:
    names = (base, *(b.site for b in bookings), base)
    return tuple(points[name] for name in names if name in points)
