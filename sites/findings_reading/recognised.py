"""What a file is, by what stands in it: 任务单, a 问题隐患台账, an export of another platform."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sites.base import Text
from sites.findings_reading.papers import has_pages, read_orders, read_pages
from sites.findings_reading.pictures import pictures_in
from sites.findings_reading.told import Page, Picture, Said, WeekRow
from sites.findings_reading.weekly import is_weekly, read_week_rows
from sites.reading.column_map import mapped_tables
from sites.reading.findings import Findings, Spot
from sites.reading.grids import Grid
from sites.reading.guard import kind_of
from sites.reading.headings import find_headings
from sites.reading.mark import Mark, mark_of
from sites.reading.opening import digest_of, read_grids
from sites.reading.tables import Tables, lines_of, sheet_key
from sites.roster_words import key_of
from sites.vocabulary import SHEETS

RECORDED = ("hazards", "history")
"""Sheets of a workbook that `record` takes; the others are read by `read`."""


@dataclass
class FoundFile:
    """One file, read but not yet compared with the ledger.

    ``tables`` are its lines of 问题隐患台账 and 检查记录, ``mark`` says from which state of which
    ledger it was exported, if it was. ``called`` is what messages call it, ``folder`` the mark of
    the folder people keep it in (`sites.reading.mark.folder_of`), if they do.
    """

    name: str
    called: str = ""
    folder: str = ""
    mark: Mark | None = None
    pages: list[Page] = field(default_factory=list)
    orders: list[tuple[str, Said]] = field(default_factory=list)
    week_rows: list[WeekRow] = field(default_factory=list)
    tables: Tables = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()


def recognised(
    path: Path, column_map: Path | None, findings: Findings, called: str = ""
) -> FoundFile:
    """Read a file; its faults go to ``findings``, one that cannot be read at all raises.

    Raises
    ------
    BookError
        If the file cannot be opened, or the column map cannot be used.
    """
    grids = read_grids(path)
    file = FoundFile(path.name, called or path.name, mark=mark_of(path, grids))
    if column_map is not None and not any(has_pages(g) or is_weekly(g) for g in grids):
        tables, _ = mapped_tables(column_map, grids, digest_of(path), findings)
        file.tables = {key: tables[key] for key in RECORDED if key in tables}
    else:
        bold = _Bold(path)
        for grid in grids:
            _take(file, grid, findings, bold)
    if kind_of(path) == "xlsx" and (file.pages or "hazards" in file.tables):
        file.pictures = pictures_in(path, grids, findings)
        _place_pictures(file)
    elif any(grid.pictures for grid in grids):
        findings.warn(
            f"{file.called}：图片只从.xlsx里读取，单元格里的图片未登记；请另存为.xlsx",
            f"{file.called}: pictures are read from .xlsx only; save it as .xlsx",
        )
    if not (file.pages or file.week_rows or file.orders or file.tables):
        findings.fault(Spot(file.called), *_unknown(grids))
    return file


def _take(file: FoundFile, grid: Grid, findings: Findings, bold: _Bold) -> None:
    name = f"{file.called}：{grid.name}"
    if has_pages(grid):
        file.pages += read_pages(grid, name, findings, bold.of(grid.name))
    elif is_weekly(grid):
        file.week_rows += read_week_rows(grid, name)
    elif key_of("sheets", grid.name) == "internal":
        file.orders += read_orders(grid, name)
    else:
        _take_table(file, grid, findings)


def _place_pictures(file: FoundFile) -> None:
    """Let the lines of checklists know of the pictures that stand on them."""
    rows = {(f"{file.called}：{p.sheet}", p.row) for p in file.pictures}
    for page in file.pages:
        page.lines = [
            x._replace(picture=True) if (page.spot.sheet, x.row) in rows else x for x in page.lines
        ]


def _take_table(file: FoundFile, grid: Grid, findings: Findings) -> None:
    key = sheet_key(grid.name)
    headings = find_headings(grid, SHEETS["hazards"])
    if key is None and headings and headings.column_of("what"):
        key = "hazards"
    if key in RECORDED and grid.rows:
        file.tables.setdefault(key, []).extend(lines_of(grid, SHEETS[key], findings))


def _unknown(grids: Sequence[Grid]) -> tuple[Text, Text]:
    names = "、".join(grid.name for grid in grids[:5])
    return (
        Text(zh=f"认不出的表（{names}）", en=f"sheets that are not known ({names})"),
        Text(
            zh="填好的任务单、问题隐患台账，或用 --map 说明列的平台导出表",
            en="filled-in site papers, a hazard ledger, or an export with its column map (--map)",
        ),
    )


class _Bold:
    """What stands in bold in a workbook's cells; opened only when a box is left unticked."""

    def __init__(self, path: Path):
        self.path = path

    def of(self, sheet: str) -> Callable[[int, int], str]:
        """Row and column → the bold part of a cell of that sheet."""

        @cache
        def cells() -> dict[tuple[int, int], str]:
            return _bold_cells(self.path, sheet)

        return lambda row, column: cells().get((row, column), "")


_BOLD_RUN = re.compile(rb"<(?:\w+:)?rPr>(?:(?!</).)*?<(?:\w+:)?b(?:\s[^>]*)?/>", re.DOTALL)


def _has_bold_runs(path: Path) -> bool:
    """Whether any text of a workbook is bold in part: most are not, and need not be opened."""
    with zipfile.ZipFile(path) as archive:
        parts = [n for n in archive.namelist() if "sharedStrings" in n or "worksheets/" in n]
        return any(_BOLD_RUN.search(archive.read(n)) for n in parts if n.endswith(".xml"))


def _bold_cells(path: Path, sheet: str) -> dict[tuple[int, int], str]:
    if kind_of(path) != "xlsx" or not _has_bold_runs(path):
        return {}
    from openpyxl import load_workbook
    from openpyxl.cell.rich_text import CellRichText

    try:
        book = load_workbook(path, rich_text=True)
    except Exception:  # a style that openpyxl does not know: then nothing is bold
        return {}
    found: dict[tuple[int, int], str] = {}
    for row in book[sheet].iter_rows():
        for cell in row:
            if isinstance(cell.value, CellRichText):
                runs = (r for r in cell.value if not isinstance(r, str) and r.font and r.font.b)
                found[cell.row, cell.column] = "|".join(str(run) for run in runs)
    return found
