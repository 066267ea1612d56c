"""四周展望: the weeks behind the planned one on a sheet for the office, never for a site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import DataBarRule
from openpyxl.worksheet.worksheet import Worksheet

from exports import style
from exports.outlook import ABOUT, STALE, figures, is_stale, period, reason, when
from exports.roster.view import View
from sites.base import Text
from sites.outlook import Outlook, OutlookNeed, OutlookVisit

WIDTHS = (26.0, 26.0, 26.0, 26.0, 30.0, 40.0)
LAST = len(WIDTHS)
INSIDE = Text(zh="内部使用，不对工地出示", en="for the office only, never shown to a site")
SHARES = Text(
    zh="各部门忙闲：在途和现场用时占在岗时间的百分比",
    en="How busy each department is: share of time on duty spent under way or on site",
)


def write_outlook(book: Workbook, view: View, outlook: Outlook) -> None:
    """Add the sheet 四周展望: the weeks, the loads, the visits, what does not fit."""
    title = view.word("sheets", "outlook")
    sheet = book.create_sheet(title)
    style.set_widths(sheet, WIDTHS)
    style.put_across(sheet, 1, 1, LAST, title, "ioTitle")
    sheet.row_dimensions[1].height = 28
    row = _head(sheet, view, outlook)
    row = _weeks(sheet, row, view, outlook)
    row = _loads(sheet, row + 1, view, outlook)
    row = _visits(sheet, row + 1, view, outlook)
    _unmet(sheet, row + 1, view, outlook)
    mark = view.t(f"{view.mark}　内部", f"{view.mark} internal").strip()
    style.page(sheet, mark, view.lang)


def _head(sheet: Worksheet, view: View, outlook: Outlook) -> int:
    said = [INSIDE, ABOUT, *outlook.notes, *([STALE] if is_stale(outlook, view.plan) else [])]
    for row, text in enumerate(said, start=2):
        style.put_across(sheet, row, 1, LAST, text.in_(view.lang), "ioNote")
    return len(said) + 2


def _table(
    sheet: Worksheet, row: int, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """A heading and its rows; the next free row."""
    style.put_row(sheet, row, headings, "ioHead")
    for row, values in enumerate(rows, start=row + 1):  # noqa: B020
        style.put_row(sheet, row, values)
        for column in (k for k, v in enumerate(values, start=1) if isinstance(v, int)):
            sheet.cell(row, column).style = "ioMiddle"
        style.fit_row(sheet, row, values, WIDTHS)
    return row + 1


def _weeks(sheet: Worksheet, row: int, view: View, outlook: Outlook) -> int:
    style.put_row(sheet, row, [view.t("周", "Week")], "ioHead")
    style.put_across(sheet, row, 2, LAST, view.t("概况", "In short"), "ioHead")
    for row, week in enumerate(outlook.weeks, start=row + 1):  # noqa: B020
        style.put(sheet, row, 1, period(week, view.lang))
        style.put_across(sheet, row, 2, LAST, figures(week).in_(view.lang), "ioBody")
        sheet.row_dimensions[row].height = 20
    return row + 1


def _loads(sheet: Worksheet, row: int, view: View, outlook: Outlook) -> int:
    """A bar for each department and week."""
    style.put_across(sheet, row, 1, LAST, SHARES.in_(view.lang), "ioNote")
    weeks = [{x.body: x for x in week.loads} for week in outlook.weeks]
    columns = [view.t("部门", "Department"), *(period(w, view.lang) for w in outlook.weeks)]
    bodies = list(dict.fromkeys(body for week in weeks for body in week))
    style.put_row(sheet, row + 1, columns, "ioHead")
    style.fit_row(sheet, row + 1, columns, WIDTHS)
    for below, body in enumerate(bodies, start=row + 2):
        shares = [round(w[body].share, 3) if body in w else None for w in weeks]
        style.put(sheet, below, 1, body)
        style.put_row(sheet, below, shares, "ioMiddle", first=2)
        sheet.row_dimensions[below].height = 18
        for column in range(2, len(shares) + 2):
            sheet.cell(below, column).number_format = "0%"
    last = row + 1 + len(bodies)
    if bodies:
        cells = f"B{row + 2}:{sheet.cell(last, len(weeks) + 1).coordinate}"
        bar = DataBarRule("num", 0, "num", 1, color="5B9BD5", minLength=0, maxLength=100)
        sheet.conditional_formatting.add(cells, bar)
    return last + 1


def _visits(sheet: Worksheet, row: int, view: View, outlook: Outlook) -> int:
    headings = (
        view.t("日期时段", "When"),
        view.t("工地", "Site"),
        view.t("以谁的名义", "In whose name"),
        view.t("人数", "People"),
        view.t("各部门人数", "People of each department"),
        view.t("合并说明", "Merged"),
    )
    visits = (v for week in outlook.later for v in week.visits)
    return _table(sheet, row, headings, (_visit(v, view) for v in visits))


def _visit(visit: OutlookVisit, view: View) -> tuple[Any, ...]:
    crew = (view.t(f"{c.body}{c.people}人", f"{c.body} {c.people}") for c in visit.crew)
    notes = (note for n in visit.needs if (note := _merged(n, view)))
    return (
        when(visit, view.lang),
        visit.name,
        view.join(visit.bodies),
        visit.people,
        view.join(crew),
        "\n".join(notes),
    )


def _merged(need: OutlookNeed, view: View) -> str:
    """Why a check is at this visit and not at one of its own week; empty where it is its week."""
    kind, due = view.word("kinds", need.kind), need.due
    head = view.t(f"{need.body}{kind}", f"{need.body} {kind}")
    if need.early:
        return view.t(f"{head}{due.month}月{due.day}日到期，提前并入", f"{head} due {due}, early")
    if need.left_over:
        return view.t(f"{head}前面未排上，顺延到此", f"{head} left over from before")
    return ""


def _unmet(sheet: Worksheet, row: int, view: View, outlook: Outlook) -> int:
    headings = (
        view.t("排不下的检查：周", "Does not fit: week"),
        view.t("工地", "Site"),
        view.t("检查主体", "Body"),
        view.t("类型", "Type"),
        view.t("到期日", "Due"),
        view.t("原因", "Reason"),
    )
    rows = [
        (
            period(week, view.lang),
            unmet.name,
            unmet.body,
            view.word("kinds", unmet.kind),
            unmet.due.isoformat(),
            reason(unmet).in_(view.lang),
        )
        for week in outlook.later
        for unmet in week.unmet
    ]
    if not rows:
        nothing = view.t("应查事项均可排下", "Everything owed fits")
        style.put_across(sheet, row, 1, LAST, nothing, "ioMiddle")
        return row + 1
    return _table(sheet, row, headings, rows)
