"""The week's head: its state, its figures, filters, and the steps of its approval."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from nicegui import ui

from exports.summary import visits_saved
from sites.approval import Verb
from sites.base import Text
from sites.roster_words import word
from web.desk import Desk
from web.dialogs.insert import insert_dialog
from web.dialogs.whatif import whatif_dialog
from web.pages._week_desk import MAY_SIGN, WeekDesk
from web.week.store import Step, signed_state
from web.week.view import Filter, choices_of

VERBS: dict[Verb, Text] = {
    "submit": Text(zh="送审", en="Submit"),
    "approve": Text(zh="批准", en="Approve"),
    "publish": Text(zh="发布", en="Publish"),
}
DONE: dict[Verb, Text] = {
    "submit": Text(zh="已送审", en="submitted"),
    "approve": Text(zh="已批准", en="approved"),
    "publish": Text(zh="已发布，任务已登记到台账", en="published; its tasks are in the ledger"),
}
OPEN: dict[str, Verb] = {
    "draft": "submit",
    "urgent": "submit",
    "submitted": "approve",
    "approved": "publish",
}


def next_verb(state: str, changed: bool) -> Verb | None:
    """The step that is open: what was changed after it was signed is submitted again."""
    return "submit" if changed else OPEN.get(state)


class Head:
    """State, figures and buttons; drawn again as a whole, for it is small."""

    def __init__(self, week: WeekDesk, filters: ui.row):
        self.week, self.filters = week, filters
        self.box = ui.row().classes("items-center w-full gap-3")
        self._filtered: tuple[str, ...] | None = None

    def show(self, step: Step) -> None:
        """Draw for a plan."""
        self.box.clear()
        with self.box:
            self._state(step)
            self._figures(step)
            ui.space()
            self._more()
            self._undo()
            for verb, says in VERBS.items():
                self._button(verb, says, step)
        self._draw_filters(step)

    def _state(self, step: Step) -> None:
        week, t = self.week, self.week.desk.t
        state, changed = signed_state(step)
        words = word("states", state, week.desk.lang)
        if changed:
            words += t("（有改动，须重新送审）", " (changed: to be submitted again)")
        ui.badge(words).props("color=blue-9").classes("text-body2 q-pa-xs").mark("state")
        last = step.plan.approval
        if last.by:
            ui.label(t(f"{last.by} {last.on}", f"{last.by}, {last.on}")).classes("wk-sum")
        if step.verdict.breaches:
            saved = t("有规则未满足，未写入文件", "rules are broken: not written")
        elif week.store.unwritten:
            saved = t("周计划文件写不进去，稍后再试", "the files cannot be written; trying again")
        elif week.store.dirty:
            saved = t("正在写入周计划文件…", "writing the files …")
        else:
            saved = t("已保存", "saved")
        ui.label(saved).classes("wk-sum").mark("saved")

    def _figures(self, step: Step) -> None:
        plan, round = step.plan, step.round
        owed = sum(n.owed for n in round.needs)
        done = sum(round.need[n].owed for n in plan.met)
        saved = visits_saved(plan, round)
        words = self.week.desk.t(
            f"应查{owed}项，安排{done}项，共{len(plan.bookings)}次上门，少上门{saved}次",
            f"{done} of {owed} owed needs in {len(plan.bookings)} visits, {saved} visits saved",
        )
        ui.label(words).classes("wk-sum").mark("figures")

    def _more(self) -> None:
        week, t = self.week, self.week.desk.t
        whatif = ui.button(t("假如…", "What if …"), on_click=self._opened(whatif_dialog))
        whatif.props("flat dense no-caps").mark("whatif")
        if week.may_edit:
            urgent = t("插入紧急投诉", "Urgent complaint")
            insert = ui.button(urgent, on_click=self._opened(insert_dialog))
            insert.props("flat dense no-caps").mark("insert")

    def _opened(
        self, dialog: Callable[[Desk, Path], Awaitable[None]]
    ) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            with self.week.root:
                await dialog(self.week.desk, self.week.store.folder)

        return act

    def _undo(self) -> None:
        if self.week.may_edit:
            undo = ui.button(self.week.desk.t("撤销", "Undo"), icon="undo", on_click=self.week.undo)
            undo.props("flat dense no-caps").mark("undo")
            undo.set_enabled(len(self.week.store.steps) > 1)

    def _button(self, verb: Verb, says: Text, step: Step) -> None:
        if not self.week.desk.may(*MAY_SIGN[verb]):
            return
        button = ui.button(self.week.desk.say(says), on_click=self._sign(verb)).mark(verb)
        is_next = next_verb(*signed_state(step)) == verb
        button.props("dense no-caps unelevated padding='2px 12px'")
        button.set_enabled(is_next and not step.verdict.breaches)

    def _sign(self, verb: Verb) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            t = self.week.desk.t
            with self.week.root:
                said = t("正在办理…", "one moment …")
                spinner = ui.notification(said, spinner=True, timeout=None)
            done = await self.week.sign(verb)
            spinner.dismiss()
            if done is not None and done.wrote:
                self.week.tell(self.week.desk.say(DONE[verb]), "positive")
            for problem in done.problems if done else ():
                self.week.tell(self.week.desk.say(problem), "negative")

        return act

    def _draw_filters(self, step: Step) -> None:
        zones, bodies, colours = choices_of(step.round, self.week.desk.lang)
        if self._filtered == (*zones, *bodies):
            return
        self._filtered = (*zones, *bodies)
        self.filters.clear()
        t, only = self.week.desk.t, self.week.only
        named = (
            ("zone", t("片区", "Zone"), zones, only.zone),
            ("body", t("部门", "Department"), bodies, only.body),
            ("colour", t("三色等级", "Colour"), colours, only.colour),
        )
        with self.filters:
            for field, label, options, value in named:
                every = {"": t("全部", "all"), **options}
                pick = ui.select(every, label=label, value=value if value in every else "")
                pick.props("dense outlined options-dense").classes("w-36").mark(f"only-{field}")
                pick.on_value_change(self._only(field))

    def _only(self, field: str) -> Callable[[object], None]:
        def act(event: object) -> None:
            value = getattr(event, "value", "") or ""
            self.week.only = Filter(**(self.week.only._asdict() | {field: value}))
            self.week.redraw()

        return act
