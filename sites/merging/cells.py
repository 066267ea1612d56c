"""A row as its cells: what can be merged one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sites.base import Frozen
from sites.kept import Task

EXTRA = "extra:"
"""Before the heading of a column that is not ours: such a column is a cell of its own."""

REASON = "reason:"
"""Before a need's id: what is said of that need of a task, 已查 or its 未检查原因."""

UNMERGED = ("cell",)
"""Where a row stands in its file says nothing about what it says."""

Row = TypeVar("Row", bound=Frozen)


def cells_of(row: Frozen) -> dict[str, Any]:
    """What a row says, cell by cell, as JSON values.

    What a person typed where the model cannot hold it (`Hazard.typed`) is one cell with the
    model's value, as ``{"value": …, "typed": [text, …]}``; pictures are no cells.
    """
    pictures = {n for n in type(row).model_fields if isinstance(getattr(row, n), bytes)}
    cells = row.model_dump(mode="json", exclude=pictures.union(UNMERGED))
    if "typed" in type(row).model_fields:
        for field, text in cells.pop("typed"):
            cell = cells.get(field)
            said = cell["typed"] if isinstance(cell, dict) else []
            value = cell["value"] if isinstance(cell, dict) else cell
            cells[field] = {"value": value, "typed": [*said, text]}
        cells |= {EXTRA + heading: text for heading, text in cells.pop("extra")}
    if isinstance(row, Task):
        cells |= {REASON + need.need: need.said for need in row.needs}
    return cells


def with_cells(row: Row, cells: Mapping[str, Any]) -> Row:
    """Return the row with some cells set; columns that are not ours may be new."""
    if isinstance(row, Task):
        needs = (n.saying(cells[k]) if (k := REASON + n.need) in cells else n for n in row.needs)
        plain = {name: value for name, value in cells.items() if not name.startswith(REASON)}
        return row.but(**{"needs": tuple(needs), **plain})
    if "typed" not in type(row).model_fields:
        return row.but(**cells)
    ours = {name: value for name, value in cells.items() if not name.startswith(EXTRA)}
    typed = [(f, text) for f, text in getattr(row, "typed") if f not in ours]  # noqa: B009
    for name, value in ours.items():
        if isinstance(value, dict):
            typed += [(name, text) for text in value["typed"]]
            ours[name] = value["value"]
    extra = dict(getattr(row, "extra"))  # noqa: B009
    extra |= {n.removeprefix(EXTRA): v for n, v in cells.items() if n.startswith(EXTRA)}
    kept = tuple((heading, text) for heading, text in extra.items() if text)
    return row.but(**ours, typed=tuple(typed), extra=kept)


def says_nothing(model: type[Frozen], name: str, value: Any) -> bool:
    """Whether a cell is empty, or holds what a row holds that nobody filled in."""
    if value in (None, "", [], ()):
        return True
    field = model.model_fields.get(name)
    return field is not None and not field.is_required() and value == field.get_default()
