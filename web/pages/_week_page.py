"""The parts of the week page put together, and kept as the shared week is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from nicegui import ui

from web.desk import Desk
from web.pages._week_answer import draw_answer
from web.pages._week_board import Board
from web.pages._week_changes import ChangesBox
from web.pages._week_desk import WeekDesk
from web.pages._week_head import Head
from web.pages._week_officers import Officers
from web.pages._week_planning import PlanningPanel
from web.pages._week_side import Side
from web.pages._week_style import STYLE
from web.week.store import Step, WeekStore

POLL_SECONDS, RETRY_TICKS, LATER_SECONDS = 1.0, 5, 0.25


def draw_week(
    desk: Desk, store: WeekStore, name: str, stated: date | None, pick: Callable[[], None]
) -> None:
    """Draw a week's page, and draw again what changes, whoever changes it."""
    ui.add_css(STYLE)
    week = WeekDesk(desk, store)
    with ui.column().classes("wk"):
        with ui.row().classes("items-center gap-3 w-full"):
            pick()
            panel = PlanningPanel(desk, store, name, stated)
            ui.space()
            filters = ui.row().classes("items-center gap-2")
        page = WeekPage(week, panel, filters)
    week.redraw = page.show
    page.show()
    ui.timer(POLL_SECONDS, page.tick)


class WeekPage:
    """Head, board, list and timeline of one week."""

    def __init__(self, week: WeekDesk, panel: PlanningPanel, filters: ui.row):
        self.week, self.panel = week, panel
        t = week.desk.t
        panel.box.move(ui.column().classes("w-full"))
        self.none = ui.label(t("这一周还没有排班。", "This week is not planned yet.")).mark("none")
        self.faults = ui.column().classes("w-full gap-0").mark("faults")
        self.plan = ui.column().classes("wk")
        with self.plan:
            self.head = Head(week, filters)
            self.changes = ChangesBox(week)
            self.aside = ui.column().classes("w-full")
            with ui.element("div").classes("wk-row"):
                side = ui.element("div")
                self.board = Board(week)
                with side:
                    self.side = Side(week, self.board.dialogs, self.board.drag, self.board.let_go)
            with ui.expansion(t("人员一周安排", "Officers"), value=True).classes("w-full"):
                self.officers = Officers(week.desk)
        self._state: tuple[object, ...] = ()
        self._ticks = 0
        self._later = ui.timer(LATER_SECONDS, self._show_rest, active=False)

    def show(self) -> None:
        """Draw the week as it is now, if it is still looked at when an act has ended."""
        if self.plan.is_deleted:
            return
        store, step = self.week.store, self.week.store.now
        self.week.drawn = store.version
        self._state = self._now
        self.none.visible, self.plan.visible = step is None, step is not None
        self.panel.draw_button()
        self._show_faults(step)
        if step is not None:
            self.board.show(step)
            self._show_aside(step)
            self.head.show(step)
            self._later.activate()

    def _show_rest(self) -> None:
        """What may come a moment after the answer."""
        self._later.deactivate()
        step = self.week.store.now
        if step is not None and not self.plan.is_deleted:
            self.side.show(step)
            self.changes.show(step)
            self.officers.show(step, self.week.only)

    def _show_aside(self, step: Step) -> None:
        """An answer whose card is not in the plan (any more)."""
        self.aside.clear()
        note = self.week.note
        if note and not note.at and all(b.visit != note.visit for b in step.plan.bookings):
            with self.aside:
                draw_answer(self.week, note)

    def _show_faults(self, step: Step | None) -> None:
        self.faults.clear()
        store, broken = self.week.store, step.verdict.breaches if step else ()
        with self.faults:
            for says in (*store.faults, *store.unwritten, *(b.says for b in broken)):
                ui.label(self.week.desk.say(says)).classes("text-body2 text-red-9")

    async def tick(self) -> None:
        """Follow what others and other programs do."""
        store = self.week.store
        self._ticks += 1
        if store.dirty and self.week.may_edit and self._ticks % RETRY_TICKS == 0:
            self.week.write()
        if not self.panel.tick():
            await asyncio.to_thread(store.refresh)
        if self._state != self._now:
            if self.week.drawn != store.version:
                self.week.note = None
            self.show()

    @property
    def _now(self) -> tuple[object, ...]:
        store = self.week.store
        return store.version, store.news, store.dirty, store.faults
