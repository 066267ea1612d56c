"""What if one thing were different: both weeks planned, side by side, before anything is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import cast

from nicegui import ui

from sites.base import Text
from sites.book import Absence, RuleSetting, SiteBook
from sites.errors import Refused
from sites.ledger import Rows
from sites.round import Round
from web.desk import WRITERS, Desk
from web.dialogs.planned import week_now
from web.dialogs.two_plans import Change, Compared, TwoPlans
from web.dialogs.window import attempt, reasons, see_allowed, show_reasons, tell_lines, window

SECONDS = (5, 10, 20, 60)
USUAL_SECONDS = 10
LOOK_SECONDS = 0.2
KINDS = {
    "one_more": Text(zh="某部门多一名持证人员", en="one more certified officer of a body"),
    "less": Text(zh="某人整周不在", en="somebody is away all week"),
    "quorum": Text(zh="每次检查至少几名持证人员", en="certified officers at a visit, at least"),
    "apart": Text(zh="各部门各查各的", en="each department on its own"),
}
ONLY_THOUGHT = Text(
    zh="这一项只是设想，没有可以记入台账的内容。", en="This is a thought only: nothing to keep."
)
KEPT = Text(
    zh="已记入台账。请到“周计划”重排这一周。", en="Kept in the ledger. Now plan the week again."
)


async def whatif_dialog(desk: Desk, week_folder: Path) -> None:
    """Ask what to change, show both plans side by side, and keep the change if that is wanted."""
    step = await attempt(desk, week_now, week_folder)
    if step is None:
        return
    running: list[TwoPlans] = []
    with window(desk, desk.t("假如改一处", "What if")) as dialog:
        read = _form(desk, step.round)
        seconds = ui.select(
            {s: desk.t(f"每边{s}秒", f"{s} s a side") for s in SECONDS},
            value=USUAL_SECONDS,
            label=desk.t("计算时间", "time"),
        )
        with ui.row():
            go = ui.button(desk.t("开始比较", "Compare")).mark("whatif-go")
            stop = ui.button(desk.t("停止", "Stop"), on_click=lambda: running[-1].stop())
            stop.props("outline").mark("whatif-stop").set_visibility(False)
        told = ui.column().classes("w-full").props('aria-live="polite"')

        async def compare() -> None:
            change = read()
            if change is None:
                ui.notify(desk.t("请先选好改什么", "Choose what to change"), type="warning")
                return
            try:
                running.append(TwoPlans(week_folder, change, seconds.value, desk.lang))
            except Refused as error:
                show_reasons(desk, reasons(error, desk))
                return
            go.set_visibility(False)
            stop.set_visibility(True)
            await _follow(desk, step.round, change, running[-1], told)
            if not told.is_deleted:
                go.set_visibility(True)
                stop.set_visibility(False)

        def end() -> None:
            for process in running:
                process.stop()

        go.on_click(compare)
        dialog.on("hide", end)


def _form(desk: Desk, round: Round) -> Callable[[], Change | None]:
    """The fields of one change; returns what reads it."""
    names = {o.id: o.name for o in round.inspectors}
    bodies = sorted({o.body for o in round.inspectors})
    kinds = {key: desk.say(text) for key, text in KINDS.items()}
    kind = ui.select(kinds, label=desk.t("改什么", "what")).classes("w-full").mark("whatif-kind")
    body = ui.select(bodies, label=desk.t("部门", "body")).classes("w-full").mark("whatif-body")
    who = ui.select(names, label=desk.t("人员", "who"), with_input=True).classes("w-full")
    quorum = ui.number(desk.t("至少（人）", "at least"), value=3, min=1, max=9, precision=0)
    who.mark("whatif-who")
    for field, key in ((body, "one_more"), (who, "less"), (quorum, "quorum")):
        field.bind_visibility_from(kind, "value", value=key)

    def read() -> Change | None:
        if kind.value == "one_more" and body.value:
            return Change(one_more=body.value)
        if kind.value == "less" and who.value:
            return Change(less=who.value)
        if kind.value == "quorum" and quorum.value:
            return Change(numbers=(f"certified_quorum.least={int(quorum.value)}",))
        return Change(apart=True) if kind.value == "apart" else None

    return read


async def _follow(
    desk: Desk, round: Round, change: Change, process: TwoPlans, told: ui.column
) -> None:
    """Tell what a comparison does until it is done."""
    told.clear()
    with told:
        ui.linear_progress(show_value=False).props("indeterminate")
        says = ui.label("…").mark("whatif-says")
    while process.listen() and process.result is None and not process.faults:
        if told.is_deleted:  # the window, or the whole page, was closed
            process.stop()
            return
        says.set_text(process.lines[-1] if process.lines else "…")
        await asyncio.sleep(LOOK_SECONDS)
    if told.is_deleted:
        return
    told.clear()
    with told:
        if process.result is not None:
            _show(desk, round, change, process.result)
        else:
            tell_lines(process.faults or (desk.t("已停止。", "stopped"),))


def _show(desk: Desk, round: Round, change: Change, found: Compared) -> None:
    heads = ("", desk.t("现状", "as it is"), found.name, desk.t("差", "difference"))
    columns = [
        {"name": str(k), "label": head, "field": str(k), "align": "left" if k == 0 else "right"}
        for k, head in enumerate(heads)
    ]
    rows = [{str(k): cell for k, cell in enumerate(row)} for row in found.rows]
    table = ui.table(columns=columns, rows=rows, row_key="0").classes("w-full")
    table.props("dense flat bordered wrap-cells").mark("whatif-table")
    if change.less is None and not change.numbers:
        ui.label(desk.say(ONLY_THOUGHT))
    elif desk.may(*WRITERS):
        ui.button(
            desk.t("就这样改，记入台账", "Keep this change"), on_click=_keeping(desk, round, change)
        ).mark("whatif-keep")


def _keeping(desk: Desk, round: Round, change: Change) -> Callable[[], object]:
    async def act() -> None:
        if await attempt(desk, keep, desk, round, change):
            ui.notify(desk.say(KEPT), type="positive")

    return act


def keep(desk: Desk, round: Round, change: Change) -> bool:
    """Write a change into the ledger: an absence of the week, or numbers of rules.

    Raises
    ------
    Refused
        If the person may not.
    """
    see_allowed(desk, *WRITERS)
    with desk.office.ledger.act(desk.person.name, source="board what-if") as act:
        if change.less is not None:
            row = Absence(officer=change.less, first=round.first_day, last=round.last_day)
            act.put("absences", row)
        for text in change.numbers:
            act.put("rule_settings", _number(act, text, desk.person.name))
    return True


def _number(rows: Rows, text: str, by: str) -> RuleSetting:
    """A rule's number as it shall be: the row that the ledger has for it, else a new one."""
    from constraints import RULES
    from constraints._settings import rule_numbers

    name, _, value = text.partition("=")
    rule, _, param = name.partition(".")
    for row in rows.rows("rule_settings"):
        known = rule_numbers(SiteBook(rule_settings=(row,)), RULES)
        if param in known.get(rule, {}):
            return cast(RuleSetting, row.but(value=value, changed_by=by))
    return RuleSetting(rule=rule, param=param, value=value, changed_by=by)
