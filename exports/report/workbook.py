"""月报.xlsx: the figures with their definitions, the trend as charts, and the lists behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports import style
from exports.ledger_words import noun_word, row_word
from exports.report.charts import add_trend
from exports.report.facts import (
    INTERNAL,
    late_rows,
    late_texts,
    standing,
    title,
    uncounted,
)
from exports.text import without_phones
from sites.base import Language, Text
from sites.figures.figure import FAMILIES, Family, Result, Traced, shown
from sites.figures.report import Report

COVER = Text(zh="月报", en="report")
COVER_WIDTHS = (20, 10, 8, 84, 46)
COVER_HEAD = (
    Text(zh="项目", en="figure"),
    Text(zh="数值", en="value"),
    Text(zh="单位", en="unit"),
    Text(zh="口径", en="definition"),
    Text(zh="说明", en="note"),
)
LIST_WIDTHS = (24, 13, 24, 34, 46, 8, 16, 30)
LIST_HEAD = (
    Text(zh="项目", en="figure"),
    Text(zh="日期", en="day"),
    Text(zh="编号、牵头或主体", en="number, lead or body"),
    Text(zh="工地或企业", en="site or company"),
    Text(zh="内容", en="what"),
    Text(zh="数量", en="amount"),
    Text(zh="是否计入", en="counted"),
    Text(zh="台账记录", en="rows of the ledger"),
)
SHORT = (2, 6, 7)
"""Columns of the list in the middle of their cells: day, amount, counted."""

WIDE = 2.2
"""Texts shorter than a column's width by this fit into one line, Chinese ones too."""

LATE = Text(zh="补录", en="late entries")
COUNTED = Text(zh="是", en="yes")
TITLE_POINTS = 28


def report_book(report: Report, lang: Language) -> Workbook:
    """The whole workbook. For the office only: it tells of complaints and colours."""
    book = style.new_book(title(report).in_(lang))
    _cover(book.create_sheet(COVER.in_(lang)), report, lang)
    add_trend(book, report.trend, lang)
    kind = Text(zh="明细", en=" list").in_(lang)
    for family, name in FAMILIES.items():
        rows = list(_behind(report, family, lang))
        if rows:
            _list(book.create_sheet(name.in_(lang) + kind), rows, lang)
    late = [_late(row, lang) for row in late_rows((*report.late, *report.came_since))]
    if late:
        _list(book.create_sheet(LATE.in_(lang)), late, lang)
    return book


def _cover(sheet: Worksheet, report: Report, lang: Language) -> None:
    last = len(COVER_WIDTHS)
    style.set_widths(sheet, COVER_WIDTHS)
    style.put_across(sheet, 1, 1, last, title(report).in_(lang), "ioTitle")
    style.put_across(sheet, 2, 1, last, standing(report).in_(lang), "ioSubtitle")
    sheet.row_dimensions[1].height = TITLE_POINTS
    style.put_row(sheet, 3, [t.in_(lang) for t in COVER_HEAD], "ioHead")
    row = 4
    for family, name in FAMILIES.items():
        style.put_across(sheet, row, 1, last, name.in_(lang), "ioHead")
        for result in (r for r in report.figures if r.family == family):
            row += 1
            _figure(sheet, row, result, lang)
        row += 1
    for text in late_texts(report):
        style.put_across(sheet, row, 1, last, text.in_(lang), "ioLine")
        row += 1
    style.page(sheet, INTERNAL.in_(lang), lang, headings="1:3")
    sheet.freeze_panes = "A4"


def _figure(sheet: Worksheet, row: int, result: Result, lang: Language) -> None:
    """Numbers stay numbers; what cannot be told is a dash."""
    value: Any = shown(result).in_(lang) if result.value is None else result.value
    texts = [result.name, result.unit, result.definition, result.note]
    name, unit, definition, note = (t.in_(lang) for t in texts)
    style.put(sheet, row, 1, name)
    style.put(sheet, row, 2, value, "ioMiddle")
    style.put(sheet, row, 3, unit, "ioMiddle")
    style.put_row(sheet, row, (definition, note), first=4)
    if result.how != "sum":
        sheet.cell(row, 2).number_format = "+0.0%;-0.0%;0.0%" if result.how == "change" else "0.0%"
    style.fit_row(sheet, row, (name, "", unit, definition, note), COVER_WIDTHS)


def _behind(report: Report, family: Family, lang: Language) -> Iterator[tuple[Any, ...]]:
    """What is behind the figures; those that look at the same things share a list."""
    lists: dict[tuple[object, ...], list[Result]] = {}
    for result in (r for r in report.figures if r.family == family):
        things = sorted((t.label, str(t.on), t.amount, t.rows) for t in result.traced)
        lists.setdefault(tuple(things), []).append(result)
    for several in lists.values():
        name = _joined([r.name for r in several])
        counted_in: dict[tuple[object, ...], list[Result]] = {}
        for result in several:
            for traced in (t for t in result.traced if t.counts):
                counted_in.setdefault((traced.label, traced.rows), []).append(result)
        for traced in several[-1].traced:
            within = counted_in.get((traced.label, traced.rows), [])
            yield _cells(name, traced, traced.amount, _counted(within, several), lang)


def _counted(within: list[Result], several: list[Result]) -> Text:
    """In which of several figures a thing counts."""
    if not within:
        return uncounted(several[0])
    return COUNTED if len(within) == len(several) else _joined([r.name for r in within])


def _joined(names: list[Text]) -> Text:
    return Text(zh="、".join(n.zh for n in names), en=", ".join(n.en for n in names))


def _late(row: tuple[Any, Traced, int], lang: Language) -> tuple[Any, ...]:
    figure, traced, amount = row
    name = Text(zh=f"{figure.month} {figure.name.zh}", en=f"{figure.month} {figure.name.en}")
    return _cells(name, traced, amount, LATE, lang)


def _cells(
    name: Text, traced: Traced, amount: int, counted: Text, lang: Language
) -> tuple[Any, ...]:
    behind = (
        f"{noun_word(noun, lang)} {row_word(noun, key, {}, lang)}" for noun, key in traced.rows
    )
    return (
        name.in_(lang),
        traced.on,
        without_phones(traced.label),
        without_phones(traced.site),
        without_phones(traced.what.in_(lang)),
        amount,
        counted.in_(lang).strip("[]"),
        without_phones("、".join(behind)),
    )


def _list(sheet: Worksheet, rows: list[tuple[Any, ...]], lang: Language) -> None:
    style.set_widths(sheet, LIST_WIDTHS)
    style.put_row(sheet, 1, [t.in_(lang) for t in LIST_HEAD], "ioHead")
    for number, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            style.put(sheet, number, column, value, "ioMiddle" if column in SHORT else "ioBody")
        sheet.cell(number, 2).number_format = "yyyy/m/d"
        if any(len(str(v)) > w / WIDE for v, w in zip(values, LIST_WIDTHS, strict=True)):
            style.fit_row(sheet, number, values, LIST_WIDTHS)
    last = get_column_letter(len(LIST_HEAD))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    sheet.freeze_panes = "B2"
    style.page(sheet, INTERNAL.in_(lang), lang, headings="1:1")
