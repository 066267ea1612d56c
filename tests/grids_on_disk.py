"""Small workbooks written for reading tests: the least a street needs, and ways to spoil it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from sites.book import SiteBook
from sites.errors import BookError, Fault
from sites.reading import read_book

Rows = list[list[Any]]
Change = Callable[[bytes], bytes]
SHEET = "xl/worksheets/sheet1.xml"

LEAST: dict[str, Rows] = {
    "工地": [
        ["工地名称", "施工单位", "三色等级"],
        ["甲项目", "中天建设", "红"],
        ["乙项目", "", "绿"],
    ],
    "部门": [["部门名称", "实施主体"], ["东新综合执法队", "综合执法"], ["市场监管所", ""]],
    "执法人员": [
        ["姓名", "编制单位", "执法证号"],
        ["张三", "东新综合执法队", "Z1"],
        ["李四", "市场监管所", "Z2"],
    ],
}


def write_xlsx(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write plain rows, sheet by sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def read(tmp_path: Path, **sheets: Rows) -> SiteBook:
    """Read the least book with some sheets replaced or added."""
    return read_book(write_xlsx(tmp_path / "book.xlsx", LEAST | sheets))


def faults(tmp_path: Path, **sheets: Rows) -> tuple[Fault, ...]:
    """The faults of the least book with some sheets replaced or added; none when it reads."""
    try:
        read(tmp_path, **sheets)
    except BookError as error:
        return error.faults
    return ()


def places(found: tuple[Fault, ...]) -> list[str]:
    """Where faults are, as 工地!A2."""
    return [f"{f.sheet}!{f.cell}" if f.cell else f.sheet for f in found]


def least(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "book.xlsx", LEAST)


def rewrite(path: Path, part: str, change: Change) -> Path:
    """The same archive with one part changed by a function of its bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            new.writestr(item, change(content) if item.filename == part else content)
    path.write_bytes(made.getvalue())
    return path


def with_cell(cell: bytes, row: bytes = b"") -> Change:
    """A change that adds a cell in a row of its own at the end of a sheet."""
    added = b"<row" + row + b">" + cell + b"</row></sheetData>"
    return lambda xml: xml.replace(b"</sheetData>", added)
