"""A promised week in its folder, with all that has happened to it since: the round to replan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from constraints import RULES
from scheduler.bundle import bundle
from scheduler.by_hand import Week
from scheduler.prepare import round_of
from sites.approval import MoveRefused
from sites.base import Text
from sites.book import Absence, SiteBook
from sites.changes import Kind, changed, promised_round, read_changes
from sites.json_files import read_plan
from sites.plan import Booking, Plan
from sites.round import Legs, Round, Visit
from sites.travel import bases_of, legs

NOT_PUBLISHED = Text(
    zh="还没有发布过的计划；未发布的可改工作簿后重新 plan",
    en="nothing is published yet; change the workbook and plan again",
)
EDITED = Text(
    zh="表中有未送审的改动，请先送审（submit）或恢复原表（旧版文件夹）",
    en="the roster has been edited; submit it first, or put the old one back",
)


def round_as_now(
    week: Week,
    archive: Path,
    said: Iterable[tuple[Kind, str]],
    today: date,
    book: SiteBook | None = None,
) -> Round:
    """Return the round of a folder's week after the changes ``said``, and what is promised in it.

    ``archive`` holds the last published version. With ``book``, everything but the days that are
    over comes from the book as it is now.

    Raises
    ------
    MoveRefused
        If nothing is published, or the roster has edits that nobody has signed.
    BookError
        With every fault of the changes.
    """
    if not (archive / "plan.json").exists():
        raise MoveRefused(NOT_PUBLISHED)
    if week.edited:
        raise MoveRefused(EDITED)
    published = read_plan(archive / "plan.json")
    round = week.round
    if book is not None:
        round = _of_book(round, published, book, today)
    changes = read_changes(said, round, today)
    return promised_round(changed(round, changes), published, today)


def _of_book(round: Round, published: Plan, book: SiteBook, today: date) -> Round:
    """The week from the book as it is now; days gone by, and who was there, from the round."""
    drawn = tuple(d for d in round.draws if d.origin == "predraw" and d not in book.draws)
    dated = book.but(settings=book.settings.but(today=today), draws=(*book.draws, *drawn))
    now = round_of(dated, round.first_day, round.last_day, round.earlier)
    over = tuple(s for s in round.sessions if s.day < today)
    past = [b for b in published.bookings if any(s.id == b.session for s in over)]
    merged = _with_places(now, round, published, past, dated)
    seen = {(b.site, round.session[b.session].day) for b in past}
    gone = tuple(
        o for o in round.officers if o.id not in now.officer and any(o.id in b.people for b in past)
    )
    away = tuple(Absence(officer=o.id, first=today, last=round.last_day) for o in gone)
    whole = merged.but(
        sessions=(*over, *now.sessions),
        history=tuple(row for row in now.history if (row.site, row.on) not in seen),
        officers=(*now.officers, *gone),
        absences=(*now.absences, *away),
        visits=(),
    )
    return _with_slots(bundle(whole, RULES.values()), round, published)


def _with_places(
    now: Round, round: Round, published: Plan, past: list[Booking], book: SiteBook
) -> Round:
    """The round with the needs and the sites of what has been done, and the sites of promises."""
    met = {n for b in past for n in b.needs}
    needs = tuple(n for n in now.needs if n.id not in met)
    needs += tuple(n for n in round.needs if n.id in met)
    wanted = {n.site for n in needs} | {b.site for b in published.bookings}
    rows = {s.id: s for s in (*round.sites, *book.sites)}
    more = tuple(rows[s] for s in sorted(wanted) if s not in now.site and s in rows)
    if not more:
        return now.but(needs=needs)
    sites = (*now.sites, *more)
    found: Legs = legs(book, sites, bases_of(book), now.ticks_per_minute)
    return now.but(needs=needs, sites=sites, legs=found)


def _with_slots(now: Round, round: Round, published: Plan) -> Round:
    """Every promised visit keeps its slot, as far as its site still has needs."""
    lacking = [round.visit[b.visit] for b in published.bookings if b.visit not in now.visit]
    more = tuple(
        Visit(id=v.id, site=v.site, order=v.order, needs=tuple(n.id for n in now.needs_at[v.site]))
        for v in lacking
        if now.needs_at.get(v.site)
    )
    return now.but(visits=(*now.visits, *more))
