"""What papers tell, as they tell it: texts and places, not yet compared with the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sites.reading.findings import Spot
from sites.reading.grids import Value


class Said(NamedTuple):
    """One cell that a person filled in."""

    value: Value
    spot: Spot


class PaperLine(NamedTuple):
    """One line of a checklist as it stands on paper.

    ``choice`` is a key of ``results`` in ``roster.toml``, or empty; ``said`` has the other cells
    that are filled in, by key; ``picture`` whether one is embedded there.
    """

    name: str
    check: str
    choice: str
    said: dict[str, Said]
    spot: Spot
    row: int
    picture: bool = False

    @property
    def filled(self) -> bool:
        """Whether a person wrote anything on it."""
        return self.choice != "" or bool(self.said)


@dataclass
class Page:
    """One page of 任务单: a cover (no ``body``) or a body's checklist.

    ``said`` holds the labelled cells that are filled in, by the keys of ``roster.toml``; the
    rows are those of the sheet, both ends included.
    """

    spot: Spot
    body: str | None = None
    task: str = ""
    lines: list[PaperLine] = field(default_factory=list)
    rest_fits: bool = False
    said: dict[str, Said] = field(default_factory=dict)
    last_row: int = 0

    @property
    def filled(self) -> bool:
        """Whether a person ticked or wrote anything that tells of the check itself."""
        told = self.said.keys() & {"not_done", "refusal"}
        return self.rest_fits or bool(told) or any(line.filled for line in self.lines)


@dataclass
class WeekRow:
    """What people typed beside a visit of 周检查计划: its numbers, and whether it was made."""

    task: str
    spot: Spot
    said: dict[str, Said] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A picture embedded in a sheet, and the cell it begins in."""

    sheet: str
    row: int
    column: int
    name: str
    media_type: str
    content: bytes = field(repr=False)
