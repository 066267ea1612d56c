"""What was: rows as they stood earlier, and the events of one thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from sites.base import Text
from sites.errors import Refused
from sites.ledger.event import Event
from sites.ledger.nouns import NOUNS
from sites.ledger.rows import CHUNK, Rows
from sites.ledger.tables import TABLES, events
from sites.lookup import site_called
from sites.vocabulary import fold


def rows_at(rows: Rows, noun: str, seq: int, keys: Iterable[str] | None = None) -> dict[str, Any]:
    """Rows of a noun by natural key, as they stood after the event ``seq``; ``keys``: only those.

    Of personal data that were changed since, events know only the keyed hash (`Act.hashed`): it
    stands in place of the value.
    """
    if keys is None:
        now = {key: row for key, _, row in rows.numbered(noun)}
        later = rows.events(events.c.seq > seq, noun=noun)
    else:
        wanted = list(dict.fromkeys(keys))
        now = {key: row for key, (_, row) in rows.keyed(noun, wanted).items()}
        later = events_of_keys(rows, noun, wanted, events.c.seq > seq)
    moved = tuple(dict.fromkeys(e.key for e in later if not e.noted))
    then = now.copy()
    for key in moved:
        then.pop(key, None)
    then |= _told_again(noun, events_of_keys(rows, noun, moved, events.c.seq <= seq))
    return then


def events_of_keys(rows: Rows, noun: str, keys: Iterable[str], when: Any) -> tuple[Event, ...]:
    """Events of several rows of a noun that fulfil a condition."""
    wanted = list(keys)
    parts = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
    return tuple(e for part in parts for e in rows.events(when, events.c.key.in_(part), noun=noun))


def _told_again(noun: str, told: Iterable[Event]) -> dict[str, Any]:
    """Rows that a noun's events, oldest first for each key, leave standing."""
    standing: dict[str, dict[str, Any]] = {}
    for event in told:
        if event.verb == "dropped":
            standing.pop(event.key, None)
        elif not event.noted:
            fields = standing.setdefault(event.key, {})
            fields |= {change.field: change.new for change in event.changes}
    model = NOUNS[noun].model
    return {key: model.model_validate(fields) for key, fields in standing.items()}


def events_of(rows: Rows, called: str) -> tuple[Event, ...]:
    """The events of what people call by a natural key, an id, or a name, oldest first.

    A site has all events that concern it, a person those of grants and absences, too.

    Raises
    ------
    Refused
        If no event tells of it.
    BookError
        If it is no key and no name, but a part of several sites' names.
    """
    called = called.strip()
    if found := _about(rows, called):
        return found
    for key in _keys_called(rows, called):
        if found := _about(rows, key):
            return found
    raise Refused(
        Text(zh=f"台账里没有“{called}”的记录", en=f"the ledger tells nothing of “{called}”")
    )


def _about(rows: Rows, key: str) -> tuple[Event, ...]:
    parts = events.c.key.startswith(f"{key}|", autoescape=True)
    about = sa.or_(events.c.key == key, events.c.site == key, parts)
    return rows.events(about, events.c.noun != "readings") if key else ()


def _keys_called(rows: Rows, name: str) -> tuple[str, ...]:
    """Natural keys of what goes by a name; a site also by a part of it."""
    nouns = ("sites", "officers", "companies", "items", "campaigns")
    keys = [NOUNS[noun].key_of(row) for noun in nouns for row in rows.rows(noun, name=name)] + [
        row.id for row in rows.rows("companies", TABLES["companies"].c.short_name == name)
    ]
    part = fold(name)
    named = [site for site in rows.rows("sites") if part and part in fold(site.name)]
    return tuple(keys) or ((site_called(name, named).id,) if named else ())
