"""Needs that no visit meets, with their codes: why, and what would help."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from web.pages._week_desk import Dragged, WeekDesk
from web.pages._week_dialogs import EXCLUDED, CardDialogs
from web.week.left_out import LeftOut, left_out
from web.week.store import Step

DRAG = '(e) => { e.dataTransfer.setData("text/plain", "need"); emit(); }'


class Side:
    """The list beside the board; what stands there can be dragged onto a session."""

    def __init__(
        self,
        week: WeekDesk,
        dialogs: CardDialogs,
        drag: Callable[[Dragged], Awaitable[None]],
        let_go: Callable[[], None],
    ):
        self.week, self.dialogs, self.drag, self.let_go = week, dialogs, drag, let_go
        self.box = ui.element("aside").classes("wk-side").mark("left-out")
        self._drawn: list[LeftOut] | None = None

    def show(self, step: Step) -> None:
        """Draw for a plan."""
        found = left_out(step.plan, step.round, self.week.desk.lang, self.week.only)
        if found == self._drawn:
            return
        self._drawn = found
        t = self.week.desk.t
        self.box.clear()
        with self.box:
            head = t(f"未安排 {len(found)} 项", f"Not planned: {len(found)}")
            ui.label(head).classes("wk-head")
            for need in found:
                self._need(need)

    def _need(self, need: LeftOut) -> None:
        t = self.week.desk.t
        box = ui.element("div").classes(f"wk-need {need.colour}{'' if need.seen else ' unseen'}")
        if self.week.may_edit and not need.excluded:
            box.props("draggable=true").mark(f"need-{need.need}")
            box.on("dragstart", self._dragged(need), js_handler=DRAG)
            box.on("dragend", lambda _: self.let_go(), args=[])
        with box:
            ui.label(f"{need.shape} {need.name}").classes("wk-name")
            ui.label(
                t(
                    f"{need.body}·{need.kind}，{need.due}到期",
                    f"{need.body}, {need.kind}, due {need.due}",
                )
            )
            with ui.row().classes("gap-1"):
                self._buttons(need)
            if need.code:
                ui.label(need.code).classes("wk-code")
                ui.label(need.why)
                ui.label(t("可以：", "would help: ") + need.helps).classes("wk-help")
            else:
                ui.label(t("正在核对原因…", "looking for the reason …")).classes("wk-line")

    def _buttons(self, need: LeftOut) -> None:
        """By click and keyboard: into a session, or free to be planned again; and why."""
        t = self.week.desk.t

        async def why() -> None:
            await self.dialogs.why(need.site)

        async def unpin() -> None:
            await self.dialogs.unpin("", need.site, EXCLUDED)

        async def choose() -> None:
            name = t(f"{need.name}（{need.body}）", f"{need.name} ({need.body})")
            await self.dialogs.choose_session(Dragged("need", need.need), name)

        if need.excluded:
            words, act = t("取消“本周不排”", "May be planned again"), unpin
        else:
            words, act = t("排到…", "Plan in …"), choose
        both = [(words, act)] if self.week.may_edit else []
        for says, does in (*both, (t("为什么", "Why"), why)):
            button = ui.button(says, on_click=does).props("dense outline no-caps size=sm")
            button.props["aria-label"] = f"{says} {need.name} {need.body}"

    def _dragged(self, need: LeftOut) -> Callable[[events.GenericEventArguments], Awaitable[None]]:
        async def act(_: events.GenericEventArguments) -> None:
            await self.drag(Dragged("need", need.need))

        return act
