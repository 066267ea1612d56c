"""An empty workbook to fill in: every sheet and column that is read, with notes and dropdowns."""

from __future__ import annotations

from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.files import write_all
from exports.style import choices, new_book, page, put, put_row, set_widths, text_width
from sites.base import Language, Text
from sites.book import Settings
from sites.vocabulary import SHEETS, Column, Sheet, value, word, words

LAST_ROW = 500
"""Dropdowns reach down to here; a longer list is read all the same."""

NARROWEST, WIDEST = 10, 40
EXAMPLE = Text(zh="示例", en="Example")
README = Text(zh="使用说明", en="Read me")
_TITLE = Text(zh="工地综合查一次——基础数据表", en="Inspect once: the street's workbook")
_ADVICE = (
    Text(
        zh="1. 每张表第一行是列标题，带*的列必填；列的先后可以调换，多出的列不影响读取。",
        en="1. Row 1 of each sheet holds the headings, in any order; those with * are required.",
    ),
    Text(
        zh="2. 第二行是示例，以“示例”开头，读取时自动跳过；填好后可以删去。",
        en="2. Row 2 is an example, marked so; it is skipped when read and may be deleted.",
    ),
    Text(
        zh="3. 日期写成 2026/12/1 或 2026年12月1日；时刻写成 9:00；一格多人用顿号隔开。",
        en="3. Dates as 2026-12-01, times as 9:00; several names in a cell divided by commas.",
    ),
    Text(
        zh="4. 编号、证号、电话列是文本格式，请勿改成数字；不要填写身份证号和投诉人信息。",
        en="4. Numbers and codes are text; never enter identity numbers or who complained.",
    ),
    Text(
        zh="5. 下表列出各工作表；选填的表可以整张删去。",
        en="5. The sheets are listed below; an optional sheet may be deleted.",
    ),
)


def write_template(path: Path, lang: Language = "zh") -> None:
    """Write the template.

    Raises
    ------
    BookError
        When the file cannot be written; nothing is left half-written.
    """
    book = new_book(_TITLE.in_(lang))
    _write_readme(book.create_sheet(README.in_(lang)), lang)
    for sheet in SHEETS.values():
        page_ = book.create_sheet(sheet.name(lang))
        if sheet.key == "settings":
            _write_settings(page_, sheet, lang)
        else:
            _write_sheet(page_, sheet, lang)
        page_.freeze_panes = "A2"
        page(page_, sheet.name(lang), lang, headings="1:1")
    write_all({path: book.save})


def _write_readme(page_: Worksheet, lang: Language) -> None:
    put(page_, 1, 1, _TITLE.in_(lang), "ioTitle")
    page_.merge_cells("A1:C1")
    row = 2
    for row, advice in enumerate(_ADVICE, start=2):
        put(page_, row, 1, advice.in_(lang), "ioLine")
        page_.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        page_.row_dimensions[row].height = 20
    heads = Text(zh="工作表|必填|必填列", en="Sheet|Required|Required columns")
    put_row(page_, row + 1, heads.in_(lang).split("|"), "ioHead")
    for number, sheet in enumerate(SHEETS.values(), start=row + 2):
        columns = "、".join(c.name(lang) for c in sheet.columns if c.required)
        needed = word("flag", sheet.required, lang)
        put_row(page_, number, [sheet.name(lang), needed, columns])
    set_widths(page_, [28, 12, 70])
    page(page_, _TITLE.in_(lang), lang)


def _write_sheet(page_: Worksheet, sheet: Sheet, lang: Language) -> None:
    widths: list[float] = []
    for number, column in enumerate(sheet.columns, start=1):
        heading = ("*" if column.required else "") + column.name(lang)
        example = _example(column, number == 1, lang)
        put(page_, 1, number, heading, "ioHead")
        put(page_, 2, number, example, "ioNote")
        letter = get_column_letter(number)
        add_help(page_, column, f"{letter}1", lang)
        offer(page_, column, f"{letter}2:{letter}{LAST_ROW}", lang)
        if column.type == "code":
            page_.column_dimensions[letter].number_format = "@"
            page_.cell(2, number).number_format = "@"
        widest = max(text_width(heading), text_width(example)) + 3
        widths.append(min(max(widest, NARROWEST), WIDEST))
    set_widths(page_, widths)


def _example(column: Column, first: bool, lang: Language) -> str:
    """The example's cell; its first one says that the row is an example."""
    shown = _in_language(column, lang)
    mark = EXAMPLE.in_(lang)
    if first:
        shown = f"{mark}：{shown}" if lang == "zh" else f"{mark}: {shown}"
    return shown


def _in_language(column: Column, lang: Language) -> str:
    if not column.choices or not column.example:
        return column.example
    set_name = column.of or "flag"
    meant = [value(set_name, text) or "" for text in column.example.split("、")]
    return "、".join(word(set_name, key, lang) for key in meant)


def add_help(page_: Worksheet, column: Column, cell: str, lang: Language) -> None:
    """A note at the heading: what to write, and the words it takes."""
    lines = [column.note.in_(lang)] if column.note else []
    if column.choices:
        listed = "、".join(words(column.of or "flag", lang))
        lines.append(Text(zh=f"可填：{listed}", en=f"one of: {listed}").in_(lang))
    if lines:
        note = Comment("\n".join(lines), "inspect-once")
        note.width, note.height = 260, 90
        page_[cell].comment = note


def offer(page_: Worksheet, column: Column, cells: str, lang: Language) -> None:
    """A dropdown where one word of a few is asked for."""
    if column.type in ("choice", "flag"):
        listed = words(column.of or "flag", lang)
        message = Text(zh=f"可填：{'、'.join(listed)}", en=f"one of: {', '.join(listed)}")
        choices(page_, cells, listed, message, lang)


def _write_settings(page_: Worksheet, sheet: Sheet, lang: Language) -> None:
    """One setting a row: its name, its default, its note."""
    heads = Text(zh="名称|值|说明", en="Name|Value|Note")
    put_row(page_, 1, heads.in_(lang).split("|"), "ioHead")
    defaults = Settings()
    for row, column in enumerate(sheet.columns, start=2):
        note = column.note.in_(lang) if column.note else ""
        default = getattr(defaults, column.field)
        put_row(page_, row, [column.name(lang), _default(column, default), note])
        offer(page_, column, f"B{row}", lang)
    set_widths(page_, [30, 18, 50])


def _default(column: Column, default: object) -> object:
    if column.type == "time" and isinstance(default, int):
        return f"{default // 60}:{default % 60:02d}"
    return "、".join(default) if isinstance(default, tuple) else default
