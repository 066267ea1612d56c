"""The coarse model's bounds: never above the optimum, often at it, the same every time."""

from __future__ import annotations

from functools import cache

import pytest
from coarse_points import point
from rule_suite import cases, counted, nearest, plan_of, repaired, round_of, solve

from constraints import RULES, verify
from scheduler.build import build
from scheduler.coarse import Coarse
from scheduler.coarse_linear import Linear, bound_from
from scheduler.coarse_packing import measures
from scheduler.coarse_places import rounded
from scheduler.coarse_solve import multipliers

TIERS = ("1", "2", "3")
ALL = tuple(RULES.values())
SEEDS = range(200, 216)


@cache
def optimum(seed: int) -> dict[str, int] | None:
    """The best cost of each tier, the tiers above held; None if the round has no lawful plan."""
    built, best = build(round_of(seed), ALL, tiers=TIERS), {}
    for tier in TIERS:
        built.board.model.clear_objective()
        solver = solve(built.board, built.cost(tier), effort=60)
        if solver is None:
            return None
        best[tier] = nearest(solver.objective_value)
        built.board.add(built.cost(tier) <= best[tier])
    return best


@cache
def bounds(seed: int, detail: int, is_large: bool = False) -> dict[str, int]:
    """Each tier's bound over plans as good as the best on the tiers above."""
    best, coarse = optimum(seed) or {}, Coarse(round_of(seed), ALL)
    coarse.is_large = is_large
    above = {t: {u: best[u] for u in TIERS if u < t} for t in best}
    return {t: coarse.bound(t, above[t], detail=detail) for t in best}


@pytest.mark.parametrize(
    ("detail", "is_large"), [(0, False), (1, False), (2, False), (3, False), (0, True), (3, True)]
)
def test_no_bound_lies_above_the_optimum(detail: int, is_large: bool) -> None:
    asked = 0
    for seed in SEEDS:
        best = optimum(seed)
        if best is not None:
            found = bounds(seed, detail, is_large)
            assert all(found[t] <= best[t] for t in TIERS), (seed, found, best)
            asked += 1
    assert asked >= 8


def test_most_bounds_are_the_optimum() -> None:
    pairs = [
        (bounds(seed, 3)[tier], best[tier])
        for seed in SEEDS
        if (best := optimum(seed)) is not None
        for tier in TIERS
    ]
    assert sum(bound == value for bound, value in pairs) >= 0.9 * len(pairs), pairs
    assert any(bound > 0 for bound, _ in pairs)


@pytest.mark.parametrize(
    ("detail", "merge", "classes"),
    [
        (0, True, 99),
        (1, True, 99),
        (2, True, 99),
        (3, True, 99),
        (3, False, 99),
        (0, True, 1),
        (1, True, 2),
        (3, False, 2),
    ],
)
def test_a_lawful_plan_is_a_point_of_the_model(detail: int, merge: bool, classes: int) -> None:
    asked = 0
    for round, plan in cases(range(300, 330), (1.0, 0.9)):
        lawful = repaired(ALL, round, plan)
        if lawful is None or not lawful.bookings:
            continue
        counts = counted(round, ALL, detail=detail, merge=merge, classes=classes)
        prices = Coarse(round, ALL).prices
        costs = {tier: counts.cost(prices[tier]) for tier in TIERS}
        there, verdict = point(counts, lawful), verify(lawful, round, ALL)
        assert not counts.linear.broken(there), round.book_digest
        for tier in TIERS:
            cost = sum(a * there.get(x, 0) for x, a in costs[tier].items())
            assert cost <= verdict.cost(tier)
            assert detail < 1 or merge or cost == verdict.cost(tier)
        asked += 1
    assert asked >= 10


def test_the_floor_is_below_every_lawful_plan() -> None:
    for seed in range(300, 320):
        lawful = repaired(ALL, round_of(seed), plan_of(seed, 1.0))
        if lawful is not None:
            verdict, coarse = verify(lawful, round_of(seed), ALL), Coarse(round_of(seed), ALL)
            assert all(coarse.floor(t) <= verdict.cost(t) for t in TIERS)


def test_a_large_round_has_few_lengths_and_no_higher_bound() -> None:
    for seed in SEEDS:
        if optimum(seed) is not None:
            few, every = bounds(seed, 3, True), bounds(seed, 3)
            assert all(few[t] <= every[t] for t in TIERS), seed


def test_lengths_are_rounded_down_to_those_that_are_kept() -> None:
    lengths = {"a": 25, "b": 30, "c": 35, "d": 40}
    assert rounded(lengths, 99) == lengths
    assert rounded(lengths, 2) == {"a": 25, "b": 25, "c": 35, "d": 35}
    assert rounded(lengths, 1) == dict.fromkeys(lengths, 25)


def test_the_same_bound_every_time() -> None:
    assert bounds(203, 3) == bounds.__wrapped__(203, 3)


def test_no_rule_taken_out_raises_a_bound() -> None:
    for seed in (201, 203):
        whole = Coarse(round_of(seed), ALL).bound("2", {}, detail=3)
        for gone in (r for r in ALL if r.has("crowd") or r.has("forbids")):
            fewer = Coarse(round_of(seed), (r for r in ALL if r != gone))
            assert fewer.bound("2", {}, detail=3) <= whole, gone.name


def test_no_time_no_bound_but_the_floor() -> None:
    coarse = Coarse(round_of(203), ALL)
    assert coarse.bound("2", {}, effort=0.0) == coarse.floor("2")


def test_whole_packings_keep_every_measure() -> None:
    for capacity in (1, 7, 12, 30, 31):
        for measure in measures(capacity):
            best = [0] * (capacity + 1)
            for room in range(1, capacity + 1):
                best[room] = max(measure(s) + best[room - s] for s in range(1, room + 1))
            assert best[capacity] <= measure(capacity)


def test_any_multipliers_give_a_true_bound() -> None:
    linear = Linear()
    x, y = linear.variable("x", 4), linear.variable("y", 4)
    linear.at_most([(-2, x), (-3, y)], -12)
    cost = {x: 2, y: 4}
    best = min(2 * a + 4 * b for a in range(5) for b in range(5) if 2 * a + 3 * b >= 12)
    found = multipliers(cost, linear.rows, linear.most, effort=1, seconds=10)
    assert bound_from(cost, linear.rows, linear.most, found) == 14 == best
    for wild in (0.0, 0.3, 1.1, 1.7, 50.0):
        assert bound_from(cost, linear.rows, linear.most, [wild]) <= best
