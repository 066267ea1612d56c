"""Rows of a mapped table that speak of nothing in the book, left out as its column map says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sites.reading.findings import Findings
from sites.reading.names import spellings
from sites.reading.records import Record
from sites.vocabulary import SHEETS, Sheet, fold

NAMED_BY = ("id", "code", "name", "permit", "certificate", "short_name", "acts_as")


def may_be_known(sheet: Sheet) -> tuple[str, ...]:
    """Return the fields of a sheet whose names ``known`` can look up."""
    return tuple(c.field for c in sheet.columns if c.type == "ref" and c.of != "places")


def leave_out_unknown(records: dict[str, list[Record]], findings: Findings) -> None:
    """Drop the records whose ``known`` fields name nothing that the book has; say how many.

    A name must stand there whole. A reference may be part of a name; here that is not enough,
    for 8 ELM ST is another house than 18 ELM ST.
    """
    for key, several in records.items():
        sheet = SHEETS[key]
        fields = {name for record in several for name in record.line.known}
        names = {name: _names(sheet.column(name).of, records) for name in sorted(fields)}
        records[key] = [record for record in several if _is_known(record, names)]
        if left_out := len(several) - len(records[key]):
            findings.warn(
                f"“{sheet.zh}”有{left_out}行的名称不在名单内，按列映射略去",
                f"“{sheet.en}”: {left_out} rows name nothing in the book; left out as mapped",
            )


def _names(of: str, records: Mapping[str, Sequence[Record]]) -> frozenset[str]:
    """Every name, folded, that somebody or something of a sheet goes by."""
    rows = records.get("bodies" if of == "enforcing" else of, ())
    found = (row.values.get(field) for row in rows for field in NAMED_BY)
    return frozenset(fold(name) for name in found if name)


def _is_known(record: Record, names: Mapping[str, frozenset[str]]) -> bool:
    return all(
        any(fold(s) in names[field] for s in spellings(record.values.get(field, "")))
        for field in record.line.known
    )
