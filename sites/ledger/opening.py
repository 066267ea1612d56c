"""Opening a ledger: seen to be ours and whole, made where there is none, migrated where older."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sites.ledger.failures import failure, told
from sites.ledger.files import mark, put_new, see_ours, see_place, was_cut_off
from sites.ledger.place import engine_of, is_url, named
from sites.ledger.schema import is_current, salt, upgrade, version_of

LOCK = 0x1257EC7  # any number: the one lock that writers of all PostgreSQL clients take


def opened(place: str) -> sa.Engine:
    """Return the engine of a ledger that is there, whole and of this version.

    Raises
    ------
    BookError
        If it cannot be: see `sites.ledger.open_ledger`.
    """
    engine = engine_of(place)
    with told(place):
        if is_url(place):
            _open_server(engine, place)
        else:
            _open_file(engine, Path(place))
    return engine


def _open_server(engine: sa.Engine, place: str) -> None:
    with engine.connect() as connection:
        if is_current(connection, named(place)):
            return
    with engine.connect() as connection, connection.begin():
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
        if not is_current(connection, named(place)):  # another client may have been faster
            upgrade(connection)
            salt(connection)


def _open_file(engine: sa.Engine, path: Path) -> None:
    see_place(path)
    if not path.exists():
        put_new(make(path.with_name(f".{path.name}.{os.getpid()}")), path)
    see_ours(path)
    doubtful = was_cut_off(path)
    with engine.connect() as connection:
        version, current = version_of(connection), is_current(connection, str(path))
        if doubtful and connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise failure(str(path), "damaged")
    if not current:
        _keep(engine, path.with_name(f"{path.stem} {version}{path.suffix}"))
        _migrate(engine, path)


def make(path: Path) -> Path:
    """Make a new file with the tables of this version and nothing in them; return it."""
    path.unlink(missing_ok=True)
    engine = engine_of(str(path))
    sa.event.listen(engine, "connect", lambda raw, _: mark(raw), insert=True)
    with engine.connect() as connection, connection.begin():
        upgrade(connection)
        salt(connection)
    _sync(path)
    return path


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _keep(engine: sa.Engine, kept: Path) -> None:
    if not kept.exists():
        with engine.connect() as connection:
            snapshot(connection.connection.driver_connection, kept)


def _migrate(engine: sa.Engine, path: Path) -> None:
    """Bring an older file up to date, whole or not at all."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")  # tables are rebuilt; heeded outside transactions
        with connection.execution_options(writes=True).begin():
            upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise failure(str(path), "damaged")


def snapshot(raw: Any, target: Path) -> None:
    """Copy what a SQLite connection sees into a new file, whole or not at all."""
    built = target.with_name(f".{target.name}.{os.getpid()}")
    built.unlink(missing_ok=True)
    try:
        raw.execute("VACUUM INTO ?", (str(built),))
        _sync(built)
        os.replace(built, target)
    finally:
        built.unlink(missing_ok=True)
