"""What is sent again because its answer was lost is written once."""

from __future__ import annotations

import sqlalchemy as sa

from sites.ledger.act import Act
from sites.ledger.tables import acts


def written_before(act: Act) -> bool:
    """Whether an act with this one's ``source`` was written before it.

    The source of what a phone sends ends with a key that the phone drew for it.
    """
    same = sa.select(acts.c.id).where(acts.c.source == act.source, acts.c.id != act.number)
    return act.connection.execute(same.limit(1)).first() is not None
