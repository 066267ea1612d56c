"""What the week page shows: sessions as columns, visits as cards.

Pure functions of a round and a plan; every word is in the person's language already.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from constraints._codes import CODES
from exports.summary import COLOURS
from exports.text import hours_of
from sites.base import Language, Text
from sites.book import Colour
from sites.facts import pin_sessions, pins_in_force
from sites.need import Need
from sites.plan import Booking, Plan
from sites.roster_reading.names import labels
from sites.roster_words import word
from sites.round import PART_WORDS, Round, Session
from sites.vocabulary import word as choice_word

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SHAPES: dict[Colour, str] = {"red": "▲", "yellow": "◆", "green": "●"}
"""A colour is told by a shape and a word as well: some see no hue, some print without ink."""


class Filter(NamedTuple):
    """What is to be seen; an empty word lets everything by."""

    zone: str = ""
    body: str = ""
    colour: str = ""


ALL = Filter()


class Person(NamedTuple):
    """Somebody at a visit, with the bodies he stands for."""

    id: str
    name: str
    bodies: tuple[str, ...] = ()
    helps: bool = False


class Card(NamedTuple):
    """One visit. ``fixed`` tells of a pin here, ``outside`` of rules it was put outside of."""

    visit: str
    site: str
    name: str
    zone: str
    colour: Colour
    shape: str
    colour_word: str
    clock: str
    bodies: tuple[str, ...]
    kinds: tuple[str, ...]
    lead: str
    people: tuple[Person, ...]
    vehicles: str
    state: str
    state_word: str
    fixed: bool
    outside: tuple[str, ...]
    seen: bool


class Column(NamedTuple):
    """One session. ``over``: its day has passed, nothing moves there any more."""

    session: str
    day: str
    part: str
    hours: str
    note: str
    over: bool
    cards: tuple[Card, ...]


def columns(plan: Plan, round: Round, lang: Language, only: Filter = ALL) -> list[Column]:
    """The sessions in order of time, each with its cards."""
    cards: dict[str, list[Card]] = {s.id: [] for s in round.sessions}
    fixed, names = _fixed(round), labels(round)
    for booking in plan.bookings:
        cards[booking.session].append(_card(booking, plan, round, lang, only, fixed, names))
    return [
        Column(
            s.id,
            say_day(s, lang),
            PART_WORDS[s.part][0 if lang == "zh" else 1],
            f"{_clock(s.start)}—{_clock(s.end)}",
            _note(s, lang),
            s.day < round.today,
            tuple(cards[s.id]),
        )
        for s in round.sessions
    ]


def say_day(session: Session, lang: Language) -> str:
    """周一 11/30."""
    day = session.day
    return f"{WEEKDAYS[day.weekday()] if lang == 'zh' else f'{day:%a}'} {day.month}/{day.day}"


def choices_of(
    round: Round, lang: Language
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What can be filtered by: zones, bodies, colours, with how each is called."""
    zones = {s.zone: s.zone for s in round.sites if s.zone}
    bodies = {n.body: n.body for n in round.needs}
    colours: dict[str, str] = {c: f"{SHAPES[c]} {t.in_(lang)}" for c, t in COLOURS.items()}
    return dict(sorted(zones.items())), dict(sorted(bodies.items())), colours


def _card(
    booking: Booking,
    plan: Plan,
    round: Round,
    lang: Language,
    only: Filter,
    fixed: set[tuple[str, str]],
    names: dict[str, str],
) -> Card:
    site, needs = round.site[booking.site], [round.need[n] for n in booking.needs]
    bodies = _bodies(booking, needs)
    outside = [p.rule for p in round.pins if p.how == "override" and p.site == site.id]
    return Card(
        booking.visit,
        site.id,
        site.name,
        site.zone,
        site.colour,
        SHAPES[site.colour],
        COLOURS[site.colour].in_(lang),
        hours_of(booking, round),
        bodies,
        tuple(dict.fromkeys(word("kinds", n.kind, lang) for n in needs)),
        booking.lead,
        tuple(_people(booking, round, names)),
        _vehicles(booking, plan, lang),
        booking.state,
        word("states", booking.state, lang),
        (booking.site, booking.session) in fixed,
        tuple(CODES[r].in_(lang) if r in CODES else r for r in dict.fromkeys(outside)),
        is_seen(only, site.zone, bodies, site.colour),
    )


def _bodies(booking: Booking, needs: list[Need]) -> tuple[str, ...]:
    own = dict.fromkeys(n.body for n in needs)
    return tuple(dict.fromkeys([*([booking.lead] if booking.lead in own else []), *own]))


def _people(booking: Booking, round: Round, names: dict[str, str]) -> Iterator[Person]:
    for officer in booking.officers:
        bodies = dict.fromkeys(round.need[n].body for n in booking.needs_of(officer))
        yield Person(officer, names[officer], tuple(bodies))
    for helper in booking.auxiliaries:
        yield Person(helper, names[helper], (), True)


def _vehicles(booking: Booking, plan: Plan, lang: Language) -> str:
    """Vehicles, and whether some come by themselves: who, the roster tells."""
    rides = [plan.ride_of(booking.session, person) for person in booking.people]
    vehicles = list(dict.fromkeys(k for k in rides if k))
    if not vehicles:
        return Text(zh="自行前往", en="by themselves").in_(lang)
    others = Text(zh="，其余自行前往", en=", others by themselves").in_(lang)
    return ("、" if lang == "zh" else ", ").join(vehicles) + ("" if all(rides) else others)


def _fixed(round: Round) -> set[tuple[str, str]]:
    """Site and session of every pin that says 固定 or 必排 of one day."""
    pins = (p for p in pins_in_force(round) if p.how in ("must", "fixed") and p.site and p.day)
    return {(p.site, session) for p in pins for session in pin_sessions(round, p)}


def is_seen(only: Filter, zone: str, bodies: tuple[str, ...], colour: str) -> bool:
    """Whether a filter lets something by."""
    zone_fits = only.zone in ("", zone)
    return zone_fits and (not only.body or only.body in bodies) and only.colour in ("", colour)


def _note(session: Session, lang: Language) -> str:
    words = []
    if session.suspended:
        words.append(Text(zh="暂停检查", en="suspended").in_(lang))
    words += [choice_word("weather", kind, lang) for kind in session.weather]
    return ("、" if lang == "zh" else ", ").join(words)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
