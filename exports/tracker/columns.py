"""The columns of 问题隐患台账, in their order, and what a hazard says in each of them.

The first fifteen are those of a real ledger in exactly its order (``domain.md`` §4.6); 状态 and
提示 follow, because they belong on the same printed page, then everything else we keep
(``clerk-and-law.md`` 34), then the columns of the office's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from exports.tracker.hint import hint
from sites.base import Language, Text
from sites.book import Hazard
from sites.vocabulary import SHEETS, Column, word

Value = str | int | date | None
NUMBER, HINT = "number", "hint"
NUMBER_HEADING = Text(zh="序号", en="No.")
HINT_HEADING = Text(zh="提示（自动）", en="Hint (automatic)")
"""Both are made anew each time; the reader passes over them (``ignored`` in ``sheets.toml``)."""

FIRST = {
    NUMBER: 5,
    "found_on": 11,
    "found_by_body": 11,
    "finders": 8,
    "subject": 9,
    "site": 15,
    "what": 32,
    "type": 9,
    "grade": 7,
    "measure": 20,
    "due": 11,
    "liable": 15,
    "liable_person": 8,
    "fixed_on": 11,
    "closing": 10,
}
PRINTED = FIRST | {"state": 9, HINT: 15}
OTHERS = {
    "id": 14,
    "task_no": 16,
    "body": 12,
    "clause": 24,
    "place": 14,
    "fixed_at_once": 9,
    "notice_no": 18,
    "extended_to": 11,
    "extended_by": 10,
    "replied_on": 11,
    "evidence": 18,
    "round": 9,
    "rechecker_1": 9,
    "rechecker_2": 9,
    "rechecked_on": 11,
    "recheck_result": 9,
    "recheck_mode": 9,
    "reviewer": 9,
    "closed_on": 11,
    "moved_to": 14,
    "moved_on": 11,
    "moved_reply": 16,
    "filed_on": 11,
    "case_no": 16,
    "stopped_on": 11,
    "resumed_on": 11,
    "reported_on": 11,
    "listed_on": 11,
    "reminded_on": 11,
    "talked_on": 11,
    "cancelled_on": 11,
    "cancelled_by": 11,
    "unverified": 8,
    "note": 24,
}
COLUMNS = PRINTED | OTHERS
"""Fields of `Hazard` (and the two made anew) in the order of the sheet → width in characters."""

EXTRA_WIDTH = 14
CENTRED = (NUMBER, HINT, "grade")
CENTRED_TYPES = ("date", "whole", "flag", "choice")
NUMBER_FORMATS = {"date": "yyyy-mm-dd", "code": "@"}


def heading_of(field: str, lang: Language) -> str:
    """The heading of a column as we write it."""
    if field == NUMBER:
        return NUMBER_HEADING.in_(lang)
    return HINT_HEADING.in_(lang) if field == HINT else _column(field).name(lang)


def style_of(field: str) -> str:
    """The named style of a column's cells."""
    centred = field in CENTRED or type_of(field) in CENTRED_TYPES
    return "ioMiddle" if centred else "ioBody"


def format_of(field: str) -> str:
    """The number format of a column's cells: dates are dates, and a typed code keeps its zeros."""
    return NUMBER_FORMATS.get(type_of(field), "General")


def type_of(field: str) -> str:
    """How the reader will read the column; empty for the two that it passes over."""
    return "" if field in (NUMBER, HINT) else _column(field).type


def _column(field: str) -> Column:
    return SHEETS["hazards"].column(field)


def extra_headings(hazards: Sequence[Hazard]) -> tuple[str, ...]:
    """Headings of the office's own columns, in the order in which they first appear."""
    return tuple(dict.fromkeys(heading for hazard in hazards for heading, _ in hazard.extra))


def extras_of(hazard: Hazard, headings: Sequence[str]) -> list[Value]:
    """What stands in the office's own columns, left to right."""
    own = dict(hazard.extra)
    return [own.get(heading) for heading in headings]


def value_of(hazard: Hazard, field: str, number: int, today: date, lang: Language) -> Value:
    """What stands in a column: what a person typed there, if the model cannot hold it."""
    if typed := [text for name, text in hazard.typed if name == field]:
        return "、".join(typed)
    if field == NUMBER:
        return number
    if field == HINT:
        return hint(hazard, today).in_(lang)
    return _shown(getattr(hazard, field), _column(field), lang)


def _shown(value: object, column: Column, lang: Language) -> Value:
    """A field as a person writes it; what says nothing (also no re-check yet: 0) stays empty."""
    if value is None or value == "" or (column.type == "whole" and value == 0):
        return None
    if column.field == "unverified" and not value:
        return None
    if column.type in ("choice", "flag"):
        return word(column.of or "flag", value, lang)
    return "、".join(value) or None if isinstance(value, tuple) else cast(Value, value)
