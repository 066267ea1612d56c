"""What merging leaves in the ledger: cells that a person must decide, and files as last read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sites.base import Frozen


class Conflict(Frozen):
    """冲突: a cell that the ledger and a file changed differently; the ledger's value stands.

    ``base``, ``in_ledger`` and ``in_file`` are JSON texts. They may be personal data: show them
    by `sites.ledger.conflicts.shown` only.
    """

    id: str
    of: str = Field(description="the noun of the row")
    row: str = Field(description="the row's natural key")
    field: str
    site: str = ""
    base: str = Field("", description="what both started from; empty: not known")
    in_ledger: str
    in_file: str
    file: str
    place: str = Field("", description="the mark of its folder, as `Reading.place`")
    who: str = Field(description="who read the file")
    at: str = Field(description="when, ISO 8601")
    state: Literal["open", "resolved"] = "open"
    took: Literal["", "file", "ledger", "both"] = Field(
        "", description="both: they came to say the same"
    )
    decided_by: str = ""
    why: str = ""


class Reading(Frozen):
    """读入: the rows of one noun as a file said them when it was last read.

    They are what its next version is compared with: a cell that the file left as it was is none
    that it changed, whatever the ledger holds by then.
    """

    file: str
    place: str = Field("", description="mark of the folder it was in; empty: it was uploaded")
    of: str = Field(description="the noun")
    base_seq: int | None = Field(None, description="the event it was exported after; None: own")
    content: bytes
