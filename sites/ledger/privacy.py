"""Personal data: a book without them, and forgetting them when they are no longer needed.

The fields that `Noun.private` names hold them. Events never do (`sites.ledger.telling`), so what
is taken out of a row is gone from the ledger; older backups still have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from sites.base import Frozen
from sites.book import SiteBook
from sites.ledger.act import Act
from sites.ledger.event import Event
from sites.ledger.nouns import NOUNS
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES, events
from sites.personal import without_numbers

FREE = (
    *("note", "what", "measure", "closing", "evidence", "content", "reason", "result"),
    *("called_back", "liable_person", "extra", "typed"),
)
"""Fields in which people write freely: a phone or identity number may have slipped in."""


def without_personal(book: SiteBook) -> SiteBook:
    """The same book with private fields blank and numbers of people left out of free text."""
    fields = {
        name: _blanked(name, getattr(book, name))
        for name in SiteBook.model_fields
        if name in NOUNS and name != "settings"
    }
    return book.but(**fields)


def _blanked(noun: str, rows: tuple[Any, ...]) -> tuple[Any, ...]:
    model, private = NOUNS[noun].model, NOUNS[noun].private
    free = [name for name in FREE if name in model.model_fields and name not in private]
    if not private and not free:
        return rows
    return tuple(_blank(row, private, free) for row in rows)


def _blank(row: Frozen, private: tuple[str, ...], free: list[str]) -> Frozen:
    changes: dict[str, Any] = {name: "" for name in private if getattr(row, name)}
    for name in free:
        before = getattr(row, name)
        after = _scrubbed(before)
        if after != before:
            changes[name] = after
    return row.but(**changes) if changes else row


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return without_numbers(value)
    return tuple(map(_scrubbed, value)) if isinstance(value, tuple) else value


def forget(act: Act, today: date, keep_days: int) -> tuple[Event, ...]:
    """Blank what the office may no longer keep; each blanking is an event ``forgotten``.

    That is, where nothing was written for ``keep_days`` days: contacts of finished sites, pictures
    of closed hazards, what conflicting cells said, and what a file said when it was read. People
    and departments in the book stay as they are: the office takes them out itself.
    """
    until = today - timedelta(days=keep_days)
    told = [*_sites(act, until), *_photos(act, until), *_conflicts(act, until)]
    told += _readings(act, until)
    return tuple(told)


def _sites(act: Act, until: date) -> Iterator[Event]:
    for site in act.rows("sites", status="finished"):
        if (site.contact or site.phone) and _rests(act, until, events.c.site == site.id):
            yield from _put(act, "sites", site.but(contact="", phone=""))


def _photos(act: Act, until: date) -> Iterator[Event]:
    photos, hazards = TABLES["photos"], TABLES["hazards"]
    closed = sa.select(hazards.c.row_key).where(hazards.c.closed_on <= until)
    held = photos.c.content.is_not(None)
    for photo in act.rows("photos", held, photos.c.hazard.in_(closed)):
        yield from _put(act, "photos", photo.but(content=None))


def _conflicts(act: Act, until: date) -> Iterator[Event]:
    for key, _, row in tuple(act.numbered("conflicts", TABLES["conflicts"].c.state != "open")):
        says = row.base or row.in_ledger or row.in_file
        if says and _rests(act, until, events.c.noun == "conflicts", events.c.key == key):
            yield from _put(act, "conflicts", row.but(base="", in_ledger="", in_file=""))


def _readings(act: Act, until: date) -> Iterator[Event]:
    for key, _, _ in tuple(act.numbered("readings")):
        if _rests(act, until, events.c.noun == "readings", events.c.key == key):
            yield act.drop("readings", key)


def _put(act: Act, noun: str, row: Frozen) -> Iterator[Event]:
    event = act.put(noun, row, verb="forgotten")
    if event:
        yield event


def _rests(rows: Rows, until: date, *which: sa.ColumnElement[bool]) -> bool:
    """Whether the last event of those is of that day or earlier."""
    asked = sa.select(sa.func.max(events.c.on)).where(*which)
    last = rows.connection.execute(asked).scalar()
    return last is None or last <= until
