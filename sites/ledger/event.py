"""Events: what happened to one row, on which day, by whom, why. They are only ever added."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from pydantic import Field

from sites.base import Frozen


class Change(Frozen):
    """One field of a row, before and after, as JSON values; ``None`` before a row was there."""

    field: str
    old: Any = None
    new: Any = None


class Event(Frozen):
    """One change of one row.

    ``seq`` counts all events of a ledger without gaps; ``act`` joins those of one command. ``at``
    is when it was written (ISO 8601, China time), ``on`` the day it holds for.
    """

    seq: int
    act: int
    at: str
    on: date
    who: str
    why: str = ""
    source: str = Field("", description="the command and its file, as people know them")
    verb: str = Field(description="added, changed, dropped, or a move of the noun's life cycle")
    noun: str
    key: str
    site: str = Field("", description="the site it concerns, if one")
    changes: tuple[Change, ...] = ()
    noted: bool = Field(False, description="tells something and changes no field of the row")
    digest: str = Field("", description="SHA-256 over the digest before it and its own content")

    def value(self, field: str) -> Any:
        """What it set a field to, or None if it did not touch it."""
        return next((c.new for c in self.changes if c.field == field), None)


def chained(before: str, event: Event) -> str:
    """The digest of an event that follows one with the digest ``before``."""
    content = event.model_dump(mode="json", exclude={"digest"})
    text = json.dumps([before, content], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
