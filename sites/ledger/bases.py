"""What a file started from: what it said when it was last read, or the ledger at its export."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sites.ledger.act import Act
from sites.ledger.nouns import NOUNS
from sites.ledger.past import events_of_keys, rows_at
from sites.ledger.tables import TABLES, events
from sites.merging import Reading, cells_of
from sites.merging.lineage import edits_of, keeps, resembles

Told = dict[str, dict[str, Any]]
"""Cells by natural key."""


class Source(NamedTuple):
    """A file by its name, the mark of its folder (`Reading.place`), and its export's event."""

    file: str
    place: str = ""
    base_seq: int | None = None


class Base(NamedTuple):
    """Cells that a file started from; None: not known.

    ``sure`` is that they are its own, by its folder or its export, or that there is nothing that
    could be; else a blank clears nothing.
    """

    cells: Told | None
    sure: bool


def base_of(act: Act, noun: str, source: Source, given: Told, keys: Collection[str] | None) -> Base:
    """Return what a file that says ``given`` started from; ``keys``: rows to look at, or all."""
    own, others = _readings(act, noun, source)
    if source.base_seq is not None:
        rows = rows_at(act, noun, source.base_seq, keys)
        then = {key: cells_of(row) for key, row in rows.items()}
        last = content_of(own) if own else _continued(noun, source, others, then, given)
        return Base(then | {key: then.get(key, {}) | cells for key, cells in last.items()}, True)
    if own:
        return Base(content_of(own), True)
    for reading in [*_namesakes(source, others), *others][:1]:
        told, is_namesake = content_of(reading), reading.file == source.file
        brought = _brought(act, noun, reading.file, given.keys() & told.keys())
        if keeps(brought, given) and (resembles(told, given) or not is_namesake):
            return Base(told, is_namesake and source.place == reading.place)
    return Base(None, not others)


def _continued(
    noun: str, source: Source, readings: Iterable[Reading], then: Told, given: Told
) -> Told:
    """What a namesake said that the file goes on from.

    Of personal data ``then`` may have hashes only: they count neither way.
    """
    private = NOUNS[noun].private
    told = (content_of(reading) for reading in _namesakes(source, readings))
    return next((t for t in told if keeps(edits_of(then, t, private), given)), {})


def _readings(act: Act, noun: str, source: Source) -> tuple[Reading | None, list[Reading]]:
    """The reading of this very file, and those of others that began alike, the latest first."""
    began = TABLES["readings"].c.base_seq.is_not_distinct_from(source.base_seq)
    found = sorted(act.numbered("readings", began, of=noun), key=lambda r: -r[1])
    alike = [row for _, _, row in found]
    place = source.place
    own = [r for r in alike if place and (r.file, r.place) == (source.file, place)]
    return (own[0] if own else None), alike


def _namesakes(source: Source, readings: Iterable[Reading]) -> list[Reading]:
    return [r for r in readings if r.file == source.file]


def _brought(act: Act, noun: str, file: str, keys: Collection[str]) -> dict[tuple[str, str], Any]:
    """Cells that readings of a file changed, with what they brought last."""
    told = events_of_keys(act, noun, sorted(keys), events.c.verb == "changed")
    return {(e.key, c.field): c.new for e in told if file in e.source for c in e.changes}


def content_of(reading: Reading) -> Told:
    """What a file said when it was read."""
    told: Told = json.loads(zlib.decompress(reading.content))
    return told


def remember(act: Act, noun: str, source: Source, given: Told, whole: bool) -> None:
    """Keep what the file says now: its next version is compared with it."""
    file, place, base_seq = source
    key = NOUNS["readings"].key_of(Reading(file=file, place=place, of=noun, content=b""))
    before = act.row("readings", key)
    if before is not None and before.base_seq == base_seq and not whole:
        given = content_of(before) | given
    text = json.dumps(given, ensure_ascii=False, sort_keys=True)
    content = zlib.compress(text.encode())
    reading = Reading(file=file, place=place, of=noun, base_seq=base_seq, content=content)
    act.put("readings", reading, "read")
