"""The column map: a TOML file that says how a foreign table fills sheets of ours.

::

    also = ["people.xlsx"]          # more books, beside the map; read in the ordinary way

    [[table]]
    sheet = "工地"                   # a sheet of ours, by its key or either name
    from = "complaints.csv"         # a sheet or a CSV file of the input
    where = { Ward = ["1"] }        # keep the rows whose column holds one of these texts
    unless = { Status = ["Dup"] }   # … and none of these
    since = { Created = 2026-01-01 }   # … and that day or a later one
    known = ["site"]                # drop the rows whose site the book does not have
    group_by = ["Address"]          # one row for each different value (rows without are left out)
    [table.columns]                 # our field = their column, or how to take it
    name = "Address"
    starts_on = { column = "Created", take = "min" }       # first (default), last, min, max, all
    colour = { column = "Risk", values = { "Risk 1" = "红" }, otherwise = "绿" }
    [table.constants]
    datum = "WGS-84"
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sites.base import Text
from sites.reading.findings import Findings, Spot, quoted, refuse
from sites.reading.grids import Grid
from sites.reading.known import may_be_known
from sites.reading.mapping import mapped_lines
from sites.reading.opening import digest_of, read_grids
from sites.reading.tables import Tables, read_tables, sheet_key
from sites.vocabulary import SHEETS, Sheet, fold


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """How one field is taken from a column: which row's cell of a group, which words mean what."""

    column: str
    take: Literal["first", "last", "min", "max", "all"] = "first"
    values: dict[str, str] = {}
    otherwise: str | None = None


class TableMap(_Strict):
    """One of our sheets, filled from one foreign table."""

    sheet: str
    source: str = Field(alias="from")
    where: dict[str, tuple[str, ...]] = {}
    unless: dict[str, tuple[str, ...]] = {}
    since: dict[str, date] = {}
    known: tuple[str, ...] = ()
    group_by: tuple[str, ...] = ()
    columns: dict[str, str | Source] = {}
    constants: dict[str, str | int | float] = {}

    def sources(self) -> dict[str, Source]:
        """Every field's source in its long form."""
        return {
            name: Source(column=how) if isinstance(how, str) else how
            for name, how in self.columns.items()
        }


class ColumnMap(_Strict):
    """A whole column map file."""

    also: tuple[str, ...] = ()
    table: tuple[TableMap, ...] = ()


def load_column_map(path: Path) -> ColumnMap:
    """Read a column map.

    Raises
    ------
    BookError
        When it is absent, no TOML, or says what it must not; each place is named.
    """
    try:
        return ColumnMap.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refuse(quoted(error, 80), _A_MAP, path.name) from None
    except ValidationError as error:
        findings = Findings()
        for problem in error.errors():
            at = ".".join(str(part) for part in problem["loc"])
            findings.fault(Spot(path.name, at), quoted(problem["input"]), _problem(problem["msg"]))
        findings.stop_if_faulty()
        raise


_A_MAP = Text(zh="一份列映射文件（TOML）", en="a column map in TOML")


def _problem(message: str) -> Text:
    return Text(zh=f"列映射允许的内容（{message}）", en=message.lower())


@dataclass
class _Inputs:
    """All grids at hand and their joint digest."""

    grids: list[Grid] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)


def mapped_tables(
    path: Path, grids: Sequence[Grid], digest: str, findings: Findings
) -> tuple[Tables, str]:
    """Return the lines of every sheet, mapped or ordinary, and the digest of all that was read.

    A grid that feeds a table of the map is not read in the ordinary way too.
    """
    column_map = load_column_map(path)
    inputs = _Inputs(list(grids), [digest, hashlib.sha256(path.read_bytes()).hexdigest()])
    for name in column_map.also:
        other = path.parent / name
        inputs.grids += read_grids(other)
        inputs.digests.append(digest_of(other))
    used = {fold(Path(table.source).stem) for table in column_map.table}
    used |= {fold(table.source) for table in column_map.table}
    tables = read_tables([g for g in inputs.grids if fold(g.name) not in used], findings)
    for number, table in enumerate(column_map.table):
        at = Spot(path.name, f"table.{number}")
        _add(tables, table, inputs.grids, at, findings)
    return tables, hashlib.sha256("".join(inputs.digests).encode()).hexdigest()


def _add(
    tables: Tables, table: TableMap, grids: Sequence[Grid], at: Spot, findings: Findings
) -> None:
    key = table.sheet if table.sheet in SHEETS else sheet_key(table.sheet)
    if key is None:
        names = [sheet.zh for sheet in SHEETS.values()]
        findings.fault(at, quoted(table.sheet), _one_of(names))
        return
    _check_fields(table, SHEETS[key], at, findings)
    grid = _named(grids, table.source)
    if grid is None:
        findings.fault(at, quoted(table.source), _one_of(g.name for g in grids))
        return
    lines = mapped_lines(grid, table, SHEETS[key], at, findings)
    tables.setdefault(key, []).extend(lines)


def _check_fields(table: TableMap, sheet: Sheet, at: Spot, findings: Findings) -> None:
    """Every field named is one of the sheet's, and every required one is named."""
    may_be = may_be_known(sheet)
    for name in sorted(set(table.known) - set(may_be)):
        findings.fault(at, quoted(f"known = {name}"), _one_of(may_be))
    known, named = [c.field for c in sheet.columns], {*table.columns, *table.constants}
    for name in sorted(named - set(known)):
        findings.fault(at, quoted(name), _one_of(known))
    for column in sheet.columns:
        if column.required and column.field not in named:
            found = Text(zh=f"没有给出“{column.zh}”", en=f"nothing for “{column.en}”")
            expected = Text(zh=f"{column.field} = 一列", en=f"{column.field} = a column")
            findings.fault(at, found, expected)


def _named(grids: Iterable[Grid], name: str) -> Grid | None:
    wanted = (fold(name), fold(Path(name).stem))
    return next((grid for grid in grids if fold(grid.name) in wanted), None)


def _one_of(names: Iterable[str]) -> Text:
    shown = list(names)
    return Text(zh=f"下列之一：{'、'.join(shown)}", en=f"one of {', '.join(shown)}")
