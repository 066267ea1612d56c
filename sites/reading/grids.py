"""One sheet as it was found: sparse cells with their addresses, whatever file it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from math import isfinite
from typing import NamedTuple

from sites.base import Text
from sites.errors import BookError
from sites.reading.findings import refuse

MAX_ROWS = 100_000
MAX_CELLS = 1_000_000
MAX_COLUMNS = 1_000


class Odd(NamedTuple):
    """A cell that holds no value: an Excel error (``#N/A``) or a formula never calculated."""

    kind: str
    text: str

    def __str__(self) -> str:
        return self.text


Value = str | int | float | bool | date | datetime | time | timedelta | Odd
Row = dict[int, Value]
Merge = tuple[int, int, int, int]
_PICTURE = re.compile(r'=?(?:_xlfn\.)?DISPIMG\("(\w{1,80})",\s*\d+\)', re.IGNORECASE)
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class Grid:
    """A sheet: row number → column number → value, both counted from 1; blanks are absent.

    Being sparse, a lone cell at XFD1048576 costs one entry. ``merges`` are first row, first
    column, last row, last column; ``pictures`` those inside a cell: the id that WPS gave
    one, or the part of the file (it has a ``/``) where Excel keeps it.
    """

    name: str
    rows: dict[int, Row] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    far: list[str] = field(default_factory=list)
    pictures: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Value) -> None:
        """Keep a value; blank text and cells beyond the columns we look at are left out.

        A cell that WPS fills with a picture holds no value.
        """
        if isinstance(value, str) and not value.strip():
            return
        if picture := picture_in(value):
            self.pictures[row, column] = picture
            return
        if column > MAX_COLUMNS:
            self.far.append(address(row, column))
            return
        if isinstance(value, float) and not isfinite(value):
            value = str(value)
        self.rows.setdefault(row, {})[column] = value

    def filled_down(self, without: int | None = None) -> Mapping[int, Row]:
        """Return the rows with vertically merged cells repeated in each row they span."""
        rows = dict(self.rows)
        for first, left, last, _ in self.merges:
            top = self.rows.get(first, {}).get(left)
            if top is None or last == first or left == without:
                continue
            for number in range(first + 1, min(last, first + MAX_ROWS) + 1):
                if number in rows:
                    rows[number] = {left: top} | rows[number]
        return rows


def picture_in(value: Value) -> str:
    """Return the id of the picture that is all a cell shows (WPS, 嵌入单元格), or nothing.

    >>> picture_in('=DISPIMG("ID_0A1B",1)'), picture_in("见照片")
    ('ID_0A1B', '')
    """
    match = _PICTURE.fullmatch(str(value).strip()) if isinstance(value, str | Odd) else None
    return match[1] if match else ""


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1.

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return a cell's address.

    >>> address(12, 3)
    'C12'
    """
    return f"{column_letters(column)}{row}"


def place(text: str) -> tuple[int, int] | None:
    """Return row and column of an address, or None where it is none.

    >>> place("C12"), place("12C")
    ((12, 3), None)
    """
    match = _ADDRESS.fullmatch(text)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def too_big(sheet: str) -> BookError:
    """Return the error for a sheet with more filled rows or cells than a street ever has."""
    return refuse(
        Text(
            zh=f"超过{MAX_ROWS}行或{MAX_CELLS}格的表",
            en=f"over {MAX_ROWS} rows or {MAX_CELLS} cells",
        ),
        Text(
            zh=f"每张表不超过{MAX_ROWS}行、{MAX_CELLS}格",
            en=f"at most {MAX_ROWS} rows and {MAX_CELLS} cells a sheet",
        ),
        sheet,
    )
