"""Officers by department: certificates, leave and call-out in two clicks, this week's duty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from nicegui import run, ui

from sites.base import Text
from sites.book import Absence
from sites.errors import Refused
from sites.vocabulary import CHOICES, word
from web.desk import OFFICE, WRITERS, Desk
from web.hazards.desk import today
from web.pages._officer_data import (
    DUTIES,
    Away,
    Person,
    add_absence,
    people,
    remove_absence,
    week_of,
)

TITLE = Text(zh="人员", en="Officers")
ORDER, ICON, ROLES = 60, "groups", OFFICE
PARTS = ("day", "am", "pm", "night")
QUICK = (
    ("leave", 0, Text(zh="今天请假", en="On leave today")),
    ("leave", 1, Text(zh="明天请假", en="On leave tomorrow")),
    ("callout", 0, Text(zh="今天抽调", en="Called out today")),
    ("callout", 1, Text(zh="明天抽调", en="Called out tomorrow")),
)
"""Reason, days from today, what the button says."""


async def show(desk: Desk) -> None:
    """The list, drawn again after each change."""
    staff = Staff(desk)
    ui.label(desk.t("执法人员", "Officers")).classes("text-h5")
    staff.place = ui.column().classes("w-full")
    await staff.draw()


class Staff:
    """Everybody of the office on one page."""

    place: ui.column

    def __init__(self, desk: Desk):
        self.desk = desk

    async def draw(self) -> None:
        """Draw everybody as the ledger has them now."""
        found = await run.io_bound(people, self.desk) or []
        self.place.clear()
        with self.place:
            self._duty(found)
            for body in dict.fromkeys(p.officer.body for p in found):
                with ui.card().classes("w-full q-pa-sm gap-0"):
                    ui.label(body).classes("text-subtitle1 text-weight-bold")
                    for person in found:
                        if person.officer.body == body:
                            self._row(person)

    def _duty(self, found: list[Person]) -> None:
        first, last = week_of(today())
        on_duty = [
            f"{p.officer.name}（{self._when(a.row)}）"
            for p in found
            for a in p.away
            if a.row.reason in DUTIES and a.row.first <= last
        ]
        said = "、".join(on_duty) or self.desk.t("未登记", "none entered")
        week = f"{self._day(first)}—{self._day(last)}"
        ui.label(self.desk.t(f"本周（{week}）值班备勤：{said}", f"On duty {week}: {said}")).mark(
            "duty"
        )

    def _row(self, person: Person) -> None:
        desk, officer = self.desk, person.officer
        with (
            ui.row()
            .classes("items-center w-full q-py-xs")
            .style("border-top: 1px solid #e0e0e0")
            .mark(f"officer-{officer.id}")
        ):
            ui.label(officer.name).classes("w-20 text-weight-bold")
            ui.label(word("officer_kind", officer.kind, desk.lang)).classes("w-20")
            self._certificate(person)
            tasks = desk.t(f"本周{len(person.tasks)}项任务", f"{len(person.tasks)} tasks this week")
            ui.label(tasks if person.tasks else "").classes("w-32")
            for away in person.away:
                self._absence(officer.name, away)
            ui.space()
            if desk.may(*WRITERS):
                self._menu(officer.id, officer.name)

    def _certificate(self, person: Person) -> None:
        desk, until = self.desk, person.officer.certificate_until
        if person.flag is not None:
            with ui.row().classes("w-56 items-center gap-1 no-wrap late text-weight-bold"):
                ui.icon("warning")
                ui.label(desk.say(person.flag))
            return
        ui.label(desk.t(f"执法证至{until}", f"certificate to {until}") if until else "").classes(
            "w-56"
        )

    def _day(self, day: date) -> str:
        return self.desk.t(f"{day.month}月{day.day}日", f"{day:%m-%d}")

    def _when(self, row: Absence) -> str:
        days = self._day(row.first)
        days += f"—{self._day(row.last)}" if row.last != row.first else ""
        space = self.desk.t("", " ")
        part = "" if row.part == "day" else space + word("part", row.part, self.desk.lang)
        return f"{word('absence', row.reason, self.desk.lang)} {days}{part}"

    def _absence(self, name: str, away: Away) -> None:
        said = self._when(away.row)
        with ui.row().classes("items-center no-wrap gap-0 bg-amber-2 rounded-borders q-pl-sm"):
            ui.label(said)
            if self.desk.may(*WRITERS):
                undo = self.desk.t(f"撤销{name}的{said}", f"Remove {name}: {said}")
                ui.button(icon="close", on_click=self._removing(away.key)).props(
                    f'flat round dense size=sm aria-label="{undo}"'
                ).mark(f"remove-{away.key}")

    def _menu(self, id: str, name: str) -> None:
        label = self.desk.t("请假／抽调", "Away")
        with (
            ui.button(label, icon="event_busy").props("outline dense no-caps").mark(f"away-{id}"),
            ui.menu(),
        ):
            for reason, ahead, text in QUICK:
                day = today() + timedelta(days=ahead)
                ui.menu_item(self.desk.say(text), self._adding(id, reason, day)).mark(
                    f"{reason}-{ahead}-{id}"
                )
            ui.separator()
            ui.menu_item(
                self.desk.t("选择日期和事由……", "Choose days and reason …"),
                lambda: self._choose(id, name),
            ).mark(f"choose-{id}")

    def _adding(self, id: str, reason: str, day: date) -> Callable[[], Any]:
        async def add() -> None:
            await self._add({"officer": id, "first": day, "last": day, "reason": reason})

        return add

    async def _add(self, fields: dict[str, Any]) -> bool:
        desk = self.desk
        try:
            done = await run.io_bound(add_absence, desk, fields)
        except Refused as refusal:
            ui.notify(desk.say(refusal.says), type="warning")
            return False
        if done is not None:
            away, torn = done
            said = desk.t(f"已登记：{self._when(away.row)}", f"entered: {self._when(away.row)}")
            if torn:
                tasks = "、".join(task.id for task in torn)
                said += desk.t(
                    f"；当天有已发布的任务（{tasks}），请重排或换人",
                    f"; published tasks need somebody else: {tasks}",
                )
            ui.notify(said, type="warning" if torn else "positive", timeout=8000 if torn else 4000)
        await self.draw()
        return True

    def _removing(self, key: str) -> Callable[[], Any]:
        async def remove() -> None:
            try:
                await run.io_bound(remove_absence, self.desk, key)
            except Refused as refusal:
                ui.notify(self.desk.say(refusal.says), type="warning")
            await self.draw()

        return remove

    def _choose(self, id: str, name: str) -> None:
        desk, day = self.desk, today().isoformat()
        with self.place, ui.dialog() as dialog, ui.card():
            ui.label(name).classes("text-h6")
            reasons = {key: word("absence", key, desk.lang) for key in CHOICES["absence"]}
            parts = {key: word("part", key, desk.lang) for key in PARTS}
            reason = ui.select(reasons, value="leave", label=desk.t("事由", "Reason"))
            first = ui.input(desk.t("起", "From"), value=day).props("type=date stack-label")
            last = ui.input(desk.t("止", "To"), value=day).props("type=date stack-label")
            part = ui.select(parts, value="day", label=desk.t("时段", "Part of the day"))
            for name_, field in (
                ("reason", reason),
                ("first", first),
                ("last", last),
                ("part", part),
            ):
                field.classes("w-64").mark(f"away-{name_}")

            async def save() -> None:
                said = {"officer": id, "reason": reason.value, "part": part.value}
                if not (first.value and last.value):
                    ui.notify(desk.t("请选起止日期", "choose both days"), type="warning")
                    return
                added = await self._add(said | {"first": first.value, "last": last.value})
                if added and not dialog.is_deleted:  # the page may have been drawn anew
                    dialog.close()

            ui.button(desk.t("登记", "Record"), on_click=save).props("no-caps").mark("away-save")
        dialog.open()
