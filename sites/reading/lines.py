"""The rows of a table: from under its heading to its end, without notes, blanks and examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sites.reading.cells import is_blank, seen
from sites.reading.findings import Findings, Spot, quoted
from sites.reading.grids import Grid, Row, Value, address
from sites.reading.headings import Headings
from sites.vocabulary import Sheet, fold, fold_heading

FAR_GAP = 1_000
CONTINUED = "续行"
_FEW_CELLS = 2
_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报单位|填报人|填报时间|填表人|制表人?|审核人?|审批人?|负责人"
    r"|注意|note|remark)s?\d*[:.、]|合计$|总计$|小计$|total$|(注|说明|备注)$"
)
_EXAMPLE = re.compile(r"[(\[【]?(示例|范例|example)([)\]】:]|$)")


@dataclass
class Line:
    """One row of a table, or several that one merged cell joins.

    ``cells`` maps field → its cells with their places; ``extra`` keeps the columns we do not
    know as (heading, place, value). ``home`` is where the row starts. A line is left out when a
    field of ``known`` names nothing that the book has (see ``docs/column-map.md``).
    """

    home: Spot
    cells: dict[str, list[tuple[Spot, Value]]] = field(default_factory=dict)
    extra: list[tuple[str, Spot, Value]] = field(default_factory=list)
    columns: Mapping[str, int] = field(default_factory=dict)
    number: int = 0
    known: tuple[str, ...] = ()

    def spot(self, name: str) -> Spot:
        """Where a field stands, or would stand, in this row."""
        if self.cells.get(name):
            return self.cells[name][0][0]
        column = self.columns.get(name)
        return Spot(self.home.sheet, address(self.number, column)) if column else self.home


def fields_of(lines: Iterable[Line]) -> frozenset[str]:
    """The fields that some lines' tables have a column for, or fill."""
    return frozenset(name for line in lines for name in (*line.columns, *line.cells))


def read_lines(grid: Grid, headings: Headings, sheet: Sheet, findings: Findings) -> list[Line]:
    """Return the table's rows in their order; what is left aside is warned about."""
    joined_column = headings.column_of(sheet.joins_on) if sheet.joins_on else None
    lines: list[Line] = []
    after_note = False
    for number, row in _table_rows(grid, headings, joined_column, findings):
        under = joined_column not in row and _under_merge(grid, number, joined_column)
        was_note = after_note
        after_note = not under and _is_aside(row, headings, sheet, after_note)
        if after_note:
            if not was_note:
                _tell_skipped(grid.name, number, row, headings, findings)
            continue
        if _is_example(row):
            findings.warn(
                f"{grid.name}第{number}行是示例行，已跳过",
                f"{grid.name} row {number} is the example row: skipped",
            )
            continue
        line = _line(grid.name, number, row, headings)
        if lines and under:
            _join(lines[-1], line)
        elif lines and sheet.key == "hazards" and joined_column not in row:
            _append_row(lines[-1], line, findings)
        else:
            lines.append(line)
    return lines


def _table_rows(
    grid: Grid, headings: Headings, joined_column: int | None, findings: Findings
) -> Iterator[tuple[int, Row]]:
    """Rows below the heading with merged cells filled down, up to a long gap."""
    last = headings.last
    for number, row in sorted(grid.filled_down(without=joined_column).items()):
        if number <= headings.last:
            continue
        if number - last > FAR_GAP:
            at = address(number, min(row))
            findings.warn(
                f"{grid.name}!{at}远离表格，其后的内容未读",
                f"{grid.name}!{at} is far from the table: nothing from there on was read",
            )
            return
        last = number
        yield number, row


def _is_aside(row: Row, headings: Headings, sheet: Sheet, after_note: bool) -> bool:
    """Whether a row is blank, a repeated heading, or a note under the table."""
    known = {c: row[c] for c in headings.fields if c in row and not is_blank(row[c])}
    if not known or _repeats_heading(known, headings, sheet):
        return True
    required = {c.field for c in sheet.columns if c.required}
    complete = required <= {headings.fields[c] for c in known}
    if _NOTE.match(fold(row[min(row)])):
        return len(row) <= 3 or not complete
    alone = len(row) == 1 and isinstance(row[min(row)], str)
    return alone and (after_note or not complete)


def _repeats_heading(known: Row, headings: Headings, sheet: Sheet) -> bool:
    """Whether a row says again what its columns are called, as page by page in long prints."""
    again = 0
    for column, value in known.items():
        named = sheet.headings.get(fold_heading(value)) if isinstance(value, str) else None
        again += named is not None and named[0] == headings.fields[column]
    return again >= 2


def _tell_skipped(name: str, number: int, row: Row, headings: Headings, findings: Findings) -> None:
    """Say so when a lone cell in a known column was taken for a note without being marked one."""
    if set(row) <= set(headings.fields) and not _NOTE.match(fold(row[min(row)])) and len(row) == 1:
        text = quoted(seen(row[min(row)])).zh
        findings.warn(
            f"{name}第{number}行只有一格有内容（{text}），当作说明跳过",
            f"{name} row {number} has one cell only ({text}): taken for a note and skipped",
        )


def _is_example(row: Row) -> bool:
    return bool(_EXAMPLE.match(fold(row[min(row)])))


def _line(sheet: str, number: int, row: Row, headings: Headings) -> Line:
    home = Spot(sheet, address(number, min(row)))
    line = Line(home, columns=headings.first_columns, number=number)
    for column, value in sorted(row.items()):
        spot = Spot(sheet, address(number, column))
        if column in headings.fields:
            line.cells.setdefault(headings.fields[column], []).append((spot, value))
        elif column in headings.unknown:
            line.extra.append((headings.unknown[column], spot, value))
    return line


def _under_merge(grid: Grid, number: int, column: int | None) -> bool:
    """Whether a row lies under (not at the top of) a merged cell of that column."""
    return column is not None and any(
        first < number <= last and left <= column <= right
        for first, left, last, right in grid.merges
    )


def _join(above: Line, line: Line) -> None:
    """Add a row's cells to the thing it belongs to, leaving out what is said there already."""
    for name, cells in line.cells.items():
        known = {fold(value) for _, value in above.cells.get(name, ())}
        new = [cell for cell in cells if fold(cell[1]) not in known]
        above.cells.setdefault(name, []).extend(new)
    known_extra = {(heading, fold(value)) for heading, _, value in above.extra}
    above.extra += [e for e in line.extra if (e[0], fold(e[2])) not in known_extra]


def _append_row(above: Line, line: Line, findings: Findings) -> None:
    """A hazard row without text: a few cells belong to the row above, more stay as a 续行."""
    cells = [cell for cells in line.cells.values() for cell in cells]
    cells += [(spot, value) for _, spot, value in line.extra]
    if len(cells) <= _FEW_CELLS:
        _join(above, line)
        return
    whole = "｜".join(seen(value) for _, value in cells)
    above.extra.append((CONTINUED, line.home, whole))
    findings.warn(
        f"{line.home.sheet}第{line.number}行没有隐患描述，作为上一条的“{CONTINUED}”保留",
        f"{line.home.sheet} row {line.number} has no hazard text: kept with the row above",
    )
