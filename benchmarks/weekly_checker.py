"""A week of fixed-length visits judged in the terms of its file: no round, no rule of ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.running import Unlawful
from sites.plan import Booking, Plan

MONDAY = date(2026, 11, 30)
STARTS = {"am": 540, "pm": 810}
"""Minutes since midnight at which the sessions of a day start."""

Instance = dict[str, Any]
"""The JSON of a file, as it is."""


def check(instance: Instance, plan: Plan) -> int:
    """Ten times the weight met, less the visits, counted from the file and the bookings alone.

    Raises
    ------
    Unlawful
        With everything that the original problem does not allow.
    """
    wrong = [f for b in plan.bookings for f in _faults(instance, b)]
    sites = [b.site for b in plan.bookings]
    wrong += [f"{s} is visited twice" for s in sorted(set(sites)) if sites.count(s) > 1]
    if not wrong:
        wrong = list(_roads(instance, plan))
    if wrong:
        raise Unlawful(f"{instance['name']}: {'; '.join(wrong)}")
    weight = {
        f"s{site['id']}/{need['department']}": need["weight"]
        for site in instance["sites"]
        for need in site["needs"]
    }
    return 10 * sum(weight[n] for b in plan.bookings for n in b.needs) - len(plan.bookings)


def _faults(instance: Instance, booking: Booking) -> Iterator[str]:
    """What is wrong with one visit by itself."""
    site = instance["sites"][int(booking.site[1:])]
    owed = {f"{booking.site}/{n['department']}": n["department"] for n in site["needs"]}
    lasts = instance["opening_minutes"] + max(n["minutes"] for n in site["needs"])
    index, start, minutes = _when(instance, booking)
    if index in site["closed_sessions"]:
        yield f"{booking.site} is closed in session {index}"
    if booking.end - booking.start != lasts:
        yield f"{booking.site} lasts {booking.end - booking.start} minutes, not {lasts}"
    if start < 0 or start + lasts > minutes:
        yield f"{booking.site} lies outside session {index}"
    for need in booking.needs:
        if need not in owed:
            yield f"{booking.site} has no need {need}"
        elif not any(_of(instance, o) == owed[need] for o in booking.stood_by(need)):
            yield f"nobody of {owed[need]} stands for {need}"
    used = [s.officer for s in booking.stands_for]
    for officer in sorted(set(booking.officers) | set(used)):
        if index in instance["officers"][int(officer[1:])]["absent_sessions"]:
            yield f"{officer} is absent in session {index}"
        if used.count(officer) > 1 or officer not in booking.officers:
            yield f"{officer} stands for two needs, or is not there, at {booking.site}"


def _when(instance: Instance, booking: Booking) -> tuple[int, int, int]:
    """Index of a booking's session, minutes into it at which it starts, minutes it lasts."""
    day, part = booking.session.split("/")
    index = 2 * (date.fromisoformat(day) - MONDAY).days + list(STARTS).index(part)
    return index, booking.start - STARTS[part], instance["sessions"][index]["minutes"]


def _of(instance: Instance, officer: str) -> str:
    return str(instance["officers"][int(officer[1:])]["department"])


def _roads(instance: Instance, plan: Plan) -> Iterator[str]:
    """Whether every officer gets from the office to his visits, between them, and back."""
    roads: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for booking in plan.bookings:
        index, start, _ = _when(instance, booking)
        stop = (start, start + booking.end - booking.start, int(booking.site[1:]) + 1)
        for officer in booking.officers:
            roads.setdefault((officer, index), []).append(stop)
    for (officer, index), stops in sorted(roads.items()):
        now, at = 0, 0
        for start, end, row in (*sorted(stops), (instance["sessions"][index]["minutes"], 0, 0)):
            if now + instance["travel_minutes"][at][row] > start:
                yield f"{officer} cannot be at row {row} by minute {start} of session {index}"
            now, at = end, row
