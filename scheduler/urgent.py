"""An urgent complaint as a need of a round that is planned already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count

from sites.base import Text
from sites.book import Body, Item, Settings, Site, SiteBook
from sites.clock_words import parse_clock
from sites.errors import BookError
from sites.lookup import body_called, item_called, site_called
from sites.need import Need
from sites.needs.routine import item_facts
from sites.needs.words import say_day
from sites.round import Round, Visit
from sites.travel import legs
from sites.weeks import parse_day
from sites.weights import need_weight


def ordered(
    round: Round,
    book: SiteBook | None,
    today: str | None,
    *,
    site: str,
    body: str,
    by: str,
    minutes: int | None,
    items: Sequence[str],
    what: str,
) -> tuple[Round, Need, datetime]:
    """Return what a person typed as a need with its clock, and the round as of ``today``.

    Raises
    ------
    BookError
        If site, body or an item is not known, or is not the only one.
    WeekError
        If a day cannot be read.
    """
    if today:
        round = round.but(today=parse_day(today, round.today))
    if book is not None:
        round = with_site(round, book, site)
    clock = parse_clock(by, round)
    need = urgent_need(
        round,
        site_called(site, round.sites),
        body_called(body, round),
        clock,
        minutes=minutes,
        items=[item_called(i, round) for i in items],
        what=what,
    )
    return round, need, clock


def urgent_need(
    round: Round,
    site: Site,
    body: Body,
    by: datetime,
    *,
    minutes: int | None = None,
    items: Sequence[Item] = (),
    what: str = "",
) -> Need:
    """Return the case; without ``minutes`` it takes its items' minutes, or 设置's default.

    A round keeps no 设置: the weight is that of an open complaint with the default numbers.
    """
    stem = f"{site.id}/{body.enforcing}/case"
    ids = _numbered(stem)
    return Need(
        id=next(id for id in ids if id not in round.need),
        site=site.id,
        body=body.enforcing,
        kind="case",
        minutes=minutes or sum(i.minutes for i in items) or Settings().case_minutes,
        people=body.min_people,
        due=by.date(),
        statutory=True,
        weight=need_weight(Settings(), site.colour, complaints=1, statutory=True),
        why=_why(body, by, what.strip()),
        **item_facts(items) | {"rain": "must", "onsite_reason": "现场核实投诉举报"},
    )


def _numbered(stem: str) -> Iterable[str]:
    yield stem
    yield from (f"{stem}/{k}" for k in count(2))


def _why(body: Body, by: datetime, what: str) -> Text:
    day, told = say_day(by.date()), (f"：{what}", f" ({what})") if what else ("", "")
    return Text(
        zh=f"个案：{body.enforcing}承办的紧急投诉{told[0]}，应在{day.zh}前到场。",
        en=f"Case: an urgent complaint for {body.enforcing}{told[1]}, to be visited by {day.en}.",
    )


def with_need(round: Round, need: Need) -> Round:
    """Return the round with the need in every slot of its site, and an urgent slot of its own.

    The new slot may meet the site's cases only: what is approved afterwards may meet no more.
    """
    slots = round.visits_at[need.site]
    cases = [n.id for n in round.needs_at[need.site] if n.kind == "case"]
    own = Visit(
        id=next(id for k in count(1) if (id := f"{need.site}#{k}") not in round.visit),
        site=need.site,
        order=max((v.order for v in slots), default=-1) + 1,
        needs=(*cases, need.id),
        state="urgent",
    )
    wider = tuple(
        v.but(needs=(*v.needs, need.id)) if v.site == need.site else v for v in round.visits
    )
    return round.but(needs=(*round.needs, need), visits=(*wider, own))


def without_unused(round: Round, booked: Iterable[str], need: Need) -> Round:
    """Return the round without the urgent slot that `with_need` made, if nothing is booked in it.

    Where the need is met in another slot, or in none, nobody needs it.
    """
    used = set(booked)
    last = max(round.visits_at[need.site], key=lambda v: v.order)
    if last.id in used or last.state != "urgent":
        return round
    return round.but(visits=tuple(v for v in round.visits if v.id != last.id))


def with_site(round: Round, book: SiteBook, text: str) -> Round:
    """Return the round with the site that is meant, where only the book has it.

    A round has the sites with something due, and those whose history counts. The roads of all
    sites are worked out again from the book.

    Raises
    ------
    BookError
        If the book has no such site either, or several.
    """
    missing = tuple(s for s in book.sites if s.id not in round.site)
    try:
        site_called(text, round.sites)
        return round
    except BookError:
        site = site_called(text, (*round.sites, *missing))
    if site in round.sites:
        return round
    sites = (*round.sites, site)
    roads = legs(book, sites, tuple(round.legs.first), round.ticks_per_minute)
    return round.but(sites=sites, legs=roads)
