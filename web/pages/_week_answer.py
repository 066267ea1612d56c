"""The rules' answer beside a card."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from exports.text import hours_of
from web.pages._week_desk import Note, WeekDesk
from web.week.answers import Answer, Broken

MOST_SHOWN = 6


def draw_answer(week: WeekDesk, note: Note) -> ui.element:
    """What was tried, what the rules say of it, and what can be done now."""
    t = week.desk.t
    with ui.element("div").classes(f"wk-answer {note.answer.kind}").mark("answer") as box:
        box.props("role=status aria-live=polite")
        ui.label(_head(week, note)).classes("said")
        for broken in note.answer.broken[:MOST_SHOWN]:
            _broken(week, broken)
        for cost in note.answer.costs if note.answer.kind == "kept" else ():
            ui.label(week.desk.say(cost)).classes("wk-line")
        _others(week, note.answer)
        if note.answer.kind == "local":
            _override(week, note)
        with ui.row().classes("gap-1"):
            for says, make in note.ways:
                ui.button(week.desk.say(says), on_click=_again(week, note, make)).props(
                    "dense outline no-caps size=sm"
                ).mark("other-crew")
            if note.answer.kind == "kept":
                ui.button(t("撤销", "Undo"), on_click=week.undo).props("dense flat size=sm")
            close = t("知道了" if note.answer.kind != "local" else "放回原处", "Close")
            ui.button(close, on_click=_close(week)).props("dense flat size=sm").mark("close-answer")
    return box


def _head(week: WeekDesk, note: Note) -> str:
    what, t = week.desk.say(note.what), week.desk.t
    if note.answer.kind == "kept":
        return t(f"✓ {what}：规则全部满足", f"✓ {what}: every rule is kept")
    if note.answer.kind == "local":
        return t(f"！{what}：与本街道规定不符", f"! {what}: breaks local rules")
    return t(f"✗ {what}：不合规定，已放回原处", f"✗ {what}: not lawful; it is back in its place")


def _broken(week: WeekDesk, broken: Broken) -> None:
    say, t = week.desk.say, week.desk.t
    ui.label(
        t(f"{say(broken.title)}（{say(broken.kind)}）", f"{say(broken.title)} ({say(broken.kind)})")
    )
    ui.label(say(broken.says))
    if broken.source:
        source = t("依据：", "source: ") + broken.source
        ui.label(source).classes("source").props["title"] = source


def _others(week: WeekDesk, found: Answer) -> None:
    step = week.store.now
    for old, new in found.others if step else ():
        site = found.round.site[new.site].name
        was, now = hours_of(old, found.round), hours_of(new, found.round)
        ui.label(week.desk.t(f"顺延：{site} {was} → {now}", f"later: {site} {was} → {now}"))


def _override(week: WeekDesk, note: Note) -> None:
    t = week.desk.t
    reason = ui.input(t("豁免理由", "Reason to override"))
    reason.props("dense outlined maxlength=200").classes("w-full").mark("override-reason")

    async def act() -> None:
        if not (reason.value or "").strip():
            week.tell(t("请写明理由", "please give a reason"), type="warning")
            return
        await week.override(note, reason.value)

    by = week.desk.person.name
    ui.label(t("理由和姓名记入台账", "kept in the ledger with your name")).classes("source")
    said = t(f"豁免并保存（{by}）", f"Override ({by})")
    ui.button(said, on_click=act).props("dense no-caps size=sm color=brown-8").mark("override")


def _again(week: WeekDesk, note: Note, make: object) -> Callable[[], Awaitable[None]]:
    async def act() -> None:
        await week.try_edit(note.visit, note.what, make)  # type: ignore[arg-type]

    return act


def _close(week: WeekDesk) -> Callable[[], None]:
    def act() -> None:
        week.note = None
        week.redraw()

    return act
