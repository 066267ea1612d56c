"""Sites so far apart that no session holds both: the board drops the orders that can never be."""

from __future__ import annotations

from itertools import product

import pytest
from rule_suite import agrees
from tiny import tiny_booking, tiny_plan, tiny_round

from constraints import RULES
from sites.round import Legs, Round
from sites.ways import orders

AM, PM = "2026-11-30/am", "2026-11-30/pm"
TRAVEL = RULES["travel_between_visits"]


def far_round(there: int, back: int, sessions: slice = slice(None)) -> Round:
    """Sites A and B with these ticks between them, and some of Monday's two sessions.

    From the base 10 ticks to A and 15 to B, as many back; a visit opens for 10. The morning has
    150 ticks, the afternoon 210, and there are 120 between them.
    """
    ends = {"office": (10, 15)}
    legs = Legs(first=ends, last=ends, between=((0, there), (back, 0)))
    return tiny_round(legs=legs, sessions=tiny_round().sessions[sessions])


@pytest.mark.parametrize(
    ("there", "back", "sessions", "found"),
    [
        (165, 165, slice(None), ["A#1 B#1", "B#1 A#1"]),  # 10 + 10 + 165 + 10 + 15 = 210
        (166, 165, slice(None), ["B#1 A#1"]),
        (166, 166, slice(None), []),
        (120, 120, slice(None), ["A#1 B#1", "B#1 A#1"]),  # near: a break is as long as the way
        (105, 106, slice(1), ["A#1 B#1"]),
        (121, 121, slice(1), []),
    ],
)
def test_only_orders_that_a_session_holds(
    there: int, back: int, sessions: slice, found: list[str]
) -> None:
    round = far_round(there, back, sessions)
    told = [f"{v.id} {w.id}" for v, w, _ in orders(round, *round.visits)]
    assert told == found


@pytest.mark.parametrize("there", [120, 121, 165, 166, 400])
def test_board_and_checker_agree_on_far_sites(there: int) -> None:
    round = far_round(there, 166)
    for one, other in product((AM, PM), repeat=2):
        for late in (0, 50, 85):
            first = tiny_booking("A#1", one)
            second = tiny_booking("B#1", other, start=(555 if other == AM else 825) + late)
            agrees(TRAVEL, round, tiny_plan(first, second.but(end=second.start + 40)))


@pytest.mark.parametrize("late", [0, 40, 60, 85])
def test_board_and_checker_agree_on_one_session(late: int) -> None:
    for there, back in product((12, 30, 130), repeat=2):
        second = tiny_booking("B#1", start=555 + late, end=595 + late)
        round = far_round(there, back, slice(1))
        agrees(TRAVEL, round, tiny_plan(tiny_booking("A#1"), second))
        agrees(TRAVEL, round, tiny_plan(second))
