"""The sheet 逾期清单: what is overdue, the longest first, and the next step on the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl.workbook import Workbook

from exports.style import fit_row, page, put, put_across, put_row, set_widths
from exports.tracker.figures import site_name
from sites.base import Language, Text
from sites.book import Hazard, SiteBook
from sites.closure import next_step, world_of
from sites.closure.flags import days_overdue, deadline
from sites.closure.move import TITLES
from sites.liable import liable_company

SHEET = Text(zh="逾期清单", en="overdue")
TITLE = Text(zh="逾期未整改清单", en="Overdue hazards")
WIDTHS = (6, 15, 22, 38, 14, 24, 12, 8, 22, 36)
HEADINGS = (
    Text(zh="序号", en="No."),
    Text(zh="编号", en="id"),
    Text(zh="项目", en="project"),
    Text(zh="内容", en="what"),
    Text(zh="主体", en="body"),
    Text(zh="企业", en="company"),
    Text(zh="到期日", en="was due"),
    Text(zh="逾期天数", en="days"),
    Text(zh="已办", en="done so far"),
    Text(zh="下一步", en="next step"),
)
HEAD_ROW, DAYS = 2, 8


def add_overdue(
    workbook: Workbook, hazards: Sequence[Hazard], book: SiteBook, today: date, lang: Language
) -> None:
    """Append the sheet, if anything is overdue."""
    late = [(days, h) for h in hazards if (days := days_overdue(h, today))]
    if not late:
        return
    sheet = workbook.create_sheet(SHEET.in_(lang))
    set_widths(sheet, WIDTHS)
    put_across(sheet, 1, 1, len(WIDTHS), f"{TITLE.in_(lang)}（{today}）", "ioTitle")
    sheet.row_dimensions[1].height = 28
    put_row(sheet, HEAD_ROW, [h.in_(lang) for h in HEADINGS], "ioHead")
    project, company, world = site_name(book), liable_company(book), world_of(book, today)
    ordered = sorted(late, key=lambda one: (-one[0], one[1].id))
    for number, (days, hazard) in enumerate(ordered, start=1):
        values = (
            number,
            hazard.id,
            project(hazard),
            hazard.what,
            hazard.body or hazard.found_by_body,
            company(hazard),
            str(deadline(hazard)),
            days,
            _done(hazard, lang),
            next_step(hazard, today, world).in_(lang),
        )
        put_row(sheet, HEAD_ROW + number, values)
        put(sheet, HEAD_ROW + number, 1, number, "ioMiddle")
        put(sheet, HEAD_ROW + number, DAYS, days, "ioMiddle")
        fit_row(sheet, HEAD_ROW + number, values, WIDTHS)
    page(sheet, "", lang, headings=f"1:{HEAD_ROW}")
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"


def _done(hazard: Hazard, lang: Language) -> str:
    steps = (
        (TITLES["remind"], hazard.reminded_on),
        (TITLES["talk"], hazard.talked_on),
        (TITLES["file"], hazard.filed_on),
    )
    return "\n".join(f"{title.in_(lang)} {day}" for title, day in steps if day)
