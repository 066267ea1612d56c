"""One line becomes the values of one model; every cell that cannot be read is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sites.base import Text
from sites.reading.cells import is_blank, seen
from sites.reading.columns import Unreadable, parse
from sites.reading.findings import Findings, Spot, quoted
from sites.reading.grids import Odd, Value
from sites.reading.lines import Line
from sites.vocabulary import Column, Sheet

_SEVERAL = ("list", "lines", "refs", "dates", "choices")
_BOUNDS = {"ge": "不小于", "gt": "大于", "le": "不大于", "lt": "小于"}


@dataclass
class Record:
    """The values of one line by field, with the line they came from.

    ``typed`` holds what a lenient sheet could not read, field by field.
    """

    line: Line
    values: dict[str, Any] = field(default_factory=dict)
    typed: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True

    def spot(self, name: str) -> Spot:
        """Where a field stands."""
        return self.line.spot(name)


def read_record(line: Line, sheet: Sheet, findings: Findings, lenient: bool = False) -> Record:
    """Read every known cell of a line.

    A lenient sheet (the hazard ledger) keeps what cannot be read as typed; elsewhere it is a
    fault. ``whole`` is false when the record had one.
    """
    record = Record(line)
    for column in sheet.columns:
        cells = [(spot, value) for spot, value in line.cells.get(column.field, ()) if value != ""]
        readable = list(_readable(cells, column, record, findings, lenient))
        if readable:
            record.values[column.field] = _one_value(readable, column)
        elif column.required and not lenient:
            record.whole = False
            if all(is_blank(value) for _, value in cells) and column.field in line.columns:
                findings.fault(line.spot(column.field), _EMPTY, _needed(column))
        if lenient and column.type not in _SEVERAL and len(cells) > 1:
            _keep_all(cells, column, record)
    return record


def _keep_all(cells: list[tuple[Spot, Value]], column: Column, record: Record) -> None:
    """A joined row says several things where the model holds one: text is joined, else typed."""
    whole = "\n".join(seen(value) for _, value in cells)
    if column.type == "text":
        record.values[column.field] = whole
    else:
        record.typed = [(f, text) for f, text in record.typed if f != column.field]
        record.typed.append((column.field, whole))


_EMPTY = Text(zh="空白", en="nothing")


def _needed(column: Column) -> Text:
    return Text(zh=f"填写“{column.zh}”", en=f"a value for “{column.en}”")


def _readable(
    cells: list[tuple[Spot, Value]],
    column: Column,
    record: Record,
    findings: Findings,
    lenient: bool,
) -> Iterator[Any]:
    for spot, value in cells:
        if is_blank(value) and column.type != "text":
            if lenient:
                record.typed.append((column.field, seen(value)))
            continue
        try:
            if isinstance(value, Odd):
                if _passes_odd(value, column, spot, findings, lenient):
                    continue
                raise Unreadable(_NO_ERROR if value.kind == "error" else _CALCULATED)
            yield parse(value, column)
        except Unreadable as error:
            if lenient:
                record.typed.append((column.field, seen(value)))
            else:
                record.whole = False
                findings.fault(spot, quoted(seen(value)), error.expected)


_NO_ERROR = Text(zh="没有错误值的单元格", en="a cell without an error")
_CALCULATED = Text(
    zh="已计算的值（用 Excel 或 WPS 打开并保存一次）",
    en="a calculated value (open the file in Excel or WPS and save it once)",
)


def _passes_odd(value: Odd, column: Column, spot: Spot, findings: Findings, lenient: bool) -> bool:
    """Whether an odd cell may be read as blank: a formula never calculated, if not required."""
    if value.kind == "error" or column.required or lenient:
        return False
    findings.warn(
        f"{spot}的公式未计算，按空白处理",
        f"the formula in {spot} was never calculated: taken as blank",
    )
    return True


def _one_value(readable: list[Any], column: Column) -> Any:
    """Several cells of one field: a list joins them all, anything else takes the first."""
    if column.type in _SEVERAL:
        return tuple(dict.fromkeys(entry for entries in readable for entry in entries))
    return readable[0]


def build(model: type[BaseModel], record: Record, findings: Findings) -> Any:
    """Return the model of a record, or None after noting what its bounds refuse."""
    try:
        return model.model_validate(record.values)
    except ValidationError as error:
        for problem in error.errors():
            name = str(problem["loc"][0]) if problem["loc"] else ""
            found = quoted(_as_found(record, name))
            findings.fault(record.spot(name), found, _bound(problem))
        return None


def _as_found(record: Record, name: str) -> Value | str:
    cells = record.line.cells.get(name)
    return seen(cells[0][1]) if cells else str(record.values.get(name, ""))


def _bound(problem: ErrorDetails) -> Text:
    limits = problem.get("ctx", {})
    said = "、".join(f"{word}{limits[key]}" for key, word in _BOUNDS.items() if key in limits)
    return Text(zh=f"{said}的数" if said else "合适的值", en=problem["msg"].lower())
