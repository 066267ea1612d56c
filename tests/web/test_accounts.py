"""Accounts of a shared board: who comes in, for how long, and that nobody sees another's things."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from boards import ROOT, board, browser, needs_board
from cli_runs import run
from click.testing import CliRunner
from ledgers import some_ledger
from shared_board import BODY, NAMES, OFFICER, PASSWORD, PHONE, ROLES, SECRET, make_office

import cli
from sites.accounts import LOCKED_MINUTES, MOST_TRIES, Account, is_locked, tried
from sites.errors import Refused
from sites.ledger import Ledger, open_ledger

needs_board()
httpx = pytest.importorskip("httpx")
argon2 = pytest.importorskip("argon2")

NOW = datetime(2026, 11, 23, 9, 0)
ANY_HOST = ("--host", "127.1")
"""127.0.0.1 by a name that is none of our own machine's: the board is shared, yet on loopback."""


# the rules


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour() -> None:
    account = Account(name="甲", role="clerk")
    for count in range(1, MOST_TRIES):
        account = tried(account, False, NOW)
        assert (account.failed, account.locked_until) == (count, None)
    locked = tried(account, False, NOW)
    end = NOW + timedelta(minutes=LOCKED_MINUTES)
    assert is_locked(locked, end - timedelta(seconds=1))
    assert tried(locked, True, NOW) == locked  # the right one does not help either
    assert not is_locked(locked, end)
    assert tried(locked, False, end).failed == 1
    assert tried(locked, True, end).but(hash="") == Account(name="甲", role="clerk")


def test_a_right_try_forgets_the_wrong_ones() -> None:
    account = tried(Account(name="甲", role="clerk"), False, NOW)
    assert tried(account, True, NOW).failed == 0


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with one administrator."""
    from web.accounts import add

    with closing(some_ledger(tmp_path)) as ledger:
        add(ledger, "安装", Account(name="王管理", role="admin"), PASSWORD)
        yield ledger


def events_of(ledger: Ledger) -> list[Any]:
    """What is told of accounts and tokens."""
    with ledger.reading() as rows:
        return [e for e in rows.events() if e.noun in ("accounts", "tokens")]


def test_what_is_told_has_no_password(opened: Ledger) -> None:
    from web.accounts import log_in, log_out, new_token

    wrong = PASSWORD + "不对"
    assert log_in(opened, "王管理", wrong) is None
    assert log_in(opened, wrong, "x") is None  # typed into the wrong field
    assert log_in(opened, "王管理", PASSWORD) is not None
    log_out(opened, "王管理")
    made = new_token(opened, "王管理", "王管理", 1)
    told = events_of(opened)
    verbs = ["added", "login_failed", "changed", "logged_in", "logged_out", "added"]
    assert [e.verb for e in told] == verbs
    assert [e.who for e in told[1:4]] == ["未登录", "王管理", "王管理"]
    with opened.reading() as rows:
        row, text = (
            rows.row("accounts", "王管理"),
            json.dumps([e.model_dump(mode="json") for e in told]),
        )
    assert row.hash.startswith("$argon2id$")
    for hidden in (PASSWORD, wrong, row.hash, made.text, made.text[-43:], made.row.hash):
        assert json.dumps(hidden)[1:-1] not in text


def test_a_lock_holds_and_a_new_password_opens_it(opened: Ledger) -> None:
    from web.accounts import log_in, set_password

    for _ in range(MOST_TRIES + 2):
        assert log_in(opened, "王管理", "wrong password") is None
    assert log_in(opened, "王管理", PASSWORD) is None
    assert [e.verb for e in events_of(opened)][1:] == ["login_failed"] * 4 + ["locked_out"]
    set_password(opened, "李管理", "王管理", "另一个足够长的新密码")
    assert log_in(opened, "王管理", "另一个足够长的新密码") is not None


@pytest.mark.parametrize("password", ["short", "王管理的密码够长了吧", "aaaaaaaaaaaa", "x" * 201])
def test_a_poor_password_is_refused(opened: Ledger, password: str) -> None:
    from web.accounts import set_password

    with pytest.raises(Refused):
        set_password(opened, "王管理", "王管理", password)


def test_somebody_stays_administrator(opened: Ledger) -> None:
    from web.accounts import change

    for fields in ({"disabled": True}, {"role": "clerk"}):
        with pytest.raises(Refused, match="administrator"):
            change(opened, "王管理", "王管理", fields)


def test_a_narrow_role_says_whose_things_it_sees(opened: Ledger) -> None:
    from sites.accounts import new_account
    from sites.errors import BookError
    from web.accounts import add

    with pytest.raises(Refused):
        new_account("甲", "officer")
    with pytest.raises(BookError):
        add(opened, "王管理", new_account("甲", "officer", officer="没有这人"), PASSWORD)


def test_a_session_ends_unused_or_old_or_disabled(opened: Ledger) -> None:
    from web.accounts import change
    from web.sessions import Lasting, Sessions

    time = [0.0]
    sessions = Sessions(opened, Lasting(idle_hours=12, whole_days=7), lambda: time[0])
    with opened.act("王管理") as act:
        clerk = Account(name="李内勤", role="clerk", hash="x")
        act.put("accounts", clerk)
    hour = 3600.0
    one = sessions.begin(clerk)
    time[0] = 11 * hour
    assert sessions.account(one) == clerk
    time[0] = 22 * hour
    assert sessions.account(one, uses=False) == clerk  # a page that is only open keeps nothing
    time[0] = 23 * hour
    assert sessions.account(one) is None
    old = sessions.begin(clerk)
    start = time[0]
    for k in range(1, 17):
        time[0] = start + k * 10 * hour
        assert sessions.account(old) == clerk
    time[0] = start + 7 * 24 * hour
    assert sessions.account(old) is None
    last = sessions.begin(clerk)
    change(opened, "王管理", "李内勤", {"disabled": True})
    time[0] += 6
    assert sessions.account(last) is None


def test_tokens_expire_and_are_taken_away(opened: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from web import accounts

    made = accounts.new_token(opened, "王管理", "王管理", 2)
    assert accounts.holder(opened, made.text).name == "王管理"
    assert accounts.holder(opened, made.text[:-1] + "_") is None
    later = accounts.now() + timedelta(days=2)
    with monkeypatch.context() as patch:
        patch.setattr(accounts, "now", lambda: later)
        assert accounts.holder(opened, made.text) is None
    accounts.revoke(opened, "王管理", made.row.id)
    assert accounts.holder(opened, made.text) is None


def typed(*words: object) -> Any:
    """Run a command that reads the password."""
    return CliRunner().invoke(cli.main, [str(w) for w in words], input=PASSWORD + "\n")


def test_the_commands(tmp_path: Path) -> None:
    place = ("--ledger", tmp_path / "l.sqlite", "--by", "安装")
    refused = run("board", "--ledger", tmp_path / "l.sqlite", "--host", "0.0.0.0", "--no-browser")
    assert refused.exit_code == 2
    assert "account add" in refused.output
    add = ("account", "add", "王管理", "--role", "admin", "--password-stdin", *place)
    assert typed(*add).exit_code == 0
    assert typed(*add).exit_code == 2  # the name is taken
    made = run("token", "new", "王管理", "--days", 3, *place)
    assert re.fullmatch(r"io-[0-9a-f]{12}-\S{43}", made.stdout.strip())
    assert "王管理" in run("token", "--ledger", tmp_path / "l.sqlite").stdout
    assert run("account", "disable", "王管理", *place).exit_code == 2
    assert run("account", "--ledger", tmp_path / "l.sqlite").stdout.split() == ["王管理", "管理员"]


# a shared board


class Board:
    """A running shared board, and a client of it for each role, logged in."""

    def __init__(self, address: str, place: Path):
        self.address, self.place = address, place
        self.clients = {role: self.client() for role in (*ROLES, "")}
        for role in ROLES:
            assert log_in(self.clients[role], NAMES[role]).status_code == 303

    def client(self) -> Any:
        """A browser without a login; it says where its changes come from, as browsers do."""
        return httpx.Client(
            base_url=self.address, headers={"Origin": self.address}, timeout=60, verify=False
        )

    @cached_property
    def routes(self) -> list[tuple[str, str]]:
        """Every route of the board by method and path, those of what is mounted on it, too."""
        done = subprocess.run(
            [sys.executable, "-c", WALK, str(self.place)],
            cwd=self.place.parent, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [tuple(pair) for pair in json.loads(done.stdout.splitlines()[-1])]


WALK = """
import json, sys
from pathlib import Path
from nicegui import app
from sites.ledger import open_ledger
from web.desk import Office
from web.serve import set_up

place = Path(sys.argv[1])
set_up(Office(open_ledger(place), place.with_suffix(".weeks"), shared=True), "", "zh")

def walk(routes, before=""):
    for route in routes:
        path = before + getattr(route, "path", "")
        inner = getattr(getattr(route, "original_router", route), "routes", None)
        if getattr(route, "methods", None):
            yield from ((method, path) for method in sorted(route.methods))
        elif inner:
            yield from walk(inner, path)
        else:
            yield ("GET", path + "/x")

print(json.dumps(list(walk(app.routes))))
"""


def log_in(client: Any, name: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the login's form."""
    return client.post("/login", data={"name": name, "password": password, "next": "/"}, **more)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """A published week on a board that others reach."""
    place = make_office(tmp_path_factory.mktemp("shared") / "office")
    with board(place, *ANY_HOST) as address:
        yield Board(address, place)


PAGES = {role: {"/"} for role in ROLES}
STATIC = ("/_nicegui/3", "/favicon.ico", "/login")


def concrete(path: str) -> str:
    """A path with something in place of its parameters."""
    known = {"week": "2026-W49", "id": "YH-1", "site": "GD-01", "month": "2026-11", "task": "my"}
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda m: known.get(m[1], "x"), path)


def test_nobody_comes_in_without_a_login(shared: Board) -> None:
    """Every route there is, by every method."""
    routes = shared.routes
    assert len(routes) > 40
    assert {"/api/hazards", "/api/read", "/logout", "/sites"} <= {path for _, path in routes}
    nobody = shared.client()
    open_routes = set()
    for method, path in routes:
        answer = nobody.request(method, concrete(path))
        is_login = answer.status_code == 303 and answer.headers["location"].startswith("/login")
        if not is_login and answer.status_code != 401:
            open_routes.add(path)
    assert {path for path in open_routes if not path.startswith(STATIC)} == set()


def test_a_role_sees_its_own_pages_alone(shared: Board) -> None:
    """What a role may not is answered 403, and no page tells it another's things."""
    from web.page_files import page_files

    pages = {page.path: page.roles for page in page_files()}
    with open_ledger(shared.place).reading() as rows:
        tasks = rows.rows("tasks")
    others = {
        "officer": [t.id for t in tasks if OFFICER not in t.officers],
        "body": [t.id for t in tasks if not any(n.body == BODY for n in t.needs)],
    }
    for role in ROLES:
        for path, roles in pages.items():
            answer = shared.clients[role].get(path)
            assert answer.status_code == (200 if role in roles else 403), (role, path)
    for role, hidden in others.items():
        for method, path in shared.routes:
            if method == "GET" and not path.startswith((*STATIC, "/logout", "/api/openapi")):
                answer = shared.clients[role].get(concrete(path), follow_redirects=True)
                assert answer.status_code < 500, path
                for secret in (SECRET, PHONE, *hidden):
                    assert secret not in answer.text, (role, path)


def test_a_wrong_login_says_one_sentence(shared: Board) -> None:
    nobody = shared.client()
    unknown = log_in(nobody, "没有这人")
    wrong = log_in(nobody, NAMES["leader"], "wrong password")
    assert unknown.status_code == wrong.status_code == 401
    assert unknown.text == wrong.text
    assert "wrong password" not in wrong.text


def test_a_change_from_another_page_is_refused(shared: Board) -> None:
    for origin in ("http://evil.example", "null"):
        forged = log_in(shared.client(), NAMES["clerk"], headers={"Origin": origin})
        assert forged.status_code == 403
    clerk = shared.clients["clerk"]
    path, sent = "/api/hazards/YH-1/moves", {"kind": "remind"}
    forged = clerk.post(path, json=sent, headers={"Origin": "http://evil.example"})
    assert forged.status_code == 403
    quiet = httpx.post(shared.address + path, json=sent, cookies=dict(clerk.cookies))
    assert quiet.status_code == 403  # a cookie, and nothing says where it comes from
    assert clerk.post(path, json=sent).status_code in (200, 409)


def test_an_upload_has_a_limit_before_it_is_read(shared: Board) -> None:
    clerk = shared.clients["clerk"]
    with socket.create_connection(("127.0.0.1", urlsplit(shared.address).port)) as wire:
        cookies = "; ".join(f"{k}={v}" for k, v in clerk.cookies.items())
        lines = ("POST /api/read HTTP/1.1", "Host: 127.0.0.1", "Content-Length: 60000000")
        head = (*lines, "Content-Type: multipart/form-data; boundary=b", f"Cookie: {cookies}")
        wire.sendall("\r\n".join((*head, "Origin: http://127.0.0.1", "", "")).encode())
        assert b" 413 " in wire.recv(100)
    parts = (b"x" * 1_000_000 for _ in range(60))
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    with suppress(httpx.TransportError):  # the door may be shut while we are still talking
        assert clerk.post("/api/read", content=parts, headers=kind).status_code in (400, 413)


def test_what_is_sent_along(shared: Board) -> None:
    answer = log_in(shared.client(), NAMES["officer"])
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    headers = shared.clients["clerk"].get("/sites").headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_login_ends_with_the_logout(shared: Board) -> None:
    client = shared.client()
    log_in(client, NAMES["clerk"])
    stolen = dict(client.cookies)
    assert client.get("/api/me").json()["name"] == NAMES["clerk"]
    client.get("/logout")
    assert client.get("/api/me").status_code == 401
    again = httpx.Client(base_url=shared.address, cookies=stolen, verify=False)
    assert again.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    ("tiles", "source"),
    [
        ("", "blob:;"),
        ("http://10.1.2.3:8090/{z}/{x}/{y}.png", "blob: http://10.1.2.3:8090;"),
        ("https://{s}.map.gov.cn/{z}", "blob: https://*.map.gov.cn;"),
        ("https://x; script-src */", "blob:;"),
    ],
)
def test_pictures_come_from_the_offices_own_map_server(tiles: str, source: str) -> None:
    from web.guard import policy

    assert f"img-src 'self' data: {source}" in policy(tiles)


def test_nobody_is_led_elsewhere(shared: Board) -> None:
    for going in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"):
        sent = {"name": NAMES["clerk"], "password": PASSWORD, "next": going}
        assert shared.client().post("/login", data=sent).headers["location"] == "/"


def test_a_person_logs_in_and_an_administrator_makes_an_account(shared: Board) -> None:
    """In a real browser, under the content policy; the new account then logs in."""
    with browser() as visit:
        page = visit.page
        page.goto(f"{shared.address}/accounts")
        page.fill("#name", NAMES["admin"])
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="新建账号").click()
        page.get_by_label("账号").last.fill("新内勤")
        page.get_by_label("密码").fill("一个足够长的初始密码")
        page.get_by_role("button", name="建立").click()
        page.get_by_text("新内勤").wait_for()
        page.goto(f"{shared.address}/logout")
        page.fill("#name", "新内勤")
        page.fill("#password", "一个足够长的初始密码")
        page.keyboard.press("Enter")
        page.get_by_text("新内勤（内勤）").wait_for()
        assert visit.outside == []
        assert visit.errors == []
    with open_ledger(shared.place).reading() as rows:
        (made,) = [e for e in rows.events(noun="accounts", key="新内勤") if e.verb == "added"]
    assert made.who == NAMES["admin"]


def test_an_open_page_ends_with_the_login(tmp_path: Path) -> None:
    """What a browser sends over its own connection is heard only as long as the login lasts."""
    from web.desk import Office, Person
    from web.guard import LOGIN, Guard
    from web.sessions import Sessions

    heard: list[str] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            heard.append(message["text"])

    with closing(some_ledger(tmp_path)) as ledger:
        account = Account(name="李内勤", role="clerk", hash="x")
        with ledger.act("王管理") as act:
            act.put("accounts", account)
        sessions = Sessions(ledger)
        id = sessions.begin(account)
        sent = ["42click", "2", "42more"]

        async def receive() -> Any:
            if len(heard) == 2:
                sessions.end_all("李内勤")
            return {"type": "websocket.receive", "text": sent[len(heard)]}

        async def send(message: Any) -> None:
            heard.append(message["type"])

        local = Person(name="李甲", role="admin")
        guard = Guard(page, Office(ledger, tmp_path, True), sessions, local)
        here = [(b"host", b"board"), (b"origin", b"http://board")]
        scope = {"type": "websocket", "path": "/_nicegui_ws/x", "headers": here}
        asyncio.run(guard(scope | {"session": {LOGIN: id}}, receive, send))
        assert heard == ["42click", "2"]
        heard.clear()
        asyncio.run(guard(scope | {"session": {LOGIN: id}}, receive, send))
        assert heard == ["websocket.close"]
        heard.clear()
        forged = [(b"host", b"board"), (b"origin", b"http://evil.example")]
        fresh = {LOGIN: sessions.begin(account)}
        asyncio.run(guard(scope | {"session": fresh, "headers": forged}, receive, send))
        assert heard == ["websocket.close"]


# a board for oneself


def test_on_loopback_nobody_logs_in_and_no_other_page_comes_in(tmp_path: Path) -> None:
    from shared_board import served

    from web.desk import Office, Person
    from web.guard import Guard
    from web.sessions import Sessions

    async def page(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["person"].role.encode()})

    with closing(some_ledger(tmp_path)) as ledger:
        local = Person(name="李甲", role="admin")
        guard = Guard(page, Office(ledger, tmp_path), Sessions(ledger), local)
        with served(guard) as address:
            assert httpx.get(address).text == "admin"
            assert httpx.post(address).status_code == 200  # a program without a page
            for headers in (
                {"Host": "evil.example"},
                {"Origin": "http://evil.example"},
                {"X-Forwarded-For": "10.0.0.1"},
            ):
                assert httpx.post(address, headers=headers).status_code == 403
