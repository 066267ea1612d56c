"""Ids and references: every row gets its id, every name in another sheet leads to one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sites.base import Text
from sites.reading.cells import seen
from sites.reading.findings import Findings, quoted
from sites.reading.names import Names, split_code
from sites.reading.records import Record
from sites.vocabulary import SHEETS, Column, fold

Records = dict[str, list[Record]]
_ID_FROM = {
    "sites": ("permit", "name"),
    "officers": ("certificate", "name"),
    "companies": ("name",),
    "items": ("name",),
}
_ALSO_NAMED = {
    "sites": ("name", "permit"),
    "officers": ("name", "certificate"),
    "companies": ("name", "short_name"),
    "items": ("name",),
    "bodies": (),
    "places": (),
}
_LOOSE = ("sites", "bodies", "companies")
_IDENTIFIED = (*_ALSO_NAMED, "complaints", "campaigns", "vehicles")
_TOLD_ONCE = ("sites", "officers", "bodies", "enforcing")
"""Their sheets are required: where one is missing, that is the fault, not each reference to it."""
_COMPANIES_OF_SITE = ("owner", "builder", "supervisor", "canteen")


def give_ids(records: Records, findings: Findings) -> None:
    """Fill the ids left empty from permit, certificate or name; a repeated id is a fault.

    One document (计划文号) may set several bodies to work, a row each.
    """
    for key in _IDENTIFIED:
        first: dict[str, Record] = {}
        for record in records.get(key, ()):
            values = record.values
            sources = (values.get(name) for name in _ID_FROM.get(key, ()))
            id = values.get("id") or values.get("code") or next(filter(None, sources), "")
            field = "code" if key == "items" else "id"
            if not id:
                continue
            values[field] = id
            shared = fold(values.get("body", "")) if key == "campaigns" else ""
            twin = first.setdefault(f"{fold(id)}|{shared}", record)
            if twin is not record:
                _same_id(key, field, record, twin, findings)


def _same_id(key: str, field: str, record: Record, twin: Record, findings: Findings) -> None:
    where = twin.spot(field)
    column = SHEETS[key].column(field)
    expected = Text(
        zh=f"不重复的“{column.zh}”（{where}已有；同名时请填写“{column.zh}”加以区分）",
        en=f"“{column.en}” only once (it stands in {where} too; fill it in to tell them apart)",
    )
    findings.fault(record.spot(field), quoted(record.values[field]), expected)


def resolve(records: Records, findings: Findings) -> None:
    """Replace every reference by the id it means.

    Companies named only in 工地 are added to ``records``. An unknown or ambiguous name is a
    fault, or, where the column keeps it, a warning.
    """
    _add_companies(records)
    known = _indexes(records)
    names_of = {r.values.get("id"): r.values.get("name", "") for r in records.get("sites", ())}
    for key, sheet in SHEETS.items():
        columns = [c for c in sheet.columns if c.type in ("ref", "refs")]
        for record in records.get(key, ()):
            for column in columns:
                if column.field in record.values:
                    _resolve_cell(record, column, known, findings)
            if key == "hazards":
                _keep_other_name(record, names_of, known["sites"])


def _keep_other_name(record: Record, names_of: dict[Any, Any], sites: Names) -> None:
    """A ledger that calls a site by id or by a short name gets that very word back.

    Where its name means other sites, too, the id is how anybody would call it.
    """
    cells = record.line.cells.get("site", ())
    typed = seen(cells[0][1]) if len(cells) == 1 else ""
    site = record.values.get("site")
    if not typed or site not in names_of or typed == names_of[site]:
        return
    if typed != site or sites.find(names_of[site]) == (site,):
        record.typed.append(("site", typed))


def _add_companies(records: Records) -> None:
    """A company that 工地 names and 企业 does not is taken as it is written there."""
    names = Names(loose=False)
    companies = records.setdefault("companies", [])
    for record in companies:
        _index(names, "companies", record)
    for record in records.get("sites", ()):
        for field in _COMPANIES_OF_SITE:
            text = record.values.get(field)
            if not text or names.find(text):
                continue
            name, code = split_code(text)
            company = Record(record.line, {"id": code or name, "name": name})
            _index(names, "companies", company)
            companies.append(company)


def _index(names: Names, key: str, record: Record) -> None:
    field = "code" if key == "items" else "id"
    if id := record.values.get(field):
        names.add(id, (id, *(record.values.get(other, "") for other in _ALSO_NAMED[key])))


def _indexes(records: Records) -> dict[str, Names]:
    known = {key: Names(loose=key in _LOOSE) for key in (*_ALSO_NAMED, "enforcing")}
    for key in _ALSO_NAMED:
        for record in records.get(key, ()):
            _index(known[key], key, record)
    for record in records.get("bodies", ()):
        id = record.values.get("id", "")
        enforcing = record.values.get("acts_as") or id
        known["enforcing"].add(enforcing, (enforcing, id))
    known["enforcing"].loose = True
    for record in records.get("sites", ()):
        _index_place(known["places"], record)
    for record in records.get("settings", ()):
        known["places"].add(record.values.get("office", ""), [record.values.get("office", "")])
    return known


def _index_place(places: Names, record: Record) -> None:
    id, name = record.values.get("id", ""), record.values.get("name", "")
    if id:
        places.add(id, (id, name))


def _resolve_cell(
    record: Record, column: Column, known: dict[str, Names], findings: Findings
) -> None:
    names = known[column.of]
    if not names and (column.of in _TOLD_ONCE or column.of == "items"):
        return
    found: Any = record.values[column.field]
    if column.type == "ref":
        ids = list(_resolved(record, column, found, names, findings))
        record.values[column.field] = ids[0] if ids else ""
    else:
        ids = [id for text in found for id in _resolved(record, column, text, names, findings)]
        record.values[column.field] = tuple(dict.fromkeys(ids))


def _resolved(
    record: Record, column: Column, text: str, names: Names, findings: Findings
) -> Iterator[str]:
    """The id of one name; what a column keeps stays as it was typed."""
    ids = names.find(text)
    if len(ids) == 1:
        yield ids[0]
        return
    if column.keep:
        if column.of != "places" and column.field != "driver":
            _warn_kept(column, record, findings)
        yield text
        return
    record.whole = False
    findings.fault(record.spot(column.field), quoted(text), _expected(column, text, ids, names))


def _warn_kept(column: Column, record: Record, findings: Findings) -> None:
    sheet = record.line.home.sheet
    findings.warn(
        f"{sheet}：“{column.zh}”中有名称不在名单内，按原文保留",
        f"{sheet}: “{column.en}” has names that are on no list; kept as typed",
    )


def _expected(column: Column, text: str, ids: tuple[str, ...], names: Names) -> Text:
    key = "bodies" if column.of == "enforcing" else column.of
    sheet = SHEETS[key]
    if ids:
        shown = "、".join(ids[:6])
        return Text(
            zh=f"能确定是哪一个的名称或编号（可能是：{shown}）",
            en=f"a name or id that means only one (it may be {', '.join(ids[:6])})",
        )
    near = names.like(text)
    return Text(
        zh=f"“{sheet.zh}”表中的名称或编号" + (f"（是否“{near}”？）" if near else ""),
        en=f"a name or id of sheet “{sheet.en}”" + (f" (“{near}”?)" if near else ""),
    )
