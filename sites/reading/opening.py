"""From a path to its grids and its digest, whatever kind of file it is."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sites.reading.calamine import read_with_calamine
from sites.reading.csvs import csv_files, read_csv
from sites.reading.grids import Grid
from sites.reading.guard import kind_of
from sites.reading.xlsx import read_xlsx


def read_grids(path: Path) -> tuple[Grid, ...]:
    """Read every sheet of a workbook, a CSV file or a folder of CSV files.

    Raises
    ------
    BookError
        When it is not safe, not whole, or no table at all.
    """
    kind = kind_of(path)
    if kind == "folder":
        return tuple(read_csv(file) for file in csv_files(path))
    if kind == "csv":
        return (read_csv(path),)
    return read_xlsx(path) if kind == "xlsx" else read_with_calamine(path)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file, or of a folder's CSV names and bytes in order."""
    files = csv_files(path) if path.is_dir() else (path,)
    total = hashlib.sha256()
    for file in files:
        if path.is_dir():
            total.update(file.name.encode())
        total.update(file.read_bytes())
    return total.hexdigest()
