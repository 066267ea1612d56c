"""The sheet 汇总: counts as of a day, each with its definition; plain numbers, no formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.style import fit_row, page, put, put_across, put_row, set_widths
from exports.tracker.figures import (
    Figures,
    body_name,
    company_name,
    count,
    count_by,
    grade,
    site_name,
)
from exports.tracker.hint import DUE_SOON_DAYS
from sites.base import Language, Text
from sites.book import Hazard, SiteBook
from sites.vocabulary import CHOICES, word

SHEET = Text(zh="汇总", en="summary")
WIDTHS = (44, 10, 10, 10, 10, 10, 12)
HEADINGS = (
    Text(zh="分组", en="group"),
    Text(zh="发现", en="found"),
    Text(zh="已销号", en="closed"),
    Text(zh="整改率", en="rate"),
    Text(zh="在办", en="under way"),
    Text(zh="其中逾期", en="overdue"),
    Text(zh="其中将到期", en="due soon"),
)
HEAD_ROW = 3
TITLE_POINTS, LINE_POINTS = 28, 20
TOTAL = Text(zh="合计", en="total")
BY_STATE = Text(zh="按状态", en="by state")
BLANK = Text(zh="（未填）", en="(blank)")
DEFINITIONS = (
    Text(
        zh="整改率＝已销号÷发现。发现＝台账全部条数，撤销和移送的也计入。",
        en="rate = closed ÷ found; found = all rows of the ledger, cancelled and transferred too.",
    ),
    Text(
        zh="在办＝待整改、待复查、已移送待反馈、中止。",
        en="under way = to be fixed, to be re-checked, transferred without reply, paused.",
    ),
    Text(
        zh="逾期＝待整改，且整改期限（有延期的按延期至）早于截至日期；"
        f"将到期＝期限在截至日期起{DUE_SOON_DAYS}天内。",
        en="overdue = still to be fixed after the deadline (or the day it was put off to); "
        f"due soon = within {DUE_SOON_DAYS} days.",
    ),
    Text(
        zh="按整改责任单位：简称并入全称，括号里是未登记的简称；只写“施工单位”或空白的，"
        "按该工地的施工单位计。",
        en="by company liable: short names count with the full one (those in brackets are not "
        "listed in the book); “builder” or blank means the site's builder.",
    ),
    Text(
        zh="本页数字由程序按截至日期计算，台账改动后请重新导出。",
        en="These are plain numbers as of the day above; export again after editing the ledger.",
    ),
)


def add_summary(
    workbook: Workbook, hazards: Sequence[Hazard], book: SiteBook, today: date, lang: Language
) -> None:
    """Append the summary sheet to the workbook."""
    sheet = workbook.create_sheet(SHEET.in_(lang))
    set_widths(sheet, WIDTHS)
    _title(sheet, book, today, lang)
    put_row(sheet, HEAD_ROW, [words.in_(lang) for words in HEADINGS], "ioHead")
    row = _row(sheet, HEAD_ROW + 1, count(TOTAL.in_(lang), hazards, today), lang)
    row = _states(sheet, row, hazards, today, lang)
    for heading, figures in _groups(hazards, book, today):
        put_across(sheet, row, 1, len(WIDTHS), heading.in_(lang), "ioHead")
        row += 1
        for group in figures:
            row = _row(sheet, row, group, lang)
    row += 1
    for definition in DEFINITIONS:
        put_across(sheet, row, 1, len(WIDTHS), definition.in_(lang), "ioLine")
        fit_row(sheet, row, [definition.in_(lang)], [sum(WIDTHS)])
        row += 1
    page(sheet, "", lang, headings=f"1:{HEAD_ROW}")
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"


def _title(sheet: Worksheet, book: SiteBook, today: date, lang: Language) -> None:
    street = book.settings.street
    title = Text(zh=f"{street}问题隐患汇总", en=f"{street} hazards: summary").in_(lang)
    put_across(sheet, 1, 1, len(WIDTHS), title.strip(), "ioTitle")
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = TITLE_POINTS, LINE_POINTS
    day = Text(zh=f"截至{today.year}年{today.month}月{today.day}日", en=f"as of {today}")
    put_across(sheet, 2, 1, len(WIDTHS), day.in_(lang), "ioSubtitle")


def _states(
    sheet: Worksheet, row: int, hazards: Sequence[Hazard], today: date, lang: Language
) -> int:
    """Only how many there are in each state, those with none too; a rate would say nothing."""
    put_across(sheet, row, 1, len(WIDTHS), BY_STATE.in_(lang), "ioHead")
    for state in CHOICES["hazard_state"]:
        row += 1
        found = sum(hazard.state == state for hazard in hazards)
        label = word("hazard_state", state, lang)
        put(sheet, row, 1, label)
        put_row(sheet, row, (found, *[None] * (len(WIDTHS) - 2)), "ioMiddle", first=2)
        fit_row(sheet, row, [label], WIDTHS)
    return row + 1


def _groups(
    hazards: Sequence[Hazard], book: SiteBook, today: date
) -> Iterator[tuple[Text, tuple[Figures, ...]]]:
    for heading, label in (
        (Text(zh="按隐患等级", en="by grade"), grade),
        (Text(zh="按责令主体", en="by enforcing body"), body_name),
        (Text(zh="按工地", en="by site"), site_name(book)),
        (Text(zh="按整改责任单位", en="by company liable"), company_name(hazards, book)),
    ):
        yield heading, count_by(hazards, label, today)


def _row(sheet: Worksheet, row: int, group: Figures, lang: Language) -> int:
    """Write one group's figures and return the row below."""
    label = group.label or BLANK.in_(lang)
    put(sheet, row, 1, label)
    put_row(sheet, row, (group.found, group.closed, group.rate), "ioMiddle", first=2)
    put_row(sheet, row, (group.under_way, group.overdue, group.due_soon), "ioMiddle", first=5)
    sheet.cell(row, 4).number_format = "0.0%"
    fit_row(sheet, row, [label], WIDTHS)
    return row + 1
