"""Worked cases of the rules of law about needs and clocks, each from its page of the dossier."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from law_cases import BOTH, at, broken, joint, stand
from tiny import tiny_booking, tiny_need, tiny_plan, tiny_round

from constraints import RULES, verify
from sites.book import Body, Company, Item, PastVisit, Site
from sites.plan import Approval
from sites.round import Legs, Round, Session, Visit

# -- annual_ceiling: 54号文, 嘉善 two a year; domain.md C5, C6, clerk-and-law.md 4 ---------------


def ceiling_round(count_by: str = "company", ceiling: int | None = 2, **more: Any) -> Round:
    body = Body(id="housing", count_by=count_by, ceiling=ceiling)
    return tiny_round(bodies=(body, Body(id="urban", own=True)), **more)


def past(**more: Any) -> PastVisit:
    values = {"site": "B", "on": date(2026, 3, 2), "body": "housing"}
    return PastVisit.model_validate(values | more)


TWO_SITES = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", session="2026-11-30/pm"))


@pytest.mark.parametrize(("count_by", "excess"), [("company", 1), ("project", 0)])
def test_sites_of_one_builder_share_a_ceiling_by_company(count_by: str, excess: int) -> None:
    round = ceiling_round(count_by, history=(past(),))
    said = broken("annual_ceiling", TWO_SITES, round)
    assert said == ["visit 3 of housing to Builder in 2026, the ceiling is 2"] * excess


def test_sites_of_other_builders_are_counted_apart() -> None:
    sites = (tiny_round().sites[0].but(builder="C"), tiny_round().sites[1])
    round = ceiling_round(history=(past(),), sites=sites, companies=(Company(id="C", name="C"),))
    assert broken("annual_ceiling", TWO_SITES, round) == []


@pytest.mark.parametrize(
    ("past_visit", "counts"),
    [
        (past(), True),
        (past(kind="campaign"), True),
        (past(kind="campaign", from_above=True), False),
        (past(kind="case"), False),
        (past(kind="recheck"), False),
        (past(kind="case", counted=True), True),
        (past(counted=False), False),
        (past(onsite=False), False),
        (past(on=date(2025, 12, 30)), False),
        (past(body="urban"), False),
    ],
)
def test_what_of_the_record_counts(past_visit: PastVisit, counts: bool) -> None:
    round = ceiling_round(ceiling=1, history=(past_visit,))
    assert bool(broken("annual_ceiling", tiny_plan(tiny_booking("A#1")), round)) is counts
    assert round.frequency.headroom("housing", "A", 2026) == (0 if counts else 1)


@pytest.mark.parametrize(
    ("more", "blocked"),
    [
        ({}, True),
        ({"kind": "campaign"}, True),
        ({"kind": "campaign", "from_above": True}, False),
        ({"kind": "case"}, False),
        ({"kind": "recheck"}, False),
    ],
)
def test_which_needs_the_ceiling_blocks(more: dict[str, Any], blocked: bool) -> None:
    need = tiny_need(id=BOTH[0], **more)
    round = ceiling_round(ceiling=0, needs=(need,))
    assert bool(broken("annual_ceiling", tiny_plan(tiny_booking("A#1")), round)) is blocked


def test_two_needs_of_a_body_in_one_visit_count_once() -> None:
    needs = (tiny_need(), tiny_need(id="second", kind="campaign"))
    booking = tiny_booking(
        "A#1", needs=(BOTH[0], "second"), stands_for=stand("o1", BOTH[0], "second"), end=620
    )
    round = ceiling_round(ceiling=1, needs=needs)
    assert broken("annual_ceiling", tiny_plan(booking), round) == []


def test_the_new_year_starts_a_new_count() -> None:
    days = (date(2026, 12, 31), date(2027, 1, 4))
    sessions = tuple(Session(id=f"{d}/am", day=d, part="am", start=540, end=690) for d in days)
    round = ceiling_round(ceiling=1, sessions=sessions)
    split = tiny_plan(at(days[0]), at(days[1], "B#1"))
    same = tiny_plan(at(days[0]), at(days[0], "B#1"))
    assert broken("annual_ceiling", split, round) == []
    assert broken("annual_ceiling", same, round) != []


def test_no_ceiling_only_counts_and_says_so() -> None:
    round = ceiling_round(ceiling=None, history=(past(), past(), past()))
    assert broken("annual_ceiling", TWO_SITES, round) == []
    assert round.frequency.before("housing", ("company", "B"), 2026) == 3
    assert round.frequency.headroom("housing", "A", 2026) is None
    silence = RULES["annual_ceiling"].silent(round)
    assert silence is not None
    assert silence.zh == "未填上限：只计数并提示"


def test_a_site_whose_builder_is_unknown_is_its_own_target() -> None:
    sites = tuple(Site(id=s, name=f"site {s}", street="Dong") for s in "AB")
    round = ceiling_round(ceiling=1, sites=sites)
    assert broken("annual_ceiling", TWO_SITES, round) == []


# -- listed_item, approved_plan, not_before: 54号文; clerk-and-law.md 7, 8, 11 -------------------


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, []),
        ({"items": ("pit", "gone")}, ["gone is not on the published list"]),
        ({"items": ("pit", "old")}, ["Old item is not on the published list"]),
        ({"items": ()}, ["no listed item is named"]),
        ({"items": (), "kind": "case"}, []),
        ({"items": (), "kind": "recheck"}, []),
        ({"items": ("old",), "kind": "case"}, ["Old item is not on the published list"]),
    ],
)
def test_only_listed_items(more: dict[str, Any], said: list[str]) -> None:
    old = Item(code="old", name="Old item", body="housing", listed=False)
    round = tiny_round(items=(*tiny_round().items, old), needs=(tiny_need(id=BOTH[0], **more),))
    assert broken("listed_item", tiny_plan(tiny_booking("A#1")), round) == said


@pytest.mark.parametrize(
    ("state", "kind", "approved", "kept"),
    [
        ("draft", "routine", True, True),
        ("draft", "campaign", False, False),
        ("draft", "case", False, False),
        ("urgent", "case", False, True),
        ("urgent", "routine", True, False),
    ],
)
def test_a_case_may_be_approved_afterwards(
    state: str, kind: str, approved: bool, kept: bool
) -> None:
    need = tiny_need(id=BOTH[0], kind=kind, approved=approved)
    slot = Visit(id="A#1", site="A", needs=(need.id,), state=state)
    plan = tiny_plan(tiny_booking("A#1", state=state))
    said = broken("approved_plan", plan, tiny_round(needs=(need,), visits=(slot,)))
    assert (said == []) is kept


def test_an_approved_visit_has_an_approver() -> None:
    slot = Visit(id="A#1", site="A", needs=(BOTH[0],), state="published")
    plan = tiny_plan(tiny_booking("A#1", state="published"))
    said = ["marked approved, but nobody approved the plan"]
    nameless = tiny_plan(approval=Approval(state="published"))
    signed = tiny_plan(approval=Approval(state="published", by="Chief"))
    assert broken("approved_plan", plan, tiny_round(visits=(slot,))) == said
    assert broken("approved_plan", plan, tiny_round(visits=(slot,), published=nameless)) == said
    assert broken("approved_plan", plan, tiny_round(visits=(slot,), published=signed)) == []


def test_the_approval_written_on_an_edited_plan_counts() -> None:
    plan = tiny_plan(
        tiny_booking("A#1", state="approved"), approval=Approval(state="approved", by="Chief")
    )
    assert verify(plan, tiny_round(), [RULES["approved_plan"]]).lawful


@pytest.mark.parametrize(
    ("more", "session", "said"),
    [
        ({"not_before": datetime(2026, 11, 30, 9)}, "2026-11-30/am", []),
        (
            {"not_before": datetime(2026, 11, 30, 9, 1)},
            "2026-11-30/am",
            ["not before 30 Nov 09:01"],
        ),
        ({"not_before": datetime(2026, 11, 30, 9, 1)}, "2026-11-30/pm", []),
        ({"expires": date(2026, 11, 30)}, "2026-11-30/pm", []),
        ({"expires": date(2026, 11, 29)}, "2026-11-30/am", ["expired after 29 Nov"]),
    ],
)
def test_the_window_of_a_need(more: dict[str, Any], session: str, said: list[str]) -> None:
    round = tiny_round(needs=(tiny_need(**more),))
    assert broken("not_before", tiny_plan(tiny_booking("A#1", session=session)), round) == said


# -- one_place_at_a_time, travel_between_visits, together ---------------------------------------


@pytest.mark.parametrize(("start", "kept"), [(589, False), (590, True)])
def test_a_visit_may_begin_when_the_last_one_ends(start: int, kept: bool) -> None:
    plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", start=start, end=start + 40))
    assert (broken("one_place_at_a_time", plan, tiny_round()) == []) is kept


@pytest.mark.parametrize(
    ("start", "kept"),
    [(601, False), (602, True), (635, True), (636, False)],
)
def test_twelve_minutes_on_and_fifteen_back(start: int, kept: bool) -> None:
    """From A (until 9:50) to B 12 minutes, from B back to the office (until 11:30) 15."""
    plan = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", start=start, end=start + 40))
    assert (broken("travel_between_visits", plan, tiny_round()) == []) is kept


def test_the_way_on_may_be_longer_than_the_way_back() -> None:
    legs = Legs(first={"o": (0, 0)}, last={"o": (0, 0)}, between=((0, 30), (5, 0)))
    forth = tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", start=600, end=640))
    back = tiny_plan(tiny_booking("B#1"), tiny_booking("A#1", start=600, end=640))
    assert len(broken("travel_between_visits", forth, tiny_round(legs=legs))) == 2
    assert broken("travel_between_visits", back, tiny_round(legs=legs)) == []


def test_different_people_may_be_anywhere_at_once() -> None:
    other = tiny_booking("B#1", officers=("o3",), stands_for=(), end=560, start=550)
    other = other.but(start=555, end=565)
    plan = tiny_plan(tiny_booking("A#1"), other)
    for rule in ("one_place_at_a_time", "travel_between_visits"):
        assert broken(rule, plan, tiny_round()) == []


def test_needs_bound_together_come_together_at_each_site_by_itself() -> None:
    needs = (
        tiny_need(together="canteen"),
        tiny_need("A", "urban", together="canteen"),
        tiny_need("B", together="canteen"),
    )
    round = tiny_round(needs=needs)
    assert broken("together", tiny_plan(tiny_booking("A#1")), round) != []
    assert broken("together", tiny_plan(joint()), round) == []
    assert broken("together", tiny_plan(tiny_booking("B#1")), round) == []
