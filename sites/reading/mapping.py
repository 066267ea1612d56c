"""Rows of a foreign table, filtered and grouped as a column map says, become lines of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sites.base import Text
from sites.reading.cells import is_blank, seen
from sites.reading.columns import Unreadable, parse
from sites.reading.findings import Findings, Spot, quoted
from sites.reading.grids import Grid, Row, Value, address
from sites.reading.lines import Line
from sites.reading.moments import as_date
from sites.vocabulary import Column, Sheet, fold, fold_heading

if TYPE_CHECKING:
    from sites.reading.column_map import Source, TableMap

Numbered = tuple[int, Row]
ROWS_SEARCHED = 40


def mapped_lines(
    grid: Grid, table: TableMap, sheet: Sheet, at: Spot, findings: Findings
) -> list[Line]:
    """Return one line for each row kept, or for each group of them.

    A column that the map names and the table lacks is a fault at the map's place.
    """
    sources = table.sources()
    filters = {*table.where, *table.unless, *table.since, *table.group_by}
    wanted = {s.column for s in sources.values()} | filters
    head, columns = _heading(grid, wanted)
    if missing := sorted(wanted - columns.keys()):
        _tell_missing(missing, grid, head, at, findings)
        return []
    kept = (
        (number, row)
        for number, row in sorted(grid.rows.items())
        if number > head and _is_kept(row, table, columns)
    )
    recent = [n for n in kept if _is_recent(n, table.since, columns, grid.name, findings)]
    fields = {c.field: c for c in sheet.columns}
    used = [
        (fields[name], columns[how.column], how) for name, how in sources.items() if name in fields
    ]
    groups = _groups(recent, [columns[name] for name in table.group_by])
    return [_line(grid.name, group, used, table) for group in groups]


def _tell_missing(missing: list[str], grid: Grid, head: int, at: Spot, findings: Findings) -> None:
    row = " | ".join(seen(value) for value in grid.rows.get(head, {}).values())
    expected = Text(zh=f"“{grid.name}”有的列：{row}", en=f"a column of “{grid.name}”: {row}")
    for name in missing:
        findings.fault(at, quoted(name), expected)


def _line(
    sheet: str,
    group: list[Numbered],
    used: list[tuple[Column, int, Source]],
    table: TableMap,
) -> Line:
    """The line of one group of rows; a constant stands where no column filled the field."""
    number, first = group[0]
    places = {column.field: place for column, place, _ in used}
    line = Line(
        Spot(sheet, address(number, min(first))), columns=places, number=number, known=table.known
    )
    for column, place, how in used:
        if cells := _taken(group, place, column, how, sheet):
            line.cells[column.field] = cells
    for name, constant in table.constants.items():
        line.cells.setdefault(name, [(line.home, constant)])
    return line


def _heading(grid: Grid, wanted: set[str]) -> tuple[int, dict[str, int]]:
    """The row that holds most of the wanted headings, and the column of each."""
    folded = {fold_heading(name): name for name in wanted}
    best: tuple[int, dict[str, int]] = (0, {})
    for number in sorted(grid.rows)[:ROWS_SEARCHED]:
        row = sorted(grid.rows[number].items(), reverse=True)
        found = {folded[h]: column for column, v in row if (h := fold_heading(v)) in folded}
        if best[0] == 0 or len(found) > len(best[1]):
            best = (number, found)
    return best


def _is_kept(row: Row, table: TableMap, columns: dict[str, int]) -> bool:
    def holds(name: str, allowed: tuple[str, ...]) -> bool:
        return fold(seen(row.get(columns[name], ""))) in {fold(text) for text in allowed}

    return all(holds(name, texts) for name, texts in table.where.items()) and not any(
        holds(name, texts) for name, texts in table.unless.items()
    )


def _is_recent(
    numbered: Numbered,
    since: Mapping[str, date],
    columns: dict[str, int],
    sheet: str,
    findings: Findings,
) -> bool:
    """Whether every day named is that day or a later one; a blank is not, no date is a fault."""
    number, row = numbered
    for name, first in since.items():
        value = row.get(columns[name], "")
        try:
            if is_blank(value) or as_date(value) < first:
                return False
        except Unreadable as error:
            spot = Spot(sheet, address(number, columns[name]))
            findings.fault(spot, quoted(seen(value)), error.expected)
            return False
    return True


def _groups(rows: Iterable[Numbered], by: list[int]) -> Iterator[list[Numbered]]:
    """Rows of equal values together, in the order of their first; without ``by`` each alone."""
    if not by:
        yield from ([numbered] for numbered in rows)
        return
    groups: dict[tuple[str, ...], list[Numbered]] = {}
    for number, row in rows:
        key = tuple(fold(seen(row[column])) for column in by if column in row)
        if len(key) == len(by) and all(key):
            groups.setdefault(key, []).append((number, row))
    yield from groups.values()


def _taken(
    group: list[Numbered], place: int, column: Column, how: Source, sheet: str
) -> list[tuple[Spot, Value]]:
    """The cells of a group that fill a field: one, or all of them for a list."""
    cells = [
        (Spot(sheet, address(number, place)), _translated(row.get(place, ""), how))
        for number, row in group
    ]
    filled = [cell for cell in cells if not is_blank(cell[1])]
    if not filled or how.take == "all":
        return filled
    if how.take in ("first", "last"):
        return filled[:1] if how.take == "first" else filled[-1:]
    ranked = sorted(((_rank(value, column), k) for k, (_, value) in enumerate(filled)), key=_first)
    return [filled[ranked[0 if how.take == "min" else -1][1]]]


def _first(pair: tuple[Any, int]) -> Any:
    return pair[0]


def _rank(value: Value, column: Column) -> Any:
    """What a cell counts for when the least or greatest is taken; the unreadable come first."""
    try:
        meant: Any = parse(value, column)
    except Unreadable:
        return (0, 0)
    return (1, meant)


def _translated(value: Value, how: Source) -> Value:
    if not how.values and how.otherwise is None:
        return value
    meanings = {fold(text): meaning for text, meaning in how.values.items()}
    known = meanings.get(fold(seen(value)))
    if known is not None:
        return known
    return value if how.otherwise is None else how.otherwise
