"""Rows of a file merged into the ledger, cell by cell, from the state the file was made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sites.base import Frozen
from sites.ledger.act import Act
from sites.ledger.bases import Base, Source, Told, base_of, remember
from sites.ledger.conflicts import open_conflicts, raise_conflict, settle_equal
from sites.ledger.nouns import NOUNS, Noun
from sites.merging import EXTRA, Clash, Conflict, MergeReport, RowChange
from sites.merging.cells import cells_of, says_nothing, with_cells
from sites.merging.three_way import merge_row

Also = Callable[[Any, Any], Frozen]
"""Last word on a row that is written: the row before (or None) and as merged."""


def merge_rows(
    act: Act,
    noun: str,
    rows: Iterable[Frozen],
    base_seq: int | None,
    source: str,
    *,
    place: str = "",
    fields: Collection[str] | None = None,
    whole: bool = False,
    drop: bool = False,
    verb: str = "",
    also: Also = lambda before, after: after,
) -> MergeReport:
    """Merge a file's rows of a noun into the ledger; write them, and the conflicts they raise.

    Parameters
    ----------
    rows
        The rows, each natural key once.
    base_seq
        The event after which the file was exported; None: it is the office's own, and what it
        said when it was last read (failing that, any such file) is what it started from.
    source, place
        The file's name, and the mark of its folder (`Reading.place`), empty if not known.
    fields
        The fields that the file has, ``extra`` for the columns that are not ours; None: all.
    whole
        The file means to have every row: those it lacks are told.
    drop
        Take the rows that the file lacks out of the ledger, as far as they are what they were
        when they stood in it.
    verb
        Names the move in events, as `Act.put_all`.
    also
        Has the last word on each row that is written.
    """
    kind, several = NOUNS[noun], {NOUNS[noun].key_of(row): row for row in rows}
    given = _given(kind, several.values(), fields)
    there = {k: row for k, _, row in act.numbered(noun)} if whole else _there(act, noun, several)
    own = Source(source, place, base_seq)
    base = base_of(act, noun, own, given, None if whole else several)
    merger = _Merger(act, kind, own, given, there, base)
    written = list(merger.merged(several.items()))
    act.put_all(noun, [also(there.get(kind.key_of(row)), row) for row in written], verb)
    missing = [key for key in there if key not in several] if whole else []
    lacking = [key for key in missing if merger.base is None or key in merger.base]
    dropped = [key for key in lacking if drop and merger.is_as_it_was(key)]
    for key in dropped:
        act.drop(noun, key)
    lacking = [key for key in lacking if key not in dropped]
    remember(act, noun, own, merger.carried(lacking) | given, whole)
    conflicts, settled = merger.told()
    touched = {*merger.added, *merger.gone, *(row.key for row in merger.changed)}
    return MergeReport(
        noun=noun,
        added=tuple(merger.added),
        changed=tuple(merger.changed),
        unchanged=len(given.keys() - touched - {c.row for c in conflicts}),
        conflicts=conflicts,
        settled=settled,
        missing=tuple(lacking),
        newer=tuple(key for key in missing if merger.base and key not in merger.base),
        gone=tuple(merger.gone),
        dropped=tuple(dropped),
    )


class _Merger:
    """Merges row by row and keeps what is to be told."""

    def __init__(
        self,
        act: Act,
        kind: Noun,
        source: Source,
        given: Told,
        there: Mapping[str, Any],
        base: Base,
    ):
        self.act, self.kind, self.source = act, kind, source
        self.given, self.there, (self.base, self.sure) = given, there, base
        self.added: list[str] = []
        self.changed: list[RowChange] = []
        self.gone: list[str] = []

    def merged(self, rows: Iterable[tuple[str, Frozen]]) -> Iterable[Frozen]:
        """The rows to be written: new ones, and those of which a cell is taken from the file."""
        for key, row in rows:
            was = self.base.get(key) if self.base is not None else None
            now = self.there.get(key)
            if now is not None:
                yield from self._changed(key, was, now)
            elif was is not None and self._left_as(was, self.given[key]):
                self.gone.append(key)
            else:
                self.added.append(key)
                yield row

    def _left_as(self, was: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
        """Whether a row of the file is still what it started from."""
        return all(self._same(name, was[name], v) for name, v in given.items() if name in was)

    def _changed(self, key: str, was: dict[str, Any] | None, now: Any) -> Iterable[Frozen]:
        cells = cells_of(now)
        merged = merge_row(self.kind.model, was, cells, self.given[key], self._same)
        site = self.kind.site_of(now)
        cleared = {n for n, v in merged.taken.items() if self._clears_in_doubt(n, v)}
        doubts = (Clash(n, (was or {}).get(n), cells.get(n), merged.taken[n]) for n in cleared)
        file, place, _ = self.source
        for clash in sorted([*merged.clashes, *doubts]):
            raise_conflict(self.act, self.kind.name, key, site, file, clash, place)
        taken = {n: value for n, value in merged.taken.items() if n not in cleared}
        if taken:
            told = tuple((n, cells.get(n), value) for n, value in taken.items())
            self.changed.append(RowChange(key=key, cells=told))
            yield with_cells(now, taken)

    def _clears_in_doubt(self, name: str, value: Any) -> bool:
        """Whether a cell is blank in a file of which it is not sure that it once was filled."""
        return not self.sure and says_nothing(self.kind.model, name, value)

    def is_as_it_was(self, key: str) -> bool:
        """Whether a row that the file lacks is in the ledger what it was in the file."""
        now = cells_of(self.there[key])
        return self.sure if self.base is None else self._left_as(self.base[key], now)

    def carried(self, keys: Iterable[str]) -> Told:
        """Rows that the file lacks and the ledger still has: later it lacks them still."""
        base = self.base or {}
        return {key: base.get(key) or cells_of(self.there[key]) for key in keys}

    def _same(self, name: str, base: Any, value: Any) -> bool:
        if base == value:
            return True
        hidden = name in self.kind.private and isinstance(value, str) and value != ""
        return hidden and bool(base == self.act.hashed(value))

    def told(self) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
        """The conflicts this file raises or keeps open, and those that are none any more."""
        file, place, _ = self.source
        settled = settle_equal(self.act, self.kind.name, file, self.given, place)
        still = open_conflicts(self.act, self.kind.name, file, place=place)
        return tuple(c for c in still if c.row in self.given), settled


def _given(kind: Noun, rows: Iterable[Frozen], fields: Collection[str] | None) -> Told:
    """The cells that the file has; a column of the office's own has a cell in every row."""
    told = {kind.key_of(row): cells_of(row) for row in rows}
    own: dict[str, str] = {}
    if fields is None or "extra" in fields:
        own = {name: "" for cells in told.values() for name in cells if name.startswith(EXTRA)}
    has = {*own, *(kind.model.model_fields if fields is None else fields)} - set(kind.key)
    return {key: own | {n: v for n, v in cells.items() if n in has} for key, cells in told.items()}


def _there(act: Act, noun: str, keys: Iterable[str]) -> dict[str, Any]:
    return {key: row for key, (_, row) in act.keyed(noun, keys).items()}
