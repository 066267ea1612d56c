"""Ledgers for tests: on a file, and on a real PostgreSQL server where its binaries are.

A test that takes the fixture ``ledger`` runs on both databases; `some_ledger` opens a file alone.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from sites.clock import CHINA
from sites.ledger import Ledger, open_ledger

DAY_ONE = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
_NUMBERS = count(1)


def ticking(start: datetime = DAY_ONE) -> Callable[[], datetime]:
    """A clock that moves on by one second whenever it is looked at."""
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


def some_ledger(folder: Path) -> Ledger:
    """A new ledger on a file, whose clock starts on 23 November 2026 at 9."""
    return open_ledger(folder / "ledger.sqlite", clock=ticking())


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may be made: a file's name, then an empty database's URL."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    return request.getfixturevalue("postgresql").empty()


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    """A new ledger, on each of the databases."""
    opened = open_ledger(place, clock=ticking())
    yield opened
    opened.close()


class Server:
    """A PostgreSQL server of the tests' own: loopback, a random port, no fsync."""

    def __init__(self, binaries: Path, folder: Path, user: str | None):
        self.binaries, self.folder, self.user = binaries, folder, user
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> None:
        """Make a cluster and wait until it answers."""
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "office", "-A", "trust", "-E", "UTF8", "--no-sync")
        quick = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        where = f"-c listen_addresses=127.0.0.1 -c port={self.port}"
        options = f"{where} -c unix_socket_directories={self.folder} {quick}"
        self.run("pg_ctl", "-D", data, "-o", options, "-l", f"{self.folder}/log", "-w", "start")

    def stop(self) -> None:
        """Stop it and take its files away."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, name: str, *words: str) -> None:
        """Run one of the server's programs, as a user it accepts (it refuses root)."""
        subprocess.run(
            [self.binaries / name, *words],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            user=self.user,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )

    def url(self, database: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql://office@127.0.0.1:{self.port}/{database}"

    def empty(self) -> str:
        """Make a new database; return its URL."""
        import psycopg

        name = f"ledger_{next(_NUMBERS)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running server; the test is skipped, and says why, where there is none to run."""
    pytest.importorskip("psycopg", reason="no driver for PostgreSQL: install the extra postgres")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on this machine")
    user = _user() if os.name == "posix" and os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if user:
        shutil.chown(folder, user)
    server = Server(binaries, folder, user)
    server.start()
    yield server
    server.stop()


def _binaries() -> Path | None:
    """The folder of initdb and pg_ctl: on the PATH, or where Debian puts them."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _user() -> str:
    """Somebody who is not root."""
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
