"""Who is at the board: on loopback whoever sits there, elsewhere who logged in."""

from __future__ import annotations

import asyncio
import os
import secrets
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from nicegui import app, run
from nicegui.storage import request_contextvar

from sites.base import Language, Text
from sites.errors import Refused
from web.accounts import log_in, log_out, set_password
from web.desk import Desk, Office, Person
from web.guard import LOGIN, Guard
from web.login_page import WRONG, login_form, password_form
from web.sessions import USUAL, Lasting, Sessions

ANSWER_SECONDS = 0.7
"""When a login that fails is answered: no sooner, so that its time tells nothing of the name."""

DIFFERENT = Text(zh="两次输入的新密码不一样。", en="The two new passwords are not the same.")


def storage_secret(folder: Path) -> str:
    """The secret that signs sessions: drawn once, kept in a file that only the owner may read."""
    file = folder / "secret"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as new:
            new.write(secrets.token_hex(32))
    return file.read_text(encoding="ascii")


def guard(
    office: Office,
    who: str = "",
    lang: Language = "zh",
    *,
    lasting: Lasting = USUAL,
    tls: bool = False,
    tiles: Callable[[], str] = str,
) -> Sessions:
    """Put the guard before every route, and, where the board is shared, the login beside them."""
    sessions = Sessions(office.ledger, lasting)
    local = Person(name=who, role="admin")
    app.add_middleware(Guard, office=office, sessions=sessions, local=local, tls=tls, tiles=tiles)
    if office.shared:
        _login(office, sessions, lang)
        _password(office, sessions, lang)
    return sessions


def desk_of(office: Office, lang: Language) -> Desk | None:
    """The desk of who asks for this page, as the guard knows him; None if nobody is logged in."""
    request = request_contextvar.get()
    person = request.scope.get("person") if request else None
    return Desk(office, person, app.storage.user.get("lang", lang)) if person else None


def _login(office: Office, sessions: Sessions, lang: Language) -> None:
    def form(going: str, says: Text | None = None, code: int = 200) -> HTMLResponse:
        chosen = app.storage.user.get("lang", lang)
        with office.ledger.reading() as rows:
            street = rows.settings.street
        return HTMLResponse(login_form(street, going, says, chosen), code)

    async def shown(next: str = "/") -> Response:
        return form(_inside(next))

    async def entered(request: Request) -> Response:
        began = time.monotonic()
        said = await _fields(request, "name", "password", "next")
        account = await run.io_bound(log_in, office.ledger, said["name"].strip(), said["password"])
        if account is None:
            await asyncio.sleep(max(0.0, began + ANSWER_SECONDS - time.monotonic()))
            return form(_inside(said["next"]), WRONG, 401)
        sessions.end(request.session.get(LOGIN, ""))
        request.session.clear()
        request.session.update({"id": str(uuid.uuid4()), LOGIN: sessions.begin(account)})
        return RedirectResponse(_inside(said["next"]), 303)

    async def left(request: Request) -> Response:
        log_out(office.ledger, request.scope["person"].name)
        sessions.end(request.session.get(LOGIN, ""))
        request.session.clear()
        return RedirectResponse("/login", 303)

    app.add_api_route("/login", shown, methods=["GET"], include_in_schema=False)
    app.add_api_route("/login", entered, methods=["POST"], include_in_schema=False)
    app.add_api_route("/logout", left, methods=["GET"], include_in_schema=False)


def _password(office: Office, sessions: Sessions, lang: Language) -> None:
    def form(says: Text | None = None, code: int = 200) -> HTMLResponse:
        return HTMLResponse(password_form(says, app.storage.user.get("lang", lang)), code)

    async def shown() -> Response:
        return form()

    async def changed(request: Request) -> Response:
        said = await _fields(request, "old", "new", "again")
        name = request.scope["person"].name
        if await run.io_bound(log_in, office.ledger, name, said["old"]) is None:
            return form(WRONG, 401)
        if said["new"] != said["again"]:
            return form(DIFFERENT, 422)
        try:
            await run.io_bound(set_password, office.ledger, name, name, said["new"])
        except Refused as no:
            return form(no.says, 422)
        sessions.end_all(name)
        return RedirectResponse("/login", 303)

    app.add_api_route("/password", shown, methods=["GET"], include_in_schema=False)
    app.add_api_route("/password", changed, methods=["POST"], include_in_schema=False)


async def _fields(request: Request, *names: str) -> dict[str, str]:
    """The texts of a form, blank where it has none; nobody types more than 200 signs."""
    async with request.form(max_files=0, max_fields=10, max_part_size=10_000) as form:
        said = {name: form.get(name, "") for name in names}
    return {name: text[:200] if isinstance(text, str) else "" for name, text in said.items()}


def _inside(path: str) -> str:
    """A path of this board, whatever a link asks to be led to."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\", "/login", "/logout"))
    return path if is_ours and path.isprintable() else "/"
