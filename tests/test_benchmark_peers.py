"""The peers answer the same question as the engine, and the same checker judges them."""

from __future__ import annotations

from decimal import Decimal
from importlib.util import find_spec

import pytest
from test_benchmark_weekly import instance

from benchmarks.rivals import cpsat, routers
from benchmarks.tours import Instance, Point, clocked, judge
from benchmarks.weekly_checker import check


def points() -> Instance:
    """Two tours; of the four points in a row at least one has to stay out."""
    row = [(10, 0, 100), (20, 0, 100), (45, 0, 100), (30, 40, 100)]
    made = [Point(Decimal(x), Decimal(y), 20, 10 + x, 0, c) for x, y, c in row]
    depot = Point(Decimal(0), Decimal(0), 0, 0, 0, 110)
    return Instance("row", (depot, *made), 2, 1)


def score(orders: list[list[int]]) -> int:
    """What the checker gives for orders of points."""
    return judge(points(), [clocked(points(), order) for order in orders if order])


def test_one_cp_sat_model_proves_a_small_instance() -> None:
    orders, bound = cpsat.tours(points(), 10, 0)
    assert score(orders) == bound


@pytest.mark.parametrize(
    ("solver", "module"), [("or_tools", "ortools"), ("vroom", "vroom"), ("pyvrp", "pyvrp")]
)
def test_a_router_s_tours_are_lawful(solver: str, module: str) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not installed (extra `peers`)")
    _, best = cpsat.tours(points(), 10, 0)
    assert 0.7 * best <= score(getattr(routers, solver)(points(), 0.5, 0)) <= best


def test_one_cp_sat_model_plans_a_small_week() -> None:
    plan, bound = cpsat.week(instance(), 10, 0)
    assert plan is not None
    assert check(instance(), plan) == 1198 == bound
