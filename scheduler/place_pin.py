"""Pins first: a visit that the clerk has asked for, by whom and when he named."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.bookings import Option
from scheduler.free import Ways
from scheduler.lessons import NOBODY
from scheduler.recreate import Recreate
from scheduler.tables import Menu, Pick
from sites.book import Pin
from sites.facts import pin_sessions, pinned_people
from sites.round import Visit

ATTEMPTS = 30
"""Options tried for one pin while rules refuse them."""

STARTS_TRIED = 12
"""Common starts tried for one visit in one session, the earliest first."""


def place(pin: Pin, builder: Recreate) -> None:
    """Book the best visit that a pin wishes for, if the rules let it be."""
    draft, worth, lessons = builder.draft, builder.worth, builder.lessons
    refused: set[tuple[int, tuple[str, ...]]] = set()
    lessons.forget()
    for _ in range(ATTEMPTS):
        options = [
            option
            for option in _wished(pin, builder)
            if (option.session, tuple(n.id for n in option.needs)) not in refused
        ]
        if not options:
            return
        best = min(options, key=lambda o: (-worth.gain(draft, o), o.seat.cost))
        if draft.put(best) is not None:
            return
        if not lessons.too_many(best):
            refused.add((best.session, tuple(n.id for n in best.needs)))


def _wished(pin: Pin, builder: Recreate) -> Iterator[Option]:
    """Seats for what a pin wishes: all that its site needs, and each need alone."""
    tables, round = builder.tables, builder.draft.round
    people = tuple(tables.number[o] for o in pinned_people(round, pin))
    needs = tuple(tables.ranked[pin.site])
    menus = (*tables.menus(pin.site, needs), *(tables.menu((n,)) for n in needs))
    wished = pin_sessions(round, pin)
    for visit in builder.draft.free_slots(pin.site):
        for session in tables.sessions_of(visit):
            if round.sessions[session].id in wished:
                for menu in menus:
                    option = _option(visit, session, menu, people, builder)
                    if option is not None:
                        yield option


def _option(
    visit: Visit, session: int, menu: Menu, wanted: tuple[int, ...], builder: Recreate
) -> Option | None:
    """A seat in a session for as much of the menu as possible, first needs first.

    The people ``wanted`` come in any case.
    """
    tables, crews = builder.tables, builder.draft.crews[session]
    out = tables.barred(visit, session) | builder.lessons.tired.get(session, NOBODY)
    ways = Ways(builder.draft.timetables[session], tables.round.site_index[visit.site], out)
    named = tuple(Pick((person,), 1) for person in wanted)
    recipe = tables.recipe(visit, session, menu)
    while recipe is not None:
        picks = named + recipe.picks
        missing = ""
        starts = sorted({gap.early for pick in picks for p in pick.people for gap in ways[p]})
        for length in recipe.lengths:
            for start in starts[:STARTS_TRIED]:
                seat = crews.at(start, length, picks, recipe.body_of, ways)
                if seat is not None:
                    lasts = tables.length(visit, seat.stands)
                    return Option(visit, session, recipe.menu.needs, seat, lasts)
                missing = crews.missing
        recipe = tables.recipe(visit, session, tables.fewer(recipe.menu, missing))
    return None
