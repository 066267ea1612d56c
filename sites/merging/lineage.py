"""Whether a file goes on from what a file of its name said, or only shares its name.

Two people fill in copies of one export, and both call it 台账.xlsx. Pure functions over cells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Told = Mapping[str, Mapping[str, Any]]
"""Cells by natural key."""
Edits = Mapping[tuple[str, str], Any]
"""(natural key, cell) → what an earlier reading brought."""

_NOTHING: tuple[Any, ...] = (None, "", [], ())


def edits_of(before: Told, after: Told, but: Collection[str] = ()) -> dict[tuple[str, str], Any]:
    """What cells say after, where that is not what they said before; but for those named."""
    return {
        (key, name): value
        for key, cells in after.items()
        for name, value in cells.items()
        if name not in but and before.get(key, {}).get(name) != value
    }


def keeps(edits: Edits, given: Told) -> bool:
    """Whether a file still has at least half of the edits that it could have."""
    own = [
        given[key][name] == value
        for (key, name), value in edits.items()
        if name in given.get(key, {})
    ]
    return 2 * sum(own) >= len(own)


def resembles(before: Told, given: Told) -> bool:
    """Whether a file says the same as before in at least two of three filled cells."""
    own = [
        given[key][name] == value
        for key, cells in before.items()
        for name, value in cells.items()
        if name in given.get(key, {}) and value not in _NOTHING
    ]
    return 3 * sum(own) >= 2 * len(own)
