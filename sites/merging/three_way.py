"""One row three times: as both started from, as the ledger has it by now, as the file has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sites.base import Frozen
from sites.merging.cells import EXTRA, says_nothing

Same = Callable[[str, Any, Any], bool]
"""Whether a cell of the base (name, base's value) is a value; the base may know only its hash."""


class Clash(NamedTuple):
    """A cell that the ledger and the file changed in different ways; ``base`` None: not known."""

    field: str
    base: Any
    ledger: Any
    file: Any


class Merged(NamedTuple):
    """What a file's row brings: ``taken`` cells, and those that only a person can decide."""

    taken: dict[str, Any]
    clashes: tuple[Clash, ...]


def equal(_: str, base: Any, value: Any) -> bool:
    """`Same` where the base is known in full."""
    return bool(base == value)


def merge_row(
    model: type[Frozen],
    base: Mapping[str, Any] | None,
    ledger: Mapping[str, Any],
    file: Mapping[str, Any],
    same: Same = equal,
) -> Merged:
    """Merge the cells that a file has into those of the ledger.

    What only the file changed is taken, what only the ledger changed stays; where both changed
    alike there is nothing to do. Without a base for a cell, what is filled in beats what is not.
    """
    taken: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name, value in file.items():
        mine = _cell(ledger, name)
        if value == mine:
            continue
        if base is not None and (name in base or name.startswith(EXTRA)):
            was = _cell(base, name)
            file_changed, ledger_changed = not same(name, was, value), not same(name, was, mine)
        else:
            was = None
            file_changed = not says_nothing(model, name, value)
            ledger_changed = not says_nothing(model, name, mine)
        if file_changed and ledger_changed:
            clashes.append(Clash(name, was, mine, value))
        elif file_changed:
            taken[name] = value
    return Merged(taken, tuple(clashes))


def _cell(cells: Mapping[str, Any], name: str) -> Any:
    return cells.get(name, "" if name.startswith(EXTRA) else None)
