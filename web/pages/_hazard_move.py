"""The small form of one move: just what its rule asks for, and its answer beside the fields."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from nicegui import run, ui

from sites.base import Text
from sites.closure import SPECS, TITLES, Move, MoveKind
from sites.errors import Refused
from web.desk import Desk
from web.hazards.desk import Case, make_move
from web.hazards.forms import fields_of, label_of, wrong

NO_DATE = Text(zh="请写成日期，如2026-12-07", en="write a date, as 2026-12-07")


def move_form(desk: Desk, case: Case, kind: MoveKind, done: Callable[[], Awaitable[None]]) -> None:
    """Draw the form; ``done`` is called once the move is made."""
    fields: dict[str, Any] = {}
    with ui.card().classes("w-full bg-blue-1").mark("form"):
        ui.label(desk.say(TITLES[kind])).classes("text-subtitle1 text-weight-bold")
        ui.label(desk.t("规定：", "The rule: ") + desk.say(SPECS[kind].rule)).classes("text-body2")
        for name in fields_of(kind, case.hazard):
            fields[name] = _field(desk, case, kind, name)
        answer = ui.column().classes("w-full late")

        async def send() -> None:
            answer.clear()
            told = await _sent(desk, case, kind, fields)
            if told is None:
                ui.notify(desk.t("已登记：", "Done: ") + desk.say(TITLES[kind]), type="positive")
                await done()
                return
            with answer:
                for line in told:
                    ui.label(line).props("role=alert").mark("refused")

        ui.button(desk.t("登记", "Record"), on_click=send).props("no-caps").mark("record-move")


def _field(desk: Desk, case: Case, kind: MoveKind, name: str) -> Any:
    label = desk.say(label_of(kind, name))
    if name in ("on", "due"):
        value = case.world.today.isoformat() if name == "on" else None
        made: Any = ui.input(label, value=value).props("type=date stack-label")
    elif name == "people":
        people = {
            o.id: f"{o.name}（{o.body}）"
            for o in case.world.officers
            if o.certified(case.world.today)
        }
        made = ui.select(people, label=label, multiple=True, with_input=True).props("use-chips")
    elif name == "on_paper":
        return ui.checkbox(label).mark(f"field-{name}")
    else:
        names = [o.name for o in case.world.officers] if name in ("reviewer", "approver") else None
        made = ui.input(label, autocomplete=names)
    made.classes("w-full").mark(f"field-{name}")
    return made


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(NO_DATE) from error


def _move(desk: Desk, case: Case, kind: MoveKind, fields: dict[str, Any]) -> Move:
    said = {name: field.value for name, field in fields.items() if field.value}
    said = {n: v.strip() if isinstance(v, str) else v for n, v in said.items()}
    said |= {name: _day(said[name]) for name in ("on", "due") if name in said}
    said.setdefault("on", case.world.today)
    return Move.model_validate(said | {"kind": kind, "by": desk.person.name})


async def _sent(desk: Desk, case: Case, kind: MoveKind, fields: dict[str, Any]) -> list[str] | None:
    """Make the move; what stands against it, the rule's own beside their fields, else None."""
    for field in fields.values():
        if hasattr(field, "error"):
            field.error = None
    try:
        move = _move(desk, case, kind, fields)
        faults = wrong(case.hazard, move, case.world)
        for name, field in fields.items():
            if name in faults and hasattr(field, "error"):
                field.error = "；".join(desk.say(text) for text in faults.pop(name))
        rest = [desk.say(text) for texts in faults.values() for text in texts]
        if rest or any(getattr(field, "error", None) for field in fields.values()):
            return rest
        await run.io_bound(make_move, desk, case.hazard.id, move, case.head)
    except Refused as refusal:
        return [desk.say(refusal.says)]
    return None
