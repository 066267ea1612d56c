"""Whatever moves are tried in whatever order, the machine keeps its word."""

from __future__ import annotations

from datetime import date
from typing import Any

from hazard_life import LAWFUL, PEOPLE, day, hazard, world
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.book import Hazard
from sites.closure import (
    KINDS,
    MOVES,
    Move,
    MoveKind,
    lawful_moves,
    moved,
    moves_between,
    next_step,
)
from sites.closure import after as made
from sites.closure.flags import awaits_review
from sites.errors import Refused

NAMES = st.sampled_from(["张三", "李四", "王五", "赵六", "孙七", "o1", "钱主任", "周协", ""])
DAYS = st.integers(0, 25).map(day)
WORLD = world()
RUNS: tuple[tuple[MoveKind, ...], ...] = (
    ("reply", "recheck_pass", "close"),
    ("reply", "recheck_fail", "reply"),
    ("remind", "talk", "file"),
    ("pause", "resume", "recheck_pass"),
    ("transfer", "return"),
    ("order", "extend"),
    *((kind,) for kind in KINDS[1:]),
)
FLAGS: tuple[MoveKind, ...] = ("order", "extend", "remind", "talk", "file", "report", "list")


@st.composite
def tries(draw: st.DrawFn) -> list[Move]:
    """Moves that go forward in time; each lawful by itself, or with some of it replaced."""
    moves, on = [], draw(st.sampled_from([0, 1, 4, 6]))
    runs = draw(st.lists(st.sampled_from(RUNS), min_size=1, max_size=8))
    if on == 0:
        runs.insert(0, ("fixed_at_once", "review"))
    for number, kind in enumerate(kind for run in runs for kind in run):
        on += draw(st.integers(0, 2)) if number else 0
        values: dict[str, Any] = {"kind": kind, **LAWFUL[kind], "on": day(on)}
        if "due" in values:
            values["due"] = day(on + draw(st.integers(-1, 6)))
        if kind == "reply":
            values["evidence"] = f"照片{number}"
        odd: dict[str, st.SearchStrategy[Any]] = {
            "by": NAMES, "reviewer": NAMES, "approver": NAMES, "due": st.none() | DAYS,
            "people": st.lists(NAMES, max_size=2).map(tuple), "on_paper": st.booleans(),
            "evidence": st.sampled_from(["", "新"]),
        }  # fmt: skip
        if draw(st.integers(0, 5)) == 0:
            name = draw(st.sampled_from(sorted(odd)))
            values[name] = draw(odd[name])
        moves.append(Move.model_validate(values))
    return moves


STARTS = st.builds(
    hazard,
    grade=st.sampled_from(["一般", "重大"]),
    due=st.none() | st.integers(0, 6).map(day),
)


def run(start: Hazard, moves: list[Move]) -> tuple[Hazard, list[Move]]:
    """The hazard in the end, and the moves that were made."""
    made_moves = []
    for one in moves:
        try:
            start = moved(start, one, WORLD)
        except Refused:
            continue
        made_moves.append(one)
    return start, made_moves


@given(STARTS, tries())
def test_no_sequence_leaves_the_table_and_flags_move_no_state(
    start: Hazard, moves: list[Move]
) -> None:
    for one in moves:
        before = start
        start, done = run(start, [one])
        if done:
            assert MOVES[before.state, one.kind] == start.state
            assert one.kind not in FLAGS or before.state == start.state
        else:
            assert start == before
        assert next_step(start, day(30), WORLD).zh


@given(STARTS, tries())
def test_closed_only_with_all_that_closing_asks(start: Hazard, moves: list[Move]) -> None:
    end, _ = run(start, moves)
    if end.state != "closed":
        return
    people = {o.name: o for o in PEOPLE}
    two = [people[name] for name in (end.rechecker_1, end.rechecker_2)]
    assert end.evidence
    assert end.closed_on
    assert end.rechecked_on
    assert end.recheck_result == "passed"
    assert end.rechecked_on <= end.closed_on
    assert two[0] != two[1]
    assert all(o.certified(end.rechecked_on) for o in two)
    assert "住建" in {o.body for o in two}
    assert end.reviewer or awaits_review(end)
    assert end.reviewer not in {"张三", "王五", "周协", "o1", end.rechecker_1, end.rechecker_2}


@given(STARTS, tries())
def test_the_moves_made_lead_there_again(start: Hazard, moves: list[Move]) -> None:
    end, done = run(start, moves)
    assert made(start, done, WORLD) == end


@given(STARTS, tries(), DAYS)
def test_a_button_leads_on_when_all_is_said(start: Hazard, moves: list[Move], on: date) -> None:
    end, _ = run(start, moves)
    offered = lawful_moves(end, WORLD)
    for kind in KINDS:
        values: dict[str, Any] = LAWFUL.get(kind, {}) | {"on": WORLD.today}
        try:
            moved(end, Move.model_validate({"kind": kind, **values}), WORLD)
        except Refused:
            continue
        assert kind in offered


@given(STARTS, tries())
def test_a_row_typed_by_anyone_is_moves_or_a_sentence(start: Hazard, moves: list[Move]) -> None:
    end, _ = run(start, moves)
    read = moves_between(start, end, day(25))
    if isinstance(read, Refused):
        assert read.says.zh
        assert read.says.en
    else:
        assert bool(read) <= (start != end)


def test_the_moves_tried_reach_far() -> None:
    states, kinds = set(), set()

    @settings(max_examples=150, derandomize=True, database=None)
    @given(STARTS, tries())
    def collect(start: Hazard, moves: list[Move]) -> None:
        end, done = run(start, moves)
        states.add(end.state)
        kinds.update(m.kind for m in done)

    collect()
    assert states >= {"open", "recheck", "closed", "paused", "moved", "cancelled"}
    assert kinds >= {"close", "fixed_at_once", "recheck_fail", "extend", "resume", "return"}
