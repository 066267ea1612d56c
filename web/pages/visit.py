"""Visits to be told of: today's and those that still wait, each with its checklist for a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from nicegui import run, ui

from sites.base import Text
from sites.clock import china_today
from sites.ledger.task_list import STATES, waits
from web.desk import ROLES as ALL_ROLES
from web.desk import Desk
from web.phone.routes import register
from web.phone.sheet import tasks_for

TITLE = Text(zh="现场检查", en="Checklists")
ORDER, ICON, ROLES = 45, "fact_check", tuple(ALL_ROLES)


def routes(who_asks: Callable[[], Desk | None]) -> None:
    """Register the phone's page and what it asks and sends."""
    register(who_asks)


async def show(desk: Desk) -> None:
    """The list, and the way to the phone's own page."""
    found = await run.io_bound(_listed, desk) or []
    with ui.row().classes("items-center w-full"):
        ui.label(desk.t("现场检查", "Checklists")).classes("text-h5")
        ui.space()
        _button(desk.t("手机版清单", "List for the phone"), "/visit/my").mark("phone-list")
    ui.label(
        desk.t(
            "在手机上打开：断网时填写的内容存在手机里，联网后自动送达台账。",
            "Open it on a phone: what is filled in without connection is kept and sent later.",
        )
    )
    if not found:
        ui.label(desk.t("近日没有待登记的检查任务。", "No visits wait to be recorded."))
    for task in found:
        with ui.card().classes("w-full q-pa-sm"), ui.row().classes("items-center w-full"):
            with ui.column().classes("gap-0"):
                ui.label(task["site"]).classes("text-weight-bold")
                ui.label(task["line"])
            ui.space()
            _button(desk.t("打开检查表", "Open the checklist"), task["to"]).mark(task["id"])


def _button(text: str, to: str) -> ui.button:
    button = ui.button(text, on_click=lambda: ui.navigate.to(to))
    return button.props("unelevated no-caps").style("min-height: 44px")


def _listed(desk: Desk) -> list[dict[str, Any]]:
    today = china_today()
    with desk.office.ledger.reading() as rows:
        tasks = tasks_for(rows, desk, today)
        names = {k: s.name for k, (_, s) in rows.keyed("sites", [t.site for t in tasks]).items()}
    return [
        {
            "id": task.id,
            "site": names.get(task.site, task.site),
            "to": f"/visit/{quote(task.id)}",
            "line": "　".join(
                (
                    task.id,
                    f"{task.on} {task.starts // 60}:{task.starts % 60:02d}",
                    "、".join(dict.fromkeys(n.body for n in task.needs)),
                    desk.say(STATES["published" if waits(task) else task.state]),
                )
            ),
        }
        for task in tasks
    ]
