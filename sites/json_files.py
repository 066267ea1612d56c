"""plan.json and round.json: the frozen Plan and Round as files (``docs/formats.md``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from sites.base import Text
from sites.errors import BookError, Fault
from sites.outlook import Outlook
from sites.plan import Plan
from sites.round import Round

LARGEST_BYTES = 100_000_000
"""A district's round of 300 sites takes less than 10 MB; what is larger is not ours."""

LONGEST_QUOTE = 40
EXPECTED = {
    "missing": Text(zh="有这个字段", en="this field"),
    "extra_forbidden": Text(zh="没有这个字段", en="no such field"),
    "json_invalid": Text(zh="JSON 文本", en="JSON text"),
    "literal_error": Text(zh="规定的词", en="one of the fixed words"),
    "string_type": Text(zh="文字", en="text"),
    "int_type": Text(zh="整数", en="a whole number"),
    "int_parsing": Text(zh="整数", en="a whole number"),
    "int_from_float": Text(zh="整数", en="a whole number"),
    "bool_type": Text(zh="true 或 false", en="true or false"),
    "tuple_type": Text(zh="列表 […]", en="a list […]"),
    "dict_type": Text(zh="对象 {…}", en="an object {…}"),
    "model_type": Text(zh="对象 {…}", en="an object {…}"),
    "date_from_datetime_parsing": Text(zh="日期，如 2026-11-30", en="a date as 2026-11-30"),
    "date_parsing": Text(zh="日期，如 2026-11-30", en="a date as 2026-11-30"),
}
Document = TypeVar("Document", Plan, Round, Outlook)


def plan_json(plan: Plan) -> str:
    """Return a plan as ``plan.json`` holds it: the same plan, always the same text."""
    return _dump(plan)


def round_json(round: Round) -> str:
    """Return a round as ``round.json`` holds it: the same round, always the same text."""
    return _dump(round)


def outlook_json(outlook: Outlook) -> str:
    """Return an outlook as ``outlook.json`` holds it: the same outlook, always the same text."""
    return _dump(outlook)


def read_outlook(path: Path) -> Outlook:
    """Read an ``outlook.json``; raises `BookError` with every fault found."""
    return _read(path, Outlook)


def read_plan(path: Path) -> Plan:
    """Read a ``plan.json``; raises `BookError` with every fault found."""
    return _read(path, Plan)


def read_round(path: Path) -> Round:
    """Read a ``round.json`` whose ids all lead somewhere; raises `BookError` with every fault."""
    round = _read(path, Round)
    faults = tuple(_loose_ends(path.name, round))
    if faults:
        raise BookError(faults)
    return round


def _dump(document: Plan | Round | Outlook) -> str:
    return document.model_dump_json(indent=1) + "\n"


def _read(path: Path, model: type[Document]) -> Document:
    try:
        return model.model_validate_json(_bytes(path).removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        faults = tuple(_fault(path.name, one) for one in error.errors(include_url=False))
        raise BookError(faults) from None


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            found = Text(zh=f"{size} 字节", en=f"{size} bytes")
            most = Text(zh=f"不超过 {LARGEST_BYTES} 字节", en=f"at most {LARGEST_BYTES} bytes")
            raise BookError([Fault(sheet=path.name, found=found, expected=most)])
        return path.read_bytes()
    except OSError as error:
        found = Text(zh=f"打不开（{error.strerror}）", en=f"it cannot be read ({error.strerror})")
        readable = Text(zh="可读取的文件", en="a file that can be read")
        raise BookError([Fault(sheet=path.name, found=found, expected=readable)]) from None


def _fault(name: str, error: Any) -> Fault:
    """One of pydantic's findings: its place in the document, what is there, what should be."""
    if error["type"] == "missing":
        found = Text(zh="缺失", en="nothing")
    elif error["type"] == "json_invalid":
        found = Text(zh=f"不是 JSON（{error['msg']}）", en=f"no JSON ({error['msg']})")
    else:
        quote = _quote(error["input"])
        found = Text(zh=quote, en=quote)
    other = Text(zh=f"合格的值（{error['msg']}）", en=f"a valid value ({error['msg']})")
    expected = EXPECTED.get(error["type"], other)
    return Fault(sheet=name, cell=_place(error["loc"]), found=found, expected=expected)


def _quote(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def _place(loc: tuple[int | str, ...]) -> str:
    """``("needs", 3, "due")`` as ``needs[3].due``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    return "".join(steps).removeprefix(".")


def _loose_ends(name: str, round: Round) -> Iterator[Fault]:
    """Ids that lead nowhere and travel tables of the wrong size: no rule can work with them."""
    known = Text(zh="本文件中已有的编号", en="an id that this file defines")
    for place, id, ids in _references(round):
        if id not in ids:
            quote = _quote(id)
            yield Fault(sheet=name, cell=place, found=Text(zh=quote, en=quote), expected=known)
    if not round.legs.first:
        base = Text(zh="至少一个出发地", en="at least one base")
        yield Fault(sheet=name, cell="legs.first", found=Text(zh="空", en="none"), expected=base)
    size = len(round.sites)
    for place, length in _row_lengths(round):
        if length != size:
            found = Text(zh=f"{length} 个数", en=f"{length} numbers")
            wanted = Text(zh=f"{size} 个（每个工地一个）", en=f"{size}, one for each site")
            yield Fault(sheet=name, cell=place, found=found, expected=wanted)


def _references(round: Round) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for i, need in enumerate(round.needs):
        yield f"needs[{i}].site", need.site, round.site
    for i, visit in enumerate(round.visits):
        yield f"visits[{i}].site", visit.site, round.site
        for k, need_id in enumerate(visit.needs):
            yield f"visits[{i}].needs[{k}]", need_id, round.need


def _row_lengths(round: Round) -> Iterator[tuple[str, int]]:
    yield "legs.between", len(round.legs.between)
    for i, row in enumerate(round.legs.between):
        yield f"legs.between[{i}]", len(row)
    for base, row in sorted(round.legs.first.items()):
        yield f"legs.first.{base}", len(row)
        yield f"legs.last.{base}", len(round.legs.last.get(base, ()))
