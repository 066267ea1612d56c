"""Reads CSV files, alone or a folder of them: each file is a sheet named by its file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sites.base import Text
from sites.reading.findings import refuse
from sites.reading.grids import MAX_CELLS, MAX_ROWS, Grid, too_big

ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = ",;\t"


def csv_files(folder: Path) -> tuple[Path, ...]:
    """Return the folder's CSV files in the order of their names.

    Raises
    ------
    BookError
        When it holds none.
    """
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".csv" and p.is_file())
    if not files:
        raise refuse(
            Text(zh=f"文件夹“{folder}”里没有 .csv 文件", en=f"no .csv file in “{folder}”"),
            Text(zh="每张表一个 .csv 文件", en="one .csv file a sheet"),
        )
    return tuple(files)


def read_csv(path: Path) -> Grid:
    """Read one file as UTF-8, else as GB18030; a quoted cell may hold line breaks.

    Raises
    ------
    BookError
        When it is in neither encoding, or is no text at all.
    """
    text = _decoded(path)
    grid = Grid(path.stem)
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    lines, cells = io.StringIO(text, newline=""), 0
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            cells += len(row)
            for column, value in enumerate(row, start=1):
                grid.put(number, column, _unguarded(value))
    except csv.Error as error:
        found = Text(zh=f"不是规范的CSV：{error}", en=f"no CSV: {error}")
        raise refuse(
            found, Text(zh="逗号分隔的文本", en="text divided by commas"), path.name
        ) from None
    if len(grid.rows) > MAX_ROWS or cells > MAX_CELLS:
        raise too_big(path.name)
    return grid


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refuse(
        Text(zh="既不是UTF-8也不是GB18030编码", en="neither UTF-8 nor GB18030"),
        Text(zh="另存为“CSV UTF-8”的文件", en="a file saved as “CSV UTF-8”"),
        path.name,
    )


def _unguarded(value: str) -> str:
    """Drop the apostrophe that keeps a spreadsheet from running a text as a formula."""
    return value[1:] if value[:2] in ("'=", "'+", "'-", "'@") else value
