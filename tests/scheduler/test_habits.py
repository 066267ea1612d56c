"""Habits: what pays is done more often, nothing is given up, and no luck at all breaks nothing."""

from __future__ import annotations

import random
from collections import Counter

from scheduler.habits import BETTER, Habits


def drawn(habits: Habits[str], times: int, earns: dict[str, float]) -> Counter[str]:
    """How often each way was drawn, judged by what it earns."""
    dice, found = random.Random(1), Counter[str]()
    for _ in range(times):
        way = habits.choose(dice)
        found[way] += 1
        habits.judge(earns[way], 1.0)
    return found


def test_a_way_that_pays_is_taken_more_often_and_no_other_is_given_up() -> None:
    found = drawn(Habits(("good", "bad", "worse")), 3_000, {"good": BETTER, "bad": 0, "worse": 0})
    assert found["good"] > 2 * max(found["bad"], found["worse"])
    assert min(found["bad"], found["worse"]) > 100


def test_what_costs_twice_the_work_for_the_same_is_taken_less_often() -> None:
    habits, dice = Habits(("quick", "slow")), random.Random(1)
    found = Counter[str]()
    for _ in range(3_000):
        way = habits.choose(dice)
        found[way] += 1
        habits.judge(BETTER, 2.0 if way == "slow" else 0.5)
    assert found["quick"] > 1.5 * found["slow"]


def test_without_any_luck_all_ways_are_drawn_alike() -> None:
    habits = Habits(("a", "b"))
    drawn(habits, 60_000, {"a": 0.0, "b": 0.0})
    found = drawn(habits, 1_000, {"a": 0.0, "b": 0.0})
    assert abs(found["a"] - found["b"]) < 150
