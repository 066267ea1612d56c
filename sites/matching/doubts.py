"""Doubts: two rows of two ledgers that may be one. A person says whether they are."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sites.base import Frozen


class Doubt(Frozen):
    """疑似重复: a row of a file that may be a row the ledger has; kept until a person decides."""

    id: str
    of: Literal["hazards", "sites"]
    row: str = Field(description="natural key of the ledger's row")
    other: str = Field(description="the file's row, as JSON")
    score: float = Field(description="0 to 100; orders doubts, is no probability")
    file: str
    state: Literal["open", "same", "different"] = "open"
    decided_by: str = ""
    why: str = ""


class OtherName(Frozen):
    """别名: what another ledger calls a row of ours, so that it is known the next time."""

    of: Literal["hazards", "sites", "companies"]
    name: str
    row: str = Field(description="natural key of the ledger's row")
    file: str = ""
