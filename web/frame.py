"""What stands around every page: the menu, the office's name, language, large type, who it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import app, ui

from web.desk import ROLES, Desk
from web.page_files import Page

TOO_OLD = """
if (!window.CSSLayerBlockRule) document.body.insertAdjacentHTML('afterbegin',
  '<p style="background:#fff3cd;padding:12px">浏览器版本过旧，页面可能显示不全，'
  + '请使用 Chromium 103 以上的浏览器。 '
  + 'This browser is too old: please use Chromium 103 or later.</p>');
"""
"""CSS layers came with Chromium 99; without them the page has no style at all."""

PRIMARY = "#1554a5"
"""Reads on white and under white (contrast AA); the toolkit's own blue does not."""

STYLE = """
:root { --red: #b3261e; --yellow: #8a6100; --green: #1b6e3c; }
body { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
       sans-serif; }
body.large { font-size: 1.25rem; } body.large .q-btn, body.large .q-field { font-size: 1.2rem; }
.late { color: var(--red); }
*:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
@media print { .q-header, .q-drawer, .no-print { display: none !important; }
  .q-page-container { padding: 0 !important; } }
"""


async def framed(
    desk: Desk, page: Page, menu: tuple[Page, ...], show: Callable[[Desk], Awaitable[None]]
) -> None:
    """Draw the frame and, in it, the page."""
    ui.add_css(STYLE)
    ui.colors(primary=PRIMARY)
    ui.run_javascript(TOO_OLD)
    ui.page_title(f"{desk.say(page.title)} · {desk.t('综合查一次', 'Inspect Once')}")
    if app.storage.user.get("large"):
        ui.query("body").classes("large")
    with ui.header().classes("items-center bg-blue-9"):
        ui.label(
            desk.office.book().settings.street or desk.t("综合查一次", "Inspect Once")
        ).classes("text-h6")
        ui.space()
        _switches(desk)
    with (
        ui.left_drawer(value=False, bordered=True).props("width=170 show-if-above"),
        ui.list().classes("w-full"),
    ):
        for other in menu:
            if not desk.may(*other.roles):
                continue
            with ui.item(on_click=_to(other.path)).props("clickable").mark(f"menu{other.path}"):
                with ui.item_section().props("avatar"):
                    ui.icon(other.icon)
                with ui.item_section():
                    ui.label(desk.say(other.title))
    with ui.column().classes("w-full"):
        await show(desk)


def _to(path: str) -> Callable[[], None]:
    return lambda: ui.navigate.to(path)


def _switches(desk: Desk) -> None:
    def switch(key: str, value: Any) -> Callable[[], None]:
        def act() -> None:
            app.storage.user[key] = value
            ui.navigate.reload()

        return act

    other = "en" if desk.lang == "zh" else "zh"
    ui.button(desk.t("English", "中文"), on_click=switch("lang", other)).props("flat color=white")
    large = bool(app.storage.user.get("large"))
    size = desk.t("标准字" if large else "大字", "normal type" if large else "large type")
    ui.button(size, on_click=switch("large", not large)).props("flat color=white")
    who = f"{desk.person.name}（{desk.say(ROLES[desk.person.role])}）"
    ui.label(who)
    if desk.office.shared:
        ui.button(desk.t("修改密码", "Password"), on_click=_to("/password")).props(
            "flat color=white"
        )
        ui.button(desk.t("退出", "Log out"), on_click=_to("/logout")).props("flat color=white")
