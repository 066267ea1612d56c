"""An office with accounts, for tests of who may see and do what; and its interface, served."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from boards import free_port
from ledgers import ticking
from published_week import Week, published_week

from sites.accounts import Account
from sites.book import Complaint
from sites.clock import CHINA
from sites.ledger import Ledger, open_ledger

PASSWORD = "正确的马、电池和订书钉"
SECRET, PHONE = "暗号投诉内容", "13912345678"
"""Planted where only the office may look: a complaint's text, telephone numbers."""

OFFICER, BODY = "Z4", "消防"
WEEK = "2026-W49"
ROLES = ("admin", "clerk", "leader", "officer", "body")
NAMES = {role: f"{role}-账号" for role in ROLES}


_FOLDER = TemporaryDirectory()


@cache
def _published() -> Week:
    return published_week(Path(_FOLDER.name) / "week")


def make_office(folder: Path) -> Path:
    """A published week, its ledger with secrets and accounts; return the ledger's file."""
    from web.accounts import hashed

    shutil.copytree(_published().folder, folder)
    week = Week(folder)
    shutil.copytree(week.out, week.place.with_suffix(".weeks") / WEEK)
    hash = hashed(PASSWORD)
    with open_ledger(week.place).act("王管理") as act:
        for role in ROLES:
            officer, body = OFFICER if role == "officer" else "", BODY if role == "body" else ""
            row = Account.model_validate(
                {"name": NAMES[role], "role": role, "hash": hash, "officer": officer, "body": body}
            )
            act.put("accounts", row)
        complaint: Complaint = act.rows("complaints")[0]
        act.put("complaints", complaint.but(content=SECRET))
        act.put_all("sites", [s.but(phone=PHONE, contact=SECRET) for s in act.rows("sites")])
        act.put_all("officers", [o.but(phone=PHONE) for o in act.rows("officers")])
    return week.place


def tokens(ledger: Ledger) -> dict[str, str]:
    """A token of each role's account."""
    from web.accounts import new_token

    return {role: new_token(ledger, "王管理", NAMES[role], 1).text for role in ROLES}


@contextmanager
def served(app: Any) -> Iterator[str]:
    """An ASGI application on loopback in a thread of its own; its address."""
    import uvicorn

    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(1000):
        if server.started:
            break
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def interface(place: Path) -> Iterator[tuple[str, Ledger]]:
    """The interface for programs of an office, shared; its address, and the ledger."""
    from starlette.applications import Starlette
    from starlette.routing import Mount

    from web.api import make_api
    from web.desk import Office, Person
    from web.guard import Guard
    from web.sessions import Sessions

    ledger = open_ledger(place, clock=ticking(datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)))
    office = Office(ledger, place.with_suffix(".weeks"), shared=True)
    inner = Starlette(routes=[Mount("/api", make_api(office))])
    local = Person(name="李甲", role="admin")
    with served(Guard(inner, office, Sessions(ledger), local)) as address:
        yield address, ledger
    ledger.close()
