"""Rows of a 问题隐患台账 and of an export, their names looked up in the ledger's own lists."""

from __future__ import annotations

from typing import Any, NamedTuple

from sites.book import Hazard, PastVisit
from sites.findings_reading.office import Office
from sites.findings_reading.recognised import RECORDED, FoundFile
from sites.reading.assemble import models_of
from sites.reading.findings import Findings, Spot
from sites.reading.lines import fields_of
from sites.reading.records import read_record
from sites.reading.references import resolve
from sites.vocabulary import SHEETS

MADE = frozenset({"state", "extra"})
"""Fields that reading fills whatever columns there are."""


class RowsTold(NamedTuple):
    """The rows of a file; ``fields`` are those that its ledger of hazards has columns for.

    ``spots`` say where each hazard and each visit stands, in the same order.
    """

    hazards: tuple[Hazard, ...]
    visits: tuple[PastVisit, ...]
    fields: frozenset[str]
    spots: dict[str, tuple[Spot, ...]]


def rows_told(file: FoundFile, office: Office, findings: Findings) -> RowsTold:
    """Return the rows of a file; names that lead nowhere are faults, but for hazards."""
    mine = {
        key: [
            read_record(line, SHEETS[key], findings, lenient=key == "hazards")
            for line in file.tables[key]
        ]
        for key in RECORDED
        if key in file.tables
    }
    records = office.records() | mine
    resolve(records, findings)
    built: dict[str, Any] = models_of(mine, findings)
    whole = {
        key: [r for r in several if r.whole or key == "hazards"] for key, several in mine.items()
    }
    spots = {key: tuple(r.line.home for r in several) for key, several in whole.items()}
    fields = fields_of(file.tables.get("hazards", ()))
    return RowsTold(built.get("hazards", ()), built.get("history", ()), fields | MADE, spots)
