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

NAMED = """
const name = () => document.querySelectorAll('.q-uploader a.q-btn:not([aria-label])').forEach(
  button => {
    const input = button.querySelector('input');
    button.setAttribute('aria-label', input ? '%s' : '%s');
    if (input) input.setAttribute('aria-hidden', 'true');
  });
new MutationObserver(name).observe(document.body, {childList: true, subtree: true});
name();
"""
"""The toolkit's buttons for files are pictures without a name."""

PRIMARY, GOOD, BAD, NEWS = "#1554a5", "#1b6e3c", "#b3261e", "#245a73"
"""Read on white and under white (contrast AA); the toolkit's own colours do not."""

STYLE = """
:root { --red: #b3261e; --yellow: #8a6100; --green: #1b6e3c; }
body { font-family: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC",
       sans-serif; }
body.large { font-size: 1.25rem; } body.large .q-btn, body.large .q-field { font-size: 1.2rem; }
body.large .q-table td, body.large .q-table th, body.large .q-field__label,
body.large .q-badge { font-size: 1.05rem; }
body.large .q-tab__label, body.large .text-subtitle1, body.large .q-uploader__title {
  font-size: 1.2rem; }
.late { color: var(--red); }
.q-drawer .q-item__section--avatar { min-width: 40px; padding-right: 8px; }
.q-drawer .q-item__section--main { white-space: nowrap; }
*:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
.q-btn:focus-visible { box-shadow: 0 0 0 2px #fff, 0 0 0 5px #0b57d0 !important; }
@media print { .q-header, .q-drawer, .no-print { display: none !important; }
  .q-page-container { padding: 0 !important; } }
"""


async def framed(
    desk: Desk, page: Page, menu: tuple[Page, ...], show: Callable[[Desk], Awaitable[None]]
) -> None:
    """Draw the frame and, in it, the page."""
    ui.add_css(STYLE)
    ui.colors(primary=PRIMARY, positive=GOOD, negative=BAD, info=NEWS)
    ui.run_javascript(TOO_OLD)
    ui.run_javascript(
        NAMED % (desk.t("选择文件", "choose files"), desk.t("清空列表", "clear the list"))
    )
    ui.run_javascript(f"document.documentElement.lang = '{desk.t('zh-CN', 'en')}'")
    ui.page_title(f"{desk.say(page.title)} · {desk.t('综合查一次', 'Inspect Once')}")
    wide = 170
    if app.storage.user.get("large"):
        ui.query("body").classes("large")
        wide = 205
    with ui.header().classes("items-center bg-blue-9"):
        ui.label(
            desk.office.book().settings.street or desk.t("综合查一次", "Inspect Once")
        ).classes("text-h6")
        ui.space()
        _switches(desk)
    with (
        ui.left_drawer(value=False, bordered=True).props(f"width={wide} show-if-above"),
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
    ui.button(desk.t("English", "中文"), on_click=switch("lang", other)).props(
        "flat no-caps color=white"
    )
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
