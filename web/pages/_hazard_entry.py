"""Quick entry: a row to type a hazard into; Enter saves it, and the next can be typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from nicegui import run, ui

from sites.base import Text
from sites.errors import Refused
from sites.reading.cells import as_list
from web.desk import Desk
from web.hazards.desk import enter, today

NO_DATE = Text(zh="日期请写成2026-12-07的样子", en="write dates as 2026-12-07")
GRADES = {"一般": Text(zh="一般", en="ordinary"), "重大": Text(zh="重大", en="major (重大)")}


async def entry_row(desk: Desk, entered: Callable[[], Awaitable[None]]) -> None:
    """Draw the row; ``entered`` is called after each hazard."""
    sites, bodies, people = await run.io_bound(_lists, desk) or ({}, [], [])
    t = desk.t
    fields: dict[str, Any] = {}
    fields["site"] = ui.select(sites, label=t("工地", "Site"), with_input=True).classes("w-64")
    with ui.row().classes("w-full items-start") as row:
        fields["site"].move(row)
        fields["found_on"] = ui.input(t("检查日期", "Found on"), value=today().isoformat())
        fields["found_on"].props("type=date stack-label").classes("w-40")
        fields["place"] = ui.input(t("部位", "Place")).classes("w-32")
        fields["what"] = ui.input(t("问题描述", "What is wrong")).classes("w-80")
        grades = {key: desk.say(text) for key, text in GRADES.items()}
        fields["grade"] = ui.select(grades, value="一般", label=t("等级", "Grade")).classes("w-28")
        fields["finders"] = ui.input(
            t("发现人（、分隔）", "Found by"), autocomplete=people
        ).classes("w-48")
        fields["body"] = ui.select(bodies, label=t("责令主体", "Ordered by")).classes("w-40")
        fields["measure"] = ui.input(t("整改要求", "What is to be done")).classes("w-64")
        fields["due"] = ui.input(t("整改期限", "Deadline"))
        fields["due"].props("type=date stack-label").classes("w-40")
        button = ui.button(t("保存（回车）", "Save (Enter)")).props("no-caps").mark("save-hazard")
    for name, field in fields.items():
        field.mark(f"new-{name}")
    answer = ui.label().props("role=status").mark("entered")

    async def save() -> None:
        try:
            hazard = await run.io_bound(_enter, desk, {n: f.value for n, f in fields.items()})
        except Refused as refusal:
            answer.set_text(desk.say(refusal.says))
            answer.classes(add="late")
            return
        if hazard is None:
            return
        answer.set_text(t(f"已登记 {hazard.id}", f"entered {hazard.id}"))
        answer.classes(remove="late")
        for name in ("what", "place", "measure"):
            fields[name].set_value("")
        fields["what"].run_method("focus")
        await entered()

    button.on_click(save)
    for name in ("found_on", "place", "what", "finders", "measure", "due"):
        fields[name].on("keydown.enter", save)


def _lists(desk: Desk) -> tuple[dict[str, str], list[str], list[str]]:
    with desk.office.ledger.reading() as rows:
        sites = {s.id: s.name for s in rows.rows("sites") if s.status != "finished"}
        bodies = list(dict.fromkeys(b.enforcing for b in rows.rows("bodies")))
        people = [o.name for o in rows.rows("officers") if o.kind == "officer"]
    return sites, bodies, people


def _enter(desk: Desk, said: dict[str, Any]) -> Any:
    text = {name: (said[name] or "").strip() for name in ("place", "what", "measure", "grade")}
    due, body = _day(said["due"]), said["body"] or ""
    fields = text | {
        "site": said["site"] or "",
        "found_on": _day(said["found_on"]),
        "finders": tuple(as_list(said["finders"] or "")),
        "body": body,
        "found_by_body": body,
    }
    return enter(desk, fields, due)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(NO_DATE) from error
