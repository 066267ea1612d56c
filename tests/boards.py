"""A real board for tests: a server process on loopback, and a real Chromium before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
WAIT_SECONDS = 60


def needs_board() -> None:
    """Skip where the extra ``web`` is not installed."""
    pytest.importorskip("nicegui", reason="the extra “web” is not installed")


def needs_chromium() -> None:
    """Skip where there is no Chromium, or nothing to drive it with."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def board(
    ledger: Path | str,
    *more: str,
    now: datetime | None = None,
    folder: Path | None = None,
    slow: float = 0,
) -> Iterator[str]:
    """A board of a ledger in a process of its own; its address, until the block ends.

    ``now`` is what its clock says when it starts, and those of the processes that it starts;
    ``folder`` is where it runs, beside the ledger's file unless said; ``slow`` is by how many
    seconds each reading takes longer.
    """
    needs_board()
    port = free_port()
    words = [
        "board",
        "--ledger",
        str(ledger),
        "--port",
        str(port),
        "--no-browser",
        "--by",
        "李示例",
    ]
    home = folder or Path(ledger).parent
    log = home / f"{Path(ledger).stem}.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "cli", *words, *more],
            cwd=home,
            env=_outside_pytest() | _start(now, slow) | {"INSPECT_ONCE_LANG": "zh"},
            stdout=out,
            stderr=out,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server, log)
        yield address
        said = log.read_text()
        assert "Traceback" not in said, said[-3000:]
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _outside_pytest() -> dict[str, str]:
    """The environment without what tells NiceGUI that it is under test: this is a real server."""
    return {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}


def _start(now: datetime | None, slow: float) -> dict[str, str]:
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "board_start")))
    told = {"PYTHONPATH": path, "BOARD_SLOW": str(slow or "")}
    if now is None:
        return told
    pytest.importorskip("time_machine", reason="time-machine is not installed")
    ahead = str(now.timestamp() - time.time())
    return told | {"BOARD_AHEAD": ahead, "TZ": "Asia/Shanghai"}


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError(log.read_text())
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


@dataclass
class Visit:
    """A browser's window on a board, and every request it made to anywhere else."""

    page: Any
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@contextmanager
def browser(width: int = 1280, height: int = 800) -> Iterator[Visit]:
    """A Chromium that reaches loopback only; what it asks for elsewhere is noted.

    Requests are not stopped on their way, which would take its cache: it finds no other host.
    """
    needs_chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = chromium.new_page(viewport={"width": width, "height": height})
        visit = Visit(page)

        def note(request: Any) -> None:
            if urlsplit(request.url).hostname not in ("127.0.0.1", "localhost", None):
                visit.outside.append(request.url)

        page.on("request", note)
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        try:
            yield visit
        finally:
            chromium.close()
