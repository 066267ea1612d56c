"""When people, vehicles, sites and pins are to be had: questions to single rows of the book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sites.book import Absence, DayPart, Minute, Officer, Pin, Site, Vehicle

if TYPE_CHECKING:
    from sites.round import Session


NEXT_MIDNIGHT = 2 * 1440
"""The last minute of a night that began on the day itself."""


def parts_meet(one: DayPart, other: DayPart) -> bool:
    """Whether two parts of a day have time in common; ``day`` is all of it."""
    return one == other or "day" in (one, other)


def absent(absences: Iterable[Absence], sessions: Iterable[Session]) -> frozenset[tuple[str, str]]:
    """Officer and session of every leave, call-out, duty and 备勤."""
    listed = tuple(sessions)
    return frozenset(
        (a.officer, s.id)
        for a in absences
        for s in listed
        if a.first <= s.day <= a.last and parts_meet(a.part, s.part)
    )


def hours(site: Site) -> tuple[Minute, Minute]:
    """First and last minute at which somebody may be there; closing may be next morning."""
    opens = site.opens or 0
    if site.closes is None:
        return opens, NEXT_MIDNIGHT
    return opens, site.closes if site.closes > opens else site.closes + 1440


def works_on(site: Site, day: date) -> bool:
    """Whether a site runs on a day: begun, not past its planned end, not a 禁查日期."""
    begun = site.starts_on is None or site.starts_on <= day
    ended = site.ends_on is not None and site.ends_on < day
    return begun and not ended and day not in site.closed_days


def runs(vehicle: Vehicle, session: Session) -> bool:
    """Whether a vehicle can be had for all of a session."""
    wanted = {"am", "pm"} if session.part == "day" else {session.part}
    in_time = not vehicle.parts or "day" in vehicle.parts or wanted <= set(vehicle.parts)
    return in_time and session.day not in vehicle.closed_days


def drives(person: Officer, vehicle: Vehicle) -> bool:
    """Whether the person is the vehicle's driver (by id or by name), who takes no seat."""
    return vehicle.driver != "" and vehicle.driver in (person.id, person.name)


def pin_covers(pin: Pin, session: Session) -> bool:
    """Whether a pin speaks of a session."""
    return (
        pin.day in (None, session.day)
        and parts_meet(pin.part or "day", session.part)
        and (pin.until is None or session.day <= pin.until)
    )
