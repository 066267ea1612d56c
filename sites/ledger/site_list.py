"""What a list of all sites says of each, counted by the database."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from sites.closure.flags import UNDER_WAY
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES


def last_visits(rows: Rows) -> dict[str, date]:
    """The day of the last row of 检查记录, by site."""
    c = TABLES["history"].c
    asked = sa.select(c.site, sa.func.max(c.on)).group_by(c.site)
    return {row[0]: row[1] for row in rows.connection.execute(asked)}


def hazards_under_way(rows: Rows) -> dict[str, int]:
    """How many hazards are not done with, by site."""
    c = TABLES["hazards"].c
    asked = sa.select(c.site, sa.func.count()).where(c.state.in_(UNDER_WAY)).group_by(c.site)
    return {row[0]: row[1] for row in rows.connection.execute(asked)}
