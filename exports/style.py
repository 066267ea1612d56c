"""How the roster looks: fonts, borders, widths for Chinese text, A4 pages. Knows no plan."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sites.base import Language, Text
from sites.reading.mark import PROPERTY

BODY_FONT, TITLE_FONT = "宋体", "黑体"
"""Every Windows and every WPS has them; elsewhere the office program takes its own Chinese font."""

LONGEST_TEXT = 32_767
POINTS_A_LINE = 14.5
HIGHEST_ROW = 409.0
MARGIN_INCHES = 0.4
COLOUR_FILLS = {"red": "FFC7CE", "yellow": "FFEB9C", "green": "C6EFCE"}
"""Light enough that the word on it stays black on white in print."""

_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def new_book(title: str) -> Workbook:
    """An empty workbook with the title as its document property and our styles."""
    book = Workbook()
    book.remove(book.worksheets[0])
    # Column widths are counted in digits of this font.
    book._named_styles["Normal"].font = Font(name=BODY_FONT, size=11)  # type: ignore[attr-defined]
    book.properties.title = title
    book.properties.creator = "综合查一次 inspect-once"
    for style in _styles():
        book.add_named_style(style)
    return book


def add_mark(book: Workbook, mark: str) -> None:
    """Keep the mark of the ledger that a workbook comes from as a document property."""
    properties = book.custom_doc_props  # type: ignore[attr-defined]
    properties.append(StringProperty(name=PROPERTY, value=mark))


def _styles() -> Iterable[NamedStyle]:
    left = Alignment(wrap_text=True, vertical="center")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    body, bold = Font(name=BODY_FONT, size=10), Font(name=BODY_FONT, size=10, bold=True)
    grey = PatternFill("solid", fgColor="E7E6E6")
    yield NamedStyle("ioBody", font=body, alignment=left, border=_BOX)
    yield NamedStyle("ioMiddle", font=body, alignment=middle, border=_BOX)
    yield NamedStyle("ioHead", font=bold, alignment=middle, border=_BOX, fill=grey)
    yield NamedStyle("ioTitle", font=Font(name=TITLE_FONT, size=16, bold=True), alignment=middle)
    yield NamedStyle("ioSubtitle", font=Font(name=BODY_FONT, size=11), alignment=middle)
    yield NamedStyle("ioLine", font=body, alignment=left)
    yield NamedStyle("ioNote", font=Font(name=BODY_FONT, size=9, color="595959"), alignment=left)
    warning = Font(name=TITLE_FONT, size=14, bold=True, color="C00000")
    yield NamedStyle("ioWarning", font=warning, alignment=middle)
    for colour, fill in COLOUR_FILLS.items():
        yield NamedStyle(
            f"io_{colour}",
            font=bold,
            alignment=middle,
            border=_BOX,
            fill=PatternFill("solid", fgColor=fill),
        )


def put(sheet: Worksheet, row: int, column: int, value: Any, style: str = "ioBody") -> None:
    """Write one value. Text stays text, whatever it begins with; it never becomes a formula."""
    cell = sheet.cell(row, column)
    cell.style = style
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT] or None
    if cell.value is not None:
        cell.data_type = "s"
    if value[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def put_row(
    sheet: Worksheet, row: int, values: Sequence[Any], style: str = "ioBody", first: int = 1
) -> None:
    """Write values side by side."""
    for column, value in enumerate(values, start=first):
        put(sheet, row, column, value, style)


def put_across(
    sheet: Worksheet, row: int, first: int, last: int, value: Any, style: str = "ioBody"
) -> None:
    """Write one value over several columns, borders all around."""
    for column in range(first, last + 1):
        sheet.cell(row, column).style = style
    put(sheet, row, first, value, style)
    if last > first:
        # merge_cells() compares with every earlier range: seconds on sheets of 2,000 of them.
        merged = CellRange(min_row=row, max_row=row, min_col=first, max_col=last)
        sheet.merged_cells.ranges.add(merged)


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Column widths in digits of the standard font; a Chinese character takes two."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def text_width(text: str) -> int:
    """Columns of digits that a line of text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_of(text: str, width: float) -> int:
    """Lines that a text takes in a cell so wide."""
    room = max(width - 1.5, 2)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def fit_row(
    sheet: Worksheet, row: int, texts: Sequence[Any], widths: Sequence[float], least: float = 18
) -> None:
    """Make a row as high as its longest text needs; a dash of air above and below."""
    lines = max(
        (lines_of(str(t), w) for t, w in zip(texts, widths, strict=False) if t not in (None, "")),
        default=1,
    )
    height = max(least, lines * POINTS_A_LINE + 5)
    sheet.row_dimensions[row].height = min(height, HIGHEST_ROW)


def page(sheet: Worksheet, header: str, lang: Language, headings: str = "") -> None:
    """A4 landscape, one page wide, numbered; ``headings`` (``1:4``) are on every page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = MARGIN_INCHES
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.5, 0.2, 0.2
    sheet.print_options.horizontalCentered = True
    if headings:
        sheet.print_title_rows = headings
    bottom, top = sheet.oddFooter, sheet.oddHeader
    assert bottom is not None
    assert top is not None
    bottom.center.text = Text(zh="第 &P 页 共 &N 页", en="page &P of &N").in_(lang)
    bottom.center.size = 9
    if header:
        top.center.text, top.center.size = header.replace("&", "&&"), 16
        top.center.color = "C00000"


def break_after(sheet: Worksheet, row: int) -> None:
    """What follows begins a new page."""
    sheet.row_breaks.append(Break(id=row))


def choices(
    sheet: Worksheet, cells: str, listed: Sequence[str] | str, message: Text, lang: Language
) -> None:
    """A dropdown over cells: words, or the range that holds them. Other input is refused."""
    formula = f'"{",".join(listed)}"' if not isinstance(listed, str) else listed
    validation = DataValidation(type="list", formula1=formula, allow_blank=True)
    validation.showErrorMessage = True
    validation.errorTitle = Text(zh="请从列表中选", en="Please choose from the list").in_(lang)
    validation.error = message.in_(lang)
    validation.add(cells)
    sheet.add_data_validation(validation)
