"""What people typed beside the visits (task numbers, notes) comes along into the next roster."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from sites.roster_words import key_of

TYPED = ("task_no", "code", "note")
"""Columns that the program leaves blank for people."""

Typed = Mapping[str, Mapping[str, Any]]
"""Visit → column → what stands there."""


def read_typed(path: Path, places: Mapping[tuple[str, str], str]) -> Typed:
    """Return what a roster has in these columns.

    Rows know their visit; of those that people added, ``places`` leads from (visit, ``site``) to
    ``Sheet!Cell``, as ``sites.roster_reading`` finds it.
    """
    cells = ((visit, place) for (visit, field), place in places.items() if field == "site")
    rows = {int(found[0]): v for v, place in cells if (found := re.search(r"\d+$", place))}
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        grid = next(s for s in book.worksheets if key_of("sheets", s.title) == "weekly")
        return _typed(rows, [list(values) for values in grid.iter_rows(values_only=True)])
    finally:
        book.close()


def _typed(rows: Mapping[int, str], grid: Sequence[list[Any]]) -> Typed:
    heads = ({key_of("columns", str(v)): k for k, v in enumerate(row) if v} for row in grid)
    columns = next((head for head in heads if {"day", "site"} <= head.keys()), {})
    found = {}
    for number, row in enumerate(grid, start=1):
        kept = {name: row[columns[name]] for name in TYPED if columns.get(name, 10**6) < len(row)}
        at = columns.get("visit", len(row))
        visit = rows.get(number) or (str(row[at] or "") if at < len(row) else "")
        if visit:
            found[visit] = {name: v for name, v in kept.items() if v not in (None, "")}
    return found
