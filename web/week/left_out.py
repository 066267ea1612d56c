"""Needs that no visit meets, as the week page lists them."""

from __future__ import annotations

from typing import NamedTuple

from constraints._codes import CODES
from sites.base import Language
from sites.book import Colour
from sites.facts import pins_in_force
from sites.plan import Plan
from sites.roster_words import word
from sites.round import Round
from web.week.view import ALL, SHAPES, Filter, is_seen


class LeftOut(NamedTuple):
    """A need that no visit meets. Empty ``why``: nobody has looked yet."""

    need: str
    site: str
    name: str
    shape: str
    colour: Colour
    body: str
    kind: str
    due: str
    code: str
    why: str
    helps: str
    excluded: bool
    seen: bool


def left_out(plan: Plan, round: Round, lang: Language, only: Filter = ALL) -> list[LeftOut]:
    """Owed needs that no visit meets: red sites first, then by due day."""
    met, told = plan.met, {u.need: u for u in plan.unmet}
    found = []
    excluded = {p.site for p in pins_in_force(round) if p.how == "never" and not p.officers}
    for need in round.needs:
        if need.id in met or not (need.owed or need.id in told):
            continue
        site, unmet = round.site[need.site], told.get(need.id)
        code = CODES.get(unmet.code) if unmet else None
        found.append(
            LeftOut(
                need.id,
                site.id,
                site.name,
                SHAPES[site.colour],
                site.colour,
                need.body,
                word("kinds", need.kind, lang),
                f"{need.due.month}/{need.due.day}",
                code.in_(lang) if code else "",
                unmet.says.in_(lang) if unmet else "",
                unmet.helps.in_(lang) if unmet else "",
                site.id in excluded,
                is_seen(only, site.zone, (need.body,), site.colour),
            )
        )
    order = list(SHAPES)
    return sorted(found, key=lambda n: (order.index(n.colour), round.need[n.need].due, n.need))
