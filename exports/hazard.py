"""One hazard as text: how it stands, what is next, what is missing, what happened. Internal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from sites.base import Language, Text
from sites.book import Hazard
from sites.closure import KINDS, TITLES, World, lawful_moves, next_step
from sites.closure.flags import days_overdue, is_extended, missing
from sites.vocabulary import SHEETS, word

LAST_EVENTS = 8
UNVERIFIED = Text(zh="未核", en="not judged here")
SHOWN = (
    *("site", "place", "what", "grade", "found_on", "finders", "body", "clause", "measure"),
    *(
        "notice_no",
        "due",
        "extended_to",
        "extended_by",
        "liable",
        "replied_on",
        "evidence",
        "round",
    ),
    *("rechecked_on", "recheck_result", "rechecker_1", "rechecker_2", "reviewer", "closed_on"),
    *("moved_to", "moved_on", "moved_reply", "filed_on", "case_no", "stopped_on", "resumed_on"),
    *("reported_on", "listed_on", "reminded_on", "talked_on", "cancelled_on", "cancelled_by"),
)


class Told(Protocol):
    """An event of the ledger, as far as a line of history needs it."""

    @property
    def on(self) -> date:
        """The day it holds for."""

    @property
    def verb(self) -> str:
        """What happened."""

    @property
    def who(self) -> str:
        """Who entered it."""

    @property
    def why(self) -> str:
        """The reason, if one was given."""


def hazard_lines(
    hazard: Hazard, world: World, history: Iterable[Told] = (), lang: Language = "zh"
) -> Iterator[str]:
    """Lines that tell all of it: state and flags, fields that are filled, next step, history."""
    yield f"{hazard.id}  {_state(hazard, world.today, lang)}"
    for field in SHOWN:
        value = getattr(hazard, field)
        if value not in (None, "", (), 0):
            yield f"  {SHEETS['hazards'].column(field).name(lang)}：{_said(field, value, lang)}"
    yield _line("下一步", "next", next_step(hazard, world.today, world), lang)
    for lack in missing(hazard):
        yield _line("待补", "missing", lack, lang)
    kinds = lawful_moves(hazard, world)
    if kinds:
        named = [f"{TITLES[k].in_(lang)}（{k.replace('_', '-')}）" for k in kinds]
        yield f"{Text(zh='可办', en='possible').in_(lang)}：{'、'.join(named)}"
    yield from _history(tuple(history), lang)


def _state(hazard: Hazard, today: date, lang: Language) -> str:
    flags = []
    if late := days_overdue(hazard, today):
        flags.append(Text(zh=f"逾期{late}天", en=f"overdue by {late} d"))
    if is_extended(hazard):
        flags.append(Text(zh="已延期", en="put off"))
    if hazard.filed_on is not None:
        flags.append(Text(zh="已立案", en="case filed"))
    if hazard.unverified:
        flags.append(UNVERIFIED)
    state = word("hazard_state", hazard.state, lang)
    return state + "".join(f" ［{f.in_(lang)}］" for f in flags)


def _said(field: str, value: object, lang: Language) -> str:
    column = SHEETS["hazards"].column(field)
    if column.type == "choice":
        return word(column.of, value, lang)
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _line(zh: str, en: str, says: Text, lang: Language) -> str:
    return f"{zh if lang == 'zh' else en}：{says.in_(lang)}"


def _history(history: tuple[Told, ...], lang: Language) -> Iterator[str]:
    if not history:
        return
    yield Text(zh="经过：", en="history:").in_(lang)
    for event in history[-LAST_EVENTS:]:
        named = next((TITLES[k].in_(lang) for k in KINDS if k == event.verb), None)
        verb = named or _OTHER.get(event.verb, Text(zh=event.verb, en=event.verb)).in_(lang)
        why = f"（{event.why}）" if event.why else ""
        yield f"  {event.on} {verb} {event.who}{why}"


_OTHER = {
    "added": Text(zh="登入台账", en="entered"),
    "changed": Text(zh="修改", en="changed"),
    "dropped": Text(zh="删除", en="removed"),
}
