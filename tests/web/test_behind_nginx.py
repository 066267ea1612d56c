"""The board behind a proxy that speaks TLS: nginx with the very lines of docs/service.md."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from boards import ROOT, board, browser, free_port, needs_board
from shared_board import NAMES, PASSWORD, WEEK, make_office

needs_board()
httpx = pytest.importorskip("httpx")

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
BOOK = ROOT / "examples" / "smallest" / "smallest.xlsx"
ELSEWHERE = "198.51.100.7"


def config(folder: Path, port: int, board_port: int) -> str:
    """The block of the docs, with this test's ports and certificate in it."""
    told = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    block = re.search(r"```nginx\n(.*?)```", told, re.DOTALL)
    assert block is not None
    server = block[1].replace("/etc/ssl/jiancha", str(folder / "jiancha"))
    server = server.replace("listen 443", f"listen 127.0.0.1:{port}")
    server = server.replace("http://127.0.0.1:8080", f"http://127.0.0.1:{board_port}")
    own = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    root = "user root;\n" if os.name == "posix" and os.geteuid() == 0 else ""  # its own folders
    head = f"{root}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
    return f"{head}http {{\naccess_log {folder}/access.log;\n{own}{server}}}\n"


@contextmanager
def nginx(folder: Path, to: str) -> Iterator[str]:
    """nginx before a board, on loopback, with a certificate of its own making; its address."""
    port = free_port()
    name = folder / "jiancha"
    subject = ("-subj", "/CN=jiancha.example.cn", "-days", "2", "-nodes", "-newkey", "rsa:2048")
    words = ("openssl", "req", "-x509", *subject, "-keyout", f"{name}.key", "-out", f"{name}.pem")
    subprocess.run(words, check=True, capture_output=True)
    file = folder / "nginx.conf"
    file.write_text(config(folder, port, urlsplit(to).port or 0), encoding="utf-8")
    process = subprocess.Popen([str(NGINX), "-c", str(file), "-e", str(folder / "error.log")])
    try:
        yield f"https://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A board started as the docs say behind a proxy; the proxy's address, and the board's own."""
    if NGINX is None or shutil.which("openssl") is None:
        pytest.skip("no nginx on this machine (apt-get install nginx)")
    folder = tmp_path_factory.mktemp("proxy")
    place = make_office(folder / "office")
    with board(place, "--tls", "--host", "127.0.0.1") as inner, nginx(folder, inner) as address:
        for _ in range(100):
            try:
                httpx.get(address, verify=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address, inner


def client(address: str) -> Any:
    """A browser that is logged in."""
    one = httpx.Client(base_url=address, headers={"Origin": address}, verify=False, timeout=60)
    said = {"name": NAMES["clerk"], "password": PASSWORD, "next": "/"}
    answer = one.post("/login", data=said)
    assert answer.status_code == 303, answer.text
    return one, answer


def test_a_week_is_worked_on_through_the_proxy(proxied: tuple[str, str]) -> None:
    """Login, pages, the page's own connection, and a file that goes up; nothing is unprotected."""
    address, _ = proxied
    with browser() as visit:
        context = visit.page.context.browser.new_context(ignore_https_errors=True)
        page, sockets, asked = context.new_page(), [], []
        page.on("websocket", lambda one: sockets.append(one.url))
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{address}/week?week={WEEK}")
        page.fill("#name", NAMES["clerk"])
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_text("甲项目").first.wait_for()
        page.goto(f"{address}/files")
        page.locator(".q-tab-panel input[type=file]").last.set_input_files(BOOK)
        page.get_by_text("以上只是预览").wait_for()
        (cookie,) = context.cookies()
        assert (cookie["secure"], cookie["httpOnly"]) == (True, True)
        assert sockets
        assert {urlsplit(url).scheme for url in sockets} == {"wss"}
        assert {urlsplit(url).scheme for url in asked} <= {"https", "data", "blob", "wss"}


def test_what_is_sent_along_through_the_proxy(proxied: tuple[str, str]) -> None:
    address, _ = proxied
    clerk, answer = client(address)
    assert "; secure" in answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/"
    assert "strict-transport-security" in clerk.get("/sites").headers
    forged = clerk.post("/login", data={}, headers={"Origin": "https://evil.example"})
    assert forged.status_code == 403


def test_uploads_reach_the_board_and_have_their_limit(proxied: tuple[str, str]) -> None:
    clerk, _ = client(proxied[0])
    near = {"file": ("大.xlsx", b"PK" + b"x" * 49_900_000)}
    assert clerk.post("/api/read", files=near).status_code == 422  # read, and no workbook
    over = {"file": ("大.xlsx", b"PK" + b"x" * 54_000_000)}
    assert clerk.post("/api/read", files=over).status_code == 413


def test_the_boards_own_door_is_none_without_a_login(proxied: tuple[str, str]) -> None:
    """On the machine itself: no cookie goes over http, and no header opens anything."""
    inner = httpx.Client(base_url=proxied[1], headers={"X-Forwarded-For": ELSEWHERE})
    assert inner.get("/sites").status_code == 303
    assert inner.get("/api/me").status_code == 401
