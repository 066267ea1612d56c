"""A search's bounds hold for its incumbent, or are not its bounds."""

from __future__ import annotations

from strategies import random_round

from constraints import RULES, Charge, Verdict
from scheduler.search import Search
from scheduler.settings import Settings
from sites.plan import Plan

RULE_OF = {tier: next(r.name for r in RULES.values() if r.tier == tier) for tier in "123"}


def costing(*costs: int) -> Verdict:
    """A verdict that charges so much on tiers 1, 2 and 3."""
    each = zip(RULE_OF.values(), costs, strict=True)
    return Verdict((), tuple(Charge(rule=r, where="", amount=c) for r, c in each))


def test_a_bound_over_plans_as_good_above_is_dropped_with_a_plan_that_is_not() -> None:
    round = random_round(3)
    search = Search(round, tuple(RULES.values()), Settings(), lambda text: None)
    plan = Plan(round_digest=round.digest, bookings=())
    search.take(plan, costing(2, 5, 8), "a")
    search.raise_bound("1", 1, "coarse")
    search.raise_bound("2", 5, "coarse", {"1": 2})
    search.raise_bound("3", 3, "coarse")
    search.raise_bound("3", 7, "coarse", {"1": 2, "2": 5})
    assert search.bounds == {"1": 1, "2": 5, "3": 7}
    search.take(plan, costing(1, 9, 4), "b")
    assert search.bounds == {"1": 1, "2": 5, "3": 3}
    assert not search.closed
    search.raise_bound("3", 7, "late", {"1": 2, "2": 5})
    assert search.bounds["3"] == 3
    search.take(plan, costing(1, 5, 9), "c")
    assert search.bounds["3"] == 7
