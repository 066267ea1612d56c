"""What stands before every route of the board: who asks, from where, how much, and what is sent.

A Starlette (ASGI) middleware. Shared, it lets nobody in without a login but to the login itself
and to the browser library's own files; on loopback everybody is whoever sits at the machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from nicegui import __version__ as nicegui_version
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sites.accounts import Account
from sites.base import Text
from web.accounts import holder
from web.desk import Office, Person
from web.serve import LOOPBACK
from web.sessions import Sessions

LOGIN = "login"
"""Where the signed cookie keeps a session's id."""

OPEN = ("/login", "/favicon.ico")
ASSETS = tuple(
    f"/_nicegui/{nicegui_version}/{part}/"
    for part in ("static", "libraries", "components", "resources", "dynamic_resources", "esm")
)
SAFE = ("GET", "HEAD", "OPTIONS")
MAX_BODY_BYTES = 51_000_000
"""A workbook of 50 MB (`sites.reading.guard.MAX_FILE_BYTES`) and what a form puts around it."""

_SERVER = re.compile(r"(https?://[\w.*:-]+)/")

NOT_IN = Text(zh="请先登录", en="log in first")
NOT_FROM = Text(zh="请求不是从本看板的页面发出的", en="the request does not come from this board")
TOO_MUCH = Text(zh="上传内容超过50MB", en="more than 50 MB")


def policy(tiles: str = "") -> str:
    """The content security policy; ``tiles`` is the address of a map server, if one is set.

    NiceGUI compiles its templates in the browser, which needs ``unsafe-eval``.
    """
    found = _SERVER.match(tiles.replace("{s}.", "*."))  # one of several servers
    pictures = f" {found[1]}" if found else ""
    return (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        f"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{pictures}; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


class Guard:
    """The middleware. It stands inside the one that reads the signed cookie."""

    def __init__(
        self,
        app: ASGIApp,
        office: Office,
        sessions: Sessions,
        local: Person,
        tls: bool = False,
        tiles: Callable[[], str] = str,
    ):
        self.app, self.office, self.sessions, self.local = app, office, sessions, local
        self.tiles = tiles
        self.sent = {
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        }
        if tls:
            self.sent["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through with its ``person``, or answer why not."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"]
        refused = self._refusal(scope, headers)
        if refused is None and not is_open(path):
            person = self._person(scope, headers, path)
            refused = _not_in(scope, path) if person is None else None
            scope["person"] = person
        if scope["type"] == "websocket":
            await self._talk(scope, receive, send, refused)
        else:
            await (refused or self.app)(scope, _bounded(receive), self._with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if not self.office.shared and (_name_of(host) not in LOOPBACK or _is_passed_on(headers)):
            return _says(NOT_FROM, 403)  # a name made to point to this machine, or a proxy
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE
        if changes and not _from_here(headers, host):
            return _says(NOT_FROM, 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
            return _says(TOO_MUCH, 413)
        return None

    def _person(self, scope: Scope, headers: Headers, path: str) -> Person | None:
        if not self.office.shared:
            return self.local
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and path.startswith("/api/"):
            return person_of(holder(self.office.ledger, token))
        id = scope.get("session", {}).get(LOGIN, "")
        return person_of(self.sessions.account(id, uses=scope["type"] == "http"))

    async def _talk(
        self, scope: Scope, receive: Receive, send: Send, refused: Response | None
    ) -> None:
        """A page's own connection: it ends with the login, and every click keeps the login."""
        if refused is not None:
            await receive()
            await send({"type": "websocket.close", "code": 4401})
            return
        id = scope.get("session", {}).get(LOGIN, "")

        async def heard() -> Message:
            message = await receive()
            if self.office.shared and message["type"] == "websocket.receive":
                uses = (message.get("text") or "").startswith('42["event"')
                if self.sessions.account(id, uses=uses) is None:
                    return {"type": "websocket.disconnect", "code": 4401}
            return message

        await self.app(scope, heard, send)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.sent.items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", policy(self.tiles()))
            await send(message)

        return sending


def is_open(path: str) -> bool:
    """Whether a path is for everybody: the login, and the browser library's own files."""
    return path in OPEN or path.startswith(ASSETS)


def person_of(account: Account | None) -> Person | None:
    """The person that an account stands for."""
    if account is None:
        return None
    fields = account.model_dump(include={"name", "role", "officer", "body"})
    return Person.model_validate(fields)


def _from_here(headers: Headers, host: str) -> bool:
    """Whether a change was asked for by a page of ours, or by no page at all.

    Browsers say where a change comes from; a program need not, but it has no cookie.
    """
    said = headers.get("origin") or headers.get("referer")
    if said:
        return urlsplit(said).netloc == host
    return "cookie" not in headers or headers.get("sec-fetch-site") in ("same-origin", "none")


def _is_passed_on(headers: Headers) -> bool:
    return "forwarded" in headers or "x-forwarded-for" in headers


def _name_of(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def _not_in(scope: Scope, path: str) -> Response:
    if path.startswith("/api/"):
        return _says(NOT_IN, 401, {"WWW-Authenticate": "Bearer"})
    if scope["type"] == "http" and scope["method"] == "GET" and not path.startswith("/_nicegui"):
        query = scope.get("query_string", b"").decode("latin-1")
        return RedirectResponse(f"/login?next={quote(path + ('?' + query if query else ''))}", 303)
    return PlainTextResponse(NOT_IN.zh, 401)


def _says(text: Text, code: int, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"says": text.model_dump()}, code, headers)


class TooMuch(Exception):
    """A body went on after its limit; what reads it answers 400 or 413."""


def _bounded(receive: Receive) -> Receive:
    got = 0

    async def bounded() -> Message:
        nonlocal got
        message: Any = await receive()
        got += len(message.get("body", b""))
        if got > MAX_BODY_BYTES:
            raise TooMuch
        return message

    return bounded
