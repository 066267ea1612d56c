"""The trend in the workbook: its numbers on a sheet, and charts of them that Excel draws."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.legend import Legend
from openpyxl.worksheet.worksheet import Worksheet

from exports import style
from exports.report.facts import INTERNAL
from sites.base import Language, Text
from sites.figures.trend import DEFINITION, Trend

SHEET = Text(zh="高发易发问题趋势图", en="trend")
ALL = Text(zh="问题隐患发现与销号", en="hazards found and closed")
TYPE = Text(zh="隐患类型", en="type")
FOUND = Text(zh="发现合计", en="all found")
CLOSED = Text(zh="销号合计", en="all closed")
NOTHING = Text(zh="近12个月没有填写隐患类型的问题隐患", en="no hazard with a type in 12 months")
TABLE_ROW, CHART_CM, WIDE_CM = 3, 7.2, 27
ROWS_A_CHART = 15


def add_trend(book: Workbook, trend: Trend, lang: Language) -> None:
    """Add the sheet with the numbers by month, and the two charts under them."""
    sheet = book.create_sheet(SHEET.in_(lang))
    last = len(trend.months) + 1
    style.set_widths(sheet, (26, *(9 for _ in trend.months)))
    style.put_across(sheet, 1, 1, last, SHEET.in_(lang), "ioTitle")
    sheet.row_dimensions[1].height = 28
    style.put_across(sheet, 2, 1, last, _note(trend, lang), "ioNote")
    style.fit_row(sheet, 2, (_note(trend, lang),), (26 + 9 * len(trend.months),))
    style.put_row(sheet, TABLE_ROW, (TYPE.in_(lang), *trend.months), "ioHead")
    rows = [(line.type, line.counts) for line in trend.lines]
    rows += [(FOUND.in_(lang), trend.found), (CLOSED.in_(lang), trend.closed)]
    for row, (name, counts) in enumerate(rows, start=TABLE_ROW + 1):
        style.put(sheet, row, 1, name)
        style.put_row(sheet, row, counts, "ioMiddle", first=2)
    end = TABLE_ROW + len(rows)
    if trend.lines:
        first = (TABLE_ROW + 1, end - 2)
        _chart(sheet, LineChart(), SHEET.in_(lang), first, last, f"A{end + 2}")
    _chart(sheet, BarChart(), ALL.in_(lang), (end - 1, end), last, f"A{end + 2 + ROWS_A_CHART}")
    style.page(sheet, INTERNAL.in_(lang), lang)


def _note(trend: Trend, lang: Language) -> str:
    said = DEFINITION if trend.lines else NOTHING
    blank = Text(
        zh=f"未填类型的共{trend.untyped}处。", en=f" {trend.untyped} have no type.",
    )  # fmt: skip
    return said.in_(lang) + (blank.in_(lang) if trend.untyped else "")


def _chart(
    sheet: Worksheet,
    chart: LineChart | BarChart,
    name: str,
    rows: tuple[int, int],
    last: int,
    cell: str,
) -> None:
    data = Reference(sheet, min_col=1, max_col=last, min_row=rows[0], max_row=rows[1])
    chart.add_data(data, from_rows=True, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=2, max_col=last, min_row=TABLE_ROW))
    chart.title, chart.height, chart.width = name, CHART_CM, WIDE_CM
    chart.legend = Legend(legendPos="b")
    # Without these, newer Excel hides the axes of charts written by openpyxl.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.number_format = 0, "0"
    for series in chart.series if isinstance(chart, LineChart) else ():
        series.smooth = False
    sheet.add_chart(chart, cell)
