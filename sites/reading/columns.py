"""Which reader a column's type asks for."""

from __future__ import annotations

from collections.abc import Callable

from sites.reading import cells, moments
from sites.reading.cells import Unreadable
from sites.reading.grids import Value
from sites.vocabulary import Column

__all__ = ["Unreadable", "parse"]


def parse(value: Value, column: Column) -> object:
    """Return a cell's value for its column; references stay text for now.

    Raises
    ------
    Unreadable
        When it is none of what the column takes.
    """
    return _READERS[column.type](value, column)


def _text(value: Value, column: Column) -> str:
    text = cells.as_text(value)
    return cells.tidy_name(text) if column.field == "name" else text


def _choices(value: Value, column: Column) -> tuple[str, ...]:
    meant = (cells.as_choice(entry, column.of) for entry in cells.as_list(value))
    return tuple(dict.fromkeys(meant))


_READERS: dict[str, Callable[[Value, Column], object]] = {
    "text": _text,
    "code": lambda value, _: cells.as_code(value),
    "ref": lambda value, _: cells.tidy_name(cells.as_text(value)),
    "refs": lambda value, _: cells.as_list(value),
    "list": lambda value, _: cells.as_list(value),
    "lines": lambda value, _: cells.as_lines(value),
    "number": lambda value, _: cells.as_number(value),
    "whole": lambda value, _: cells.as_whole(value),
    "flag": lambda value, column: cells.as_flag(value, column.of or "flag"),
    "choice": lambda value, column: cells.as_choice(value, column.of),
    "choices": _choices,
    "date": lambda value, _: moments.as_date(value),
    "dates": lambda value, _: moments.as_dates(value),
    "datetime": lambda value, _: moments.as_datetime(value),
    "time": lambda value, _: moments.as_minutes(value),
}
