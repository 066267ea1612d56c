"""One urgent complaint into a planned week: ranked choices, one of which is taken."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nicegui import ui

from sites.base import Language, Text
from sites.choice import Choice
from sites.errors import Refused
from sites.need import Need
from sites.plan import Plan
from sites.round import Round
from web.desk import WRITERS, Desk, Office
from web.dialogs.planned import week_now
from web.dialogs.window import attempt, see_allowed, tell_lines, window
from web.week.store import store_of

UNSAVED = Text(
    zh="这一周还有改动正在保存，请稍候再试",
    en="changes of this week are still being saved; try again in a moment",
)
OVERTAKEN = Text(
    zh="列出办法以后计划又有改动，请重新列出",
    en="the plan has changed since the choices were listed; list them again",
)

_ONE_AT_A_TIME = threading.Lock()


class Offer(NamedTuple):
    """What can be done about one complaint in one state of a week."""

    round: Round
    plan: Plan
    need: Need
    grown: Round
    choices: tuple[Choice, ...]
    bars: tuple[str, ...]


async def insert_dialog(desk: Desk, week_folder: Path, site: str = "") -> None:
    """Ask for a complaint, list the choices, take one. ``site`` is an id, chosen beforehand."""
    step = await attempt(desk, week_now, week_folder)
    if step is None:
        return
    book = desk.office.book()
    sites = {s.id: f"{s.name}（{s.id}）" for s in book.sites if s.status != "finished"}
    bodies = [b.id for b in book.bodies if b.type != "partner"]
    t = desk.t
    with window(desk, t("插入紧急投诉", "Insert an urgent complaint")) as dialog:
        with ui.grid(columns=2).classes("w-full"):
            where = ui.select(sites, label=t("工地", "site"), value=site if site in sites else None)
            who = ui.select(bodies, label=t("承办部门", "body"))
            by = ui.input(t("最迟何时到场（如 周三下午）", "by when (as 2 Dec pm)"))
            minutes = ui.number(t("现场用时（分钟，可不填）", "minutes on site"), min=1, max=480)
        what = ui.input(t("投诉什么（只供内部）", "what it is about (internal)")).classes("w-full")
        where.props("use-input").mark("insert-site")
        who.mark("insert-body")
        by.mark("insert-by")
        found = ui.column().classes("w-full")

        async def search() -> None:
            if not (where.value and who.value and by.value):
                ui.notify(
                    t("请填写工地、部门和时限", "Fill in site, body and time"), type="warning"
                )
                return
            order = {
                "site": where.value, "body": who.value, "by": by.value, "items": (),
                "minutes": int(minutes.value) if minutes.value else None,
                "what": what.value or "",
            }  # fmt: skip
            offer = await attempt(desk, offered, desk.office, week_folder, order, desk.lang)
            found.clear()
            if offer is not None:
                with found:
                    _show(desk, week_folder, offer, dialog)

        ui.button(t("列出办法", "List the choices"), on_click=search).mark("insert-list")
        found.move(target_index=-1)


def _show(desk: Desk, folder: Path, offer: Offer, dialog: ui.dialog) -> None:
    from exports.insertion import choice_text

    ui.label(desk.t("按优先顺序：", "best first:"))
    for number, choice in enumerate(offer.choices, start=1):
        with ui.card().classes("w-full gap-1").props("bordered flat").mark("choice"):
            head, *rest = choice_text(choice, offer.grown, desk.lang)
            ui.label(f"{number}. {head}").classes("text-weight-bold")
            tell_lines(rest)
            if desk.may(*WRITERS) and choice.booking is not None:
                ui.button(
                    desk.t(f"采用第{number}种", f"Take choice {number}"),
                    on_click=_taking(desk, folder, offer, choice, dialog),
                ).props("dense").mark(f"take-{number}")
    tell_lines(offer.bars)


def _taking(desk: Desk, folder: Path, offer: Offer, choice: Choice, dialog: ui.dialog) -> Any:
    async def act() -> None:
        lines = await attempt(desk, take, desk, folder, offer, choice)
        if lines is not None:
            dialog.close()
            with window(desk, desk.t("已采用", "Taken")), ui.element("div").mark("insert-taken"):
                tell_lines(lines)

    return act


def offered(office: Office, folder: Path, order: dict[str, Any], lang: Language) -> Offer:
    """What ``inspect-once insert`` would list for a complaint.

    Raises
    ------
    Refused, BookError
        If the order cannot be understood, or the plan breaks rules as it stands.
    """
    from constraints import RULES
    from exports.insertion import bar_lines
    from scheduler.insert import choices
    from scheduler.urgent import ordered, with_need
    from scheduler.why import why_not

    step, rules = week_now(folder), tuple(RULES.values())
    round, need, by = ordered(step.round, office.book(), None, **order)
    found, grown = choices(round, step.plan, need, rules, by), with_need(round, need)
    bars: Sequence[str] = ()
    if len(found) == 1:
        asked = why_not(step.plan, grown, need.site, rules)
        bars = [s for a in asked if a.needs == (need.id,) for s in bar_lines(a.bars, grown, lang)]
    return Offer(round, step.plan, need, grown, found, tuple(bars))


def take(desk: Desk, folder: Path, offer: Offer, choice: Choice) -> list[str]:
    """Write the week with a choice taken; return what has changed.

    Raises
    ------
    Refused
        If the person may not, or the week has changed since the choices were listed.
    BookError
        If its files cannot be written; then nothing has changed.
    """
    from constraints import RULES, verify
    from exports.insertion import taken_lines
    from exports.week import see_writable, write_again
    from scheduler.by_hand import told
    from scheduler.insert import taken

    see_allowed(desk, *WRITERS)
    with _ONE_AT_A_TIME:
        store = store_of(folder)
        if store.dirty or store.busy:
            raise Refused(UNSAVED)
        if week_now(folder).plan != offer.plan:
            raise Refused(OVERTAKEN)
        store.busy = True
        try:
            see_writable(folder)
            new_round, bare = taken(offer.round, offer.plan, choice, offer.need, RULES.values())
            verdict = verify(bare, new_round)
            write_again(folder, new_round, told(bare, new_round, verdict), verdict, lang=desk.lang)
        finally:
            store.busy = False
        store.refresh()
    return list(taken_lines(choice, new_round, desk.lang))
