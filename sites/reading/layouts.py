"""Two sheets that are no plain tables: 设置 (a name and its value a row) and a square 路程."""

from __future__ import annotations

from collections.abc import Iterator

from sites.reading.cells import is_blank
from sites.reading.findings import Spot
from sites.reading.grids import Grid, address
from sites.reading.lines import Line
from sites.vocabulary import SHEETS, bare_heading, fold_heading


def settings_line(grid: Grid) -> Line | None:
    """Return the settings as one line: each value stands right of its name."""
    line = Line(Spot(grid.name))
    known = SHEETS["settings"].headings
    for number, row in sorted(grid.rows.items()):
        for column, value in sorted(row.items()):
            name = known.get(fold_heading(value)) or known.get(bare_heading(value))
            beside = row.get(column + 1)
            if name and name[0] not in line.cells and beside is not None:
                spot = Spot(grid.name, address(number, column + 1))
                line.cells[name[0]] = [(spot, beside)]
    return line if line.cells else None


def matrix_lines(grid: Grid) -> Iterator[Line]:
    """Each filled cell of a square matrix as a leg: rows are where one starts, columns where to.

    The first row with two or more cells names the targets, its first column is left of them.
    """
    head = next((n for n in sorted(grid.rows) if len(grid.rows[n]) >= 2), None)
    if head is None:
        return
    body = [n for n in sorted(grid.rows) if n > head]
    left = min((min(grid.rows[n]) for n in body), default=0)
    targets = {c: v for c, v in grid.rows[head].items() if c > left}
    for number in body:
        row = grid.rows[number]
        for column, target in sorted(targets.items()):
            minutes = row.get(column)
            if minutes is None or is_blank(minutes) or left not in row or row[left] == target:
                continue
            spot = Spot(grid.name, address(number, column))
            line = Line(spot, number=number)
            line.cells = {
                "origin": [(Spot(grid.name, address(number, left)), row[left])],
                "target": [(Spot(grid.name, address(head, column)), target)],
                "minutes": [(spot, minutes)],
            }
            yield line
