"""Backups while the ledger is in use: one portable SQLite file, from and into both databases."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from sites.base import Text
from sites.clock import china_now
from sites.errors import BookError, Fault, Refused
from sites.ledger.check import check
from sites.ledger.failures import told
from sites.ledger.files import see_ours, see_place
from sites.ledger.ledger import Ledger, open_ledger
from sites.ledger.opening import LOCK, make, snapshot
from sites.ledger.place import WAIT_SECONDS, is_url
from sites.ledger.tables import keeping, metadata

_PART = 5000


def usual_name(place: str) -> Path:
    """Where a backup goes if nobody says: beside the ledger, named by the moment."""
    home = Path() if is_url(place) else Path(place).parent
    stem = "ledger" if is_url(place) else Path(place).stem
    return home / f"{stem} 备份 {china_now():%Y%m%d-%H%M%S}.sqlite"


def backup(ledger: Ledger, target: Path) -> None:
    """Write all that a ledger holds at this moment into a file; nobody has to wait for it.

    Raises
    ------
    BookError
        If the file cannot be written, or is there and no ledger.
    Refused
        If the file is the ledger itself.
    """
    if target.exists():
        see_ours(target)
    if not is_url(ledger.place) and target.resolve() == Path(ledger.place).resolve():
        raise Refused(Text(zh="备份不能就是台账本身", en="a ledger is no backup of itself"))
    with told(str(target)), _plainly(target):
        if is_url(ledger.place):
            _from_server(ledger, target)
        else:
            with ledger.engine.connect() as connection:
                snapshot(connection.connection.driver_connection, target)


def _from_server(ledger: Ledger, target: Path) -> None:
    built = make(target.with_name(f".{target.name}.{os.getpid()}"))
    try:
        with ledger.reading() as rows, closing_ledger(str(built)) as copy:  # noqa: SIM117
            with copy.engine.connect() as into, into.begin():
                _copy(rows.connection, into)
        os.replace(built, target)
    finally:
        built.unlink(missing_ok=True)


def restore(source: Path, place: str, by: str, now: datetime) -> Path | None:
    """Put a backup in a ledger's place, whole or not at all; others may be using it.

    A file that stood there is kept: its new place is returned. A PostgreSQL database must be empty.

    Raises
    ------
    BookError
        If the backup is no ledger or not whole; nothing is changed then.
    Refused
        If the database is not empty.
    """
    see_ours(source)
    home = None if is_url(place) else Path(place).absolute().parent
    if home:
        see_place(Path(place))
    with _workroom(home) as room:
        copy = room / "backup.sqlite"
        with told(str(source)), _plainly(source):
            _fetch(source, copy)
            _see_whole(copy, source)
        kept = None
        if home:
            kept = _into_file(copy, Path(place), now)
        else:
            _into_server(copy, place)
    with closing_ledger(place) as ledger, ledger.act(by, source=f"restore {source.name}"):
        return kept


@contextmanager
def closing_ledger(place: str) -> Iterator[Ledger]:
    """A ledger that is opened and closed again."""
    with closing(open_ledger(place)) as ledger:
        yield ledger


@contextmanager
def _workroom(folder: Path | None) -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix=".restore-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """What goes wrong with a file, in plain words."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        found = Text(zh=f"读写失败（{why}）", en=f"that it cannot be read or written ({why})")
        expected = Text(zh="一份可以读写的文件", en="a file that can be read and written")
        raise BookError([Fault(sheet=str(path), found=found, expected=expected)]) from None


def _fetch(source: Path, copy: Path) -> None:
    """Copy a backup as a database, not as bytes: it may be a ledger that is in use."""
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        raw.isolation_level = None
        snapshot(raw, copy)


def _see_whole(copy: Path, source: Path) -> None:
    with closing_ledger(str(copy)) as ledger:
        faults = check(ledger).faults
    expected = Text(zh="一份完整的备份", en="a whole backup")
    if faults:
        sheet = str(source)
        raise BookError([Fault(sheet=sheet, found=text, expected=expected) for text in faults])


def _into_file(copy: Path, path: Path, now: datetime) -> Path | None:
    """Into a ledger that can be opened as one transaction of its own; else in its place."""
    if not path.exists() or path.stat().st_size == 0:
        os.replace(copy, path)
        return None
    see_ours(path)
    kept = path.with_name(f"{path.stem} 旧版 {now:%Y%m%d-%H%M%S}{path.suffix}")
    try:
        with closing_ledger(str(path)) as ledger:
            backup(ledger, kept)
    except BookError:  # too damaged to be read: what is there is kept as it is
        for end in ("", "-wal", "-shm"):
            beside = path.with_name(path.name + end)
            if beside.exists():
                os.replace(beside, kept.with_name(kept.name + end))
        os.replace(copy, path)
        return kept
    with told(str(path)), closing(sqlite3.connect(copy)) as old, closing(_raw(path)) as new:
        old.backup(new)
    return kept


def _raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=WAIT_SECONDS)


def _into_server(copy: Path, place: str) -> None:
    with closing_ledger(place) as ledger, closing_ledger(str(copy)) as old:  # noqa: SIM117
        with told(place), old.reading() as rows, ledger.engine.connect() as into, into.begin():
            into.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            _see_empty(into)
            _copy(rows.connection, into)
            _count_on(into)


def _see_empty(connection: sa.Connection) -> None:
    for table in metadata.sorted_tables:
        if table is not keeping and connection.execute(sa.select(table).limit(1)).first():
            raise Refused(
                Text(
                    zh="这个数据库里已有台账，备份只能恢复到空的数据库",
                    en="the database holds a ledger; restore into an empty one",
                )
            )


def _copy(old: sa.Connection, new: sa.Connection) -> None:
    """All rows of all tables, in the order their references ask for."""
    new.execute(sa.delete(keeping))
    for table in metadata.sorted_tables:
        found = old.execute(sa.select(table), execution_options={"yield_per": _PART})
        for part in found.mappings().partitions(_PART):
            new.execute(sa.insert(table), [dict(row) for row in part])


def _count_on(connection: sa.Connection) -> None:
    """PostgreSQL's own counters go on behind the rows that were copied."""
    for table in metadata.sorted_tables:
        for column in table.primary_key:
            if isinstance(column.type, sa.Integer | sa.BigInteger) and column.autoincrement is True:
                most = sa.select(sa.func.coalesce(sa.func.max(column), 0) + 1).scalar_subquery()
                counter = sa.func.pg_get_serial_sequence(f'"{table.name}"', column.name)
                connection.execute(sa.select(sa.func.setval(counter, most, False)))
