"""Where a ledger lies: a SQLite file by default, PostgreSQL by URL; and what is refused."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import sqlalchemy as sa

from sites.base import Text
from sites.errors import BookError, Fault

WAIT_SECONDS = 10
"""How long a command waits for another one that is writing."""

_SAME: dict[str, Any] = {
    "hide_parameters": True,  # an error must not quote somebody's phone number
    "json_serializer": partial(json.dumps, ensure_ascii=False),
}
"""What holds for both databases."""

REMOTE = ("cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "9p", "fuse.sshfs")
"""File systems of network shares: SQLite's WAL needs memory that all processes share."""

_DRIVE_REMOTE = 4  # GetDriveTypeW, winbase.h


def refuse(place: str, found: Text, expected: Text) -> BookError:
    """The error that names the ledger and what is wrong with it."""
    return BookError([Fault(sheet=place, found=found, expected=expected)])


def is_url(place: str) -> bool:
    """Whether a ledger is named by a URL of a database server rather than by a file."""
    return "://" in place


def named(place: str) -> str:
    """The place as it may be shown: a URL without its password."""
    if not is_url(place):
        return place
    try:
        return sa.make_url(place).render_as_string(hide_password=True)
    except (sa.exc.ArgumentError, ValueError):
        return place.partition("://")[0] + "://…"


def engine_of(place: str) -> sa.Engine:
    """Return the engine of a ledger; nothing is opened yet.

    Raises
    ------
    BookError
        If the URL is none of PostgreSQL's.
    """
    return _server(place) if is_url(place) else _file(Path(place))


def _server(place: str) -> sa.Engine:
    expected = Text(
        zh="postgresql://用户@地址:端口/库名，或一个文件名",
        en="postgresql://user@host:port/database, or a file",
    )
    try:
        url = sa.make_url(place)
    except (sa.exc.ArgumentError, ValueError):
        raise refuse(
            named(place), Text(zh="看不懂的地址", en="an address that makes no sense"), expected
        ) from None
    kind = url.get_backend_name()
    if kind != "postgresql":
        raise refuse(named(place), Text(zh=f"{kind}数据库", en=f"a {kind} database"), expected)
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise refuse(
            named(place),
            Text(zh="没有安装PostgreSQL的驱动", en="no driver for PostgreSQL"),
            Text(zh="安装时加上 [postgres]", en="an installation with [postgres]"),
        ) from None
    patience = {"connect_timeout": WAIT_SECONDS, "options": f"-c lock_timeout={WAIT_SECONDS}s"}
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args=patience,
        **_SAME,
    )


def _file(path: Path) -> sa.Engine:
    """Each connection is closed after use: a WAL left behind tells that somebody was cut off."""
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": WAIT_SECONDS},
        poolclass=sa.NullPool,
        **_SAME,
    )
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: Any) -> None:
    """Every connection: we begin transactions, references hold, commits reach the disk.

    What is taken out is overwritten: a phone number is not left in a free page of the file.
    """
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_shared(path: Path) -> bool:
    """Whether a file lies on a network share."""
    full = path.resolve()
    if sys.platform == "win32":
        import ctypes

        root = full.anchor
        drives = ctypes.windll.kernel32
        return root.startswith("\\\\") or drives.GetDriveTypeW(root) == _DRIVE_REMOTE
    return file_system(full, _mounts()) in REMOTE


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8")
    except OSError:
        return ""


def file_system(path: Path, mounts: str) -> str:
    """The kind of the file system that holds a path, by a table as /proc/mounts."""
    kinds = {line.split()[1]: line.split()[2] for line in mounts.splitlines() if line.strip()}
    holding = [m for m in kinds if PurePosixPath(path).is_relative_to(m.replace("\\040", " "))]
    return kinds[max(holding, key=len)] if holding else ""
