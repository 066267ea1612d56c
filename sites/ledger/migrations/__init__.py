"""The versions of the ledger's tables, run by Alembic when an older ledger is opened.

``versions/v0001_first.py`` holds the revision ``0001``; each follows the one before it. A version
that has been released is never edited: ``python -m sites.ledger.migrations.generate WHAT`` writes
the next one from the difference between the versions so far and the tables.
"""

from __future__ import annotations

import pkgutil
from pathlib import Path

HERE = Path(__file__).parent
VERSION_TABLE = "ledger_version"
"""Not Alembic's own name, which another program in the same database may use."""


def revisions() -> tuple[str, ...]:
    """All versions there are, the oldest first."""
    found = sorted(m.name for m in pkgutil.iter_modules([str(HERE / "versions")]))
    return tuple(name[1:5] for name in found)
