"""Reads what people typed beside the visits of 周检查计划: numbers, and what was made."""

from __future__ import annotations

from collections.abc import Iterator

from sites.findings_reading.papers import task_number
from sites.findings_reading.told import Said, WeekRow
from sites.reading.cells import is_blank, seen
from sites.reading.findings import Spot
from sites.reading.grids import Grid, Row, address
from sites.roster_words import key_of

KEPT = ("task_no", "code", "state", "note")
OURS = {"task", "site", "day", "part", "lead", "officers"}
"""Headings that tell it from a list of another system's tasks."""

_MADE = ("done", "cancelled")


def is_weekly(grid: Grid) -> bool:
    """Whether a sheet is a 周检查计划 whose visits have their 任务编号."""
    return any(_columns(row).keys() >= OURS for row in grid.rows.values())


def read_week_rows(grid: Grid, name: str) -> Iterator[WeekRow]:
    """Yield for each visit what people typed; a state only where it says that it is over."""
    columns: dict[str, int] = {}
    for number, row in sorted(grid.rows.items()):
        if not columns:
            found = _columns(row)
            columns = found if found.keys() >= OURS else {}
            continue
        task = task_number(row.get(columns["task"], ""))
        if task:
            yield _week_row(task, number, row, columns, name)


def _week_row(task: str, number: int, row: Row, columns: dict[str, int], name: str) -> WeekRow:
    found = WeekRow(task, Spot(name, address(number, columns["task"])))
    for key in KEPT:
        value = row.get(columns.get(key, 0))
        if value is None or is_blank(value):
            continue
        if key == "state" and key_of("states", seen(value)) not in _MADE:
            continue
        found.said[key] = Said(value, Spot(name, address(number, columns[key])))
    return found


def _columns(row: Row) -> dict[str, int]:
    found = ((key_of("columns", seen(v)), column) for column, v in sorted(row.items()))
    return {key: column for key, column in found if key}
