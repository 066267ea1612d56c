"""Gap over time, read from a trace."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from benchmarks.curve import gap_of, moments, problem
from constraints import TIERS


class Point(NamedTuple):
    """What an engine's trace gives."""

    seconds: float
    part: str
    costs: tuple[int, ...]
    bounds: dict[str, int]


def costs(tier_2: int, tier_4: int) -> tuple[int, ...]:
    """Costs of every tier, the others nothing."""
    return tuple({"2": tier_2, "4": tier_4}.get(t, 0) for t in TIERS)


def test_the_incumbent_never_gets_worse_and_bounds_are_those_that_hold_then() -> None:
    trace = (
        Point(0.1, "start", costs(50, 9), {}),
        Point(0.5, "prove", costs(50, 9), {"2": 20}),
        Point(0.9, "improve", costs(30, 99), {"2": 10}),
        Point(1.2, "other", costs(40, 1), {"2": 30}),
    )
    found = list(moments(trace, "2", 130))
    assert [(m.value, m.bound) for m in found] == [(50, 0), (50, 20), (30, 10), (30, 30)]
    assert [m.gap for m in found] == pytest.approx(
        [100 * 50 / 130, 100 * 30 / 110, 100 * 20 / 120, 0]
    )


def test_a_tier_without_a_total_has_a_difference_for_a_gap() -> None:
    assert gap_of(12, 9, 0) == 3
    assert gap_of(12, 15, 0) == 0


def test_a_generated_week_is_called_by_its_seed() -> None:
    assert len(problem("street/1", None).round.sessions) == 10


def test_a_file_wants_its_folder() -> None:
    with pytest.raises(SystemExit, match="--data"):
        problem("toptw/c101/2", None)
