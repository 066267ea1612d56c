"""Reads .xls, .et, .ods and .xlsb through calamine, the only light reader of them.

What calamine loses cannot be told: error cells come back empty and so does a formula that was
never calculated. It also cuts leading blank rows and columns, which ``start`` puts back, and
makes every whole number a float.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sites.base import Text
from sites.reading.findings import refuse
from sites.reading.grids import MAX_CELLS, Grid, Value, too_big
from sites.reading.guard import broken

if TYPE_CHECKING:
    from python_calamine import CalamineSheet


def read_with_calamine(path: Path) -> tuple[Grid, ...]:
    """Read every sheet of an old or foreign workbook, in its order.

    Raises
    ------
    BookError
        When it is encrypted, damaged, no workbook at all, or unbearably large.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_path(str(path))
        return tuple(_grid(name, book.get_sheet_by_name(name)) for name in book.sheet_names)
    except PasswordError:
        raise refuse(
            Text(zh="加密的文件", en="an encrypted file"),
            Text(zh="去掉打开密码后另存的文件", en="the file saved without a password"),
        ) from None
    except (CalamineError, OSError) as error:
        if "limit exceeded" in str(error):
            raise too_big(path.name) from None
        raise broken() from error


def _grid(name: str, sheet: CalamineSheet) -> Grid:
    grid = Grid(name)
    if sheet.start is None or sheet.end is None:
        return grid
    (top, left), (bottom, right) = sheet.start, sheet.end
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise too_big(name)
    for number, row in enumerate(sheet.to_python(), start=top + 1):
        for column, value in enumerate(row, start=left + 1):
            grid.put(number, column, _whole(value))
    for first, last in sheet.merged_cell_ranges or ():
        grid.merges.append((first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1))
    return grid


def _whole(value: Value) -> Value:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
