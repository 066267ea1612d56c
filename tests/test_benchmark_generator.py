"""Generated weeks: the same bytes for the same seed, the load that is stated, all their parts."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tiny import tiny_booking, tiny_need, tiny_plan, tiny_round

from benchmarks import weeks
from benchmarks.drawn.load import least_legs, loads, mean
from benchmarks.drawn.people import make_grants
from benchmarks.generator import SCALES, is_as_stated, make_week
from sites.round import Round

ROOT = Path(__file__).parents[1]
DIGEST = "from benchmarks.generator import *; print(make_week(SCALES['street'], 3).digest)"


@cache
def week(name: str, seed: int = 0) -> Round:
    """A week, drawn once for all tests."""
    return make_week(SCALES[name], seed)


def test_the_same_seed_gives_the_same_bytes_in_any_process() -> None:
    elsewhere = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", DIGEST]
    digest = subprocess.check_output(command, cwd=ROOT, env=elsewhere, text=True).strip()
    assert digest == week("street", 3).digest
    assert digest != week("street", 0).digest


@pytest.mark.parametrize(("name", "seed"), [("street", 0), ("street", 7), ("overloaded", 1)])
def test_the_load_is_as_stated(name: str, seed: int) -> None:
    found = loads(week(name, seed))
    shares = sorted(load.share for load in found)
    assert len(found) == SCALES[name].bodies
    assert shares[0] >= 0.6
    if name == "street":
        assert mean(found) == pytest.approx(0.8, abs=0.05)
    else:
        half = shares[len(shares) // 2 :]
        assert half[0] >= 1.2
        assert half[-1] <= 1.5
        assert shares[len(shares) // 2 - 1] < 1


def test_the_load_is_counted_as_written() -> None:
    """Two officers of housing, 360 minutes each; 10 + 30 minutes and 10.5 of legs for each need."""
    rider = tiny_need("B", "housing", "case", owed=False)
    needs = (tiny_need("A", people=2), tiny_need("B"), rider)
    round = tiny_round(needs=needs)
    assert least_legs(round) == {"A": 10, "B": 12}
    (load,) = loads(round)
    assert (load.body, load.asked, load.on_duty) == ("housing", 2 * 50 + 52, 2 * 360)
    ended = tuple(o.but(certificate_until=date(2026, 11, 29)) for o in round.officers[:1])
    assert loads(round.but(officers=ended + round.officers[1:]))[0].on_duty == 360


def test_a_load_below_the_least_is_refused() -> None:
    found = loads(week("street"))
    slack = found[0]._replace(asked=0.5 * found[0].on_duty)
    assert is_as_stated(found, SCALES["street"])
    assert not is_as_stated((slack, *found[1:]), SCALES["street"])


def test_sizes_are_those_of_the_design() -> None:
    for name, sites, officers, bodies in (("street", 60, 30, 12), ("overloaded", 120, 24, 8)):
        round = week(name)
        assert sites - 1 <= len(round.sites) <= sites  # one that owes nothing is left out
        assert sum(o.kind == "officer" for o in round.officers) == officers
        assert len({n.body for n in round.needs}) == bodies
        assert len(round.sessions) == 10


def test_a_week_has_every_part_of_a_real_one() -> None:
    round = week("street")
    owed = [n for n in round.needs if n.owed]
    assert {n.kind for n in owed} == {"routine", "recheck", "case", "campaign"}
    assert any(not n.owed for n in round.needs)
    assert any(n.statutory for n in owed)
    assert {s.colour for s in round.sites} == {"red", "yellow", "green"}
    assert {p.how for p in round.pins} == {"must", "never", "override"}
    assert any(g.bodies_at_once == 2 for g in round.grants)
    assert any(b.ceiling for b in round.bodies)
    assert any(s.closed_days for s in round.sites)
    assert any(s.weather for s in round.sessions)
    assert round.vehicles
    assert round.recusals
    assert round.absences
    assert len({o.base for o in round.officers}) > 1
    ends = [o.certificate_until for seed in range(4) for o in week("street", seed).officers]
    assert any(end and end < round.last_day for end in ends)


def test_only_the_street_s_team_is_granted_power() -> None:
    round = week("street")
    team = {o.id for o in round.street_team}
    assert {g.officer for g in make_grants(round.officers, round.bodies)} <= team


def test_visits_saved_are_bodies_beyond_the_first() -> None:
    both = ("A/housing/routine", "A/urban/routine")
    plan = tiny_plan(tiny_booking("A#1", needs=both), tiny_booking("B#1"))
    assert weeks.visits_saved(plan, tiny_round()) == 1


def test_the_gap_to_a_reference_is_told_tier_by_tier() -> None:
    def result(digest: str, *values: int) -> weeks.Result:
        tiers = [
            {"tier": t, "value": v, "bound": 0, "total": 1000 * (t == "2"), "proven": False}
            for t, v in zip("1234", values, strict=True)
        ]
        return {"digest": digest, "tiers": tiers}

    here, there = result("a", 5, 110, 30, 9), result("a", 5, 100, 32, 9)
    assert weeks.to_reference(here, there) == "+0 / +1.11% / -2"
    assert weeks.to_reference(here, None) == "–"
    assert weeks.to_reference(here, there | {"digest": "b"}) == "another week"


def test_a_reference_is_kept_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weeks, "REFERENCES", tmp_path / "references.json")
    found = {"digest": "d", "tiers": [], "visits": 3, "saved": 2, "found_by": "start 0.1s"}
    weeks.keep_reference("street", 1, 60, found)
    weeks.keep_reference("street", 2, 60, found | {"visits": 4})
    kept = weeks.references()
    assert {week: row["visits"] for week, row in kept.items()} == {"street/1": 3, "street/2": 4}
    assert kept["street/1"].keys() > {"date", "machine", "seconds", "digest"}


@pytest.mark.parametrize("fault", ["refused", "none"])
def test_a_refused_plan_fails_the_run(
    fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(name: str, seed: int, seconds: float) -> weeks.Result:
        if fault == "none":
            raise RuntimeError("the pins cannot all be kept")
        return {"breaches": ["seats: too many"]}

    monkeypatch.setattr(weeks, "in_fresh_process", run)
    monkeypatch.setattr(sys, "argv", ["weeks.py", "street", "--seeds", "1"])
    assert weeks.main() == 1
    assert (
        "REFUSED: seats" if fault == "refused" else "NO PLAN: the pins"
    ) in capsys.readouterr().out
