"""Weeks of fixed-length visits as rounds, and the checker of their own terms."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks import weekly
from benchmarks.running import DATA, Unlawful, planned_in
from benchmarks.weekly_checker import check
from sites.plan import Booking, Plan, Stand, TierResult
from sites.round import Round


def instance(**more: Any) -> dict[str, Any]:
    """Two sites, two departments, three officers; site 1 is closed but on the last afternoon."""
    needs = [
        {"department": "消防", "minutes": 30, "weight": 50},
        {"department": "住建", "minutes": 45, "weight": 20},
    ]
    return {
        "name": "tiny",
        "sessions": [{"index": k, "day": k // 2, "minutes": (150, 210)[k % 2]} for k in range(4)],
        "departments": ["消防", "住建"],
        "sites": [
            {"id": 0, "colour": "red", "needs": needs, "closed_sessions": [0]},
            {"id": 1, "colour": "green", "needs": needs[:1], "closed_sessions": [0, 1, 2]},
        ],
        "officers": [
            {"id": 0, "department": "消防", "absent_sessions": [1]},
            {"id": 1, "department": "住建", "absent_sessions": []},
            {"id": 2, "department": "消防", "absent_sessions": [0, 1, 2, 3]},
        ],
        "opening_minutes": 10,
        "travel_minutes": [[0, 10, 20], [10, 0, 15], [20, 15, 0]],
    } | more


def booking(**more: Any) -> Booking:
    """Both departments at site 0 on the second morning, for as long as its needs take."""
    values: dict[str, Any] = {
        "visit": "s0",
        "site": "s0",
        "session": "2026-12-01/am",
        "start": 550,
        "end": 605,
        "needs": ("s0/消防", "s0/住建"),
        "officers": ("o0", "o1"),
        "stands_for": (
            Stand(officer="o0", need="s0/消防"),
            Stand(officer="o1", need="s0/住建"),
        ),
    }
    return Booking.model_validate(values | more)


def plan(*bookings: Booking) -> Plan:
    """A plan of these bookings."""
    return Plan(round_digest="", bookings=bookings)


def test_the_engine_serves_all_and_the_checker_agrees() -> None:
    given = instance()
    round = weekly.round_of(given)
    assert Round.model_validate_json(round.model_dump_json()) == round
    run = planned_in(round, weekly.RULES, 5, 0)
    assert check(given, run.planned.plan) == 10 * 120 - 2 == weekly.serve_all(given)
    assert weekly.bound_of(given, run.tier("2")) == 1198


def test_a_visit_lasts_as_if_all_needs_were_met() -> None:
    round = weekly.round_of(instance())
    assert [v.min_minutes for v in round.visits] == [55, 40]


def test_the_checker_counts_weight_and_visits() -> None:
    assert check(instance(), plan(booking())) == 699
    only = booking(needs=("s0/消防",), officers=("o0",), stands_for=booking().stands_for[:1])
    assert check(instance(), plan(only)) == 499


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"start": 549, "end": 604}, "cannot be at row 1"),
        ({"end": 604}, "lasts 54 minutes, not 55"),
        ({"start": 640, "end": 695}, "outside session 2"),
        ({"session": "2026-11-30/am"}, "closed in session 0"),
        ({"session": "2026-11-30/pm", "start": 900, "end": 955}, "o0 is absent in session 1"),
        ({"officers": ("o1",)}, "o0 stands for two needs, or is not there"),
        ({"stands_for": (Stand(officer="o1", need="s0/消防"),)}, "nobody of 消防 stands"),
        ({"needs": ("s0/住建", "s0/人社")}, "no need s0/人社"),
        ({"start": 632, "end": 687}, "cannot be at row 0"),
    ],
)
def test_the_checker_refuses(more: dict[str, Any], says: str) -> None:
    with pytest.raises(Unlawful, match=says):
        check(instance(), plan(booking(**more)))


def test_one_visit_a_site() -> None:
    with pytest.raises(Unlawful, match="visited twice"):
        check(instance(), plan(booking(), booking(session="2026-12-01/pm", start=900, end=955)))


def test_the_bound_counts_the_fewest_sites_that_hold_the_weight() -> None:
    seventy = TierResult(tier="2", value=60, bound=50, total=120, proven=False)
    assert weekly.bound_of(instance(), seventy) == 10 * 70 - 1


@pytest.mark.skipif(DATA not in os.environ, reason=f"{DATA} does not say where the sets are")
def test_the_published_files_read() -> None:
    for path in sorted((Path(os.environ[DATA]) / "weekly").glob("weekly_40*.json")):
        given = json.loads(path.read_text(encoding="utf-8"))
        assert len(weekly.round_of(given).sites) == len(given["sites"])
