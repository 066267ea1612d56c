"""Makes moves: a hazard and a move in, the hazard after it out, or a refusal with its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sites.base import Text
from sites.book import Hazard
from sites.closure.asks import Ask, day_is_past
from sites.closure.move import KINDS, STATES, TITLES, Move, MoveKind, State
from sites.closure.moves import MOVES
from sites.closure.rules import SPECS
from sites.closure.world import World
from sites.errors import Refused

Fields = dict[str, Any]


def moved(hazard: Hazard, move: Move, world: World) -> Hazard:
    """Return the hazard after a move; a state that is ours is no longer 未核.

    Raises
    ------
    Refused
        If the table has no such move from its state, or its rule asks for more: all that is
        wrong is said, and the rule.
    """
    return _made(hazard, hazard.state, move, world)


def found(hazard: Hazard, move: Move, world: World) -> Hazard:
    """Return a hazard that is in no ledger yet as it is entered; raises `Refused` likewise."""
    return _made(hazard, "new", move, world)


def after(hazard: Hazard, moves: Iterable[Move], world: World) -> Hazard:
    """Return the hazard after moves made in turn; raises `Refused` at the first that may not."""
    for move in moves:
        hazard = moved(hazard, move, world)
    return hazard


def lawful_moves(hazard: Hazard, world: World, by: str = "") -> tuple[MoveKind, ...]:
    """The moves that may be made today, by somebody, if he says what their rules ask for."""
    return tuple(
        kind
        for kind in KINDS
        if (hazard.state, kind) in MOVES
        and not _wrong(hazard, Move(kind=kind, on=world.today, by=by), world, SPECS[kind].ready)
    )


def _made(hazard: Hazard, state: State, move: Move, world: World) -> Hazard:
    if (state, move.kind) not in MOVES:
        raise _refused(move, [_not_from(state, move.kind)])
    spec = SPECS[move.kind]
    if wrong := _wrong(hazard, move, world, (*spec.ready, *spec.asks)):
        raise _refused(move, wrong)
    target = MOVES[state, move.kind]
    fields = _WRITES[move.kind](hazard, move, world) | {"state": target}
    if state != target:
        fields["unverified"] = False
    return hazard.but(**fields)


def _wrong(hazard: Hazard, move: Move, world: World, questions: Iterable[Ask]) -> list[Text]:
    return [says for ask in (day_is_past, *questions) for says in ask(hazard, move, world)]


def _not_from(state: State, kind: MoveKind) -> Text:
    froms = [STATES[s] for s, k in MOVES if k == kind]
    zh, en = "、".join(s.zh for s in froms), ", ".join(s.en for s in froms)
    return Text(
        zh=f"现在是“{STATES[state].zh}”，只有“{zh}”的才可以",
        en=f"it is {STATES[state].en}, only one that is {en} can",
    )


def _refused(move: Move, wrong: list[Text]) -> Refused:
    title, rule = TITLES[move.kind], SPECS[move.kind].rule
    return Refused(
        Text(
            zh=f"不能{title.zh}：{'；'.join(w.zh for w in wrong)}。规定：{rule.zh}",
            en=f"cannot {title.en}: {'; '.join(w.en for w in wrong)}. The rule: {rule.en}",
        )
    )


def _nothing(hazard: Hazard, move: Move, world: World) -> Fields:
    return {}


def _fixed_at_once(hazard: Hazard, move: Move, world: World) -> Fields:
    return {
        "fixed_at_once": True,
        "fixed_on": move.on,
        "closed_on": move.on,
        "reviewer": "",
        **_evidence(hazard, move),
        **_rechecked(move, world, "passed"),
    }


def _ordered(hazard: Hazard, move: Move, world: World) -> Fields:
    typed = tuple((name, text) for name, text in hazard.typed if name != "due")
    return {"due": move.due, "typed": typed, "notice_no": move.number or hazard.notice_no}


def _extended(hazard: Hazard, move: Move, world: World) -> Fields:
    return {"extended_to": move.due, "extended_by": world.written(move.approver)}


def _replied(hazard: Hazard, move: Move, world: World) -> Fields:
    stale = hazard.fixed_on is None or hazard.recheck_result == "failed"
    return {
        "replied_on": move.on,
        "fixed_on": move.on if stale else hazard.fixed_on,
        "recheck_result": None,
        **_evidence(hazard, move),
    }


def _evidence(hazard: Hazard, move: Move) -> Fields:
    """What was shown before stays beside what is shown now."""
    if hazard.evidence in move.evidence:
        return {"evidence": move.evidence}
    new = "" if move.evidence in hazard.evidence else f"；{move.evidence}"
    return {"evidence": hazard.evidence + new}


def _rechecked(move: Move, world: World, result: str) -> Fields:
    first, second = (world.written(name) for name in move.people[:2])
    return {
        "rechecked_on": move.on,
        "recheck_result": result,
        "recheck_mode": "paper" if move.on_paper else "onsite",
        "rechecker_1": first,
        "rechecker_2": second,
    }


def _passed(hazard: Hazard, move: Move, world: World) -> Fields:
    return _rechecked(move, world, "passed") | _evidence(hazard, move)


def _failed(hazard: Hazard, move: Move, world: World) -> Fields:
    renewed = _renewed(hazard, move, world)
    return _rechecked(move, world, "failed") | renewed | {"round": hazard.round + 1}


def _renewed(hazard: Hazard, move: Move, world: World) -> Fields:
    """A new deadline: the ladder starts again; that it was put off once is not forgotten."""
    return {"due": move.due, "extended_to": None, "reminded_on": None, "talked_on": None}


def _closed(hazard: Hazard, move: Move, world: World) -> Fields:
    fields = {"closed_on": move.on, "reviewer": world.written(move.reviewer)}
    return fields | _evidence(hazard, move)


def _reviewed(hazard: Hazard, move: Move, world: World) -> Fields:
    return {"reviewer": world.written(move.reviewer)}


def _reopened(hazard: Hazard, move: Move, world: World) -> Fields:
    undone = {"closed_on": None, "reviewer": "", "recheck_result": "failed", "fixed_at_once": None}
    return _renewed(hazard, move, world) | undone | {"round": hazard.round + 1}


def _filed(hazard: Hazard, move: Move, world: World) -> Fields:
    return {"filed_on": move.on, "case_no": move.number or hazard.case_no}


def _resumed(hazard: Hazard, move: Move, world: World) -> Fields:
    """The builder's own acceptance report is its reply; the re-check closes what was stopped."""
    reply = {"replied_on": move.on, "recheck_result": None}
    return {"resumed_on": move.on, **reply, **_evidence(hazard, move)}


def _transferred(hazard: Hazard, move: Move, world: World) -> Fields:
    return {"moved_to": move.to, "moved_on": move.on, "moved_reply": ""}


def _returned(hazard: Hazard, move: Move, world: World) -> Fields:
    return _renewed(hazard, move, world) | {"moved_reply": f"退回：{move.reason}"}


def _cancelled(hazard: Hazard, move: Move, world: World) -> Fields:
    return {"cancelled_on": move.on, "cancelled_by": world.written(move.approver)}


_WRITES: dict[MoveKind, Callable[[Hazard, Move, World], Fields]] = {
    "found": _nothing,
    "fixed_at_once": _fixed_at_once,
    "order": _ordered,
    "extend": _extended,
    "reply": _replied,
    "recheck_pass": _passed,
    "recheck_fail": _failed,
    "close": _closed,
    "review": _reviewed,
    "reopen": _reopened,
    "remind": lambda h, m, w: {"reminded_on": m.on},
    "talk": lambda h, m, w: {"talked_on": m.on},
    "file": _filed,
    "pause": lambda h, m, w: {"stopped_on": m.on, "notice_no": m.number or h.notice_no},
    "resume": _resumed,
    "transfer": _transferred,
    "transfer_reply": lambda h, m, w: {"moved_reply": m.reason},
    "return": _returned,
    "cancel": _cancelled,
    "report": lambda h, m, w: {"reported_on": m.on},
    "list": lambda h, m, w: {"listed_on": m.on},
}
