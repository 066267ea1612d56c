"""Makes ``templates/*.docx``: ``python -m exports.word.make_templates``.

They are kept as files so that an office can open, copy and change one in Word; what they are made
of stands here and in `forms`, so that a change can be read. Fonts are named, not embedded: 黑体,
仿宋 and 宋体 are on every Windows and in every WPS.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from exports.word.form import Form, Line, Signs, Table
from exports.word.forms import FORMS
from exports.word.paper import KINDS, TITLES

TITLE_FONT, BODY_FONT, TABLE_FONT = "黑体", "仿宋", "宋体"
PAGE_MM, MARGINS_MM = (210, 297), (20, 18, 25, 25)
TITLE_POINTS, BODY_POINTS, TABLE_POINTS = 20, 14, 10.5


def main(folder: Path) -> None:
    """Write every template into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        document_of(TITLES[kind], FORMS[kind]).save(str(folder / f"{kind}.docx"))


def document_of(title: str, form: Form) -> Any:
    """One template as a document of python-docx."""
    document = Document()
    _page(document)
    properties = document.core_properties
    properties.title, properties.author = title, "综合查一次 inspect-once"
    _paragraph(document, "{{ state }}", TABLE_FONT, 12, "right", bold=True)
    if form.issuer:
        _paragraph(document, form.issuer, TITLE_FONT, 16, "centre")
    _paragraph(document, title, TITLE_FONT, TITLE_POINTS, "centre", bold=True)
    if form.number:
        _paragraph(document, form.number, BODY_FONT, 12, "right")
    for before, part in zip((None, *form.parts), form.parts, strict=False):
        if not isinstance(part, Line) and not isinstance(before, Line | None):
            _paragraph(document, "", TABLE_FONT, 4)
        if isinstance(part, Table):
            _table(document, part)
        elif isinstance(part, Signs):
            _grid(document, part.rows, part.widths, TABLE_POINTS + 1.5, least_mm=10)
        else:
            _line(document, part)
    return document


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(n) for n in PAGE_MM)
    top, bottom, left, right = (Mm(n) for n in MARGINS_MM)
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    normal = document.styles["Normal"]
    _font(normal, BODY_FONT, BODY_POINTS)
    normal.paragraph_format.space_after = Pt(0)


def _font(styled: Any, name: str, points: float, bold: bool = False) -> None:
    """Set Chinese and Latin font alike; python-docx knows only the Latin one."""
    styled.font.name, styled.font.size, styled.font.bold = name, Pt(points), bold
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(script), name)


_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def _paragraph(
    holder: Any, text: str, font: str, points: float, align: str = "left", bold: bool = False
) -> Any:
    paragraph = holder.add_paragraph()
    paragraph.alignment = _ALIGN[align]
    _font(paragraph.add_run(text), font, points, bold)
    return paragraph


def _line(document: Any, line: Line) -> None:
    paragraph = _paragraph(document, line.text, BODY_FONT, BODY_POINTS, line.align, line.bold)
    paragraph.paragraph_format.line_spacing = 1.25
    paragraph.paragraph_format.space_before = Pt(3)
    if line.indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * BODY_POINTS)


def _table(document: Any, table: Table) -> None:
    """Headings, then one row for each of the list, by the tags of docxtpl."""
    loop = f"{{%tr for row in {table.of} %}}"
    rows = [table.heads, (loop,), table.cells, ("{%tr endfor %}",)]
    grid = _grid(document, rows, table.widths, TABLE_POINTS, least_mm=7)
    for cell in grid.rows[0].cells:
        for paragraph in cell.paragraphs:
            paragraph.alignment = _ALIGN["centre"]
            for run in paragraph.runs:
                run.font.bold = True
    header = grid.rows[0]._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {}))


def _grid(
    document: Any,
    rows: Any,
    widths: tuple[int, ...],
    points: float,
    least_mm: int,
) -> Any:
    grid = document.add_table(rows=0, cols=len(widths))
    grid.style, grid.autofit = "Table Grid", False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for texts in rows:
        row = grid.add_row()
        row.height = Mm(least_mm)
        whole = row._tr.get_or_add_trPr()
        whole.append(whole.makeelement(qn("w:cantSplit"), {}))
        for cell, width, text in zip(
            row.cells, widths, (*texts, *[""] * len(widths)), strict=False
        ):
            cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
            spacing = cell.paragraphs[0].paragraph_format
            spacing.space_before = spacing.space_after = Pt(1.5)
            _font(cell.paragraphs[0].add_run(text), TABLE_FONT, points)
    return grid


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "templates")
