"""周检查计划: one row a visit, for people to read, print, edit and send back."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports import style
from exports.roster.view import TITLE, UNAPPROVED, View
from exports.roster.weekly_row import values_of
from sites.base import Text
from sites.plan import Booking
from sites.roster_words import UNAPPROVED_STATES, words

WIDTHS = {
    "number": 4,
    "day": 11,
    "part": 5,
    "clock": 7,
    "site": 13,
    "address": 10,
    "builder": 11,
    "colour": 5,
    "types": 14,
    "items": 21,
    "lead": 8,
    "bodies": 8,
    "officers": 18,
    "certificates": 15,
    "auxiliaries": 7,
    "vehicles": 13,
    "contact": 12,
    "substitutes": 17,
    "task_no": 8,
    "code": 8,
    "state": 7,
    "note": 7,
    "task": 8,
    "visit": 10,
    "origin": 10,
}
WIDER_IN_ENGLISH = {"part": 11, "colour": 8, "auxiliaries": 12, "types": 18}
COLUMNS = tuple(WIDTHS)
HIDDEN = ("visit", "origin")
MIDDLE = frozenset({"number", "day", "part", "clock", "lead", "bodies", "task", "state"})
HEAD_ROW = 4
SPARE_ROWS = 3
"""Empty rows with dropdowns under the visits, for what a person adds."""

HIDDEN_SHEET = "_data"
DAY_FORMATS = {"zh": '[$-804]m"月"d"日" "周"aaa', "en": "[$-409]d mmm ddd"}


def write_weekly(book: Workbook, view: View) -> None:
    """Add the sheet 周检查计划 and the hidden one behind it."""
    sheet = book.create_sheet(view.word("sheets", "weekly"))
    style.set_widths(sheet, _widths(view))
    _head(sheet, view)
    row = HEAD_ROW
    for number, booking in enumerate(view.plan.bookings, start=1):
        row += 1
        _visit_row(sheet, row, values_of(number, booking, view), booking, view)
    last = row + SPARE_ROWS
    for spare in range(row + 1, last + 1):
        for column, key in enumerate(COLUMNS, start=1):
            style.put(sheet, spare, column, None, _style(key))
            _format(sheet, spare, column, key, view)
        sheet.row_dimensions[spare].height = 24
    _foot(sheet, last + 1, view)
    _dropdowns(sheet, book, last, view)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, COLUMNS.index("site") + 2)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    for key in HIDDEN:
        sheet.column_dimensions[get_column_letter(COLUMNS.index(key) + 1)].hidden = True
    style.page(sheet, view.mark, view.lang, headings=f"1:{HEAD_ROW}")


def _widths(view: View) -> list[float]:
    widths = WIDTHS if view.lang == "zh" else WIDTHS | WIDER_IN_ENGLISH
    return list(widths.values())


def _head(sheet: Worksheet, view: View) -> None:
    last = len(COLUMNS) - len(HIDDEN)
    title = view.t(f"{view.round.street}建筑工地“综合查一次”{TITLE.zh}", TITLE.en)
    if view.lang == "en" and view.round.street:
        title = f"{view.round.street}: {title}"
    style.put_across(sheet, 1, 1, last, title, "ioTitle")
    sheet.row_dimensions[1].height = 28
    style.put_across(sheet, 2, 1, last, view.week, "ioSubtitle")
    sheet.row_dimensions[2].height = 18
    _state_line(sheet, view, last)
    names = [view.word("columns", key) for key in COLUMNS]
    style.put_row(sheet, HEAD_ROW, names, "ioHead")
    style.fit_row(sheet, HEAD_ROW, names, _widths(view), least=30)


def _state_line(sheet: Worksheet, view: View, last: int) -> None:
    """The plan's state, to be chosen, and 未审批 in red, which vanishes once it is approved."""
    style.put_across(sheet, 3, 1, 2, view.word("labels", "plan_state"), "ioHead")
    style.put_across(sheet, 3, 3, 4, view.word("states", view.plan.approval.state), "ioMiddle")
    style.put_across(sheet, 3, 5, 8, UNAPPROVED.in_(view.lang), "ioWarning")
    hint = view.t(
        "可直接改日期、时段、起止时间、执法人员、车辆；删去整行即取消，空行填写即新增；"
        "姓名后括号写所代表的部门。改后用 check 核对，再用 submit 送审。",
        "Edit dates, sessions, times, officers, vehicles; delete a row to cancel, fill an empty "
        "one to add; bodies stood for go in brackets. Then run check, and submit.",
    )
    style.put_across(sheet, 3, 9, last, hint, "ioNote")
    sheet.row_dimensions[3].height = 24
    approved = [w for key, w in words("states", view.lang).items() if key not in UNAPPROVED_STATES]
    formula = "OR(" + ",".join(f'$C$3="{w}"' for w in approved) + ")"
    if view.approved:
        sheet["E3"].font = Font(color="FFFFFF")
    else:
        sheet.conditional_formatting.add(
            "E3", FormulaRule(formula=[formula], font=Font(color="FFFFFF"))
        )


def _visit_row(
    sheet: Worksheet, row: int, values: dict[str, Any], booking: Booking, view: View
) -> None:
    for column, key in enumerate(COLUMNS, start=1):
        colour = f"io_{view.round.site[booking.site].colour}"
        style.put(sheet, row, column, values.get(key), colour if key == "colour" else _style(key))
        _format(sheet, row, column, key, view)
    shown = [values.get(key) for key in COLUMNS if key not in HIDDEN]
    style.fit_row(sheet, row, shown, _widths(view), least=30)


def _style(key: str) -> str:
    return "ioMiddle" if key in MIDDLE else "ioBody"


def _format(sheet: Worksheet, row: int, column: int, key: str, view: View) -> None:
    cell = sheet.cell(row, column)
    if key == "day":
        cell.number_format = DAY_FORMATS[view.lang]
    elif key in ("clock", "task", "task_no", "code", "visit", "origin"):
        cell.number_format = "@"
    if key in HIDDEN:
        cell.alignment = Alignment(wrap_text=False)


def _foot(sheet: Worksheet, row: int, view: View) -> None:
    colon = view.t("：", ": ")
    unit = f"{view.word('labels', 'footer')}{colon}{view.round.street}"
    texts = (
        (1, 5, unit),
        (6, 9, f"{view.t('填表人', 'Prepared by')}{colon}{view.round.prepared_by}"),
        (10, 12, f"{view.t('审核人', 'Reviewed by')}{colon}{view.round.reviewed_by}"),
        (14, 17, f"{view.t('日期', 'Date')}{colon}"),
    )
    for first, last, text in texts:
        style.put_across(sheet, row, first, last, text, "ioLine")
    sheet.row_dimensions[row].height = 30


def _dropdowns(sheet: Worksheet, book: Workbook, last: int, view: View) -> None:
    def cells(key: str) -> str:
        letter = get_column_letter(COLUMNS.index(key) + 1)
        return f"{letter}{HEAD_ROW + 1}:{letter}{last}"

    parts = list(dict.fromkeys(view.word("parts", s.part) for s in view.round.sessions))
    states = list(words("states", view.lang).values())
    in_week = Text(zh="请选本周的日期。", en="Choose a day of this week.")
    one_part = Text(zh="请选时段。", en="Choose a session.")
    one_state = Text(zh="请选状态。", en="Choose a state.")
    days = _hidden_sheet(book, view)
    style.choices(sheet, cells("day"), days, in_week, view.lang)
    style.choices(sheet, cells("part"), parts, one_part, view.lang)
    style.choices(sheet, cells("state"), states, one_state, view.lang)
    style.choices(sheet, "C3", states, one_state, view.lang)


def _hidden_sheet(book: Workbook, view: View) -> str:
    """Write what reading back needs, and return the range of the week's days."""
    sheet = book.create_sheet(HIDDEN_SHEET)
    reserve = "[" + ",".join(r.model_dump_json() for r in view.plan.reserve) + "]"
    facts = {
        "round_digest": view.plan.round_digest,
        "book_digest": view.round.book_digest,
        "approval": view.plan.approval.model_dump_json(),
        "reserve": reserve,
    }
    for row, (key, value) in enumerate(facts.items(), start=1):
        style.put_row(sheet, row, (key, value), "ioLine")
    for row, day in enumerate(view.days, start=1):
        style.put(sheet, row, 4, day, "ioLine")
        _format(sheet, row, 4, "day", view)
    sheet.sheet_state = "hidden"
    return f"{HIDDEN_SHEET}!$D$1:$D${len(view.days)}"
