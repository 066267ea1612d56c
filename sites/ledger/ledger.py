"""The ledger: opened, brought up to date, read, and written by acts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from sites.base import Text
from sites.ledger.act import Act
from sites.ledger.place import engine_of, is_url, named, refuse
from sites.ledger.rows import Rows
from sites.ledger.schema import bring_up_to_date, is_ours
from sites.ledger.tables import acts, keeping

CHINA = ZoneInfo("Asia/Shanghai")
_LOCK = 0x1257EC7  # any number: the one lock that acts of all PostgreSQL clients take


def china_now() -> datetime:
    """The moment, in China's time."""
    return datetime.now(CHINA)


class Ledger:
    """One office's ledger. Make it with `open_ledger`."""

    def __init__(self, engine: sa.Engine, place: str, clock: Callable[[], datetime] = china_now):
        self.engine, self.place, self._clock = engine, place, clock

    @contextmanager
    def reading(self) -> Iterator[Rows]:
        """What the ledger holds at one moment; later writes of others are not seen in it."""
        level = {} if self._is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told(), self._connected(**level) as connection:
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
        with self._told(), self._connected(writes=True) as connection:
            if not self._is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
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

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Failures of the database in plain words."""
        try:
            yield
        except sa.exc.OperationalError as error:
            raise _plain(self.place, error) from error


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
    if not is_url(place):
        is_ours(Path(place))
    engine = engine_of(place)
    try:
        bring_up_to_date(engine, named(place))
    except sa.exc.OperationalError as error:
        raise _plain(place, error) from error
    _salted(engine)
    return Ledger(engine, place, clock)


def _salted(engine: sa.Engine) -> None:
    """A new ledger draws its id and the key of its hashes once."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.execute(sa.select(keeping.c.name)).first() is None:
            own = {"id": secrets.token_hex(8), "salt": secrets.token_hex(16)}
            rows = [{"name": name, "value": value} for name, value in own.items()]
            connection.execute(sa.insert(keeping), rows)


def _plain(place: str, error: sa.exc.OperationalError) -> Exception:
    text = str(error.orig)
    if "locked" in text:
        found = Text(zh="另一个人正在写台账", en="somebody else writing to the ledger")
        return refuse(named(place), found, Text(zh="稍候再试", en="a moment's patience"))
    if "malformed" in text or "not a database" in text:
        found = Text(zh="文件损坏", en="a damaged file")
        return refuse(
            named(place), found, Text(zh="用备份恢复（restore）", en="a backup to restore")
        )
    found = Text(zh=f"打不开（{text.splitlines()[0]}）", en=f"that it cannot be opened ({text})")
    return refuse(
        named(place), found, Text(zh="一份可以读写的台账", en="a ledger that can be written to")
    )
