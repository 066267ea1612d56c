"""Opens an edited roster.xlsx and finds its rows; knows nothing of plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from sites.base import Text
from sites.errors import BookError, Fault
from sites.reading.guard import kind_of
from sites.roster_words import key_of

MOST_ROWS, MOST_COLUMNS = 2_000, 60
"""Far beyond any week of any street; what lies further out is not ours."""

NEEDED = frozenset({"day", "site", "officers"})
NO_ROSTER = Text(
    zh="周检查计划（.xlsx，由 plan 写出）", en="a weekly plan (.xlsx, written by plan)"
)


class Cell(NamedTuple):
    """What a person sees in a cell: its text without what is struck through, and its value."""

    text: str
    value: Any
    place: str
    struck: bool = False


@dataclass(frozen=True)
class Row:
    """One row under the headings, by column key."""

    number: int
    sheet: str
    cells: dict[str, Cell]
    columns: dict[str, str]

    def __getitem__(self, key: str) -> Cell:
        return self.cells.get(key) or Cell("", None, self.place(key))

    def has(self, key: str) -> bool:
        """Whether the sheet has the column at all."""
        return key in self.columns

    def place(self, key: str) -> str:
        """Address of a field's cell; of the row's first cell where the column is gone."""
        return f"{self.columns.get(key, 'A')}{self.number}"

    def fault(self, key: str, found: str, expected: Text) -> Fault:
        """A fault in one of the row's cells."""
        quote = found.strip() or "空"
        return Fault(
            sheet=self.sheet,
            cell=self.place(key),
            found=Text(zh=f"“{quote}”" if found.strip() else quote, en=f"'{found.strip()}'"),
            expected=expected,
        )


class Sheets(NamedTuple):
    """All sheets of the file as lists of cells, by key of ``roster.toml``, with their titles."""

    titles: dict[str, str]
    rows: dict[str, list[list[Cell]]]


def open_sheets(path: Path) -> Sheets:
    """Read the file's known sheets; raises `BookError` where there is no roster in it."""
    if kind_of(path) != "xlsx":
        raise _broken(path, "", Text(zh="不是 .xlsx", en="no .xlsx"))
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True, rich_text=True)
    except Exception as error:
        raise _broken(path, f"{type(error).__name__}") from None
    titles: dict[str, str] = {}
    rows: dict[str, list[list[Cell]]] = {}
    try:
        for sheet in book.worksheets:
            key = key_of("sheets", sheet.title)
            if key and key not in titles:
                titles[key] = sheet.title
                rows[key] = _grid(sheet)
    except Exception as error:
        raise _broken(path, f"{type(error).__name__}") from None
    finally:
        book.close()
    if "weekly" not in rows:
        raise _broken(path, "", Text(zh="没有“周检查计划”表", en="no sheet 周检查计划"))
    return Sheets(titles, rows)


def table(sheets: Sheets) -> Iterator[Row]:
    """Yield the rows under the headings of the weekly sheet; raises `BookError` without them."""
    title, grid = sheets.titles["weekly"], sheets.rows["weekly"]
    headed = ((at, _columns(cells)) for at, cells in enumerate(grid, start=1))
    number, letters = next((pair for pair in headed if pair[1].keys() >= NEEDED), (0, {}))
    if not number:
        expected = Text(
            zh="有表头：检查日期、检查对象、执法人员", en="the headings Date, Site, Officers"
        )
        found = Text(zh="没有表头行", en="no row of headings")
        raise BookError([Fault(sheet=title, found=found, expected=expected)])
    places = {letter: key for key, letter in letters.items()}
    for below, cells in enumerate(grid[number:], start=number + 1):
        found_cells = {places[_letters(c.place)]: c for c in cells if _letters(c.place) in places}
        yield Row(below, title, found_cells, letters)


def _columns(cells: list[Cell]) -> dict[str, str]:
    """Column letters by the key of their heading; of two alike the first."""
    found = ((key_of("columns", c.text), _letters(c.place)) for c in reversed(cells))
    return {key: letters for key, letters in found if key}


def labelled(grid: list[list[Cell]], key: str) -> dict[str, Cell]:
    """Cells of the row that a label begins, the label too, by column letters; empty without it.

    ``key`` is one of ``labels`` of ``roster.toml``.
    """
    for cells in grid:
        filled = [c for c in cells if c.text]
        if filled and key_of("labels", filled[0].text) == key:
            return {_letters(c.place): c for c in filled}
    return {}


def _broken(path: Path, why: str, found: Text | None = None) -> BookError:
    suffix = f"（{why}）" if why else ""
    unread = Text(zh=f"读不了的文件{suffix}", en=f"a file that cannot be read {suffix}".strip())
    return BookError([Fault(sheet=path.name, found=found or unread, expected=NO_ROSTER)])


def _grid(sheet: Any) -> list[list[Cell]]:
    """Filled cells of the sheet, row by row, empty rows too."""
    from openpyxl.cell.read_only import ReadOnlyCell

    grid: list[list[Cell]] = []
    for number, cells in _parsed(sheet):
        if number > MOST_ROWS:
            break
        grid += [[] for _ in range(len(grid), number)]
        near = (c for c in cells if c["value"] is not None and c["column"] <= MOST_COLUMNS)
        grid[number - 1] = [_cell(ReadOnlyCell(sheet, **c)) for c in near]
    return grid


def _parsed(sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Rows as openpyxl parses them. Its own read-only sheets lose runs struck out in a cell."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    with sheet._get_source() as source:
        yield from WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
            rich_text=True,
        ).parse()


def _cell(cell: Any) -> Cell:
    struck = bool(cell.font and cell.font.strike)
    text = "" if struck else _kept(cell.value)
    return Cell(text.strip(), cell.value, cell.coordinate, struck)


def _kept(value: Any) -> str:
    """The text of a value, leaving out the runs that a person struck through."""
    if isinstance(value, list):
        runs = (r for r in value if isinstance(r, str) or not (r.font and r.font.strike))
        return "".join(str(r) for r in runs)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _letters(place: str) -> str:
    return place.rstrip("0123456789")


def as_read(fault: Fault) -> tuple[int, int, str]:
    """Sorts faults of a sheet as one reads: row by row, from left to right."""
    letters = _letters(fault.cell)
    return int(fault.cell[len(letters) :] or 0), len(letters), letters


def is_footer(row: Row) -> bool:
    """Whether the row is the line of signatures under the table."""
    first = row["number"].text.replace("：", ":").split(":")[0]
    return key_of("labels", first) == "footer"
