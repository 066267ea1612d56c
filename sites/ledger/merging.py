"""Rows of a file merged into the ledger, cell by cell, from the state the file was made from."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sites.base import Frozen
from sites.ledger.act import Act
from sites.ledger.conflicts import open_conflicts, raise_conflict, settle_equal
from sites.ledger.nouns import NOUNS, Noun
from sites.ledger.past import rows_at
from sites.merging import EXTRA, Conflict, MergeReport, Reading, RowChange
from sites.merging.cells import cells_of, with_cells
from sites.merging.three_way import merge_row

Also = Callable[[Any, Any], Frozen]
"""Last word on a row that is written: the row before (or None) and as merged."""


_Told = dict[str, dict[str, Any]]
"""Cells by natural key."""


def merge_rows(
    act: Act,
    noun: str,
    rows: Iterable[Frozen],
    base_seq: int | None,
    source: str,
    *,
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
    source
        The file's name.
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
    base = _base_of(act, noun, source, base_seq, None if whole else several)
    merger = _Merger(act, kind, source, given, there, base)
    written = list(merger.merged(several.items()))
    act.put_all(noun, [also(there.get(kind.key_of(row)), row) for row in written], verb)
    missing = [key for key in there if key not in several] if whole else []
    lacking = [key for key in missing if base is None or key in base]
    dropped = [key for key in lacking if drop and merger.is_as_it_was(key)]
    for key in dropped:
        act.drop(noun, key)
    lacking = [key for key in lacking if key not in dropped]
    _remember(act, noun, source, base_seq, merger.carried(lacking) | given, whole)
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
        newer=tuple(key for key in missing if base is not None and key not in base),
        gone=tuple(merger.gone),
        dropped=tuple(dropped),
    )


class _Merger:
    """Merges row by row and keeps what is to be told."""

    def __init__(
        self,
        act: Act,
        kind: Noun,
        source: str,
        given: _Told,
        there: Mapping[str, Any],
        base: _Told | None,
    ):
        self.act, self.kind, self.source = act, kind, source
        self.given, self.there, self.base = given, there, base
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
        for clash in merged.clashes:
            raise_conflict(self.act, self.kind.name, key, site, self.source, clash)
        if merged.taken:
            told = tuple((n, cells.get(n), value) for n, value in merged.taken.items())
            self.changed.append(RowChange(key=key, cells=told))
            yield with_cells(now, merged.taken)

    def is_as_it_was(self, key: str) -> bool:
        """Whether a row that the file lacks is in the ledger what it was in the file."""
        now = cells_of(self.there[key])
        return self.base is None or self._left_as(self.base[key], now)

    def carried(self, keys: Iterable[str]) -> _Told:
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
        settled = settle_equal(self.act, self.kind.name, self.source, self.given)
        still = open_conflicts(self.act, self.kind.name, self.source)
        return tuple(c for c in still if c.row in self.given), settled


def _given(kind: Noun, rows: Iterable[Frozen], fields: Collection[str] | None) -> _Told:
    """The cells that the file has; a column of the office's own has a cell in every row."""
    told = {kind.key_of(row): cells_of(row) for row in rows}
    own: dict[str, str] = {}
    if fields is None or "extra" in fields:
        own = {name: "" for cells in told.values() for name in cells if name.startswith(EXTRA)}
    has = {*own, *(kind.model.model_fields if fields is None else fields)} - set(kind.key)
    return {key: own | {n: v for n, v in cells.items() if n in has} for key, cells in told.items()}


def _there(act: Act, noun: str, keys: Iterable[str]) -> dict[str, Any]:
    return {key: row for key, (_, row) in act.keyed(noun, keys).items()}


def _base_of(
    act: Act, noun: str, source: str, base_seq: int | None, keys: Collection[str] | None
) -> _Told | None:
    """What a file started from; None: not known at all.

    That is what it said when it was last read, or else the ledger when it was exported.
    """
    readings = [(seq, row) for _, seq, row in act.numbered("readings", of=noun)]
    own = {row.file: (seq, row) for seq, row in readings if row.base_seq == base_seq}
    told = _content(own[source][1]) if source in own else {}
    if base_seq is not None:
        then = {key: cells_of(row) for key, row in rows_at(act, noun, base_seq, keys).items()}
        return then | {key: then.get(key, {}) | cells for key, cells in told.items()}
    if told or not own:
        return told or None
    return _content(max(own.values(), key=lambda pair: pair[0])[1])


def _content(reading: Reading) -> _Told:
    told: _Told = json.loads(zlib.decompress(reading.content))
    return told


def _remember(
    act: Act, noun: str, source: str, base_seq: int | None, given: _Told, whole: bool
) -> None:
    """Keep what the file says now: its next version is compared with it."""
    key = NOUNS["readings"].key_of(Reading(file=source, of=noun, content=b""))
    before = act.row("readings", key)
    if before is not None and before.base_seq == base_seq and not whole:
        given = _content(before) | given
    text = json.dumps(given, ensure_ascii=False, sort_keys=True)
    content = zlib.compress(text.encode())
    act.put("readings", Reading(file=source, of=noun, base_seq=base_seq, content=content), "read")
