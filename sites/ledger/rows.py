"""Reading a ledger over one connection: rows as models, events, and all of it as a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from sites.base import Frozen
from sites.book import Settings, SiteBook
from sites.ledger.event import Event
from sites.ledger.nouns import NOUNS
from sites.ledger.tables import OWN, TABLES, acts, events, keeping
from sites.reading.mark import Mark

OVER = ("closed", "moved_done", "cancelled")
LATELY_DAYS = 90
"""What was closed in so many days still stands in the tracker that comes with a plan."""

CHUNK = 500
"""Keys asked for in one statement; SQLite allows 32,766 variables."""


class Rows:
    """What a ledger holds, as one connection sees it."""

    def __init__(self, connection: sa.Connection):
        self.connection = connection

    def rows(self, noun: str, *where: sa.ColumnElement[bool], **equal: Any) -> tuple[Any, ...]:
        """Rows of a noun in the order they came in, as models.

        ``where`` are conditions on `TABLES[noun].c`; ``equal`` fields and their values.
        """
        return tuple(row for _, _, row in self.numbered(noun, *where, **equal))

    def numbered(
        self, noun: str, *where: sa.ColumnElement[bool], **equal: Any
    ) -> Iterator[tuple[str, int, Any]]:
        """Natural key, number of the last event and model of each row of a noun."""
        table, model = TABLES[noun], NOUNS[noun].model
        asked = [*where, *(table.c[name] == value for name, value in equal.items())]
        found = self.connection.execute(sa.select(table).where(*asked).order_by(table.c.row_no))
        for row in found.mappings():
            fields = {name: value for name, value in row.items() if name not in OWN}
            yield row["row_key"], row["row_seq"], model.model_validate(fields)

    def page(
        self, noun: str, offset: int, limit: int, *where: sa.ColumnElement[bool], **equal: Any
    ) -> tuple[Any, ...]:
        """Some of `rows`: at most ``limit`` of them after the first ``offset``."""
        table = TABLES[noun]
        asked = [*where, *(table.c[name] == value for name, value in equal.items())]
        numbers = sa.select(table.c.row_no).where(*asked).order_by(table.c.row_no)
        wanted = self.connection.execute(numbers.offset(offset).limit(limit)).scalars().all()
        return self.rows(noun, table.c.row_no.in_(wanted))

    def row(self, noun: str, key: str) -> Any:
        """The row with a natural key, or None."""
        table = TABLES[noun]
        return next(iter(self.rows(noun, table.c.row_key == key)), None)

    def keyed(self, noun: str, keys: Iterable[str]) -> dict[str, tuple[int, Any]]:
        """Number of the last event and model of those rows that are there, by natural key."""
        column, wanted = TABLES[noun].c.row_key, list(dict.fromkeys(keys))
        found: dict[str, tuple[int, Any]] = {}
        for start in range(0, len(wanted), CHUNK):
            part = self.numbered(noun, column.in_(wanted[start : start + CHUNK]))
            found |= {key: (seq, row) for key, seq, row in part}
        return found

    def count(self, noun: str, *where: sa.ColumnElement[bool]) -> int:
        """How many rows of a noun there are."""
        asked = sa.select(sa.func.count()).select_from(TABLES[noun]).where(*where)
        return int(self.connection.execute(asked).scalar_one())

    def events(self, *where: sa.ColumnElement[bool], **equal: Any) -> tuple[Event, ...]:
        """Events in the order they were written; ``where`` on the columns of `tables.events`."""
        return tuple(self.each_event(*where, **equal))

    def each_event(self, *where: sa.ColumnElement[bool], **equal: Any) -> Iterator[Event]:
        """`events` one after the other: a ledger may have a million."""
        asked = [*where, *(events.c[name] == value for name, value in equal.items())]
        joined = sa.select(events, acts.c.at, acts.c.who, acts.c.why, acts.c.source).join(acts)
        found = self.connection.execute(
            joined.where(*asked).order_by(events.c.seq), execution_options={"yield_per": 1000}
        )
        for row in found.mappings():
            yield Event.model_validate(dict(row))

    @property
    def head(self) -> tuple[int, str]:
        """Number and digest of the last event; 0 and nothing in an empty ledger."""
        asked = sa.select(events.c.seq, events.c.digest).order_by(events.c.seq.desc()).limit(1)
        row = self.connection.execute(asked).first()
        return (row.seq, row.digest) if row else (0, "")

    @property
    def ledger_id(self) -> str:
        """The id that the ledger drew when it was made."""
        asked = sa.select(keeping.c.value).where(keeping.c.name == "id")
        return str(self.connection.execute(asked).scalar_one())

    @property
    def settings(self) -> Settings:
        """The office's settings; the defaults where it made none."""
        return next(iter(self.rows("settings")), Settings())

    def book(self, hazards: Sequence[Any] | None = None) -> SiteBook:
        """All that a workbook would say; ``hazards`` in place of all of them, where given."""
        fields: dict[str, Any] = {}
        for name, noun in NOUNS.items():
            if not noun.in_book:
                continue
            if name == "hazards" and hazards is not None:
                fields[name] = tuple(hazards)
            elif name == "settings":
                fields[name] = self.settings
            else:
                fields[name] = self.rows(name)
        number, digest = self.head
        mark = Mark(ledger=self.ledger_id, seq=number)
        return SiteBook(**fields, digest=digest, mark=str(mark))

    def book_for_planning(self, today: date) -> SiteBook:
        """The book with those hazards only that are not closed, or were a short while ago.

        A ledger of ten years has closed 200,000 hazards; what is due hangs on none of them.
        """
        column, lately = TABLES["hazards"].c, today - timedelta(days=LATELY_DAYS)
        wanted = sa.or_(column.state.not_in(OVER), column.closed_on > lately)
        return self.book(self.rows("hazards", wanted))


@cache
def _defaults(model: type[Frozen]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, field.get_default()) for name, field in model.model_fields.items())


def changed_fields(before: Frozen | None, after: Frozen) -> tuple[str, ...]:
    """Names of the fields in which two rows differ; of a new row all that say something."""
    names = type(after).model_fields
    if before is None:
        return tuple(n for n, usual in _defaults(type(after)) if getattr(after, n) != usual)
    return tuple(n for n in names if getattr(before, n) != getattr(after, n))
