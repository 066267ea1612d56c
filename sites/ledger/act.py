"""Writing a ledger: one act is one transaction, and all it changes is told in events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from sites.base import Frozen, Text
from sites.errors import Refused
from sites.ledger.event import Change, Event, chained
from sites.ledger.nouns import NOUNS, Noun
from sites.ledger.rows import Rows, changed_fields
from sites.ledger.tables import TABLES, events
from sites.ledger.telling import hashed, told_of


class Overtaken(Refused):
    """Somebody else changed the same fields since they were looked at; ``by`` are the events."""

    def __init__(self, by: tuple[Event, ...]):
        self.by = by
        last = by[-1]
        title, at = NOUNS[last.noun].title, last.at[:16].replace("T", " ")
        says = Text(
            zh=f"{last.who}已在{at}改过{title.zh}“{last.key}”，请刷新后再改",
            en=f"{last.who} changed {title.en} “{last.key}” at {at}; look at it again",
        )
        super().__init__(says)


class Act(Rows):
    """One act of one person: reads what is there and writes, all or nothing.

    Made by `Ledger.act`, which holds the ledger's lock while it lasts: nobody else writes between
    what an act reads and what it writes.
    """

    def __init__(
        self, connection: sa.Connection, number: int, at: str, on: date, who: str, why: str,
        source: str, salt: str,
    ):  # fmt: skip
        super().__init__(connection)
        self.number, self.at, self.on = number, at, on
        self.who, self.why, self.source = who, why, source
        self._salt = salt
        self._seq, self._digest = self.head

    def put(self, noun: str, row: Frozen, verb: str = "", on: date | None = None) -> Event | None:
        """Add or change one row, as `put_all` does."""
        return self.put_all(noun, (row,), verb, on)[0]

    def put_all(
        self, noun: str, rows: Iterable[Frozen], verb: str = "", on: date | None = None
    ) -> tuple[Event | None, ...]:
        """Add rows, or change those of the same natural keys into these.

        Returns for each row its event, or None if it stood there already. ``verb`` names the move
        (otherwise ``added`` or ``changed``), ``on`` the day it holds for (otherwise the act's).
        """
        kind, several = NOUNS[noun], list(rows)
        keys = [kind.key_of(row) for row in several]
        there = self.keyed(noun, keys)
        told: list[Event | None] = []
        new: dict[str, tuple[Event, Frozen]] = {}
        for key, row in zip(keys, several, strict=True):
            before = new[key][1] if key in new else there.get(key, (0, None))[1]
            fields = changed_fields(before, row)
            if before is not None and not fields:
                told.append(None)
                continue
            word = verb or ("changed" if before is not None else "added")
            event = self._tell(kind, key, kind.site_of(row), word, before, row, fields, on)
            new[key] = (event, row)
            told.append(event)
        self._write(noun, new, there)
        self._append([event for event in told if event])
        return tuple(told)

    def change(
        self,
        noun: str,
        key: str,
        fields: Mapping[str, Any],
        verb: str = "changed",
        on: date | None = None,
        seen: int | None = None,
    ) -> Event | None:
        """Set some fields of a row that is there; the others stay as they are by now.

        ``seen`` is the ledger's head when the person looked: raises `Overtaken` if one of the
        fields was changed after that. Raises KeyError if there is no such row.
        """
        before = self.row(noun, key)
        if before is None:
            raise KeyError(key)
        if seen is not None:
            since = self.events(events.c.seq > seen, noun=noun, key=key)
            other = tuple(e for e in since if _sets(e, fields))
            if other:
                raise Overtaken(other)
        return self.put(noun, before.but(**fields), verb, on)

    def drop(self, noun: str, key: str, on: date | None = None) -> Event:
        """Take a row away; its events stay. Raises KeyError if there is no such row."""
        kind, before = NOUNS[noun], self.row(noun, key)
        if before is None:
            raise KeyError(key)
        fields = changed_fields(None, before)
        event = self._tell(kind, key, kind.site_of(before), "dropped", before, None, fields, on)
        self.connection.execute(sa.delete(TABLES[noun]).where(TABLES[noun].c.row_key == key))
        self._append([event])
        return event

    def note(
        self,
        noun: str,
        key: str,
        verb: str,
        site: str = "",
        changes: tuple[Change, ...] = (),
        on: date | None = None,
    ) -> Event:
        """Tell something about a row that changes none of its fields."""
        event = self._event(noun, key, site, verb, changes, on, noted=True)
        self._append([event])
        return event

    def _tell(
        self, kind: Noun, key: str, site: str, verb: str,
        before: Frozen | None, after: Frozen | None, fields: Iterable[str], on: date | None,
    ) -> Event:  # fmt: skip
        old, new = self._told(kind, before), self._told(kind, after)
        changes = tuple(Change(field=f, old=old.get(f), new=new.get(f)) for f in fields)
        return self._event(kind.name, key, site, verb, changes, on)

    def _event(
        self, noun: str, key: str, site: str, verb: str,
        changes: tuple[Change, ...], on: date | None, noted: bool = False,
    ) -> Event:  # fmt: skip
        self._seq += 1
        event = Event(
            seq=self._seq, act=self.number, at=self.at, on=on or self.on, who=self.who,
            why=self.why, source=self.source, verb=verb, noun=noun, key=key, site=site,
            changes=changes, noted=noted,
        )  # fmt: skip
        self._digest = chained(self._digest, event)
        return event.model_copy(update={"digest": self._digest})

    def _told(self, kind: Noun, row: Frozen | None) -> dict[str, Any]:
        return {} if row is None else told_of(kind, row, self._salt)

    def hashed(self, value: str | bytes) -> str:
        """A keyed hash: tells whether two personal data are the same, and nothing else."""
        return hashed(value, self._salt)

    def _write(
        self,
        noun: str,
        new: dict[str, tuple[Event, Frozen]],
        there: dict[str, tuple[int, Any]],
    ) -> None:
        table = TABLES[noun]
        added: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for key, (event, row) in new.items():
            (changed if key in there else added).append(_record(noun, key, event.seq, row))
        if added:
            self.connection.execute(sa.insert(table), added)
        if changed:
            self.connection.execute(
                sa.update(table).where(table.c.row_key == sa.bindparam("_key")),
                [record | {"_key": record["row_key"]} for record in changed],
            )

    def _append(self, told: list[Event]) -> None:
        if told:
            kept = {c.name for c in events.columns}
            rows = [e.model_dump(include=kept) for e in told]
            for row in rows:
                row["changes"] = [dict(c) for c in row["changes"]]
            self.connection.execute(sa.insert(events), rows)


def _sets(event: Event, fields: Mapping[str, Any]) -> bool:
    return not event.noted and any(c.field in fields for c in event.changes)


def _record(noun: str, key: str, seq: int, row: Frozen) -> dict[str, Any]:
    """A row as its table holds it."""
    plain = {
        name: getattr(row, name)
        for name in type(row).model_fields
        if not isinstance(TABLES[noun].c[name].type, sa.JSON)
    }
    nested = row.model_dump(mode="json", exclude=set(plain))
    return {"row_key": key, "row_seq": seq, **plain, **nested}
