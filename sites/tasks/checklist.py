"""The lines of a body's checklist at a visit: the same for the paper and for reading it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from sites.base import Text
from sites.book import Item, Kind
from sites.kept import CheckResult

AGAIN = Text(zh="隐患复查", en="Hazard re-check")
ON_SITE = Text(zh="现场核查", en="site check")
SPARE_LINES = 2
"""Lines 其他 under each checklist, for what nobody listed."""

OTHER = Text(zh="其他", en="Other")


class Asked(Protocol):
    """What a need or a task's need says of its checks."""

    @property
    def items(self) -> tuple[str, ...]:
        """Item codes."""

    @property
    def hazards(self) -> tuple[str, ...]:
        """Hazards to re-check."""

    @property
    def kind(self) -> Kind:
        """日常, 专项, 个案 or 复查."""


class CheckLine(NamedTuple):
    """One line: what people read, and the item's code or the hazard that it asks about."""

    name: Text
    check: Text
    item: str = ""
    hazard: str = ""


def checklist(needs: Iterable[Asked], items: Mapping[str, Item]) -> tuple[CheckLine, ...]:
    """Return the lines of one body's needs; hazards to re-check come first, by their numbers."""
    several = list(needs)
    hazards = dict.fromkeys(h for need in several for h in need.hazards)
    lines = [_again(h) for h in hazards]
    for need in several:
        lines += [line for code in need.items for line in _of_item(code, items.get(code))]
        if not need.items and not need.hazards:
            lines.append(CheckLine(AGAIN if need.kind == "recheck" else ON_SITE, _same("")))
    return tuple(dict.fromkeys(lines))


def asked_by(line: CheckLine, need: Asked) -> bool:
    """Whether a need is among those that a line was printed for."""
    if line.hazard:
        return line.hazard in need.hazards
    if line.item:
        return line.item in need.items
    return not need.items and not need.hazards


def recheck_in(result: CheckResult) -> str:
    """The hazard that a kept result tells the re-check of, or nothing."""
    head, tail = _again("|").check.zh.split("|")
    line = result.line
    is_one = not result.item and line.startswith(head) and line.endswith(tail)
    return line[len(head) : -len(tail)] if is_one else ""


def _again(hazard: str) -> CheckLine:
    asks = Text(zh=f"隐患{hazard}是否已整改到位", en=f"Is hazard {hazard} put right?")
    return CheckLine(AGAIN, asks, hazard=hazard)


def _of_item(code: str, item: Item | None) -> Iterator[CheckLine]:
    name = item.name if item else code
    for check in (item.checks if item else ()) or (name,):
        yield CheckLine(_same(name), _same(check), item=code)


def _same(text: str) -> Text:
    return Text(zh=text, en=text)
