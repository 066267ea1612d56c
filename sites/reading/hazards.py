"""The hazard ledger: nothing that a person typed is lost, and nothing typed refuses the file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from sites import vocabulary
from sites.book import Hazard
from sites.reading.cells import seen
from sites.reading.findings import Findings, Spot
from sites.reading.grids import Grid, Value, address
from sites.reading.headings import Headings
from sites.reading.records import Record
from sites.vocabulary import fold

_UNDONE = re.compile(r"未|没有|不合格|不通过|不到位|逾期")
_WAITING = re.compile(r"待(复查|审核|销号|验收)|awaiting")
_DONE = re.compile(r"销号|闭合|闭环|关闭|复查(合格|通过)|审核通过|治理完|验收(合格|通过)")
_FIXED = re.compile(r"(已|完成|全部)?整改(完|到位|好|毕)|已整改|完成整改|整改$")
_PROJECT = re.compile(r"(?:项目|工程|工地)名称[:：]\s*(.+)")
_CHECKED = ("rechecked_on", "rechecker_1", "closed_on")


def site_in_title(grid: Grid, headings: Headings) -> list[tuple[Spot, Value]]:
    """Return the project that a title row names (项目名称：…), for ledgers of one project."""
    for number in sorted(n for n in grid.rows if n <= headings.last):
        for column, value in sorted(grid.rows[number].items()):
            if isinstance(value, str) and (match := _PROJECT.match(value.strip())):
                return [(Spot(grid.name, address(number, column)), match[1].strip())]
    return []


def state_of(values: dict[str, Any], words: str) -> str:
    """Return the state a ledger's words mean: 状态 first, then 销号情况, then its dates.

    已整改 alone waits for its re-check; with a re-checker or a re-check date beside it, it is
    closed, as ledgers that know only 已整改 mean it. ``words`` is the cell that was decisive.
    """
    said = values.get("state") or _state_in(values.get("closing", ""))
    if said is None:
        done = "closed" if values.get("closed_on") else None
        fixed = values.get("fixed_on") or values.get("replied_on")
        return done or ("recheck" if fixed else "open")
    fixed_word = said == "recheck" and not _WAITING.search(words)
    checked = any(values.get(name) for name in _CHECKED)
    return "closed" if fixed_word and checked else str(said)


def _state_in(text: str) -> str | None:
    """The state that a sentence in 销号情况 means, or None."""
    if known := vocabulary.value("hazard_state", text):
        return known
    for pattern, state in ((_UNDONE, "open"), (_WAITING, "recheck"), (_DONE, "closed")):
        if pattern.search(text):
            return state
    if "移送" in text:
        return "moved"
    return "recheck" if _FIXED.search(text) else None


def hazards_from(records: Iterable[Record], findings: Findings) -> tuple[Hazard, ...]:
    """Return a hazard for each record; ids that are missing or repeated are made, always alike."""
    hazards: list[Hazard] = []
    taken: set[str] = set()
    for record in records:
        values = {k: v for k, v in record.values.items() if v not in ("", ())}
        values["what"] = values.get("what", "")
        values["typed"], values["extra"] = tuple(record.typed), _extra(record)
        values["state"] = state_of(values, _words(record))
        id = values.get("id") or made_id(values)
        values["id"] = _unused(id, taken)
        if "id" in record.values and values["id"] != id:
            _warn_twin(record, id, values["id"], findings)
        taken.add(values["id"])
        hazards.append(_hazard(values))
    _warn_typed(hazards, findings)
    return tuple(hazards)


def _words(record: Record) -> str:
    """What 状态 says, else 销号情况."""
    cells = record.line.cells
    said = [seen(v) for name in ("state", "closing") for _, v in cells.get(name, ())]
    return said[0] if said else ""


def _hazard(values: dict[str, Any]) -> Hazard:
    """The model; a number it refuses (复查轮次 −1) is kept as typed."""
    if values.get("round", 0) < 0:
        values["typed"] = (*values["typed"], ("round", str(values.pop("round"))))
    return Hazard.model_validate(values)


def _extra(record: Record) -> tuple[tuple[str, str], ...]:
    """Unknown columns heading by heading; several cells of one heading stand on lines."""
    joined: dict[str, list[str]] = {}
    for heading, _, value in record.line.extra:
        joined.setdefault(heading, []).append(seen(value))
    return tuple((heading, "\n".join(texts)) for heading, texts in joined.items())


def made_id(values: dict[str, Any]) -> str:
    """Return an id made of the day found and of what was found where."""
    day = values.get("found_on")
    text = "|".join((fold(values.get("site", "")), str(day), fold(values.get("what", ""))))
    short = hashlib.sha256(text.encode()).hexdigest()[:6]
    return f"YH{day:%Y%m%d}-{short}" if day else f"YH-{short}"


def _unused(id: str, taken: set[str]) -> str:
    number, fresh = 1, id
    while fresh in taken:
        number += 1
        fresh = f"{id}-{number}"
    return fresh


def _warn_twin(record: Record, id: str, fresh: str, findings: Findings) -> None:
    spot = record.spot("id")
    findings.warn(
        f"{spot}：隐患编号“{id}”重复，按“{fresh}”处理",
        f"{spot}: the hazard id “{id}” is repeated; “{fresh}” is used",
    )


def _warn_typed(hazards: list[Hazard], findings: Findings) -> None:
    count = sum(1 for hazard in hazards for _ in hazard.typed)
    if count:
        findings.warn(
            f"问题隐患台账有{count}格不是规定的格式，按原文保留",
            f"{count} cells of the hazard ledger are in no known form; kept as typed",
        )
