"""Team orienteering as rounds: exact distances, a plan there and back, a checker that refuses."""

from __future__ import annotations

import os
import sys
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from benchmarks import toptw
from benchmarks.running import DATA, Unlawful, planned_in
from benchmarks.toptw import RULES, check, instances, round_of, tours_of
from benchmarks.tours import Instance, Point, Stop, clocked, judge, read, ticks_between
from sites.plan import Plan
from sites.round import Round

FILE = """2 1 4 1
0 100
  0 0.00 0.00 0.00 0.00 0 0 0 100
  1 1.00 1.00 10.00 5.00 1 1 1 0 40
  2 30.00 0.00 10.00 7.00 1 1 1 50 60
  3 0.00 30.00 10.00 4.00 1 1 1 0 20
  4 0.00 45.00 10.00 9.00 1 1 1 0 100
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x1.txt"
    path.write_text(FILE)
    return path


def best_of(instance: Instance) -> int:
    """The best score of one tour, by trying every order."""
    found = 0
    for size in range(len(instance.points)):
        for order in permutations(range(1, len(instance.points)), size):
            try:
                found = max(found, judge(instance, [clocked(instance, order)] if order else []))
            except Unlawful:
                continue
    return found


def test_distances_are_truncated_not_rounded(file: Path) -> None:
    one, two = read(file, 1), read(file, 1)._replace(decimals=2)
    assert ticks_between(one, 0, 1) == 14  # 1.41421 units
    assert ticks_between(two, 0, 1) == 141
    assert ticks_between(one, 1, 2) == 290  # 29.0172
    assert read(file.rename(file.with_name("pr1.txt")), 1).decimals == 2


def test_a_round_keeps_the_instance(file: Path) -> None:
    round = round_of(read(file, 2))
    assert [(s.opens, s.closes) for s in round.sites] == [(0, 50), (50, 70), (0, 30), (0, 100)]
    assert round.legs.first["depot"] == (14, 300, 300, 450)
    assert Round.model_validate_json(round.model_dump_json()) == round


@pytest.mark.parametrize("tours", [1, 2])
def test_the_engine_plans_it_and_the_checker_agrees(file: Path, tours: int) -> None:
    instance = read(file, tours)
    run = planned_in(round_of(instance), RULES, 5, 0)
    score = check(instance, run.planned.plan)
    assert score == run.tier("2").total - run.tier("2").value
    assert score == (best_of(instance) if tours == 1 else 21)
    # Point 3 cannot be reached before its window closes.
    assert "3" not in {b.visit for b in run.planned.plan.bookings}


def test_hours_longer_than_a_day_are_no_obstacle() -> None:
    depot = Point(Decimal(0), Decimal(0), 0, 0, 0, 3390)
    late = Point(Decimal(3), Decimal(4), 90, 10, 3200, 3290)
    instance = Instance("c2", (depot, late), 1, 1)
    assert check(instance, planned_in(round_of(instance), RULES, 5, 0).planned.plan) == 10


@pytest.mark.parametrize(
    ("tours", "says"),
    [
        ([[Stop(1, 13)]], "before anyone can be there"),
        ([[Stop(2, 499)]], "outside 50 to 60"),
        ([[Stop(4, 451)]], "a tour ends after 100"),
        ([[Stop(1, 14)], [Stop(1, 14)]], "visited twice"),
        ([[Stop(1, 14)], [Stop(2, 500)], []], "3 tours, there are 2"),
        ([[Stop(9, 14)]], "no point 9"),
        ([[Stop(1, 14), Stop(2, 403)]], "before anyone can be there"),
    ],
)
def test_the_checker_refuses(file: Path, tours: list[list[Stop]], says: str) -> None:
    with pytest.raises(Unlawful, match=says):
        judge(read(file, 2), [tuple(tour) for tour in tours])


def test_the_checker_reads_clocks_and_tours_from_bookings(file: Path) -> None:
    instance = read(file, 1)
    plan = planned_in(round_of(instance), RULES, 5, 0).planned.plan
    assert {stop.point for tour in tours_of(plan) for stop in tour} == {
        int(b.site) for b in plan.bookings
    }
    early = plan.bookings[0].but(start=0)
    with pytest.raises(Unlawful):
        check(instance, plan.but(bookings=(early,)))
    assert check(instance, Plan(round_digest="", bookings=())) == 0


def test_a_refused_plan_fails_the_run(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (file.parent / "instances").mkdir()
    file.rename(file.parent / "instances" / file.name)
    (file.parent / "bks.csv").write_text("instance,m_tours,best_known\nx1,1,21\n")
    instance = read(file.parent / "instances" / file.name, 1)
    run = planned_in(round_of(instance), RULES, 5, 0)
    late = run.planned.plan.but(
        bookings=tuple(b.but(start=999, end=1099) for b in run.planned.plan.bookings)
    )
    for plan, code in ((run.planned.plan, 0), (late, 1)):
        made = run._replace(planned=run.planned._replace(plan=plan))
        monkeypatch.setattr(toptw, "planned_in", lambda *asked, made=made: made)
        monkeypatch.setattr(sys, "argv", ["toptw.py", "--data", str(file.parent)])
        assert toptw.main() == code
    assert "x1/1: REFUSED" in capsys.readouterr().out


@pytest.mark.skipif(DATA not in os.environ, reason=f"{DATA} does not say where the sets are")
def test_the_published_files_read() -> None:
    found = list(instances(Path(os.environ[DATA]) / "toptw", ["c101/2", "r112/*"]))
    assert sorted((i.name, i.tours, len(i.points)) for i, best in found if best > 0) == [
        ("c101", 2, 101),
        *(("r112", tours, 101) for tours in (1, 2, 3, 4)),
    ]
