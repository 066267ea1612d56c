"""Figures: a month's report; each number opens the list behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import groupby

from nicegui import run, ui

from exports.report.facts import late_texts, standing, title, valued
from exports.text import without_phones
from sites.base import Text
from sites.clock import china_today
from sites.figures.figure import FAMILIES, Result, Traced
from sites.figures.month import month_of, month_with
from sites.figures.report import Report
from web.desk import OFFICE, Desk
from web.dialogs.window import attempt, tell_lines, window
from web.pages._figures_charts import charts
from web.pages._figures_data import (
    CLOSERS,
    courses_to,
    lock,
    months_open,
    report_file,
    report_of,
    trace,
)

TITLE = Text(zh="统计月报", en="Figures")
ORDER, ICON, ROLES = 60, "insert_chart", OFFICE
STYLE = """
.io-charts { display: grid; gap: 12px;
  grid-template-columns: repeat(auto-fit, minmax(28rem, 1fr)); }
.io-figures { display: grid; gap: 8px;
  grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); }
.io-figure { text-align: left; height: 100%; }
.io-figure .q-btn__content { flex-direction: column; align-items: flex-start; }
.io-value { font-size: 1.5em; font-weight: 600; }
@media (max-width: 700px) { .io-charts { grid-template-columns: 1fr; } }
"""
FILES = (
    (".xlsx", Text(zh="下载表格", en="workbook")),
    (".txt", Text(zh="下载通报文字", en="bulletin")),
    (".json", Text(zh="下载数据", en="JSON")),
)
TRACE_HEADS = (
    Text(zh="日期", en="day"),
    Text(zh="编号或主体", en="number or body"),
    Text(zh="工地", en="site"),
    Text(zh="内容", en="what"),
    Text(zh="数量", en="amount"),
    Text(zh="计入", en="counted"),
)


async def show(desk: Desk) -> None:
    """The month's picker and, under it, the report."""
    ui.add_css(STYLE)
    today = china_today()
    months = await run.io_bound(months_open, desk.office.ledger, today) or []
    names = {id: desk.say(month_with(id).name) for id in months}
    usual = month_of(today).before.id
    with ui.row().classes("items-end w-full no-print"):
        picker = ui.select(names, value=usual, label=desk.t("月份", "month")).classes("w-48")
        picker.mark("month")
        buttons = ui.row()
    place = ui.column().classes("w-full")

    async def draw() -> None:
        month = str(picker.value)
        report = await attempt(desk, report_of, desk.office.ledger, month, today)
        if report is None or month != picker.value:
            return
        place.clear()
        buttons.clear()
        with buttons:
            _buttons(desk, report, draw)
        with place:
            _head(desk, report)
            _figures(desk, report)
            below = ui.column().classes("w-full")
        courses = await attempt(desk, courses_to, desk.office.ledger, report, desk.lang)
        if courses is not None and not below.is_deleted:
            with below:
                charts(desk, report.trend, courses)

    picker.on_value_change(draw)
    ui.timer(0, draw, once=True)


def _head(desk: Desk, report: Report) -> None:
    ui.label(desk.say(title(report))).classes("text-h6")
    told = standing(report)
    if not report.locked_by and report.over:
        told = Text(zh="未锁定；报出后请锁定", en="not locked; lock it once it is sent")
    ui.label(desk.say(told)).mark("standing")
    for late in late_texts(report):
        ui.label(desk.say(late)).classes("text-weight-medium")


def _figures(desk: Desk, report: Report) -> None:
    for family, several in groupby(report.figures, key=lambda r: r.family):
        ui.label(desk.say(FAMILIES[family])).classes("text-subtitle1")
        with ui.element("div").classes("w-full io-figures"):
            for result in several:
                _figure(desk, result)


def _figure(desk: Desk, result: Result) -> None:
    name, value = desk.say(result.name), desk.say(valued(result))
    button = ui.button(on_click=lambda: _trace(desk, result)).props("outline no-caps color=grey-9")
    button.classes("io-figure").mark(f"figure-{result.key}")
    with button:
        ui.label(name)
        ui.label(value).classes("io-value")
        note = desk.say(result.note)
        if note:
            ui.label(note).classes("text-caption")


async def _trace(desk: Desk, result: Result) -> None:
    lines = await attempt(desk, trace, desk.office.ledger, result, desk.lang)
    if lines is None:
        return
    t = desk.t
    with window(desk, lines[0]), ui.column().classes("w-full").mark("trace"):
        ui.label(desk.say(result.definition))
        note = desk.say(result.note)
        if note:
            ui.label(note)
        columns = [
            {"name": str(k), "label": desk.say(head), "field": str(k), "align": "left"}
            for k, head in enumerate(TRACE_HEADS)
        ]
        rows = [
            {"id": n} | {str(k): cell for k, cell in enumerate(_cells(desk, one))}
            for n, one in enumerate(result.traced)
        ]
        table = ui.table(columns=columns, rows=rows, row_key="id", pagination=50)
        table.props("dense flat bordered wrap-cells").classes("w-full")
        table.props(f'no-data-label="{t("本月没有相应的记录", "nothing on record this month")}"')
        with ui.expansion(t("台账中的变动记录", "Events of the ledger")).classes("w-full"):
            tell_lines(lines[2:])


def _cells(desk: Desk, one: Traced) -> tuple[str, ...]:
    counted = desk.t("是", "yes") if one.counts else desk.t("否", "no")
    words = (str(one.on or ""), one.label, one.site, desk.say(one.what), str(one.amount), counted)
    return tuple(without_phones(word) for word in words)


def _buttons(desk: Desk, report: Report, draw: Callable[[], Awaitable[None]]) -> None:
    for suffix, word in FILES:
        ui.button(desk.say(word), icon="download", on_click=_download(desk, report, suffix)).props(
            "outline"
        ).mark(f"report{suffix}")
    if desk.may(*CLOSERS) and report.over and not report.locked_by:
        ui.button(
            desk.t("锁定本月", "Lock this month"),
            icon="lock",
            on_click=lambda: _ask_lock(desk, report, draw),
        ).mark("lock-month")


def _download(desk: Desk, report: Report, suffix: str) -> Callable[[], Awaitable[None]]:
    async def act() -> None:
        made = await attempt(desk, report_file, report, suffix, desk.lang)
        if made is not None:
            ui.download.content(made[1], made[0])

    return act


def _ask_lock(desk: Desk, report: Report, draw: Callable[[], Awaitable[None]]) -> None:
    name = desk.say(month_with(report.month).name)
    with window(desk, desk.t(f"锁定{name}", f"Lock {name}"), "min(32rem, 96vw)") as dialog:
        ui.label(
            desk.t(
                "锁定后本月数字不再变；迟到的记录列入下月补录。锁定不能撤销。",
                "Its figures stay from now on; what comes late is told with the next month. "
                "This cannot be undone.",
            )
        )

        async def act() -> None:
            done = await attempt(desk, lock, desk, report.month, china_today())
            dialog.close()
            if done:
                ui.notify(desk.t(f"{done}月报已锁定", f"{done} is locked"), type="positive")
                await draw()

        ui.button(desk.t("锁定", "Lock"), on_click=act).mark("lock-sure")
