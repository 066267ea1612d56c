"""No path to 已发布 skips a signature, and the record of who signed what only grows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tiny import tiny_booking, tiny_plan

from sites.approval import MOVES, MoveRefused, Verb, content_digest, moved, own_hand
from sites.plan import Plan

DAY = date(2026, 11, 27)
VERBS: tuple[Verb, ...] = ("submit", "approve", "publish")
Steps = tuple[tuple[Verb, str], ...]
PATH: Steps = (("submit", "张三"), ("approve", "李四"), ("publish", "王五"))


def walked(plan: Plan, steps: Steps = PATH, version: int = 1) -> Plan:
    """The plan after these moves, all on one day."""
    for verb, by in steps:
        plan = moved(plan, verb, by, DAY, version)
    return plan


def edited(plan: Plan, start: int = 600) -> Plan:
    """The plan as a person changed it: its visit at another time."""
    return plan.but(bookings=(tiny_booking("A#1", start=start, end=start + 40),))


def fresh() -> Plan:
    return tiny_plan(tiny_booking("A#1"))


def test_the_way_is_submit_approve_publish_each_signed() -> None:
    plan = walked(fresh())
    assert plan.approval.state == "published"
    assert {b.state for b in plan.bookings} == {"published"}
    steps = [(s.state, s.by, s.on, s.version) for s in plan.approval.history]
    assert steps == [
        ("submitted", "张三", DAY, 1),
        ("approved", "李四", DAY, 1),
        ("published", "王五", DAY, 1),
    ]
    assert {s.content for s in plan.approval.history} == {content_digest(plan)}


@example([*VERBS, "edit", *VERBS])
@example(["submit", "approve", "edit", "publish", "submit", "edit", "approve", "publish"])
@given(st.lists(st.sampled_from([*VERBS, "edit"]), max_size=14))
def test_no_path_skips_a_signature(words: list[str]) -> None:
    plan, version = fresh(), 1
    for number, word in enumerate(words):
        if word == "edit":
            plan = edited(plan, 600 + number)
            continue
        before = plan.approval
        try:
            plan = moved(plan, word, f"甲{number}", DAY, version)  # type: ignore[arg-type]
        except MoveRefused:
            continue
        assert plan.approval.history[:-1] == before.history
        assert (before.state, word) in MOVES
        if plan.approval.state == "published":
            version += 1
            _see_signed(plan)


def _see_signed(plan: Plan) -> None:
    """Somebody submitted and then somebody approved this version, and approved this content."""
    own = [s for s in plan.approval.history if s.version == plan.approval.version]
    states = [s.state for s in own]
    assert states[0] == "submitted"
    assert states[-2:] == ["approved", "published"]
    assert own[-2].content == own[-1].content == content_digest(plan)
    assert all(s.by for s in own)


@pytest.mark.parametrize(
    ("steps", "verb", "says"),
    [
        ((), "approve", "草稿"),
        ((), "publish", "草稿"),
        (PATH[:1], "publish", "先批准"),
        (PATH[:1], "submit", "没有改动"),
        (PATH[:2], "approve", "已批准"),
        (PATH, "approve", "已发布"),
        (PATH, "publish", "已发布"),
    ],
)
def test_other_moves_are_refused_with_the_reason(steps: Steps, verb: Verb, says: str) -> None:
    with pytest.raises(MoveRefused) as refused:
        walked(fresh(), (*steps, (verb, "赵六")))
    assert says in refused.value.says.zh


def test_an_approval_does_not_cover_a_later_change() -> None:
    changed = edited(walked(fresh(), PATH[:2]))
    with pytest.raises(MoveRefused, match="changed after its approval"):
        walked(changed, PATH[2:])
    again = walked(changed)
    assert [s.state for s in again.approval.history].count("approved") == 2


def test_a_published_plan_changed_by_hand_becomes_the_next_version() -> None:
    again = walked(edited(walked(fresh())), PATH[:1], version=2)
    assert (again.approval.state, again.approval.version) == ("submitted", 2)
    assert [s.version for s in again.approval.history] == [1, 1, 1, 2]


def test_a_case_that_may_go_first_waits_for_its_approval_only() -> None:
    plan = tiny_plan(tiny_booking("A#1", state="urgent"), tiny_booking("B#1"))
    submitted = walked(plan, PATH[:1])
    assert [b.state for b in submitted.bookings] == ["urgent", "submitted"]
    approved = walked(plan, PATH[:2])
    assert [b.state for b in approved.bookings] == ["approved", "approved"]


def test_nobody_signs_without_a_name_or_before_the_last_step() -> None:
    with pytest.raises(MoveRefused, match="nobody"):
        moved(fresh(), "submit", "  ", DAY, 1)
    submitted = walked(fresh(), PATH[:1])
    with pytest.raises(MoveRefused, match="before"):
        moved(submitted, "approve", "李四", DAY - timedelta(days=1), 1)


def test_who_approves_his_own_submission_is_noticed() -> None:
    assert own_hand(walked(fresh(), (("submit", "张三"), ("approve", "张三"))).approval)
    assert not own_hand(walked(fresh(), PATH[:2]).approval)
