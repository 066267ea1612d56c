"""工地联盟: green members as models for sites with the same trouble; and what they did together.

互学互查 is the companies' own activity, without officers: it is no inspection, it counts against no
ceiling, it meets no need and moves no colour (``clerk-and-law.md`` 37).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pydantic import Field

from sites.base import Frozen
from sites.book import Hazard, Site
from sites.rating.facts import CLOSED
from sites.standing import Exchange, Member

OFTEN = 3
"""So many hazards of a type in the window are frequent [estimate]."""

MOST_MODELS = 3


def met(before: Exchange | None, now: Exchange) -> Exchange:
    """One exchange as told in parts: guests and outcomes of before stay, the new ones join.

    >>> one = Exchange(on=date(2026, 11, 27), host="A", guests=("B",), outcome="甲")
    >>> both = met(one, one.but(guests=("C", "B"), outcome="乙"))
    >>> both.guests, both.outcome
    (('B', 'C'), '甲；乙')
    """
    if before is None:
        return now
    outcomes = dict.fromkeys(o for o in (before.outcome, now.outcome) if o)
    guests = dict.fromkeys((*before.guests, *now.guests))
    return now.but(guests=tuple(guests), outcome="；".join(outcomes))


class Trouble(NamedTuple):
    """A type of hazard that a site has open, or had often in the window."""

    site: str
    type: str
    open: int
    found: int


class Pairing(Frozen):
    """A site's trouble, and the members that have none of it, the likest first."""

    site: str
    type: str
    open: int
    found: int
    models: tuple[str, ...] = Field(description="site ids, three at most")


def members_on(members: Iterable[Member], day: date) -> tuple[str, ...]:
    """Sites that belong to the alliance that day, in order of their ids."""
    return tuple(sorted({m.site for m in members if m.belongs(day)}))


def troubles(hazards: Iterable[Hazard], today: date, days: int) -> tuple[Trouble, ...]:
    """Types of hazards that are open, or were found `OFTEN` in the last ``days`` days.

    By site, the most open first. Hazards without a type say nothing.
    """
    open_: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    first = today - timedelta(days=days - 1)
    for hazard in hazards:
        if not hazard.type or hazard.state == "cancelled":
            continue
        at = (hazard.site, hazard.type)
        open_[at] += hazard.state not in CLOSED
        found[at] += hazard.found_on is not None and first <= hazard.found_on <= today
    rows = (Trouble(s, t, open_[s, t], found[s, t]) for s, t in open_)
    kept = (t for t in rows if t.open or t.found >= OFTEN)
    return tuple(sorted(kept, key=lambda t: (t.site, -t.open, -t.found, t.type)))


def pairings(
    sites: Sequence[Site],
    members: Iterable[Member],
    hazards: Sequence[Hazard],
    today: date,
    days: int,
) -> tuple[Pairing, ...]:
    """For each member's trouble the green members with no such hazard for ``days`` days.

    Models are ordered by the traits and the stage they share with the site, then by the zone.
    """
    joined, places = members_on(members, today), {s.id: s for s in sites}
    first = today - timedelta(days=days - 1)
    has: defaultdict[str, set[str]] = defaultdict(set)
    for hazard in hazards:
        recent = hazard.found_on is None or hazard.found_on >= first
        if recent or hazard.state not in CLOSED:
            has[hazard.type].add(hazard.site)
    green = [places[m] for m in joined if m in places and places[m].colour == "green"]
    green = [site for site in green if site.status == "active"]
    found = []
    for trouble in troubles(hazards, today, days):
        if trouble.site not in joined or trouble.site not in places:
            continue
        here = places[trouble.site]
        free = [s for s in green if s.id not in has[trouble.type] and s.id != here.id]
        free.sort(key=lambda s: (*_unlike(here, s), s.id))
        models = tuple(s.id for s in free[:MOST_MODELS])
        found.append(Pairing(**trouble._asdict(), models=models))
    return tuple(found)


def _unlike(a: Site, b: Site) -> tuple[int, int, int]:
    return -len(set(a.traits) & set(b.traits)), a.stage != b.stage, a.zone != b.zone


def exchanges_of(exchanges: Iterable[Exchange], site: str) -> tuple[Exchange, ...]:
    """Exchanges in which a site took part, newest first."""
    own = (e for e in exchanges if site == e.host or site in e.guests)
    return tuple(sorted(own, key=lambda e: (e.on, e.host, e.subject), reverse=True))
