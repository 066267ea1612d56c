"""Sets of needs that a site could have met together in a session: from when on, and how long.

A common start and a length make a set: the needs for which enough people are free that long. What
a set is worth at most is known before anybody is chosen; the crew is found for the best ones only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scheduler.free import Stairs
from scheduler.venue import Venue, Venues, Wish

STARTS = 4
"""Starts kept for one set of needs and one length, the earliest first."""

Able = list[tuple[Wish, list[Stairs]]]
"""Needs for which enough people are free, and when those of each pick are."""


class Promise(NamedTuple):
    """A set of needs (a mask) from a start and for a length, and its worth less people's time."""

    value: float
    start: int
    length: int
    mask: int


class Group(NamedTuple):
    """Needs worth something only if all of them are met."""

    mask: int
    worth: float


def promises(
    venue: Venue,
    venues: Venues,
    able: Able,
    groups: Iterable[Group],
    price: float,
    kept: float,
) -> list[Promise]:
    """The sets worth more than what would be ``kept``, the most promising first."""
    found = [
        Promise(value, start, length, mask)
        for start, length, together in _sets(able, lengths(venues, able), kept)
        for own, _ in venues.menus(venue.visit.site, together)
        for value, mask in _worth_it(venue, own, groups, price, length, kept)
    ]
    found.sort(key=_by_value)
    return found


def lengths(venues: Venues, able: Able) -> list[int]:
    """Lengths worth trying: each need's own, and that of all checks of one body in a row."""
    own: dict[str, int] = {}
    found: dict[int, None] = {}
    for wish, _ in able:
        found[wish.length] = None
        own[wish.need.body] = own.get(wish.need.body, 0) + venues.tables.ticks[wish.need.id]
    opening, longest = venues.tables.opening, max(found)
    for ticks in own.values():
        if opening + ticks > longest:
            found[opening + ticks] = None
    return sorted(found)


def _sets(able: Able, tried: list[int], kept: float) -> Iterator[tuple[int, int, int]]:
    """Starts, lengths and masks of the needs that can be met then."""
    starts = sorted({early for _, flights in able for steps in flights for early, _ in steps})
    seen: dict[tuple[int, int], int] = {}
    for start in starts:
        here = []
        for wish, flights in able:
            room = _room(flights, start)
            if room >= wish.length:
                here.append((wish, room))
        for length in tried if here else ():
            mask, merit = 0, 0.0
            for wish, room in here:
                if wish.length <= length <= room:
                    mask |= wish.bit
                    merit += wish.merit
            times = seen.get((mask, length), 0)
            if merit > kept and times < STARTS:
                seen[mask, length] = times + 1
                yield start, length, mask


def _worth_it(
    venue: Venue, own: int, groups: Iterable[Group], price: float, length: int, kept: float
) -> Iterator[tuple[float, int]]:
    """Of needs that may share a visit, those worth their people's time; also with whole groups."""
    value, mask, merit = 0.0, 0, 0.0
    cost: dict[int, float] = {}
    for wish in venue.wishes:
        if wish.bit & own:
            spent = price * wish.people * length
            if wish.merit > spent:
                value += wish.merit - spent
                merit += wish.merit
                mask |= wish.bit
            else:
                cost[wish.bit] = spent - wish.merit
    if merit <= kept:
        return
    yield value, mask
    for group in groups:
        if group.mask & ~own == 0 and group.mask & ~mask:
            spent = sum([c for bit, c in cost.items() if bit & group.mask])
            yield value + group.worth - spent, mask | group.mask


def _room(flights: list[Stairs], start: int) -> int:
    """Ticks for which enough people of every pick are free from a start on."""
    room = 10**9
    for steps in flights:
        reach = 0
        for early, until in steps:
            if early > start:
                break
            reach = until
        if reach - start < room:
            room = reach - start
    return room


def _by_value(promise: Promise) -> tuple[float, int]:
    return -promise.value, promise.start
