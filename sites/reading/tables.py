"""Which grid is which sheet, and each sheet's lines: by its name, else by its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sites.base import Language, Text
from sites.reading.findings import Findings, Spot, quoted
from sites.reading.grids import Grid, address
from sites.reading.hazards import site_in_title
from sites.reading.headings import Headings, find_headings
from sites.reading.layouts import matrix_lines, settings_line
from sites.reading.lines import Line, read_lines
from sites.vocabulary import SHEETS, Sheet, bare_heading, fold

Tables = dict[str, list[Line]]
_ORNAMENT = re.compile(r"^[\d.、\-_]+|[\d.、\-_]+$")
_NEVER_DATA = {
    fold(name) for name in ("使用说明", "Read me", "说明", "填写说明", "技术信息", "Technical")
}
_ENOUGH = 3
_BY_NAME = {fold(name): key for key, sheet in SHEETS.items() for name in sheet.names}


def sheet_key(name: str) -> str | None:
    """Return which of our sheets a name means; numbers and brackets around it do not count.

    >>> sheet_key("1.工地清单（2026年）"), sheet_key("Sheet1")
    ('sites', None)
    """
    for spelling in (fold(name), bare_heading(name), _ORNAMENT.sub("", bare_heading(name))):
        if spelling in _BY_NAME:
            return _BY_NAME[spelling]
    return None


def read_tables(grids: Sequence[Grid], findings: Findings, lang: Language = "zh") -> Tables:
    """Return the lines of every sheet that was recognised; the rest is warned about.

    A sheet without a name we know is taken for a required sheet still missing, or for a ledger
    of hazards, when its headings say so.
    """
    keys = {id(grid): sheet_key(grid.name) for grid in grids}
    for grid in grids:
        if keys[id(grid)] is None and grid.rows and fold(grid.name) not in _NEVER_DATA:
            keys[id(grid)] = _guess(grid, {k for k in keys.values() if k}, findings, lang)
    tables: Tables = {}
    for grid in grids:
        key = keys[id(grid)]
        if grid.far:
            findings.warn(
                f"{grid.name}!{grid.far[0]}等远处单元格未读",
                f"{grid.name}!{grid.far[0]} is far off: not read",
            )
        if key:
            tables.setdefault(key, []).extend(lines_of(grid, SHEETS[key], findings))
    return tables


def _guess(grid: Grid, taken: set[str], findings: Findings, lang: Language) -> str | None:
    found: dict[str, int] = {}
    for key, sheet in SHEETS.items():
        headings = find_headings(grid, sheet) if key not in taken else None
        required = {c.field for c in sheet.columns if c.required}
        if headings and headings.score >= _ENOUGH and required <= {*headings.fields.values()}:
            found[key] = headings.score
    if not found:
        findings.warn(f"工作表“{grid.name}”未使用", f"sheet “{grid.name}” is not used")
        return None
    best = max(found, key=lambda key: (found[key], SHEETS[key].required))
    zh, en = SHEETS[best].zh, SHEETS[best].en
    findings.warn(
        f"工作表“{grid.name}”按列标题当作“{zh}”读取",
        f"sheet “{grid.name}” was read as “{en}” by its headings",
    )
    return best


def lines_of(grid: Grid, sheet: Sheet, findings: Findings) -> Iterator[Line]:
    """Yield the lines of a grid that is known to be this sheet; missing columns are faults."""
    headings = find_headings(grid, sheet)
    if sheet.key == "settings" and (headings is None or headings.score < _ENOUGH):
        line = settings_line(grid)
        yield from [line] if line else []
        return
    if sheet.key == "legs" and (headings is None or headings.score < _ENOUGH):
        yield from matrix_lines(grid)
        return
    if headings is None:
        if grid.rows:
            findings.fault(Spot(grid.name), _no_headings(grid), _wanted(sheet))
        return
    _missing_columns(grid, headings, sheet, findings)
    _tell_unread(grid, headings, sheet, findings)
    titled = site_in_title(grid, headings) if sheet.key == "hazards" else []
    for line in read_lines(grid, headings, sheet, findings):
        if titled:
            line.cells.setdefault("site", titled)
        yield line


def _no_headings(grid: Grid) -> Text:
    first = grid.rows[min(grid.rows)]
    sample = quoted(" | ".join(str(v) for v in first.values()))
    return Text(
        zh=f"没有认得的列标题，首行为{sample.zh}", en=f"no known heading; row 1: {sample.en}"
    )


def _wanted(sheet: Sheet) -> Text:
    required = [c for c in sheet.columns if c.required]
    return Text(
        zh=f"含有列标题：{'、'.join(c.zh for c in required)}",
        en=f"a row with the headings {', '.join(c.en for c in required)}",
    )


def _missing_columns(grid: Grid, headings: Headings, sheet: Sheet, findings: Findings) -> None:
    present = set(headings.fields.values())
    row = " | ".join(str(v) for v in grid.rows.get(headings.last, {}).values())
    for column in sheet.columns:
        if column.required and column.field not in present:
            sample = quoted(row)
            findings.fault(
                Spot(grid.name, address(headings.last, min(headings.fields))),
                Text(zh=f"列标题{sample.zh}", en=f"the headings {sample.en}"),
                Text(zh=f"还有一列“{column.zh}”", en=f"a column “{column.en}” as well"),
            )


def _tell_unread(grid: Grid, headings: Headings, sheet: Sheet, findings: Findings) -> None:
    if headings.private:
        findings.warn(
            f"{grid.name}：身份证号类列已跳过，不读取、不保存",
            f"{grid.name}: identity number columns are skipped, never stored",
        )
    if headings.unknown and sheet.key != "hazards":
        names = list(headings.unknown.values())
        shown, more = "、".join(names[:8]), f"等{len(names)}列" if len(names) > 8 else ""
        findings.warn(
            f"{grid.name}：未读取的列：{shown}{more}",
            f"{grid.name}: {len(names)} columns not read: {', '.join(names[:8])}",
        )
