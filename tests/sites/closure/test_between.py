"""A row that a person typed in is told as the moves it means; the machine judges them in turn."""

from __future__ import annotations

from typing import Any

import pytest
from hazard_life import FOUND, day, hazard, move, world

from sites.book import Hazard
from sites.closure import LIFE_FIELDS, Move, MoveKind, moves_between
from sites.closure import after as made
from sites.errors import Refused
from sites.ledger.rows import changed_fields


def typed(before: Hazard, **values: Any) -> tuple[Move, ...]:
    moves = moves_between(before, before.but(**values), on=day(10))
    assert not isinstance(moves, Refused), moves.says.zh
    return moves


def kinds(before: Hazard, **values: Any) -> list[MoveKind]:
    return [m.kind for m in typed(before, **values)]


def said(before: Hazard, **values: Any) -> str:
    refused = moves_between(before, before.but(**values))
    assert isinstance(refused, Refused)
    return refused.says.zh


REPLIED = {"replied_on": day(4), "evidence": "照片1", "state": "recheck"}
CHECKED = {"rechecked_on": day(6), "rechecker_1": "张三", "rechecker_2": "李四"}
CLOSED = {"reviewer": "钱主任", "closed_on": day(8), "state": "closed"}


def test_nothing_typed_is_no_move_and_other_columns_are_nobody_s() -> None:
    assert kinds(hazard()) == []
    assert kinds(hazard(), note="已电话联系", measure="加设栏杆", what="三层、四层临边无防护") == []


def test_a_whole_life_typed_at_once_is_judged_in_its_order() -> None:
    moves = typed(hazard(), **{**REPLIED, **CHECKED, **CLOSED})
    assert [m.kind for m in moves] == ["reply", "recheck_pass", "close"]
    closed = made(hazard(), moves, world())
    assert (closed.state, closed.reviewer, closed.recheck_result) == ("closed", "钱主任", "passed")


def test_two_names_in_one_cell_are_two_people() -> None:
    (_, recheck) = typed(hazard(), **REPLIED, rechecked_on=day(6), rechecker_1="张三、李四")
    assert recheck.people == ("张三", "李四")


@pytest.mark.parametrize(
    "values",
    [{"recheck_result": "failed"}, {"state": "open"}, {"round": 1}],
)
def test_a_failed_recheck_in_three_ways_of_typing_it(values: dict[str, Any]) -> None:
    replied = made(hazard(), [move("reply")], world())
    (one,) = typed(replied, **CHECKED, due=day(12), **values)
    assert (one.kind, one.due, one.on) == ("recheck_fail", day(12), day(6))
    assert made(replied, [one], world()).round == 1


def test_an_extension_has_its_name_and_its_day_is_the_file_s() -> None:
    (one,) = typed(hazard(due=day(20)), extended_to=day(30), extended_by="钱主任")
    assert (one.kind, one.on, one.due, one.approver) == ("extend", day(10), day(30), "钱主任")
    (order,) = typed(hazard(), due=day(9))
    assert (order.kind, order.reason) == ("order", "")
    with pytest.raises(Refused, match="extend it"):
        made(hazard(), [order], world())


def test_closed_with_nothing_else_typed_is_refused_by_the_rule() -> None:
    (close,) = typed(hazard(), state="closed")
    with pytest.raises(Refused) as refused:
        made(hazard(), [close], world())
    assert "现在是“待整改”，只有“待复查”的才可以" in refused.value.says.zh


def test_fixed_at_once_with_its_review() -> None:
    values = {"fixed_at_once": True, "evidence": "照片", "closed_on": FOUND, "state": "closed"}
    moves = typed(hazard(), **values, reviewer="钱主任")
    assert [m.kind for m in moves] == ["fixed_at_once", "review"]
    assert moves[0].people == ("张三", "王五"), "the finders, where nobody else is named"
    assert made(hazard(), moves, world()).reviewer == "钱主任"


@pytest.mark.parametrize(
    ("start", "values", "expected"),
    [
        ({}, {"moved_to": "区交通局", "moved_on": day(6), "state": "moved"}, ["transfer"]),
        ({"state": "moved"}, {"moved_reply": "已处理", "state": "moved_done"}, ["transfer_reply"]),
        ({"state": "moved"}, {"moved_reply": "退", "due": day(20), "state": "open"}, ["return"]),
        ({}, {"stopped_on": day(6), "note": "危险", "state": "paused"}, ["pause"]),
        (
            {"state": "paused", "stopped_on": day(6)},
            {"resumed_on": day(9), "rechecker_1": "张三、李四", "evidence": "同意"},
            ["resume"],
        ),
        ({}, {"cancelled_by": "钱主任", "note": "重复", "state": "cancelled"}, ["cancel"]),
        ({}, {"reminded_on": day(6), "talked_on": day(8), "filed_on": day(9)},
         ["remind", "talk", "file"]),
        ({"grade": "重大"}, {"reported_on": day(1), "listed_on": day(2)}, ["report", "list"]),
        ({"state": "closed", "closed_on": day(8)}, {"reviewer": "钱主任"}, ["review"]),
    ],
)  # fmt: skip
def test_each_column_tells_its_move(
    start: dict[str, Any], values: dict[str, Any], expected: list[str]
) -> None:
    before = hazard(**start)
    moves = typed(before, **values)
    assert [m.kind for m in moves] == expected
    assert made(before, moves, world()) != before


def test_a_step_is_not_undone_by_emptying_a_cell() -> None:
    replied = made(hazard(), [move("reply")], world())
    assert said(replied, replied_on=None, state="open").startswith("清空了“整改回复日期”")


@pytest.mark.parametrize(
    ("start", "state"), [("paused", "open"), ("cancelled", "open"), ("recheck", "open")]
)
def test_a_state_that_nothing_leads_to_is_told(start: Any, state: Any) -> None:
    assert "状态改为“待整改”" in said(hazard(state=start), state=state)


def test_what_the_machine_made_is_read_back_as_the_same_moves() -> None:
    life: tuple[MoveKind, ...] = ("remind", "talk", "file", "reply", "recheck_pass", "close")
    days = {"reply": {"on": day(9)}, "recheck_pass": {"on": day(9)}, "close": {"on": day(9)}}
    moves = [move(k, **days.get(k, {})) for k in life]
    end = made(hazard(), moves, world())
    read = typed(hazard(), **{f: getattr(end, f) for f in changed_fields(hazard(), end)})
    assert {m.kind for m in read} == set(life)
    assert made(hazard(), read, world()) == end
    assert set(changed_fields(hazard(), end)) <= set(LIFE_FIELDS)
