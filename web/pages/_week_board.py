"""The sessions as columns and the visits as cards, which may be dragged, pinned and answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import events, ui

from sites.base import Text
from sites.plan import Plan
from sites.round import Round
from web.pages._week_answer import draw_answer
from web.pages._week_desk import Note, WeekDesk
from web.pages._week_dialogs import CardDialogs
from web.week import edits
from web.week.answers import Kind, answer
from web.week.store import Step
from web.week.view import Card, Column, columns

DRAG = '(e) => { e.dataTransfer.setData("text/plain", "visit"); emit(); }'
OVER = '(e) => { e.currentTarget.classList.add("aim"); }'
LEAVE = (
    "(e) => { if (!e.currentTarget.contains(e.relatedTarget))"
    ' e.currentTarget.classList.remove("aim"); }'
)
DROP = '(e) => { e.currentTarget.classList.remove("aim"); emit(); }'
INTO_VIEW = """setTimeout(() => document.querySelector('.wk-board .wk-answer')
  ?.scrollIntoView({block: 'nearest', inline: 'nearest'}), 50)"""
HINTS: dict[Kind, Text] = {
    "kept": Text(zh="✓ 可以放这里", en="✓ fits here"),
    "local": Text(zh="！须写明理由豁免", en="! needs an override"),
    "law": Text(zh="✗ 不合规定", en="✗ not lawful"),
}


class Board:
    """The columns. Only those that changed are drawn again."""

    def __init__(self, week: WeekDesk):
        self.week = week
        self.dialogs = CardDialogs(week, self.move, self.judged)
        self.box = ui.element("div").classes("wk-board").mark("board")
        self._drawn: dict[str, tuple[Column, Any]] = {}
        self._boxes: dict[str, Any] = {}
        self._hints: dict[str, ui.label] = {}

    def show(self, step: Step) -> None:
        """Draw a plan."""
        week, lang = self.week, self.week.desk.lang
        now = columns(step.plan, step.round, lang, week.only)
        if [c.session for c in now] != list(self._boxes):
            self._lay_out(now)
        for column in now:
            note = week.note if week.note and _answers(column, week.note) else None
            if self._drawn.get(column.session) != (column, note):
                self._drawn[column.session] = (column, note)
                self._fill(column)
                if note is not None:
                    self.box.client.run_javascript(INTO_VIEW)

    def _lay_out(self, now: list[Column]) -> None:
        self.box.clear()
        self._drawn, self._boxes, self._hints = {}, {}, {}
        with self.box:
            for column in now:
                box = ui.element("section").classes("wk-col" + (" over" if column.over else ""))
                box.mark(f"session-{column.session}")
                box.props["aria-label"] = f"{column.day} {column.part}"
                self._boxes[column.session] = box
                if self.week.may_edit and not column.over:
                    box.on("dragover.prevent", js_handler=OVER)
                    box.on("dragleave", js_handler=LEAVE)
                    box.on("drop.prevent", self._dropped(column.session), js_handler=DROP)

    def _fill(self, column: Column) -> None:
        box = self._boxes[column.session]
        box.clear()
        with box:
            with ui.element("div").classes("wk-head"):
                ui.label(f"{column.day} {column.part}")
                if column.note:
                    ui.label(column.note).classes("wk-note")
            self._hints[column.session] = ui.label().classes("wk-hint")
            self._hints[column.session].text = column.hours
            note = self.week.note
            if note and note.at == column.session:
                draw_answer(self.week)
            for card in column.cards:
                self._card(card, column.over)
                if note and not note.at and note.visit == card.visit:
                    draw_answer(self.week)

    def _card(self, card: Card, over: bool) -> None:
        free = self.week.may_edit and not over
        box = ui.element("article").classes(f"wk-card {card.colour}")
        box.classes(add="" if card.seen else "unseen").mark(f"card-{card.visit}")
        if free:
            box.props("draggable=true")
            box.on("dragstart", self._dragged(card), js_handler=DRAG)
        t = self.week.desk.t
        with box:
            with ui.element("div").classes("wk-top"):
                ui.label(f"{card.shape} {card.colour_word}").classes(f"wk-colour {card.colour}")
                ui.label(card.clock).classes("wk-clock")
                if free:
                    self.dialogs.menu(card)
            ui.label(card.name).classes("wk-name")
            ui.label(
                t("牵头：", "lead: ") + card.lead + _others(card, t("；同查：", "; with: "))
            ).classes("wk-line")
            self._people(card, free)
            ui.label(card.vehicles).classes("wk-line")
            self._marks(card)

    def _people(self, card: Card, free: bool) -> None:
        t = self.week.desk.t
        with ui.element("div").classes("wk-people"):
            for person in card.people:
                tag = "button" if free else "span"
                shown = ui.element(tag).classes("wk-person" + (" helps" if person.helps else ""))
                with shown:
                    ui.label(person.name)
                helps = t("协助人员", "auxiliary")
                shown.props["title"] = helps if person.helps else t("、", ", ").join(person.bodies)
                if free:
                    shown.on("click", self._swap(card, person.id))
                    shown.mark(f"person-{card.visit}-{person.id}")

    def _marks(self, card: Card) -> None:
        t = self.week.desk.t
        with ui.element("div").classes("wk-marks"):
            for word in (card.state_word, *card.kinds):
                ui.label(word).classes("wk-mark")
            if card.fixed:
                ui.label(t("已固定", "pinned")).classes("wk-mark pin")
            for rule in card.outside:
                ui.label(t(f"豁免：{rule}", f"outside: {rule}")).classes("wk-mark outside")

    def _swap(self, card: Card, person: str) -> Callable[[], Awaitable[None]]:
        return lambda: self.dialogs.swap(card, person)

    def _dragged(self, card: Card) -> Callable[[events.GenericEventArguments], Awaitable[None]]:
        async def act(_: events.GenericEventArguments) -> None:
            self.week.dragging = card.visit
            judged = await self.judged(card.visit, lambda: self.week.dragging == card.visit)
            for session, kind in judged if self.week.dragging == card.visit else []:
                if session in self._hints:
                    hint = self._hints[session]
                    hint.text = self.week.desk.say(HINTS[kind])
                    hint.classes(replace=f"wk-hint {kind}")

        return act

    def _dropped(self, session: str) -> Callable[[events.GenericEventArguments], Awaitable[None]]:
        async def act(_: events.GenericEventArguments) -> None:
            visit, self.week.dragging = self.week.dragging, ""
            self._drawn = {}
            if visit:
                await self.move(visit, session)

        return act

    async def judged(
        self, visit: str, wanted: Callable[[], bool] = lambda: True
    ) -> list[tuple[str, Kind]]:
        """What the rules would say of the visit in each other session, while it is ``wanted``."""
        step = self.week.store.now
        if step is None or all(b.visit != visit for b in step.plan.bookings):
            return []
        return await asyncio.to_thread(_judged, step, visit, wanted)

    async def move(self, visit: str, session: str) -> None:
        """Put a visit into another session; where its people cannot, others may."""
        week, step = self.week, self.week.store.now
        was = [b.session for b in step.plan.bookings if b.visit == visit] if step else []
        if step is None or not was or was[0] == session:
            return
        said = step.round.say_session(session)
        site = step.round.site[step.round.visit[visit].site].name
        what = Text(zh=f"{site}移到{said.zh}", en=f"{site} to {said.en}")

        def make(plan: Plan, round: Round) -> Plan:
            return edits.moved(plan, round, visit, session)

        found = await week.try_edit(visit, what, make, session=session)
        if found and found.kind != "kept" and week.note:
            ways = await asyncio.to_thread(_ways, step, visit, session)
            week.note = week.note._replace(ways=ways) if week.note else None
            week.redraw()


def _judged(step: Step, visit: str, wanted: Callable[[], bool]) -> list[tuple[str, Kind]]:
    was = edits.booking_of(step.plan, visit).session
    open_ = (s.id for s in step.round.sessions if s.day >= step.round.today and s.id != was)
    found: list[tuple[str, Kind]] = []
    for session in open_:
        if not wanted():
            break
        plan = edits.moved(step.plan, step.round, visit, session)
        found.append((session, answer(plan, step.round, step.plan, step.verdict, visit).kind))
    return found


def _ways(step: Step, visit: str, session: str) -> tuple[tuple[Text, Any], ...]:
    """The same move with other people, where the rules keep it."""
    found: dict[str, tuple[Text, Any]] = {}
    for plan in edits.crewed(step.plan, step.round, visit, session):
        if answer(plan, step.round, step.plan, step.verdict, visit).kind == "kept":
            people = edits.booking_of(plan, visit).officers
            names = [step.round.officer[o].name for o in people]
            said = Text(zh="改派" + "、".join(names), en="send " + ", ".join(names))
            found.setdefault(said.zh, (said, _made(plan)))
    return tuple(found.values())


def _made(plan: Plan) -> Callable[[Plan, Round], Plan]:
    return lambda _plan, _round: plan


def _answers(column: Column, note: Note) -> bool:
    """Whether the answer stands in this column."""
    if note.at:
        return note.at == column.session
    return any(c.visit == note.visit for c in column.cards)


def _others(card: Card, head: str) -> str:
    others = [b for b in card.bodies if b != card.lead]
    return head + "、".join(others) if others else ""
