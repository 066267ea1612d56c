"""The rating over a ledger: gathers each site's rows, writes what follows, with its events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from sites.base import Text
from sites.book import Colour, Settings, Site
from sites.errors import Refused
from sites.kept import Rating
from sites.ledger.act import Act
from sites.ledger.event import Event
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES, events
from sites.needs.as_of import hazard_on
from sites.rating import Assessment, SiteFacts, assess, by_hand, scoring_table
from sites.rating.assess import STEPS
from sites.rating.facts import CLOSED
from sites.vocabulary import word


def assess_all(rows: Rows, today: date, site: str = "") -> tuple[Assessment, ...]:
    """Assess every site that is not finished (or the one named), in the ledger's order."""
    settings = next(iter(rows.rows("settings")), Settings())
    table = scoring_table(rows.rows("scoring"))
    return tuple(assess(f, table, settings, today) for f in _facts(rows, settings, today, site))


def rate(act: Act, site: str = "") -> tuple[Assessment, ...]:
    """Assess as of the act's day and write it: a row of 评定 each, the colour where it changes.

    A day may be rated again: what was found since goes down at once, nothing goes up twice.

    Raises
    ------
    Refused
        If a site has been rated on a later day.
    """
    found = assess_all(act, act.on, site)
    latest = _latest(act)
    _see_not_earlier(act.on, [latest[a.site] for a in found if a.site in latest])
    for one in found:
        last, moved = latest.get(one.site), one.colour != one.before
        if last is not None and not moved and (last.manual or _same(last, one.rating)):
            continue
        act.put("ratings", one.rating, verb=_verb(one.before, one.colour))
        if moved:
            _colour(act, one.rating)
    return found


def rate_touched(act: Act) -> tuple[Text, ...]:
    """Assess the sites that this act has told something about, so that a colour goes down at once.

    Returns a sentence for each colour that moved, and for each site rated on a later day already.
    """
    told: list[Text] = []
    for site in sorted({e.site for e in act.events(act=act.number) if e.site}):
        row: Site | None = act.row("sites", site)
        if row is None:
            continue
        try:
            found = rate(act, site)
        except Refused as refused:
            told.append(refused.says)
            continue
        told += [_moved(row, one) for one in found if one.colour != one.before]
    return tuple(told)


def _moved(site: Site, one: Assessment) -> Text:
    zh = f"{word('colour', one.before, 'zh')} → {word('colour', one.colour, 'zh')}"
    en = f"{word('colour', one.before, 'en')} → {word('colour', one.colour, 'en')}"
    return Text(zh=f"{site.name}：{zh}（内部）", en=f"{site.name}: {en} (internal)")


def set_by_hand(act: Act, site: str, colour: Colour, why: str) -> Rating:
    """Give a site a colour by the act's person, with the reason.

    Raises
    ------
    Refused
        Without reason or name, against a standing veto, or behind a later rating.
    """
    latest = _latest(act).get(site)
    _see_not_earlier(act.on, [latest] if latest else [])
    (now,) = assess_all(act, act.on, site)
    rating = by_hand(now, colour, act.who, why)
    act.put("ratings", rating, verb="set")
    _colour(act, rating)
    return rating


def history_of(rows: Rows, site: str) -> tuple[Event, ...]:
    """Every step of a site's rating, oldest first, as it was written."""
    return rows.events(noun="ratings", site=site)


def events_behind(rows: Rows, found: Assessment) -> dict[tuple[str, str], tuple[Event, ...]]:
    """The events of the rows behind each line, by noun and key of the line."""
    told: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    behind = {(line.noun, line.key) for line in found.lines}
    for event in rows.events(
        events.c.noun.in_(sorted({noun for noun, _ in behind})), site=found.site
    ):
        for noun, key in behind:
            if event.noun == noun and (event.key == key or _begins(event.key, key)):
                told[noun, key].append(event)
    return {at: tuple(several) for at, several in told.items()}


def _begins(key: str, line_key: str) -> bool:
    """A line over several rows names what their keys begin with."""
    return line_key.endswith("|") and key.startswith(line_key)


def _verb(before: Colour, after: Colour) -> str:
    change = STEPS.index(after) - STEPS.index(before)
    return "rated" if change == 0 else ("lowered" if change > 0 else "raised")


def _same(last: Rating, new: Rating) -> bool:
    """Whether a rating says nothing new."""
    return (last.colour, last.points, last.why) == (new.colour, new.points, new.why)


def _colour(act: Act, rating: Rating) -> None:
    fields = {"colour": rating.colour, "rated_on": rating.on, "rated_why": rating.why}
    act.change("sites", rating.site, fields, verb="rated")


def _see_not_earlier(on: date, ratings: Iterable[Rating]) -> None:
    later = max((r.on for r in ratings if r.on > on), default=None)
    if later is not None:
        raise Refused(
            Text(
                zh=f"{later}已评定过，不能再按{on}评定",
                en=f"rated on {later} already; {on} is before it",
            )
        )


def _latest(rows: Rows) -> dict[str, Rating]:
    table = TABLES["ratings"]
    newest = sa.select(table.c.site, sa.func.max(table.c.on)).group_by(table.c.site)
    return {
        r.site: r for r in rows.rows("ratings", sa.tuple_(table.c.site, table.c.on).in_(newest))
    }


def _facts(rows: Rows, settings: Settings, today: date, only: str) -> tuple[SiteFacts, ...]:
    equal = {"id": only} if only else {}
    sites = [s for s in rows.rows("sites", **equal) if s.status != "finished"]
    since = _since(sites, settings, today)
    at = {"site": only} if only else {}
    latest, failed = _latest(rows), _failed(rows, since)
    then = (hazard_on(h, today) for h in _hazards(rows, since, at))
    refused = rows.rows("tasks", TABLES["tasks"].c.refused.is_(True), **at)
    parts = {
        "hazards": _by_site(h for h in then if h is not None),
        "complaints": _by_site(_from(rows, "complaints", since, at)),
        "incidents": _by_site(rows.rows("incidents", **at)),
        "score_sheets": _by_site(_from(rows, "score_sheets", since, at)),
        "checks": _by_site(_from(rows, "history", since, at)),
        "tasks": _by_site(refused),
    }

    def of(site: Site) -> SiteFacts:
        own = {name: by.get(site.id, ()) for name, by in parts.items()}
        return SiteFacts(site=site, last=latest.get(site.id), failed=failed.get(site.id, ()), **own)

    return tuple(of(site) for site in sites)


def _since(sites: Sequence[Site], settings: Settings, today: date) -> date:
    """As far back as the arithmetic and the clean checks after a step may look."""
    steps = [s.rated_on for s in sites if s.rated_on is not None and s.colour != "green"]
    return min([today - timedelta(days=settings.rating_days), *steps])


def _from(rows: Rows, noun: str, since: date, at: dict[str, str]) -> tuple[Any, ...]:
    return rows.rows(noun, TABLES[noun].c.on >= since, **at)


def _hazards(rows: Rows, since: date, at: dict[str, str]) -> tuple[Any, ...]:
    """Open ones, and those of which some day lies in the time looked at."""
    c = TABLES["hazards"].c
    days = (c.found_on, c.due, c.extended_to, c.rechecked_on, c.closed_on)
    return rows.rows(
        "hazards", sa.or_(c.state.not_in(CLOSED), *(day >= since for day in days)), **at
    )


def _failed(rows: Rows, since: date) -> dict[str, tuple[date, ...]]:
    """Days of re-checks that were not passed: each began a new round."""
    found: defaultdict[str, set[date]] = defaultdict(set)
    later = (events.c.on >= since, events.c.verb != "added")
    for event in rows.events(*later, noun="hazards"):
        change = next((c for c in event.changes if c.field == "round"), None)
        if change is not None and (change.new or 0) > (change.old or 0):
            found[event.site].add(event.on)
    return {site: tuple(sorted(days)) for site, days in found.items()}


def _by_site(rows: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.site].append(row)
    return {site: tuple(several) for site, several in found.items()}
