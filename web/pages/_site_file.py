"""The file of a site at the right of the table. Internal: no page of it is for the site."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from nicegui import run, ui

from exports.ledger_words import cell_name, cell_value
from sites.closure import STATES
from sites.closure.flags import days_overdue, deadline
from sites.errors import Refused
from sites.vocabulary import word
from web.desk import WRITERS, Desk
from web.hazards.desk import today
from web.pages._site_data import SiteFile, set_colour, site_file

SAID = ("address", "permit", "zone", "community", "stage", "status", "starts_on", "ends_on",
        "manager", "chief_supervisor", "traits", "rated_on", "rated_why", "note")  # fmt: skip


class FileDialog:
    """The panel; ``changed`` is called after a colour was set."""

    def __init__(self, desk: Desk, changed: Callable[[], Awaitable[None]]):
        self.desk, self.changed = desk, changed
        self.dialog = ui.dialog().props("position=right full-height")

    async def open(self, id: str) -> None:
        """Open the file of a site."""
        try:
            found = await run.io_bound(site_file, self.desk, id)
        except Refused as refusal:
            ui.notify(self.desk.say(refusal.says), type="warning")
            return
        if found is None:
            return
        self.dialog.clear()
        with (
            self.dialog,
            ui.card()
            .style("width: min(860px, 96vw); max-width: 96vw; overflow-y: auto")
            .mark("file"),
        ):
            self._draw(found)
        self.dialog.open()

    def _draw(self, file: SiteFile) -> None:
        t = self.desk.t
        with ui.row().classes("items-center w-full no-wrap"):
            ui.label(file.site.name).classes("text-h6")
            ui.space()
            ui.button(t("关闭", "Close"), on_click=self.dialog.close).props("flat no-caps")
        ui.label(
            t("工地档案，内部使用，不得带入现场", "The site's file: INTERNAL, never for the site")
        ).classes("text-weight-bold late")
        pages: tuple[tuple[str, Callable[[SiteFile], None]], ...] = (
            (t("三色", "Colour"), self._rating),
            (t("检查", "Visits"), self._visits),
            (t("隐患", "Hazards"), self._hazards),
            (t("投诉", "Complaints"), self._complaints),
            (t("频次余量", "Headroom"), self._headroom),
            (t("企业与联盟", "Companies"), self._companies),
            (t("基本情况", "Facts"), self._facts),
        )
        with ui.tabs().props("no-caps align=left dense outside-arrows").classes("w-full") as tabs:
            heads = [ui.tab(title) for title, _ in pages]
        with ui.tab_panels(tabs, value=heads[0], animated=False).classes("w-full"):
            for head, (_, draw) in zip(heads, pages, strict=True):
                with ui.tab_panel(head):
                    draw(file)

    def _rating(self, file: SiteFile) -> None:
        desk = self.desk
        if desk.may(*WRITERS) and file.site.status != "finished":
            with ui.expansion(desk.t("人工调整三色", "Set the colour by hand")).mark("by-hand"):
                self._by_hand(file)
        _lines(file.rating, desk.t("已竣工，不再评定。", "Finished: it is not rated."))
        with ui.expansion(desk.t("变更记录", "What happened")):
            _lines(file.events, desk.t("无", "none"))

    def _by_hand(self, file: SiteFile) -> None:
        desk = self.desk
        colours = {c: word("colour", c, desk.lang) for c in ("red", "yellow", "green")}
        colour = ui.toggle(colours, value=file.site.colour).props("no-caps").mark("new-colour")
        why = ui.input(desk.t("原因（必填）", "Why (asked for)")).classes("w-full").mark("why")
        answer = ui.label().classes("late").props("role=alert").mark("colour-answer")

        async def send() -> None:
            try:
                said = (colour.value, why.value or "")
                await run.io_bound(set_colour, desk, file.site.id, *said)
            except Refused as refusal:
                answer.set_text(desk.say(refusal.says))
                return
            ui.notify(desk.t("三色已调整", "The colour is set"), type="positive")
            await self.changed()

        ui.button(desk.t("调整", "Set"), on_click=send).props("no-caps").mark("set-colour")

    def _visits(self, file: SiteFile) -> None:
        t, lang = self.desk.t, self.desk.lang
        _table(
            (t("日期", "Day"), t("牵头部门", "Lead"), t("任务编号", "Task")),
            [(task.on, task.lead, task.id) for task in file.tasks],
            t("没有已发布待执行的检查。", "No visit is planned."),
        )
        ui.label(t("检查记录", "Past visits")).classes("text-weight-bold")
        _table(
            (t("日期", "Day"), t("部门", "Body"), t("类型", "Kind"), t("结果", "Result")),
            [(v.on, v.body, word("kind", v.kind, lang), v.result) for v in file.visits],
            t("没有检查记录。", "None on record."),
        )

    def _hazards(self, file: SiteFile) -> None:
        t, say, day = self.desk.t, self.desk.say, today()

        def state(hazard: Any) -> str:
            late = days_overdue(hazard, day)
            more = t(f"，逾期{late}天", f", overdue by {late} d") if late else ""
            return say(STATES[hazard.state]) + more

        heads = (t("编号", "No."), t("状态", "State"), t("问题", "What"), t("期限", "Deadline"))
        rows = [(h.id, state(h), h.what, deadline(h) or "") for h in file.hazards]
        _table(heads, rows, t("没有隐患。", "No hazards."))

    def _complaints(self, file: SiteFile) -> None:
        t, lang = self.desk.t, self.desk.lang
        heads = (t("日期", "Day"), t("工单编号", "Order"), t("渠道", "Channel"), t("内容", "What"),
                 t("办结", "Settled"), t("属实", "Verified"))  # fmt: skip
        rows = [
            (c.on, c.id, c.channel, c.content, c.closed_on or "",
             "" if c.verified is None else word("flag", c.verified, lang))
            for c in file.complaints
        ]  # fmt: skip
        _table(heads, rows, t("没有投诉。", "No complaints."))

    def _headroom(self, file: SiteFile) -> None:
        t = self.desk.t
        ui.label(
            t(
                "本台账口径，不含部门自行检查，以省执法平台为准。",
                "Our own ledger's count; the provincial platform's stands.",
            )
        )
        _lines(file.headroom, t("今年还没有计入频次的检查。", "Nothing counts yet this year."))

    def _companies(self, file: SiteFile) -> None:
        t = self.desk.t
        for lines in file.companies:
            with ui.card().classes("w-full"):
                _lines(lines, "")
        ui.label(t("工地联盟", "Site alliance")).classes("text-weight-bold")
        _lines(file.alliance, t("未加入工地联盟。", "Not a member."))

    def _facts(self, file: SiteFile) -> None:
        lang, values = self.desk.lang, file.site.model_dump(mode="json")
        rows = [
            (cell_name("sites", name, lang), cell_value("sites", name, values[name], lang))
            for name in SAID
            if values[name] not in (None, "", [])
        ]
        _table((self.desk.t("栏目", "Field"), self.desk.t("内容", "Value")), rows, "")


def _lines(lines: Iterable[str], none: str) -> None:
    told = list(lines) or ([none] if none else [])
    with ui.column().classes("gap-1 w-full"):
        for line in told:
            head = line.startswith("【")
            indent = len(line) - len(line.lstrip())
            ui.label(line.strip()).style(f"margin-left: {indent * 0.4}rem").classes(
                "text-weight-bold" if head else "text-body2"
            )


def _table(heads: tuple[str, ...], rows: Iterable[tuple[Any, ...]], none: str) -> None:
    shown = [{"n": n, **{str(k): str(c) for k, c in enumerate(r)}} for n, r in enumerate(rows)]
    if not shown:
        ui.label(none)
        return
    columns: list[dict[str, Any]] = [
        {"name": str(k), "field": str(k), "label": head, "align": "left"}
        for k, head in enumerate(heads)
    ]
    ui.table(columns=columns, rows=shown, row_key="n", pagination=0).props(
        "flat dense bordered hide-bottom wrap-cells"
    ).classes("w-full")
