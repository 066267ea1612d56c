"""The board of a district: ledger, accounts and sessions on a PostgreSQL server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from boards import board, browser, needs_board
from cli_runs import run
from published_week import fill
from shared_board import NAMES, PASSWORD

from sites.accounts import Account
from sites.book import Hazard
from sites.ledger import Ledger, open_ledger

needs_board()
httpx = pytest.importorskip("httpx")

ANY_HOST = ("--host", "127.1")
DUE = date(2027, 1, 4)
PEOPLE, EDITS = 6, 3
WEEK = "2026-W49"


class District:
    """A shared board, and its ledger as another program sees it."""

    def __init__(self, address: str, url: str, folder: Path):
        self.address, self.url, self.folder = address, url, folder

    def ledger(self) -> Any:
        """Open the ledger beside the board; closed when the block ends."""
        return closing(open_ledger(self.url, make=False))

    def client(self, role: str) -> Any:
        """A browser that is logged in as a role."""
        client = httpx.Client(base_url=self.address, headers={"Origin": self.address}, timeout=60)
        said = {"name": NAMES[role], "password": PASSWORD, "next": "/"}
        assert client.post("/login", data=said).status_code == 303
        return client


@pytest.fixture(scope="module")
def district(postgresql: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A street on a server, with accounts made by the command, behind a board."""
    url, folder = postgresql.empty(), tmp_path_factory.mktemp("district")
    refused = run("board", "--ledger", url, "--host", "0.0.0.0", "--no-browser")
    assert "account add" in refused.output
    with closing(open_ledger(url)) as ledger:
        fill(ledger)
        _accounts(ledger)
    with board(url, *ANY_HOST, folder=folder) as address:
        yield District(address, url, folder)


def _accounts(ledger: Ledger) -> None:
    from web.accounts import add

    for role in ("admin", "clerk", "leader"):
        row = Account.model_validate({"name": NAMES[role], "role": role})
        add(ledger, "安装", row, PASSWORD)


def test_who_logs_in_is_told_and_a_wrong_password_locks(district: District) -> None:
    nobody = httpx.Client(base_url=district.address, headers={"Origin": district.address})
    assert nobody.get("/api/me").status_code == 401
    wrong = {"name": NAMES["leader"], "password": "不对的密码", "next": "/"}
    for _ in range(5):
        assert nobody.post("/login", data=wrong).status_code == 401
    right = wrong | {"password": PASSWORD}
    assert nobody.post("/login", data=right).status_code == 401
    assert district.client("clerk").get("/api/me").json()["role"] == "clerk"
    with district.ledger() as ledger, ledger.reading() as rows:
        verbs = [e.verb for e in rows.events(noun="accounts", key=NAMES["leader"])]
        assert verbs == ["added", *["login_failed"] * 4, "locked_out"]
        assert rows.events(noun="accounts", key=NAMES["clerk"], verb="logged_in")


def test_two_people_at_one_hazard_and_the_later_is_told(district: District) -> None:
    clerk, admin = district.client("clerk"), district.client("admin")
    seen = clerk.get("/api/hazards/YH-1").headers["etag"]
    order = {"kind": "order", "by": "吴执法", "due": "2027-01-04", "number": "一", "reason": "延"}
    head = {"If-Match": seen}
    first = admin.post("/api/hazards/YH-1/moves", json=order, headers=head)
    assert first.status_code == 200, first.text
    late = clerk.post("/api/hazards/YH-1/moves", json=order | {"number": "二"}, headers=head)
    assert late.status_code == 409
    assert [e["who"] for e in late.json()["by"]] == [NAMES["admin"]]
    with district.ledger() as ledger, ledger.reading() as rows:
        (event,) = rows.events(noun="hazards", key="YH-1", verb="order")
    assert (event.who, event.value("notice_no")) == (NAMES["admin"], "一")


def test_many_at_once_lose_no_update(district: District) -> None:
    with district.ledger() as ledger, ledger.act("王管理") as act:
        act.put("hazards", Hazard(id="P-1", site="GD-03", what="缺盖板", body="住建", due=DUE))
    path, done, failed = "/api/hazards/P-1", [], []

    def edit(number: int) -> None:
        client = district.client("clerk" if number % 2 else "admin")
        left = EDITS
        for attempt in range(200):
            seen = client.get(path)
            due = date.fromisoformat(seen.json()["hazard"]["due"]) + timedelta(days=1)
            said = {"kind": "order", "by": "吴执法", "due": due.isoformat(), "reason": "延"}
            said["number"] = f"文{number}-{attempt}"
            head = {"If-Match": seen.headers["etag"]}
            sent = client.post(f"{path}/moves", json=said, headers=head)
            if sent.status_code == 200:
                done.append(said["number"])
                left -= 1
            elif sent.status_code != 409:
                failed.append(sent.text)
            if not left:
                return
        failed.append(f"{number} never got through")

    threads = [threading.Thread(target=edit, args=(n,)) for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert len(done) == PEOPLE * EDITS
    with district.ledger() as ledger, ledger.reading() as rows:
        assert rows.row("hazards", "P-1").due == DUE + timedelta(days=PEOPLE * EDITS)


def test_a_week_is_planned_from_the_server_and_signed_in_a_browser(district: District) -> None:
    """The search runs in a process of its own, which opens the database by its address."""
    with browser() as visit:
        page = visit.page
        page.goto(f"{district.address}/week?week={WEEK}")
        page.fill("#name", NAMES["clerk"])
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="排班", exact=True).click()
        page.get_by_role("button", name="送审").wait_for(timeout=120_000)
        page.goto(f"{district.address}/hazards")
        page.get_by_text("配电箱未上锁").wait_for()
        assert visit.errors == []
    plan = district.client("clerk").get(f"/api/weeks/{WEEK}/plan").json()
    assert plan["bookings"]
    for role, verb in (("clerk", "submit"), ("admin", "approve"), ("clerk", "publish")):
        asked = f"/api/weeks/{WEEK}/{verb}?today=2026-11-28"
        signed = district.client(role).post(asked)
        assert signed.status_code == 200, signed.text
    assert (district.folder / "weeks" / WEEK / "plan.json").exists()
    with district.ledger() as ledger, ledger.reading() as rows:
        assert {t.plan for t in rows.rows("tasks")} != set()
        (kept,) = rows.rows("plans")
        events = rows.events(noun="plans")
    assert [e.who for e in events] == [NAMES["clerk"]]
    assert kept.id
