"""The ledger: opened, brought up to date, read, and written by acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sites.base import Text
from sites.clock import china_now
from sites.ledger.act import Act
from sites.ledger.failures import told
from sites.ledger.opening import LOCK, opened
from sites.ledger.place import is_url, refuse
from sites.ledger.rows import Rows
from sites.ledger.tables import acts, keeping


class Ledger:
    """One office's ledger. Make it with `open_ledger`."""

    def __init__(self, engine: sa.Engine, place: str, clock: Callable[[], datetime] = china_now):
        self.engine, self.place, self._clock = engine, place, clock

    @contextmanager
    def reading(self) -> Iterator[Rows]:
        """What the ledger holds at one moment; later writes of others are not seen in it."""
        level = {} if self._is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with told(self.place), self._connected(**level) as connection:
            yield Rows(connection)

    @contextmanager
    def act(
        self, who: str, why: str = "", source: str = "", on: date | None = None
    ) -> Iterator[Act]:
        """One act: written whole when the block ends, not at all if it raises.

        ``on`` is the day the events hold for, today where it is not said.
        """
        now = self._clock()
        at = now.isoformat(timespec="seconds")
        with told(self.place), self._connected(writes=True) as connection:
            if not self._is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            made = sa.insert(acts).values(at=at, who=who, why=why, source=source)
            number = connection.execute(made.returning(acts.c.id)).scalar_one()
            asked = sa.select(keeping.c.value).where(keeping.c.name == "salt")
            salt = connection.execute(asked).scalar_one()
            yield Act(connection, number, at, on or now.date(), who, why, source, salt)

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()

    @property
    def _is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def _connected(self, **options: Any) -> Iterator[sa.Connection]:
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection


def open_ledger(
    place: str | Path, *, make: bool = True, clock: Callable[[], datetime] = china_now
) -> Ledger:
    """Open a ledger, a file or the URL of a PostgreSQL database; migrate an older one.

    Raises
    ------
    BookError
        If it cannot be opened: a network share, another program's file, a newer version's, damage;
        or if there is none and ``make`` is false.
    """
    place = str(place)
    if not is_url(place) and not make and not Path(place).exists():
        raise refuse(
            place,
            Text(zh="没有这份台账", en="no such ledger"),
            Text(
                zh="先用 inspect-once read 读入工作簿", en="a workbook read with inspect-once read"
            ),
        )
    return Ledger(opened(place), place, clock)
