"""Planning a week from its page: started, watched and stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from nicegui import ui

from constraints import TIERS
from exports.changes import SAME
from exports.summary import TIER_NAMES
from exports.week import last_published
from sites.base import Text
from sites.clock import china_today
from web.desk import WRITERS, Desk
from web.planning import Job, Planning, Shown, planning_of, start
from web.week.store import WeekStore

SECONDS = (15, 30, 60, 120, 300)
CURVES = ("2", "3", "1")
LAST_LINES = 3


class PlanningPanel:
    """The button, and while a search runs its lines, values, bounds and curve."""

    def __init__(self, desk: Desk, store: WeekStore, week: str, stated: date | None):
        """``stated`` is the day that the ledger's 截至日期 names."""
        self.desk, self.store, self.week, self.stated = desk, store, week, stated
        self._button_for: tuple[bool, bool] | None = None
        self._shown: tuple[object, ...] | None = None
        self._tier = "2"
        self.bar = ui.row().classes("items-center gap-2")
        self.box = ui.card().classes("w-full").props("flat bordered").mark("planning")
        self.box.visible = False

    def draw_button(self) -> None:
        """The button for what can be planned now."""
        if not self.desk.may(*WRITERS):
            return
        step, t = self.store.now, self.desk.t
        published = step is not None and last_published(Path(self.store.folder)) > 0
        if self._button_for == (step is None, published):
            return
        self._button_for = (step is None, published)
        words = t("排班", "Plan") if step is None else t("重新排班", "Plan anew")
        if published:
            words = t("按变化重排（尽量少动）", "Replan, moving little")
        self.bar.clear()
        with self.bar:
            seconds = ui.select(
                {s: t(f"{s}秒", f"{s} s") for s in SECONDS}, value=60, label=t("最多算", "At most")
            )
            seconds.props("dense outlined options-dense").classes("w-24").mark("seconds")
            today = self._today()

            async def act() -> None:
                if self.store.now is not None and not published and not await self._sure():
                    return
                self._start(float(seconds.value), today() if today else None, published)

            ui.button(words, icon="play_arrow", on_click=act).props(
                "dense no-caps unelevated padding='2px 12px'"
            ).mark("plan")

    def _today(self) -> Callable[[], str | None] | None:
        """A choice of what counts as today, where the book says another day than the clock."""
        stated, now, t = self.stated, china_today(), self.desk.t
        if stated is None or stated == now:
            return None
        options = {
            "": t(f"截至日期 {stated}", f"as of {stated}"),
            now.isoformat(): t(f"今天 {now}", f"today {now}"),
        }
        pick = ui.select(options, value="", label=t("按哪天算", "As of"))
        pick.props("dense outlined options-dense").classes("w-44").mark("as-of")
        return lambda: pick.value or None

    async def _sure(self) -> bool:
        t = self.desk.t
        with ui.dialog() as dialog, ui.card():
            ui.label(
                t(
                    "重新排班会换掉现在的安排和手工改动（已固定的保留；旧的周计划存入“旧版”）。",
                    "Planning anew replaces this plan and its edits (pins are kept).",
                )
            )
            with ui.row():
                yes = ui.button(t("重新排班", "Plan anew"), on_click=lambda: dialog.submit(True))
                yes.mark("plan-sure")
                ui.button(t("取消", "Cancel"), on_click=dialog.close).props("flat")
        sure = bool(await dialog)
        dialog.delete()
        return sure

    def _start(self, seconds: float, today: str | None, again: bool) -> None:
        if not self.desk.may(*WRITERS):
            return
        job = Job(
            ledger=self.desk.office.ledger.place,
            folder=str(self.store.folder),
            week=self.week,
            today=today,
            seconds=seconds,
            lang=self.desk.lang,
            again=again,
        )
        start(job, self.desk.person.name)
        self.tick()

    def tick(self) -> bool:
        """Show how far the search is; tell whether it runs."""
        planning = planning_of(Path(self.store.folder))
        if planning is None:
            return False
        now = (id(planning), planning.state, len(planning.lines), len(planning.points), self._tier)
        if now != self._shown and (self._shown is not None or planning.state == "running"):
            self._draw(planning)
        self._shown = now
        return planning.state == "running"

    def _draw(self, planning: Planning) -> None:
        t, say = self.desk.t, self.desk.say
        self.box.visible = True
        self.box.clear()
        with self.box, ui.row().classes("w-full no-wrap items-start gap-4"):
            with ui.column().classes("gap-1 w-1/2"):
                head = {
                    "running": t(f"{planning.who}正在排班…", f"{planning.who} is planning …"),
                    "done": t("排好了", "Planned"),
                    "failed": t("没有排成", "Not planned"),
                }[planning.state]
                ui.label(head).classes("text-subtitle1").mark(f"planning-{planning.state}")
                for line in _lines(planning):
                    ui.label(say(line)).classes("wk-sum").style("white-space: pre-line")
                if planning.points:
                    self._values(planning)
                if planning.state == "running" and self.desk.may(*WRITERS):
                    words = t("停止，用现在最好的", "Stop, keep the best")
                    stop = ui.button(words, icon="stop", on_click=planning.stop)
                    stop.props("dense no-caps outline").mark("stop")
                    stop.set_enabled(not planning.stopping)
                if planning.state != "running":
                    ui.button(t("收起", "Close"), on_click=self._hide).props("dense flat")
            if planning.points:
                self._curve(planning)

    def _hide(self) -> None:
        self.box.visible = False

    def _values(self, planning: Planning) -> None:
        """A table: tier, value, bound, gap."""
        last, t = planning.points[-1], self.desk.t
        rows = [
            {"tier": self.desk.say(TIER_NAMES[tier]), "value": v, "bound": b, "gap": v - b}
            for tier, v, b in _tiers(last, planning.job)
        ]
        names = (
            ("tier", t("目标", "Goal")),
            ("value", t("代价", "Value")),
            ("bound", t("下界", "Bound")),
            ("gap", t("最多还差", "Gap")),
        )
        columns = [
            {"name": n, "label": words, "field": n, "align": "left" if n == "tier" else "right"}
            for n, words in names
        ]
        ui.table(columns=columns, rows=rows).props("dense flat").mark("values")

    def _curve(self, planning: Planning) -> None:
        with ui.column().classes("gap-0 w-1/2"):
            shown = (*CURVES, "1.5") if planning.job.again else CURVES
            names = {tier: self.desk.say(TIER_NAMES[tier]) for tier in shown}
            chosen = self._tier if self._tier in names else CURVES[0]
            pick = ui.toggle(names, value=chosen).props("dense no-caps size=sm")

            def change(event: object) -> None:
                self._tier = str(getattr(event, "value", "2"))
                self._draw(planning)

            pick.on_value_change(change)
            ui.echart(curve(planning, chosen, self.desk)).classes("w-full h-48").mark("curve")


def _lines(planning: Planning) -> list[Text]:
    """Its last words while it runs, all where it failed, and that nothing had to be changed."""
    if planning.state == "done":
        return [line for line in planning.lines if line == SAME]
    return planning.lines if planning.state == "failed" else planning.lines[-LAST_LINES:]


def _tiers(point: Shown, job: Job) -> list[tuple[str, int, int]]:
    """Tier, value and bound; what is published is kept only where a week is replanned."""
    return [
        (tier, cost, min(point.bounds.get(tier, 0), cost))
        for tier, cost in zip(TIERS, point.costs, strict=True)
        if tier in ("1", "2", "3") or (tier == "1.5" and job.again)
    ]


def curve(planning: Planning, tier: str, desk: Desk) -> dict[str, object]:
    """Value and bound of one tier over the seconds, as an ECharts option."""
    at = TIERS.index(tier)
    value = [[round(p.seconds, 2), p.costs[at]] for p in planning.points]
    bound = [
        [round(p.seconds, 2), min(p.bounds.get(tier, 0), p.costs[at])] for p in planning.points
    ]
    lines = ((desk.t("代价", "value"), value, "solid"), (desk.t("下界", "bound"), bound, "dashed"))
    return {
        "animation": False,
        "grid": {"left": 48, "right": 24, "top": 28, "bottom": 28},
        "legend": {"top": 0},
        "xAxis": {"type": "value", "name": desk.t("秒", "s")},
        "yAxis": {"type": "value"},
        "series": [
            {"name": name, "type": "line", "step": "end", "showSymbol": len(data) < 2,
             "data": data, "lineStyle": {"type": style}}
            for name, data, style in lines
        ],
    }  # fmt: skip
