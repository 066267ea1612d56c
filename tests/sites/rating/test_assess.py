"""The colour of a site: arithmetic, vetoes, down at once, up one step, by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rating_cases import (
    PARTS,
    TODAY,
    ago,
    check,
    closed,
    facts_of_a_site,
    hazard,
    rated,
    site,
)

from sites.book import Complaint, Settings
from sites.errors import Refused
from sites.kept import Rating, Task
from sites.offsite import LEAD_CHANNELS
from sites.rating import SiteFacts, assess, by_hand, scoring_table
from sites.rating.assess import STEPS
from sites.standing import Incident, ScoreRule, ScoreSheet


def complaint(**more: Any) -> Complaint:
    return Complaint.model_validate(
        {"id": "T1", "site": "A", "on": ago(5), "verified": True} | more
    )


def task(**more: Any) -> Task:
    values = {
        "id": "W1",
        "plan": "",
        "visit": "",
        "site": "A",
        "on": ago(5),
        "starts": 0,
        "ends": 1,
    }
    return Task.model_validate(values | more)


FAILED = ScoreSheet(site="A", on=ago(5), sheet="crane", sure=60, sure_zero=True, other=40)


@pytest.mark.parametrize(
    ("parts", "points"),
    [
        ({}, 100),
        ({"hazards": (hazard(),)}, 98),
        ({"hazards": (hazard(grade="一般（内部较重）"), hazard("H2", grade="一般"))}, 93),
        ({"hazards": (closed(grade="重大"),)}, 80),
        ({"hazards": (hazard(due=ago(2)),)}, 93),
        ({"hazards": (hazard(state="cancelled"),)}, 100),
        ({"hazards": (closed(found=120, checked=100),)}, 100),
        ({"hazards": (hazard(found=120),)}, 98),  # still open: it does not grow old
        ({"complaints": (complaint(),)}, 98),
        ({"complaints": (complaint(verified=None),)}, 100),
        ({"complaints": (complaint(on=ago(91)),)}, 100),
        ({"complaints": (complaint(channel=LEAD_CHANNELS["drone"]),)}, 100),
        ({"score_sheets": (FAILED,)}, 80),
        ({"score_sheets": (FAILED, FAILED.but(on=ago(1), sure_zero=False))}, 100),
        ({"tasks": (task(refused=True, state="done"),)}, 100),  # to refuse a signature is a right
    ],
)
def test_the_table_s_numbers(parts: dict[str, Any], points: float) -> None:
    assert rated(**parts).points == points


RESUMED = {"resumed_on": ago(3), "replied_on": ago(3)}


@pytest.mark.parametrize(
    ("due", "more", "late"),
    [
        (ago(1), {}, True),
        (TODAY, {}, False),  # the last day counts
        (ago(5), {"state": "recheck", "replied_on": ago(5)}, False),
        (ago(5), {"state": "recheck", "replied_on": ago(4)}, True),
        (ago(5), {"extended_to": TODAY}, False),
        # stopped before its deadline, which passed meanwhile; the second ran out after it
        (ago(5), {"state": "recheck", "stopped_on": ago(6), **RESUMED}, False),
        (ago(1), {"stopped_on": ago(6), "rechecked_on": ago(3), **RESUMED}, True),
        # the reply was answered by a re-check that failed; the new deadline is past
        (ago(2), {"replied_on": ago(8), "rechecked_on": ago(6), "recheck_result": "failed"}, True),
    ],
)
def test_overdue_is_what_nobody_reported_in_time(due: Any, more: Any, late: bool) -> None:
    lines = rated(hazards=(hazard(due=due, **more),)).lines
    assert any(line.trigger == "overdue" for line in lines) is late


def test_thresholds() -> None:
    five = tuple(hazard(f"H{i}") for i in range(5))
    assert (rated(hazards=five).points, rated(hazards=five).colour) == (90, "green")
    six = (*five, hazard("H6"))
    assert rated(hazards=six).colour == "yellow"
    assert rated(hazards=tuple(hazard(f"H{i}") for i in range(13))).colour == "red"


def test_the_office_s_table_goes_before_the_defaults() -> None:
    own = (ScoreRule(trigger="minor", points=11), ScoreRule(trigger="unsigned", veto=True))
    assert rated(rules=own, hazards=(hazard(),)).colour == "yellow"
    assert rated(rules=own, tasks=(task(refused=True, state="done"),)).colour == "red"


@pytest.mark.parametrize(
    "parts",
    [
        {"hazards": (hazard(grade="重大隐患"),)},
        {"incidents": (Incident(site="A", on=ago(200), kind="fatal"),)},
        {"incidents": (Incident(site="A", on=ago(1), kind="resumed"),)},
        {"tasks": (task(refused=True, state="not_done"),)},
    ],
)
def test_a_veto_is_red_at_once(parts: dict[str, Any]) -> None:
    found = rated(**parts)
    assert (found.before, found.colour) == ("green", "red")
    assert any("一票否决" in hold.zh for hold in found.holds)


def test_a_veto_that_is_cleared_makes_red_no_more() -> None:
    cleared = Incident(site="A", on=ago(30), kind="fatal", cleared_on=ago(1))
    assert rated(incidents=(cleared,)).colour == "green"


# -- up ------------------------------------------------------------------------------------------

RED = site(colour="red", rated_on=ago(8))


def test_up_one_step_after_closure_and_a_clean_check() -> None:
    found = rated(RED, hazards=(closed(),))
    assert (found.earned, found.colour) == ("green", "yellow")
    assert any("一次只升" in hold.zh for hold in found.holds)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"hazards": (closed(), hazard("H2"))}, "1处隐患未销号（H2）"),
        ({"hazards": (closed(checked=9),)}, "没有一次合格的复查"),  # before the site went red
        ({"hazards": (closed(),), "failed": (ago(3),)}, "没有一次合格的复查"),
        ({"hazards": (closed(), closed("H2", found=3, checked=3))}, "没有一次合格的复查"),
        ({"checks": (check(2, "case"),)}, "没有一次合格的复查"),
        ({"checks": (check(2, "routine", onsite=False),)}, "没有一次合格的复查"),
        ({"checks": (check(2, origin="前周计划"),)}, "没有一次合格的复查"),
    ],
)
def test_why_not_greener(parts: dict[str, Any], why: str) -> None:
    found = rated(RED, **parts)
    assert found.colour == "red"
    assert any(why in hold.zh for hold in found.holds), found.holds


@pytest.mark.parametrize("kind", ["recheck", "routine", "campaign"])
def test_a_site_without_hazards_rises_by_a_check_that_finds_nothing(kind: str) -> None:
    assert rated(RED, checks=(check(2, kind),)).colour == "yellow"


# -- by hand -------------------------------------------------------------------------------------


def test_by_hand_needs_a_reason_and_a_name() -> None:
    now = rated(hazards=(hazard(),))
    assert by_hand(now, "yellow", "李示例", "约谈").manual
    for by, why in (("李示例", " "), ("", "约谈")):
        with pytest.raises(Refused):
            by_hand(now, "yellow", by, why)


def test_by_hand_does_not_undo_a_veto() -> None:
    with pytest.raises(Refused, match="veto"):
        by_hand(rated(hazards=(hazard(grade="重大"),)), "yellow", "李示例", "已整改")


def test_what_is_set_by_hand_stands_until_something_new_comes() -> None:
    twenty = tuple(hazard(f"H{i}") for i in range(20))
    last = Rating(site="A", on=ago(2), colour="yellow", points=60, manual=True, by="李", why="停工")
    place = site(colour="yellow", rated_on=ago(2))
    assert rated(place, hazards=twenty, last=last).colour == "yellow"
    assert rated(place, hazards=(*twenty, hazard("H99", found=1)), last=last).colour == "red"
    late_entry = (*twenty, hazard("H99", found=30))
    assert rated(place, hazards=late_entry, last=last).colour == "red"
    assert rated(place, hazards=twenty).colour == "red"  # nobody set it


# -- always --------------------------------------------------------------------------------------


def told(facts: SiteFacts) -> Any:
    return assess(facts, scoring_table(()), Settings(), TODAY)


@given(facts_of_a_site())
def test_never_up_two_steps_and_down_to_what_is_earned(facts: SiteFacts) -> None:
    found = told(facts)
    change = STEPS.index(found.colour) - STEPS.index(found.before)
    assert change >= -1
    if change > 0:
        assert found.colour == found.earned
    assert STEPS.index(found.colour) >= STEPS.index(found.earned) or found.before == found.colour
    assert STEPS.index(found.colour) >= STEPS.index(found.earned)


@given(facts_of_a_site(), st.data())
def test_taking_a_hazard_away_never_lowers_the_points(
    facts: SiteFacts, data: st.DataObject
) -> None:
    assume(facts.hazards)
    gone = data.draw(st.sampled_from(facts.hazards))
    fewer = facts.but(hazards=tuple(h for h in facts.hazards if h != gone))
    assert told(fewer).points >= told(facts).points


@given(facts_of_a_site(), st.randoms(use_true_random=False))
def test_the_order_of_rows_says_nothing(facts: SiteFacts, dice: Any) -> None:
    def shuffled(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dice.sample(rows, len(rows)))

    assert told(facts.but(**{n: shuffled(getattr(facts, n)) for n in PARTS})) == told(facts)


@given(facts_of_a_site())
def test_a_veto_is_always_red(facts: SiteFacts) -> None:
    found = told(facts.but(incidents=(Incident(site="A", on=ago(1), kind="fatal"),)))
    assert (found.colour, found.earned) == ("red", "red")
    assert all(told(facts).colour == "red" for line in told(facts).lines if line.veto)


@given(facts_of_a_site())
def test_what_is_not_green_says_why(facts: SiteFacts) -> None:
    found = told(facts)
    assert bool(found.holds) is (found.colour != "green")


@given(facts_of_a_site())
def test_rated_twice_a_day_it_does_not_rise_twice(facts: SiteFacts) -> None:
    once = told(facts)
    if once.colour != once.before:
        again = facts.but(site=facts.site.but(colour=once.colour, rated_on=TODAY))
        assert told(again).colour == once.colour


def test_the_window_moves_on() -> None:
    facts = SiteFacts(site=site(), complaints=tuple(complaint(id=f"T{i}") for i in range(6)))
    assert told(facts).colour == "yellow"
    later = TODAY + timedelta(days=85)
    assert assess(facts, scoring_table(()), Settings(), later).points == 100
