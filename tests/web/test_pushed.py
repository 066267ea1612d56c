"""What pages push over their own connection once they have loaded: nobody else's things."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from boards import board, browser, needs_board
from shared_board import BODY, NAMES, OFFICER, PASSWORD, PHONE, ROLES, SECRET, WEEK, make_office

from sites.book import Hazard
from sites.ledger import open_ledger

needs_board()
httpx = pytest.importorskip("httpx")

ANY_HOST = ("--host", "127.1")
OWN, FOREIGN, LATER = "自己的隐患：灭火器过期", "别家的隐患：脚手架松动", "别家后来的隐患：吊篮超员"
SECRETS = (SECRET, PHONE, FOREIGN, LATER)
OTHER, NOW = "住建", datetime(2026, 12, 1, 9, 0)
NARROW = ("officer", "body")
WATCHED = "/visit"
BESIDE = ("/", "/visit/my", "/api/docs", "/password", f"/week?week={WEEK}", "/sites?site=GD-02")


class Shared:
    """A shared board, and what each role must never hear."""

    def __init__(self, address: str, place: Path):
        self.address, self.ledger = address, open_ledger(place)
        with self.ledger.reading() as rows:
            tasks = rows.rows("tasks")
            hashes = [a.hash for a in rows.rows("accounts")]
        foreign = {
            "officer": [t.id for t in tasks if OFFICER not in t.officers],
            "body": [t.id for t in tasks if not any(n.body == BODY for n in t.needs)],
        }
        self.hidden = {
            role: [*hashes, *foreign.get(role, ()), *(SECRETS if role in NARROW else ())]
            for role in ROLES
        }
        task = next(t.id for t in tasks if OFFICER in t.officers)
        self.own = dict.fromkeys(ROLES, OWN) | {"officer": task}

    def put(self, id: str, what: str, **more: Any) -> None:
        """A hazard found today, entered by the office."""
        row = Hazard(id=id, site="GD-02", what=what, found_on=date(2026, 11, 30), **more)
        with self.ledger.act("王管理") as act:
            act.put("hazards", row)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """A published week on a board that others reach; a hazard of each narrow role, one of none."""
    place = make_office(tmp_path_factory.mktemp("pushed") / "office")
    with board(place, *ANY_HOST, now=NOW) as address:
        found = Shared(address, place)
        found.put("O-1", OWN, body=BODY, task_no=found.own["officer"])
        found.put("F-1", FOREIGN, body=OTHER)
        yield found


def entered(shared: Shared, context: Any, role: str) -> None:
    """Log in by a client, and give its cookie to the browser."""
    client = httpx.Client(base_url=shared.address, headers={"Origin": shared.address})
    client.post("/login", data={"name": NAMES[role], "password": PASSWORD, "next": "/"})
    context.add_cookies(
        [{"name": k, "value": v, "url": shared.address} for k, v in client.cookies.items()]
    )


def listen(page: Any, heard: list[str]) -> None:
    """Note whatever comes from the server: each answer's text, each frame of each connection."""

    def text(frame: Any) -> str:
        return frame if isinstance(frame, str) else bytes(frame).decode("utf-8", "replace")

    def opened(socket: Any) -> None:
        socket.on("framereceived", lambda frame: heard.append(text(frame)))

    page.on("websocket", opened)


def everything_clicked(page: Any) -> None:
    """Open every tab and every row that is there: what they show comes later."""
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(150)
    for row in page.locator("tbody tr").all()[:3]:
        if row.is_visible():
            row.click()
            page.wait_for_timeout(300)
            page.keyboard.press("Escape")


def until_it_talks(tab: Any, heard: list[str], before: int) -> bool:
    """Whether anything is pushed within ten seconds."""
    for _ in range(100):
        if len(heard) > before:
            return True
        tab.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("role", [*NARROW, "admin"])
def test_nothing_of_others_is_pushed_to_a_role(shared: Shared, role: str) -> None:
    """Every page, its tabs and rows opened, and what somebody else changes meanwhile."""
    from web.page_files import page_files

    paths = [page.path for page in page_files()] + list(BESIDE)
    heard: list[str] = []
    talked, tabs = False, []
    with browser() as visit:
        context = visit.page.context.browser.new_context()
        entered(shared, context, role)
        for path in paths:
            tab, before = context.new_page(), len(heard)
            listen(tab, heard)
            assert tab.goto(shared.address + path).status < 500, path
            if role in NARROW:
                everything_clicked(tab)
            if path == WATCHED:
                talked = until_it_talks(tab, heard, before)
            tabs.append(tab)
        shared.put(f"L-{role}", LATER, body=OTHER)
        tabs[-1].wait_for_timeout(1500)
        heard += [tab.content() for tab in tabs]
    text = "\n".join(heard)
    assert talked
    assert (FOREIGN in text) == (role not in NARROW), "what is looked for would be found"
    assert shared.own[role] in text
    for hidden in shared.hidden[role]:
        assert hidden not in text, (role, hidden)
