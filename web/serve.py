"""The board's server: one process, one office, loopback unless it has accounts."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from sites.base import Language

LOOPBACK = ("127.0.0.1", "localhost", "::1")

PATIENCE = 60.0
"""Seconds a page may take to be drawn before the toolkit says, in English, that it is late."""


def serve(
    place: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8080,
    who: str = "",
    lang: Language = "zh",
    show: bool = True,
    tls: bool = False,
    idle_hours: float = 12.0,
    login_days: float = 7.0,
) -> None:
    """Serve the board of a ledger until the process is stopped.

    On loopback there is no login: whoever sits at the machine is ``who``. On any other host, and
    behind a proxy that speaks TLS (``tls``), accounts are demanded; a login lasts ``idle_hours``
    unused and ``login_days`` at most.

    Raises
    ------
    Refused
        If accounts are demanded and no administrator has one yet.
    """
    from sites.ledger import open_ledger

    shared, ledger = tls or host not in LOOPBACK, open_ledger(place)
    if shared:
        _see_administrator(ledger)
    weeks = weeks_folder(place)
    weeks.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("NICEGUI_STORAGE_PATH", str(weeks / ".board"))
    from nicegui import app, run, ui

    from web.desk import Office
    from web.login import storage_secret
    from web.planning import stop_all
    from web.sessions import Lasting

    logging.getLogger("uvicorn.error").addFilter(_is_no_hang_up)
    run.process_pool_start_method = "spawn"
    app.on_shutdown(stop_all)
    set_up(Office(ledger, weeks, shared), who, lang, Lasting(idle_hours, login_days), tls)
    ui.run(
        host=host,
        port=port,
        title="综合查一次",
        language="zh-CN" if lang == "zh" else "en-US",
        reload=False,
        show=show,
        storage_secret=storage_secret(weeks / ".board"),
        session_middleware_kwargs={"same_site": "lax", "https_only": tls},
        show_welcome_message=False,
    )


def _is_no_hang_up(record: logging.LogRecord) -> bool:
    """Whether it is more than a browser that left its page before an answer.

    NiceGUI's middlewares then end in an error of Starlette's (``BaseHTTPMiddleware.call_next``).
    """
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, RuntimeError) and str(error) == "No response returned.")


def _see_administrator(ledger: Any) -> None:
    from sites.base import Text
    from sites.errors import Refused
    from web.accounts import has_administrator

    if not has_administrator(ledger):
        raise Refused(
            Text(
                zh="多人共用的看板须有账号，请先建一个管理员："
                "inspect-once account add 姓名 --role admin",
                en="a shared board needs accounts; make an administrator first: "
                "inspect-once account add NAME --role admin",
            )
        )


def weeks_folder(place: str) -> Path:
    """The folder beside the ledger that holds what the board plans; here, for a database."""
    from sites.ledger.place import is_url

    return Path("weeks") if is_url(place) else Path(place).with_suffix(".weeks")


def set_up(office: Any, who: str, lang: Language, lasting: Any = None, tls: bool = False) -> None:
    """Register every page, the login and the interface for programs."""
    from nicegui import app, ui
    from starlette.responses import PlainTextResponse, RedirectResponse, Response

    from web.api import make_api
    from web.frame import framed
    from web.login import desk_of, guard
    from web.map.ground import map_folder, read_tiles
    from web.page_files import page_files
    from web.sessions import USUAL

    def tiles() -> str:
        return read_tiles(map_folder(office.weeks)).url

    guard(office, who, lang, lasting=lasting or USUAL, tls=tls, tiles=tiles)
    app.mount("/api", make_api(office, lang))
    menu = page_files()

    def register(page: Any, path: str) -> None:
        async def shown() -> Response | None:
            desk = desk_of(office, lang)
            if desk is None:
                return RedirectResponse("/login")
            if not desk.may(*page.roles):
                own = next((p.path for p in menu if desk.may(*p.roles)), "")
                if path == "/" and own:
                    return RedirectResponse(own)
                return PlainTextResponse(desk.t("没有权限看这一页", "not for your role"), 403)
            await framed(desk, page, menu, page.show)
            return None

        ui.page(path, response_timeout=PATIENCE)(shown)

    for page in menu:
        register(page, page.path)
        if page.routes is not None:
            page.routes(lambda: desk_of(office, lang))
    register(menu[0], "/")
