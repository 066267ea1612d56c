"""Needs that no visit meets, with their codes: why, and what would help."""

from __future__ import annotations

from nicegui import ui

from web.pages._week_desk import WeekDesk
from web.pages._week_dialogs import EXCLUDED, CardDialogs
from web.week.left_out import LeftOut, left_out
from web.week.store import Step


class Side:
    """The list beside the board."""

    def __init__(self, week: WeekDesk, dialogs: CardDialogs):
        self.week, self.dialogs = week, dialogs
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

        async def unpin() -> None:
            await self.dialogs.unpin("", need.site, EXCLUDED)

        with ui.element("div").classes(f"wk-need {need.colour}{'' if need.seen else ' unseen'}"):
            ui.label(f"{need.shape} {need.name}").classes("wk-name")
            ui.label(
                t(
                    f"{need.body}·{need.kind}，{need.due}到期",
                    f"{need.body}, {need.kind}, due {need.due}",
                )
            )
            if need.excluded and self.week.may_edit:
                again = ui.button(t("取消“本周不排”", "May be planned again"), on_click=unpin)
                again.props("dense outline no-caps size=sm").mark(f"unpin-{need.need}")
            if need.code:
                ui.label(need.code).classes("wk-code")
                ui.label(need.why)
                ui.label(t("可以：", "would help: ") + need.helps).classes("wk-help")
            else:
                ui.label(t("正在核对原因…", "looking for the reason …")).classes("wk-line")
