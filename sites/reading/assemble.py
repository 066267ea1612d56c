"""Lines of all sheets become one ``SiteBook``; every fault of the book is raised at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sites.base import Language, Text
from sites.book import Hazard, Settings, SiteBook
from sites.errors import Fault
from sites.reading.coordinates import check_coordinates
from sites.reading.drawn import check_drawn
from sites.reading.findings import Findings, Spot, refuse
from sites.reading.grids import Grid
from sites.reading.hazards import hazards_from
from sites.reading.headings import find_headings
from sites.reading.known import leave_out_unknown
from sites.reading.records import Record, build, read_record
from sites.reading.references import Records, give_ids, resolve
from sites.reading.tables import Tables, lines_of
from sites.vocabulary import SHEETS

_ADDRESSED = ("pins", "rule_settings")


def model_of(key: str) -> Any:
    """Return the model that a sheet's rows become."""
    if key == "settings":
        return Settings
    return SiteBook.model_fields[key].annotation.__args__[0]  # type: ignore[union-attr]


def assemble(
    tables: Tables,
    findings: Findings,
    digest: str,
    lang: Language = "zh",
    judge: Callable[[SiteBook], Iterable[Fault]] = lambda book: (),
) -> SiteBook:
    """Return the book.

    Raises
    ------
    BookError
        With every fault noted so far and found here.
    """
    _missing_sheets(tables, findings, lang)
    records: Records = {
        key: [read_record(line, sheet, findings, key == "hazards") for line in tables[key]]
        for key, sheet in SHEETS.items()
        if key in tables
    }
    leave_out_unknown(records, findings)
    give_ids(records, findings)
    resolve(records, findings)
    _check_points(records, findings)
    fields = models_of(records, findings)
    book = SiteBook(**fields, warnings=findings.warnings, digest=digest)
    for fault in judge(book):
        findings.fault(Spot(fault.sheet, fault.cell), fault.found, fault.expected)
    findings.stop_if_faulty()
    return book


def _missing_sheets(tables: Tables, findings: Findings, lang: Language) -> None:
    """A required sheet that is not there, or has a heading and no rows, is a fault."""
    for key, sheet in SHEETS.items():
        if not sheet.required or tables.get(key):
            continue
        spot = Spot(sheet.name(lang))
        if key in tables:
            expected = Text(zh="至少一行（示例行不算）", en="at least one row besides the example")
            findings.fault(spot, Text(zh="没有数据行", en="no rows"), expected)
            continue
        names = "、".join(sheet.names[2:5])
        named = Text(
            zh=f"一张名为“{sheet.zh}”的工作表（或：{names}）", en=f"a sheet named “{sheet.en}”"
        )
        findings.fault(spot, Text(zh="没有这张工作表", en="no such sheet"), named)


def _check_points(records: Records, findings: Findings) -> None:
    settings = records.get("settings", [])
    datum = settings[0].values.get("datum") if settings else None
    points = [*records.get("sites", ()), *records.get("places", ())]
    check_coordinates(points, datum, findings)


def models_of(records: Records, findings: Findings) -> dict[str, Any]:
    """Return the book's fields: a model for each record that has no fault."""
    fields: dict[str, Any] = {}
    for key, several in records.items():
        if key == "hazards":
            fields[key] = hazards_from(several, findings)
            continue
        built = [_model(key, record, findings) for record in several if record.whole]
        rows = tuple(model for model in built if model is not None)
        fields[key] = (rows[0] if rows else Settings()) if key == "settings" else rows
    return fields


def _model(key: str, record: Record, findings: Findings) -> Any:
    values = record.values
    if key in _ADDRESSED:
        values["cell"] = str(record.line.home)
    if key == "absences":
        values.setdefault("last", values.get("first"))
    if key == "draws":
        check_drawn(record, findings)
    _check_order(record, findings)
    return build(model_of(key), record, findings)


def _check_order(record: Record, findings: Findings) -> None:
    """A period that ends before it starts is a fault."""
    for first, last in (("first", "last"), ("starts_on", "ends_on"), ("valid_from", "valid_until")):
        start, end = record.values.get(first), record.values.get(last)
        if start and end and end < start:
            expected = Text(zh=f"不早于{start}的日期", en=f"a day not before {start}")
            findings.fault(record.spot(last), Text(zh=str(end), en=str(end)), expected)


def ledger_alone(grids: Sequence[Grid]) -> tuple[tuple[Hazard, ...], tuple[Text, ...]]:
    """Return the hazards of every sheet that is a ledger by its name or its headings.

    Raises
    ------
    BookError
        When there is none.
    """
    findings, sheet = Findings(), SHEETS["hazards"]
    ledgers = [g for g in grids if (h := find_headings(g, sheet)) and h.column_of("what")]
    if not ledgers:
        raise refuse(
            Text(zh="没有带“隐患问题描述”列的工作表", en="no sheet with a column of hazards"),
            Text(zh="一份问题隐患台账", en="a hazard ledger"),
        )
    lines = (line for grid in ledgers for line in lines_of(grid, sheet, findings))
    records = [read_record(line, sheet, findings, lenient=True) for line in lines]
    return hazards_from(records, findings), findings.warnings
