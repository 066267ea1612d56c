"""What a click on a site opens: its card, with the ways on from there."""

from __future__ import annotations

from urllib.parse import quote

from nicegui import ui

from exports.summary import COLOURS
from exports.text import hours_of, people_of
from web.desk import WRITERS, Desk
from web.dialogs.insert import insert_dialog
from web.dialogs.why import why_dialog
from web.dialogs.window import window
from web.map.places import STATES
from web.pages._map_layers import MapView
from web.week.store import Step
from web.week.view import SHAPES


def show_card(desk: Desk, view: MapView, week: str, step: Step | None, id: str) -> None:
    """Open a site's card; nothing for an id that is none."""
    site = next((s for s in view.book.sites if s.id == id), None)
    if site is None:
        return
    t = desk.t
    hazards = [h for h in view.book.hazards if h.site == id and h.state in ("open", "recheck")]
    facts = (
        (t("编号", "id"), site.id),
        (t("三色等级", "colour"), f"{SHAPES[site.colour]} {desk.say(COLOURS[site.colour])}"),
        (t("状态", "state"), desk.say(STATES[site.status])),
        (t("片区", "zone"), site.zone),
        (t("地址", "address"), site.address),
        (t("施工阶段", "stage"), site.stage),
        (t("未销号隐患", "open hazards"), str(len(hazards))),
        (t("本周检查", "this week"), _visits(desk, step, id)),
    )
    file = f"/sites?site={quote(id)}"
    with window(desk, site.name, "min(34rem, 96vw)"):
        with ui.column().classes("gap-1 w-full").mark("site-card"):
            for name, value in facts:
                if value:
                    with ui.row().classes("no-wrap gap-2"):
                        ui.label(name).classes("text-grey-8").style("min-width: 6rem")
                        ui.label(value).classes("whitespace-pre-wrap")
        with ui.row():
            ui.link(t("打开工地档案", "Open its file"), file).mark("site-file")
        if step is not None:
            _more(desk, week, id)


def _more(desk: Desk, week: str, id: str) -> None:
    folder = desk.office.weeks / week
    with ui.row():
        why = ui.button(
            desk.t("为什么这样排", "Why so"), on_click=lambda: why_dialog(desk, folder, id)
        )
        why.props("outline").mark("card-why")
        if desk.may(*WRITERS):
            urgent = ui.button(
                desk.t("插入紧急投诉", "Insert a complaint"),
                on_click=lambda: insert_dialog(desk, folder, id),
            )
            urgent.props("outline").mark("card-insert")


def _visits(desk: Desk, step: Step | None, id: str) -> str:
    if step is None:
        return ""
    told = [
        f"{desk.say(step.round.say_session(b.session))} {hours_of(b, step.round)} "
        f"{people_of(b, step.round, desk.lang)}"
        for b in step.plan.bookings
        if b.site == id
    ]
    return "\n".join(told) or desk.t("没有安排", "none")
