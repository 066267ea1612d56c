"""The ledger's schema and its versions (Alembic): brought up to date when a ledger is opened."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from sites.base import Text
from sites.ledger.place import refuse
from sites.ledger.tables import metadata

MIGRATIONS = Path(__file__).with_name("migrations")
_SQLITE = b"SQLite format 3\x00"


def is_ours(path: Path) -> None:
    """See that a file, if it is there, is a SQLite file.

    Raises
    ------
    BookError
        If it is something else: nothing of another program is ever touched.
    """
    if path.is_file() and path.stat().st_size and _head(path) != _SQLITE:
        raise refuse(
            str(path),
            Text(zh="不是台账文件", en="no ledger"),
            Text(zh="本程序的台账文件", en="a ledger of this program"),
        )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_SQLITE))


def bring_up_to_date(engine: sa.Engine, place: str) -> None:
    """Make the tables of a new ledger, migrate an older one, refuse a newer one."""
    metadata.create_all(engine)
