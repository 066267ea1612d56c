"""Charts of a report: what they draw is told by the report; colours come with dashes and shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nicegui import ui

from sites.figures.trend import DEFINITION, Trend
from web.desk import Desk
from web.pages._figures_data import Course, Courses

FONT = {"fontFamily": "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"}
LOOKS = {
    "red": ("#b3261e", "triangle", "solid"),
    "yellow": ("#b58100", "diamond", "dashed"),
    "green": ("#1b6e3c", "circle", "dotted"),
}
OTHERS = (
    ("#0b57d0", "circle", "solid"),
    ("#b3261e", "triangle", "dashed"),
    ("#00695c", "rect", "dotted"),
    ("#6a1b9a", "diamond", "solid"),
    ("#8a6100", "pin", "dashed"),
    ("#33414d", "arrow", "dotted"),
)


def charts(desk: Desk, trend: Trend, found: Courses) -> None:
    """Trend of problems, found and closed, colours, joint rate and visits saved over a year."""
    t = desk.t
    by_key = {c.key: c for c in found.courses}
    with ui.element("div").classes("w-full io-charts"):
        with _box(desk, t("高发易发问题趋势", "Most frequent problems"), desk.say(DEFINITION)):
            _lines(trend.months, [(line.type, line.counts) for line in trend.lines], "trend")
            if not trend.lines:
                ui.label(t("没有填写隐患类型的问题隐患", "no hazard with a type"))
        with _box(desk, t("问题隐患发现与销号", "Hazards found and closed"), ""):
            _found_and_closed(desk, trend)
        with _box(desk, t("三色工地（月末）", "Colours at the end of the month"), ""):
            _course_lines(found.months, [by_key[k] for k in LOOKS if k in by_key], "colours")
        with _box(desk, t("联合检查率与减少进场", "Joint rate and visits saved"), ""):
            _joint(found.months, by_key)


def _box(desk: Desk, title: str, note: str) -> ui.column:
    box = ui.column().classes("gap-0")
    with box:
        ui.label(title).classes("text-subtitle1")
        if note:
            ui.label(note).classes("text-caption text-grey-8")
    return box


def _lines(months: Sequence[str], lines: Sequence[tuple[str, Sequence[Any]]], mark: str) -> None:
    series = []
    for number, (name, values) in enumerate(lines):
        colour, symbol, dash = OTHERS[number % len(OTHERS)]
        series.append(_line(name, values, colour, symbol, dash))
    if series:
        _chart(months, series, mark)


def _course_lines(months: Sequence[str], courses: Sequence[Course], mark: str) -> None:
    _chart(months, [_line(c.name, c.values, *LOOKS[c.key]) for c in courses], mark)


def _found_and_closed(desk: Desk, trend: Trend) -> None:
    bars = (
        (desk.t("发现", "found"), trend.found, "#b3261e"),
        (desk.t("销号", "closed"), trend.closed, "#1b6e3c"),
    )
    _chart(
        trend.months,
        [
            {"type": "bar", "name": n, "data": list(v), "itemStyle": {"color": c}}
            for n, v, c in bars
        ],
        "found-closed",
    )


def _joint(months: Sequence[str], by_key: dict[str, Course]) -> None:
    rate, saved = by_key.get("joint_rate"), by_key.get("saved")
    series: list[dict[str, Any]] = []
    if saved is not None:
        bars = {"type": "bar", "name": saved.name, "data": list(saved.values)}
        series.append(bars | {"itemStyle": {"color": "#5a8fd6"}})
    if rate is not None:
        share = [None if v is None else round(v * 100, 1) for v in rate.values]
        line = _line(f"{rate.name}（%）", share, "#33414d", "rect", "solid")
        series.append(line | {"yAxisIndex": 1})
    _chart(months, series, "joint", right=True)


def _line(name: str, values: Sequence[Any], colour: str, symbol: str, dash: str) -> dict[str, Any]:
    return {
        "type": "line", "name": name, "data": list(values), "symbol": symbol, "symbolSize": 8,
        "itemStyle": {"color": colour}, "lineStyle": {"color": colour, "type": dash, "width": 2},
    }  # fmt: skip


def _chart(
    months: Sequence[str], series: list[dict[str, Any]], mark: str, right: bool = False
) -> None:
    axes: list[dict[str, Any]] = [{"type": "value", "minInterval": 1}]
    if right:
        axes.append({"type": "value", "min": 0, "max": 100, "splitLine": {"show": False}})
    options = {
        "textStyle": FONT,
        "animation": False,
        "tooltip": {"trigger": "axis", "renderMode": "richText"},
        "legend": {"bottom": 0, "type": "scroll"},
        "grid": {"left": 45, "right": 45, "top": 20, "bottom": 55},
        "xAxis": {"type": "category", "data": list(months)},
        "yAxis": axes,
        "series": series,
    }
    ui.echart(options).style("height: 18rem").mark(f"chart-{mark}")
