"""What a merge did, for people and for those who call it."""

from __future__ import annotations

from typing import Any

from sites.base import Frozen
from sites.merging.nouns import Conflict


class RowChange(Frozen):
    """A row that the file changed, and its cells: (name, before, after) as JSON values."""

    key: str
    cells: tuple[tuple[str, Any, Any], ...]


class MergeReport(Frozen):
    """One noun of one file, by natural keys, in the file's order.

    ``missing`` rows stood in the file when it was made and are no longer in it, ``newer`` ones
    came into the ledger after that; neither is touched. ``gone`` rows were taken out of the ledger
    since and stay out.
    """

    noun: str
    added: tuple[str, ...] = ()
    changed: tuple[RowChange, ...] = ()
    unchanged: int = 0
    conflicts: tuple[Conflict, ...] = ()
    settled: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    newer: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
