"""What a person typed into a row of the ledger, told as moves: the machine then judges each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sites.base import Text
from sites.book import Hazard
from sites.closure.flags import has_passed
from sites.closure.move import STATES, Move, MoveKind, State
from sites.closure.moves import MOVES
from sites.errors import Refused
from sites.vocabulary import SHEETS

LIFE_FIELDS = (
    *("due", "fixed_on", "fixed_at_once", "notice_no", "extended_to", "extended_by"),
    *("replied_on", "evidence", "round", "rechecker_1", "rechecker_2", "rechecked_on"),
    *("recheck_result", "recheck_mode", "reviewer", "closed_on", "moved_to", "moved_on"),
    *("moved_reply", "filed_on", "case_no", "stopped_on", "resumed_on", "reported_on"),
    *("listed_on", "reminded_on", "talked_on", "cancelled_on", "cancelled_by", "state"),
)
"""Fields that only moves change; a change of any other field of a hazard is nobody's move."""

_RECHECK = ("rechecked_on", "recheck_result", "rechecker_1", "rechecker_2")
_SEVERAL = re.compile(r"[、,，;；/\s]+")
_EMPTY: tuple[Any, ...] = (None, "", 0, ())
_RANK: tuple[MoveKind, ...] = (
    *("order", "extend", "remind", "talk", "reply", "pause", "resume", "return", "recheck_fail"),
    *("recheck_pass", "fixed_at_once", "close", "review", "reopen", "file", "report", "list"),
    *("transfer", "transfer_reply", "cancel"),
)  # fmt: skip
"""The order of moves of one day."""


class Typed(NamedTuple):
    """A row before and after somebody typed in it; ``day`` stands where no column tells one."""

    before: Hazard
    after: Hazard
    day: date

    def new(self, *fields: str) -> bool:
        """Whether something was written into one of the fields."""
        return any(
            getattr(self.after, f) not in _EMPTY
            and getattr(self.after, f) != getattr(self.before, f)
            for f in fields
        )

    def becomes(self, state: State) -> bool:
        """Whether the state was changed into this one."""
        return self.after.state == state != self.before.state

    @property
    def reason(self) -> str:
        """What was written into 备注 or 销号情况."""
        return next((getattr(self.after, f) for f in ("note", "closing") if self.new(f)), "")


def moves_between(
    before: Hazard, after: Hazard, on: date | None = None
) -> tuple[Move, ...] | Refused:
    """The moves that lead from one row to the other, in the order in which they were made.

    ``on`` is the day of a move that no column dates (an extension; default: the last day the row
    tells). Nothing is judged here but what no move can do: a field emptied, a state that what was
    typed does not lead to. For those a `Refused` is returned. ``by`` is left open.
    """
    typed = Typed(before, after, on or _last_day(after))
    moves = tuple(sorted(_moves(typed), key=lambda m: (m.on, _RANK.index(m.kind))))
    if says := _emptied(typed, moves) or _elsewhere(typed, moves):
        return Refused(says)
    return moves


def _last_day(hazard: Hazard) -> date:
    found = (
        getattr(hazard, f) for f in (*LIFE_FIELDS, "found_on") if f not in ("due", "extended_to")
    )
    return max((d for d in found if isinstance(d, date)), default=date.min)


def _moves(typed: Typed) -> Iterator[Move]:
    yield from _deadlines(typed)
    yield from _replies(typed)
    yield from _rechecks(typed)
    yield from _closing(typed)
    yield from _sideways(typed)
    yield from _beside(typed)


def _fails(typed: Typed) -> bool:
    """Whether what was typed about a re-check says that it failed."""
    if typed.new("recheck_result"):
        return typed.after.recheck_result == "failed"
    return typed.after.round > typed.before.round or typed.after.state == "open"


def _renews(typed: Typed) -> bool:
    """Whether a new deadline belongs to a move that sets one."""
    before = typed.before.state
    back = typed.becomes("open") and before in ("closed", "moved")
    return back or (typed.new(*_RECHECK) and _fails(typed))


def _deadlines(typed: Typed) -> Iterator[Move]:
    after = typed.after
    if _renews(typed):
        return
    if typed.new("due"):
        on = typed.day if typed.before.due else (after.found_on or typed.day)
        yield Move(kind="order", on=on, due=after.due, number=after.notice_no, reason=typed.reason)
    if typed.new("extended_to"):
        yield Move(kind="extend", on=typed.day, due=after.extended_to, approver=after.extended_by)


def _replies(typed: Typed) -> Iterator[Move]:
    after = typed.after
    at_once = after.fixed_at_once is True and typed.new("fixed_at_once")
    if at_once or typed.new("resumed_on"):
        return
    told = typed.new("replied_on", "fixed_on")
    if told or (typed.becomes("recheck") and not typed.new(*_RECHECK)):
        on = after.replied_on if typed.new("replied_on") else after.fixed_on
        yield Move(kind="reply", on=on or typed.day, evidence=after.evidence)


def _rechecks(typed: Typed) -> Iterator[Move]:
    after = typed.after
    at_once = after.fixed_at_once is True and typed.new("fixed_at_once")
    told = ("rechecked_on", "recheck_result") if typed.new("resumed_on") else _RECHECK
    if at_once or not (typed.new(*told) or after.round > typed.before.round):
        return
    fails = _fails(typed)
    yield Move(
        kind="recheck_fail" if fails else "recheck_pass",
        on=after.rechecked_on or typed.day,
        due=after.due if fails and typed.new("due") else None,
        people=_names(after.rechecker_1, after.rechecker_2),
        on_paper=after.recheck_mode == "paper",
        evidence=after.evidence if typed.new("evidence") else "",
    )


def _names(*cells: str) -> tuple[str, ...]:
    return tuple(name for cell in cells for name in _SEVERAL.split(cell) if name)


def _closing(typed: Typed) -> Iterator[Move]:
    before, after = typed.before, typed.after
    if typed.becomes("closed") or (typed.new("closed_on") and before.state != "closed"):
        on = after.closed_on or after.rechecked_on or typed.day
        if after.fixed_at_once and before.state == "open" and after.replied_on is None:
            people = _names(after.rechecker_1, after.rechecker_2) or after.finders
            at_once = Move(kind="fixed_at_once", on=on, people=people, evidence=after.evidence)
            yield at_once
            if typed.new("reviewer"):
                yield Move(kind="review", on=max(on, typed.day), reviewer=after.reviewer)
        else:
            yield Move(kind="close", on=on, reviewer=after.reviewer, evidence=after.evidence)
    elif typed.new("reviewer") and (before.state == "closed" or not has_passed(before)):
        yield Move(kind="review", on=typed.day, reviewer=after.reviewer)
    if before.state == "closed" and typed.becomes("open"):
        yield Move(
            kind="reopen",
            on=typed.day,
            due=after.due if typed.new("due") else None,
            reason=typed.reason,
            approver=after.cancelled_by,
        )


def _sideways(typed: Typed) -> Iterator[Move]:
    before, after = typed.before, typed.after
    if typed.becomes("moved") or typed.new("moved_to"):
        yield Move(kind="transfer", on=after.moved_on or typed.day, to=after.moved_to)
    if before.state == "moved" and typed.becomes("open"):
        due, why = after.due if typed.new("due") else None, after.moved_reply or typed.reason
        yield Move(kind="return", on=typed.day, due=due, reason=why)
    elif typed.becomes("moved_done") or typed.new("moved_reply"):
        yield Move(kind="transfer_reply", on=typed.day, reason=after.moved_reply)
    if typed.becomes("paused") or typed.new("stopped_on"):
        yield Move(kind="pause", on=after.stopped_on or typed.day, reason=typed.reason)
    if typed.new("resumed_on"):
        people = _names(after.rechecker_1, after.rechecker_2)
        evidence = after.evidence if typed.new("evidence") else ""
        yield Move(
            kind="resume", on=after.resumed_on or typed.day, people=people, evidence=evidence
        )
    if typed.becomes("cancelled") or typed.new("cancelled_on"):
        on, by = after.cancelled_on or typed.day, after.cancelled_by
        yield Move(kind="cancel", on=on, approver=by, reason=typed.reason)


def _beside(typed: Typed) -> Iterator[Move]:
    after = typed.after
    days: tuple[tuple[str, MoveKind], ...] = (
        *(("reminded_on", "remind"), ("talked_on", "talk"), ("filed_on", "file")),
        *(("reported_on", "report"), ("listed_on", "list")),
    )
    for field, kind in days:
        if typed.new(field):
            number = after.case_no if kind == "file" else ""
            yield Move(kind=kind, on=getattr(after, field), number=number)


_MAY_EMPTY: dict[MoveKind, tuple[str, ...]] = {
    "reply": ("recheck_result",),
    "recheck_fail": ("extended_to", "reminded_on", "talked_on"),
    "reopen": ("extended_to", "closed_on", "reviewer", "fixed_at_once", "recheck_result"),
    "return": ("extended_to", "reminded_on", "talked_on"),
}


def _emptied(typed: Typed, moves: tuple[Move, ...]) -> Text | None:
    allowed = {f for m in moves for f in _MAY_EMPTY.get(m.kind, ())}
    gone = [
        SHEETS["hazards"].column(f)
        for f in LIFE_FIELDS
        if getattr(typed.after, f) in _EMPTY
        and getattr(typed.before, f) not in _EMPTY
        and f not in allowed
    ]
    if not gone:
        return None
    zh, en = "、".join(c.zh for c in gone), ", ".join(c.en for c in gone)
    return Text(
        zh=f"清空了“{zh}”：已登记的步骤不能靠清空单元格撤回",
        en=f"{en} emptied: a step on record is not undone by emptying a cell",
    )


def _elsewhere(typed: Typed, moves: tuple[Move, ...]) -> Text | None:
    """A state typed that the moves do not lead to; a move not in the table is judged later."""
    state: State = typed.before.state
    for move in moves:
        if (state, move.kind) not in MOVES:
            return None
        state = MOVES[state, move.kind]
    wanted: State = typed.after.state
    if wanted in (typed.before.state, state):
        return None
    return Text(
        zh=f"状态改为“{STATES[wanted].zh}”，但所填内容只到“{STATES[state].zh}”",
        en=f"the state says {STATES[wanted].en}, what was typed leads to {STATES[state].en}",
    )
