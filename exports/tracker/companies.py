"""The sheet 企业页: a page for each company, to be handed over: what it has to mend, until when.

Nothing stands on it that is the office's own: no complaint, colour, points, reason, re-checker or
remark (``clerk-and-law.md`` 12), and nothing of another company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.style import break_after, fit_row, page, put, put_across, put_row, set_widths
from exports.tracker.figures import site_name
from sites.base import Language, Text
from sites.book import Hazard, SiteBook
from sites.closure.flags import days_overdue, deadline
from sites.liable import liable_company
from sites.vocabulary import word

SHEET = Text(zh="企业页", en="companies")
NOBODY = Text(zh="（未写明整改责任单位）", en="(no company named)")
WIDTHS = (6, 26, 44, 30, 20, 12, 14, 22)
HEADINGS = (
    Text(zh="序号", en="No."),
    Text(zh="项目", en="project"),
    Text(zh="部位和内容", en="where and what"),
    Text(zh="要求", en="to do"),
    Text(zh="文书号", en="notice"),
    Text(zh="限期", en="until"),
    Text(zh="情况", en="standing"),
    Text(zh="企业填写：整改情况、日期", en="company: what was done, when"),
)
FOOT = Text(
    zh="整改后请书面回复并附整改后照片。确需延期的，请在期满前书面申请。",
    en="Reply in writing with photos once mended. Ask for more time before the time is up.",
)
TO_MEND = ("open", "recheck", "paused")
TITLE_POINTS, LINE_POINTS, ROW_POINTS = 28, 20, 24


class Owed(NamedTuple):
    """What one company has to mend, the earliest deadline first; no name where none is written."""

    company: str
    hazards: tuple[Hazard, ...]


def owed(
    hazards: Iterable[Hazard], book: SiteBook, states: Sequence[str] = TO_MEND
) -> tuple[Owed, ...]:
    """Hazards in some states by company, by name; those of nobody come last."""
    named, found = liable_company(book), defaultdict(list)
    for hazard in hazards:
        if hazard.state in states:
            found[named(hazard)].append(hazard)
    companies = (Owed(name, tuple(sorted(rows, key=_urgent))) for name, rows in found.items())
    return tuple(sorted(companies, key=lambda c: (not c.company, c.company)))


def _urgent(hazard: Hazard) -> tuple[date, str]:
    return deadline(hazard) or date.max, hazard.id


def add_companies(
    workbook: Workbook, hazards: Sequence[Hazard], book: SiteBook, today: date, lang: Language
) -> None:
    """Append the sheet, if anything is to be mended."""
    companies = owed(hazards, book)
    if not companies:
        return
    sheet = workbook.create_sheet(SHEET.in_(lang))
    set_widths(sheet, WIDTHS)
    row = 1
    for company in companies:
        row = _page(sheet, row, company, book, today, lang)
    page(sheet, "", lang)


def _page(
    sheet: Worksheet, row: int, company: Owed, book: SiteBook, today: date, lang: Language
) -> int:
    """One company's page; returns the row below it."""
    last, named = len(WIDTHS), site_name(book)
    title = Text(zh="待整改事项告知单", en="What is to be mended").in_(lang)
    put_across(sheet, row, 1, last, title, "ioTitle")
    sheet.row_dimensions[row].height = TITLE_POINTS
    day = Text(zh=f"截至{today.year}年{today.month}月{today.day}日", en=f"as of {today}").in_(lang)
    line = f"{company.company or NOBODY.in_(lang)}　　{book.settings.street}　　{day}"
    put_across(sheet, row + 1, 1, last, line, "ioLine")
    sheet.row_dimensions[row + 1].height = LINE_POINTS
    put_row(sheet, row + 2, [h.in_(lang) for h in HEADINGS], "ioHead")
    row += 3
    for number, hazard in enumerate(company.hazards, start=1):
        values = (number, named(hazard), *_told(hazard, today, lang), "")
        put_row(sheet, row, values)
        put(sheet, row, 1, number, "ioMiddle")
        fit_row(sheet, row, values, WIDTHS, least=ROW_POINTS)
        row += 1
    put_across(sheet, row, 1, last, FOOT.in_(lang), "ioNote")
    sheet.row_dimensions[row].height = LINE_POINTS
    break_after(sheet, row)
    return row + 1


def _told(hazard: Hazard, today: date, lang: Language) -> tuple[str, ...]:
    where = f"{hazard.place}：" if hazard.place else ""
    due, late = deadline(hazard), days_overdue(hazard, today)
    until = str(due) if due else dict(hazard.typed).get("due", "")
    state = word("hazard_state", hazard.state, lang)
    overdue = Text(zh=f"，逾期{late}天", en=f", {late} d overdue").in_(lang) if late else ""
    return where + hazard.what, hazard.measure, hazard.notice_no, until, state + overdue
