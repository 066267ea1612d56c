"""Where a ledger lies: a SQLite file by default, PostgreSQL by URL; and what is refused."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import sqlalchemy as sa

from sites.base import Text
from sites.errors import BookError, Fault

WAIT_SECONDS = 10
"""How long a command waits for another one that is writing."""

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
    return sa.make_url(place).render_as_string(hide_password=True) if is_url(place) else place


def engine_of(place: str) -> sa.Engine:
    """Return the engine of a ledger.

    Raises
    ------
    BookError
        If the file lies on a network share, or the URL is none of PostgreSQL's.
    """
    return _server(place) if is_url(place) else _file(Path(place))


def _server(place: str) -> sa.Engine:
    url = sa.make_url(place)
    if url.get_backend_name() != "postgresql":
        raise refuse(
            named(place),
            Text(zh=f"{url.get_backend_name()}数据库", en=f"a {url.get_backend_name()} database"),
            Text(zh="postgresql://…，或一个文件名", en="postgresql://…, or a file"),
        )
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise refuse(
            named(place),
            Text(zh="没有安装PostgreSQL的驱动", en="no driver for PostgreSQL"),
            Text(zh="安装时加上 [postgres]", en="an installation with [postgres]"),
        ) from None
    return sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)


def _file(path: Path) -> sa.Engine:
    if is_shared(path):
        raise refuse(
            str(path),
            Text(zh="台账放在网络共享盘上", en="a ledger on a network share"),
            Text(
                zh="本机硬盘上的文件；多人共用请用PostgreSQL或浏览器看板",
                en="a file on this machine; for several people use PostgreSQL or the board",
            ),
        )
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": WAIT_SECONDS})
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: Any) -> None:
    """Every connection: transactions are begun by us, references hold, commits reach the disk."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
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
    return _file_system(full, _mounts()) in REMOTE


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8")
    except OSError:
        return ""


def _file_system(path: Path, mounts: str) -> str:
    """The kind of the file system that holds a path, by a table as /proc/mounts."""
    kinds = {line.split()[1]: line.split()[2] for line in mounts.splitlines() if line.strip()}
    holding = [m for m in kinds if PurePosixPath(path).is_relative_to(m.replace("\\040", " "))]
    return kinds[max(holding, key=len)] if holding else ""


def default_place() -> str:
    """The ledger of this office: INSPECT_ONCE_LEDGER, else the file ``ledger.sqlite`` here."""
    return os.environ.get("INSPECT_ONCE_LEDGER", "ledger.sqlite")
