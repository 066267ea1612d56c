"""A ledger's events played again from the first: what they leave standing, and their chain."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pydantic_core import PydanticUndefined, to_jsonable_python

from sites.ledger.event import Event, chained
from sites.ledger.nouns import Noun


class Replay:
    """Takes events in the order they were written and notes what is wrong with them.

    ``missing`` counts numbers left out, ``broken`` holds the numbers of events whose digest is not
    that of their content; ``rows`` what they leave: noun → natural key → (number of the row's last
    event, fields that were told).
    """

    def __init__(self) -> None:
        self.seq, self.digest, self.count = 0, "", 0
        self.missing = 0
        self.broken: list[int] = []
        self.rows: dict[str, dict[str, tuple[int, dict[str, Any]]]] = defaultdict(dict)

    def take(self, event: Event) -> None:
        """One event more."""
        self.missing += event.seq - self.seq - 1
        if chained(self.digest, event) != event.digest:
            self.broken.append(event.seq)
        self.seq, self.digest, self.count = event.seq, event.digest, self.count + 1
        if not event.noted:
            self._play(event)

    def _play(self, event: Event) -> None:
        rows = self.rows[event.noun]
        if event.verb == "dropped":
            rows.pop(event.key, None)
            return
        _, fields = rows.get(event.key, (0, {}))
        fields |= {change.field: change.new for change in event.changes}
        rows[event.key] = event.seq, fields


def unsaid(kind: Noun) -> dict[str, Any]:
    """What the fields are that no event says anything of: a model's defaults, as JSON values."""
    fields = kind.model.model_fields.items()
    found = {name: field.get_default(call_default_factory=True) for name, field in fields}
    return {n: to_jsonable_python(v) for n, v in found.items() if v is not PydanticUndefined}
