"""The street's own rules on when and what: small cases that an office would argue about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from local_cases import (
    PM,
    TUESDAY,
    broken,
    refuses,
    visit,
    with_sites,
    with_weather,
)
from pydantic import ValidationError
from tiny import MONDAY, tiny_booking, tiny_need, tiny_plan, tiny_round

from constraints import RULES
from constraints._fits import Fits
from sites.book import PastVisit
from sites.sketch import Move, Sketch

# -- site_open ------------------------------------------------------------------------------------


RECHECK = tiny_need("A", kind="recheck")
ROUTINE = tiny_need("A", "urban")


def test_a_stopped_site_still_gets_its_recheck_but_nothing_else() -> None:
    round = with_sites(tiny_round(needs=(RECHECK, ROUTINE)), status="stopped")
    assert broken("site_open", tiny_plan(visit("A", RECHECK.id)), round) == []
    both = tiny_plan(visit("A", RECHECK.id, ROUTINE.id))
    assert broken("site_open", both, round) == ["site A is stopped"]
    strict = round.but(params={"site_open": {"recheck_stopped": "否"}})
    assert broken("site_open", tiny_plan(visit("A", RECHECK.id)), strict)


def test_a_finished_site_gets_nothing() -> None:
    round = with_sites(tiny_round(needs=(RECHECK,)), status="finished")
    assert broken("site_open", tiny_plan(visit("A", RECHECK.id)), round) == ["site A is finished"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"closed_days": (MONDAY,)}, "is closed"),
        ({"starts_on": TUESDAY}, "not begun"),
        ({"ends_on": date(2026, 11, 29)}, "past its end"),
        ({"closes": 589}, "to 09:49"),
        ({"opens": 551}, "from 09:11"),
    ],
)
def test_days_and_hours_of_a_site(changes: dict[str, Any], says: str) -> None:
    booking = tiny_booking("A#1")
    assert booking.start == 550
    assert booking.end == 590
    round = with_sites(tiny_round(), **changes)
    [found] = broken("site_open", tiny_plan(booking), round)
    assert says in found
    assert refuses("site_open", round, booking)


def test_hours_are_kept_to_the_minute_and_may_end_next_morning() -> None:
    for changes in ({"opens": 550, "closes": 590}, {"opens": 540, "closes": 60}):
        round = with_sites(tiny_round(), **changes)
        assert broken("site_open", tiny_plan(tiny_booking("A#1")), round) == []
        assert not refuses("site_open", round, tiny_booking("A#1"))


# -- left_in_peace --------------------------------------------------------------------------------


def test_a_red_site_after_mondays_recheck_still_gets_its_case_visit() -> None:
    case = tiny_need("A", "urban", kind="case", minutes=30)
    routine = tiny_need("A", "fire")
    round = with_sites(tiny_round(slots=2, needs=(RECHECK, case, routine)), colour="red")
    monday = visit("A", RECHECK.id)
    afternoon = visit("A", case.id, session=PM).but(visit="A#2")
    assert broken("left_in_peace", tiny_plan(monday, afternoon), round) == []
    one_quiet = visit("A", case.id, routine.id, session=PM).but(visit="A#2")
    assert broken("left_in_peace", tiny_plan(monday, one_quiet), round) == []


def test_two_routine_visits_keep_their_distance() -> None:
    one, other = tiny_need("A"), tiny_need("A", "urban", kind="campaign", from_above=True)
    round = tiny_round(slots=2, needs=(one, other))
    second = visit("A", other.id, session=PM).but(visit="A#2")
    plan = tiny_plan(visit("A", one.id), second)
    [found] = broken("left_in_peace", plan, round)
    assert found.startswith("site A: 0 working days")
    sketch = Sketch(round, tiny_plan(plan.bookings[0]))
    assert not Fits(round, [RULES["left_in_peace"]])(sketch, Move(second))


@pytest.mark.parametrize(
    ("past", "kept"),
    [
        ({"on": date(2026, 11, 23)}, True),
        ({"on": date(2026, 11, 24)}, False),
        ({"on": date(2026, 11, 24), "kind": "case"}, True),
        ({"on": date(2026, 11, 24), "kind": "recheck"}, True),
        ({"on": date(2026, 11, 24), "onsite": False}, True),
        ({"on": date(2026, 11, 24), "kind": "campaign"}, False),
    ],
)
def test_history_counts_in_working_days(past: dict[str, Any], kept: bool) -> None:
    lately = PastVisit.model_validate({"site": "A", "body": "urban"} | past)
    round = tiny_round(history=(lately,))
    assert (broken("left_in_peace", tiny_plan(tiny_booking("A#1")), round) == []) is kept
    assert refuses("left_in_peace", round, tiny_booking("A#1")) is not kept


# -- party_size, similar_duration -----------------------------------------------------------------


def test_auxiliaries_count_at_the_gate() -> None:
    round = tiny_round(params={"party_size": {"most": "2"}})
    assert broken("party_size", tiny_plan(tiny_booking("A#1")), round) == []
    assert broken("party_size", tiny_plan(tiny_booking("A#1", auxiliaries=("a1",))), round)


@pytest.mark.parametrize(
    ("more", "joined"),
    [
        ({"minutes": 80}, True),
        ({"minutes": 81}, False),
        ({"minutes": 81, "together": "x"}, True),
        ({"minutes": 81, "body": "housing"}, True),
        ({"minutes": 0}, True),
    ],
)
def test_unequal_minutes_part_unless_they_belong_together(
    more: dict[str, Any], joined: bool
) -> None:
    short = tiny_need("A", minutes=20, together="x")
    long = tiny_need("A", **({"body": "urban", "id": "A/long"} | more))
    round = tiny_round(needs=(short, long))
    rule = RULES["similar_duration"]
    assert rule.call("may_join", short, long, rule.params(round)) is joined
    plan = tiny_plan(visit("A", short.id, long.id, end=580))
    assert (broken("similar_duration", plan, round) == []) is joined
    assert refuses("similar_duration", round, plan.bookings[0]) is not joined


def test_a_short_wait_bothers_nobody() -> None:
    needs = (tiny_need("A", minutes=10), tiny_need("A", "urban", minutes=69))
    plan = tiny_plan(visit("A", *(n.id for n in needs), end=570))
    assert broken("similar_duration", plan, tiny_round(needs=needs)) == []
    impatient = {"similar_duration": {"wait": "59"}}
    assert broken("similar_duration", plan, tiny_round(needs=needs, params=impatient))


# -- weather --------------------------------------------------------------------------------------


def test_a_typhoon_stops_everything_and_rain_only_what_minds_it() -> None:
    needs = (tiny_need("A", rain="postpone"), tiny_need("B", rain="must"))
    round, plan = tiny_round(needs=needs), tiny_plan(tiny_booking("A#1"), tiny_booking("B#1"))
    only_b = tiny_plan(tiny_booking("B#1"))
    wet = with_weather(round, "rain")
    assert broken("weather", plan, wet) == ["30 Nov morning: rain, housing postpones this check"]
    assert broken("weather", only_b, wet) == []
    for stopped in (
        with_weather(round, "typhoon"),
        with_weather(round, "flood"),
        with_weather(round, suspended=True),
    ):
        assert len(broken("weather", plan, stopped)) == 2
        assert refuses("weather", stopped, tiny_booking("B#1"))


def test_the_office_says_what_postpones() -> None:
    round = with_weather(tiny_round(needs=(tiny_need("A", rain="postpone"),)), "heat")
    plan = tiny_plan(tiny_booking("A#1"))
    assert broken("weather", plan, round)
    cool = round.but(params={"weather": {"postpone_on": "雨、大风"}})
    assert broken("weather", plan, cool) == []
    with pytest.raises(ValidationError):
        RULES["weather"].params(round.but(params={"weather": {"postpone_on": "drizzle"}}))
