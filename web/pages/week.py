"""The week: sessions as columns, visits as cards, officers below; planned, edited, signed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from nicegui import app, ui

from sites.base import Text
from sites.clock import china_today
from web.desk import OFFICE, Desk
from web.pages._week_page import draw_week
from web.week.store import store_of
from web.week.weeks import name_of, weeks_to_choose

TITLE = Text(zh="周计划", en="Week")
ORDER, ICON, ROLES = 10, "calendar_view_week", OFFICE


async def show(desk: Desk) -> None:
    """The week chosen last, next week at first."""
    book = await asyncio.to_thread(desk.office.book)
    today = book.settings.today or china_today()
    weeks = weeks_to_choose(desk.office.weeks, today, desk.lang)
    chosen = app.storage.user.get("week")
    if chosen not in weeks:
        chosen = name_of(today + timedelta(weeks=1))
    store = await asyncio.to_thread(store_of, desk.office.weeks / chosen)
    draw_week(desk, store, chosen, book.settings.today, partial(_pick, weeks, chosen, desk))


def _pick(weeks: dict[str, str], chosen: str, desk: Desk) -> None:
    def change(name: str) -> None:
        app.storage.user["week"] = name
        ui.navigate.reload()

    pick = ui.select(weeks, value=chosen, label=desk.t("哪一周", "Week"))
    pick.props("dense outlined options-dense").classes("w-72").mark("pick-week")
    pick.on_value_change(lambda e: change(str(e.value)))
