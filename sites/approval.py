"""How a plan comes to be published: 草稿 → 送审 → 已批准 → 已发布, every step signed.

`MOVES` is all that can happen. What is not in it is refused with a reason, so no path leads to
已发布 but over a 送审 and a 批准 of that very content (``clerk-and-law.md`` 8).
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Literal

from sites.base import Text
from sites.errors import Refused
from sites.need import PlanState
from sites.plan import Approval, Booking, Plan, Signature

Verb = Literal["submit", "approve", "publish"]

MOVES: dict[tuple[PlanState, Verb], PlanState] = {
    ("draft", "submit"): "submitted",
    ("urgent", "submit"): "submitted",
    ("submitted", "submit"): "submitted",  # of a changed plan only
    ("approved", "submit"): "submitted",  # of a changed plan only; the old signature is void
    ("published", "submit"): "submitted",  # of a changed plan only: the next version
    ("submitted", "approve"): "approved",
    ("urgent", "approve"): "approved",
    ("approved", "publish"): "published",
}
"""State and verb → the state after it."""

SAYS: dict[PlanState, Text] = {
    "draft": Text(zh="还是草稿，请先送审（submit）", en="it is a draft; submit it first"),
    "submitted": Text(zh="已送审，请先批准（approve）", en="it is submitted; approve it first"),
    "approved": Text(zh="已批准，可以发布（publish）", en="it is approved and can be published"),
    "published": Text(
        zh="已发布，改动后须重新送审（submit）", en="it is published; submit it again once changed"
    ),
    "done": Text(zh="已执行", en="it has been carried out"),
    "cancelled": Text(zh="已取消", en="it is cancelled"),
    "urgent": Text(zh="待补批，请先批准（approve）", en="it waits to be approved afterwards"),
}
UNCHANGED = Text(zh="，送审后没有改动", en=", and nothing has changed since")
CHANGED = Text(
    zh="批准后又有改动，批准不及于改动后的内容，请重新送审（submit）",
    en="it was changed after its approval, which does not cover the change; submit it again",
)
BACKWARDS = Text(zh="日期早于上一步", en="the day lies before that of the step before")
NOBODY = Text(zh="没有写明是谁", en="nobody is named")


class MoveRefused(Refused):
    """A move that the table does not have, or that would skip a signature; ``says`` tells why."""


def moved(plan: Plan, verb: Verb, by: str, on: date, next_version: int) -> Plan:
    """Return the plan one step further, with the step added to its history.

    ``next_version`` is the number of a version that is not published yet: a plan already
    published and changed by hand becomes it.

    Raises
    ------
    MoveRefused
        If the table has no such move, or a signature would be missing.
    """
    approval, content = plan.approval, content_digest(plan)
    _see_lawful(approval, verb, by.strip(), on, content)
    state = MOVES[approval.state, verb]
    version = next_version if verb == "submit" else approval.version
    visits = tuple(b.visit for b in plan.bookings) if verb == "publish" else ()
    step = Signature(
        state=state, by=by.strip(), on=on, version=version, content=content, visits=visits
    )
    return plan.but(
        bookings=tuple(b.but(state=_state_of(b, state)) for b in plan.bookings),
        approval=Approval(
            state=state,
            by=step.by,
            on=on,
            version=version,
            history=(*approval.history, step),
        ),
    )


def _see_lawful(approval: Approval, verb: Verb, by: str, on: date, content: str) -> None:
    last = approval.history[-1] if approval.history else None
    if not by:
        raise MoveRefused(NOBODY)
    if (approval.state, verb) not in MOVES:
        raise MoveRefused(SAYS[approval.state])
    if last is not None and on < last.on:
        raise MoveRefused(BACKWARDS)
    signed = last.content if last is not None and last.state == approval.state else ""
    if verb == "submit" and approval.state not in ("draft", "urgent") and signed == content:
        state = SAYS[approval.state]
        raise MoveRefused(Text(zh=state.zh + UNCHANGED.zh, en=state.en + UNCHANGED.en))
    if verb == "publish" and signed != content:
        raise MoveRefused(CHANGED)


def _state_of(booking: Booking, state: PlanState) -> PlanState:
    """A case that may go first stays 待补批 until somebody approves it."""
    return "urgent" if booking.state == "urgent" and state == "submitted" else state


def own_hand(approval: Approval) -> bool:
    """Whether who approved is who submitted: allowed, but the office should know it."""
    names = [(s.state, s.by) for s in approval.history if s.version == approval.version]
    return len(names) > 1 and names[-1] == ("approved", names[-2][1])


def content_digest(plan: Plan) -> str:
    """SHA-256 of what a signature covers: who is where and when, not how the plan stands."""
    bookings = sorted(
        (
            *(b.visit, b.site, b.session, b.start, b.end, b.lead),
            sorted(b.needs),
            sorted(b.officers),
            sorted((s.officer, s.need) for s in b.stands_for),
            sorted(b.auxiliaries),
        )
        for b in plan.bookings
    )
    rides = sorted((r.session, r.officer, r.vehicle) for r in plan.rides)
    reserve = sorted((r.session, sorted(r.officers)) for r in plan.reserve if r.officers)
    text = json.dumps([bookings, rides, reserve], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
