"""What the form of a move asks for, read off its rule; and what is wrong, field by field."""

from __future__ import annotations

from collections import defaultdict

from sites.base import Text
from sites.book import Hazard
from sites.closure import SPECS, Move, MoveKind, World, asks, signers
from sites.closure.asks import Ask, day_is_past

FIELDS: dict[Ask, str] = {
    day_is_past: "on",
    asks.in_order: "on",
    asks.before_deadline: "on",
    asks.overdue: "on",
    asks.found_that_day: "on",
    asks.later_deadline: "due",
    asks.after_the_old: "due",
    asks.why_changed: "reason",
    asks.reason: "reason",
    asks.evidence: "evidence",
    asks.new_evidence: "evidence",
    asks.consent: "evidence",
    asks.paper_allowed: "on_paper",
    asks.another_unit: "to",
    signers.two_certified: "people",
    signers.approver: "approver",
    signers.reviewer: "reviewer",
}
"""Question of a rule → the field of `Move` that answers it."""

OPTIONAL: dict[MoveKind, tuple[str, ...]] = {
    "order": ("number",),
    "file": ("number",),
    "pause": ("number",),
    "recheck_pass": ("evidence",),
}
"""Fields that a move keeps although no question asks for them."""

TITLES: dict[str, Text] = {
    "on": Text(zh="办理日期", en="Day"),
    "due": Text(zh="整改期限", en="Deadline"),
    "people": Text(zh="两名持证人员", en="Two certified officers"),
    "on_paper": Text(zh="书面复查（未到现场）", en="On paper: nobody went there"),
    "evidence": Text(zh="佐证（照片、材料、文书号）", en="Evidence: photos, papers"),
    "reviewer": Text(zh="审核人（未参加检查和复查）", en="Reviewer (was not there)"),
    "approver": Text(zh="批准人", en="Approved by"),
    "to": Text(zh="移送单位", en="Transferred to"),
    "number": Text(zh="文书号或案号", en="Number of the paper or case"),
    "reason": Text(zh="理由或反馈内容", en="Reason, or the answer"),
}


def fields_of(kind: MoveKind, hazard: Hazard) -> tuple[str, ...]:
    """The fields of a move's form, its day first, in the order of `TITLES`."""
    spec = SPECS[kind]
    asked = {FIELDS[ask] for ask in (*spec.ready, *spec.asks) if ask in FIELDS}
    if asks.why_changed in spec.asks and hazard.due is None:
        asked.discard("reason")
    wanted = {"on", *asked, *OPTIONAL.get(kind, ())}
    return tuple(name for name in TITLES if name in wanted)


def label_of(kind: MoveKind, field: str) -> Text:
    """What a field is called in a move's form."""
    if kind == "extend" and field == "due":
        return Text(zh="延期至", en="Put off to")
    if kind == "resume" and field == "evidence":
        return Text(zh="书面同意复工的文书", en="The written consent")
    return TITLES[field]


def wrong(hazard: Hazard, move: Move, world: World) -> dict[str, list[Text]]:
    """What the rule of a move finds wrong, by field; under an empty name what no field can mend."""
    spec = SPECS[move.kind]
    found: defaultdict[str, list[Text]] = defaultdict(list)
    for ask in dict.fromkeys((day_is_past, *spec.ready, *spec.asks)):
        if says := list(ask(hazard, move, world)):
            found[FIELDS.get(ask, "")] += says
    return dict(found)
