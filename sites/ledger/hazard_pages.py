"""The tracker page by page: what is asked for is found and ordered by the database."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from sites.base import Frozen
from sites.book import Hazard
from sites.closure.flags import UNDER_WAY
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES

SEARCHED = ("row_key", "what", "place", "subject", "clause", "notice_no", "case_no", "liable")


class Wanted(Frozen):
    """Which hazards; what is empty asks for nothing. ``bodies`` names of one department."""

    state: str = ""
    under_way: bool = False
    site: str = ""
    bodies: tuple[str, ...] = ()
    overdue: bool = False
    text: str = ""


class HazardPage(NamedTuple):
    """Some of the hazards asked for, how many there are in all, and the ledger's head then."""

    hazards: tuple[Hazard, ...]
    total: int
    head: int


def hazard_page(rows: Rows, wanted: Wanted, today: date, skip: int, most: int) -> HazardPage:
    """Return a page: overdue first, the longest overdue at the top; then what the site or the
    office has to do next, by its deadline; what waits for others; what is done with."""
    c = TABLES["hazards"].c
    due, late = _due(c), _late(c, today)
    rank = sa.case(
        (late, 0), (c.state.in_(("open", "recheck")), 1), (c.state.in_(UNDER_WAY), 2), else_=3
    )
    days = sa.case((c.state.in_(UNDER_WAY), sa.func.coalesce(due, sa.literal(date.max, sa.Date))))
    asked = _asked(c, wanted, today)
    keys = (
        sa.select(c.row_key)
        .where(*asked)
        .order_by(rank, days, c.found_on.desc(), c.row_key)
        .offset(skip)
        .limit(most)
    )
    wanted_keys = list(rows.connection.execute(keys).scalars())
    found = rows.keyed("hazards", wanted_keys)
    listed = tuple(found[key][1] for key in wanted_keys)
    return HazardPage(listed, rows.count("hazards", *asked), rows.head[0])


def _due(c: Any) -> Any:
    return sa.func.coalesce(c.extended_to, c.due)


def _late(c: Any, today: date) -> Any:
    """As `sites.closure.flags.is_overdue`."""
    return sa.and_(c.state == "open", _due(c) < today)


def _asked(c: Any, wanted: Wanted, today: date) -> list[Any]:
    asked = []
    if wanted.state:
        asked.append(c.state == wanted.state)
    if wanted.under_way:
        asked.append(c.state.in_(UNDER_WAY))
    if wanted.site:
        asked.append(c.site == wanted.site)
    if wanted.bodies:
        named = sa.or_(c.body != "", c.found_by_body.in_(wanted.bodies))
        own = sa.or_(c.body.in_(wanted.bodies), c.body == "")
        asked += [own, named]
    if wanted.overdue:
        asked.append(_late(c, today))
    for word in wanted.text.split():
        asked.append(sa.or_(*(c[name].contains(word, autoescape=True) for name in SEARCHED)))
    return asked
