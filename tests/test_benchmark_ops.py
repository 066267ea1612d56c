"""Orienteering with synchronisation as rounds: exact clocks, a proven optimum, a checker."""

from __future__ import annotations

import gzip
import json
import os
from itertools import combinations, permutations
from pathlib import Path

import pytest

from benchmarks.ops import RULES, Instance, check, read, round_of
from benchmarks.running import DATA, Unlawful, planned_in
from constraints import verify
from sites.plan import Booking, Plan, Stand

TIMES = (
    (0, 4, 6, 5, 9, 0),
    (0, 0, 7, 6, 8, 3),
    (0, 5, 0, 4, 6, 2),
    (0, 8, 5, 0, 7, 6),
    (0, 6, 8, 9, 0, 1),
    (0, 0, 0, 0, 0, 0),
)
"""Start, jobs 1 to 4, end: asymmetric, with no shorter way over a third."""


def small(horizon: int, times: tuple[tuple[int, ...], ...] = TIMES) -> Instance:
    """Four jobs of two devices each, all three devices busy."""
    return Instance(times, (0, 10, 11, 1, 10, 0), ((1, 2, 4), (1, 3, 4), (2, 3)), horizon)


def best_of(instance: Instance) -> int:
    """The best prize, by trying every set of jobs in every order of their starts."""
    orders = (
        o for n in range(5) for jobs in combinations(instance.jobs, n) for o in permutations(jobs)
    )
    return max(sum(instance.prizes[j] for j in order) for order in orders if fits(instance, order))


def fits(instance: Instance, order: tuple[int, ...]) -> bool:
    """Whether the jobs, each begun as soon as its devices are there, all end in time."""
    free = dict.fromkeys(range(len(instance.jobs_of)), (0, 0))
    for job in order:
        come = (free[k][1] + instance.times[free[k][0]][job] for k in instance.devices(job))
        start = max(come)
        free.update(dict.fromkeys(instance.devices(job), (job, start)))
    return all(
        at + instance.times[job][instance.end] <= instance.horizon
        for job, at in free.values()
        if job
    )


def booking(instance: Instance, job: int, start: int) -> Booking:
    """The job with all its devices, at that tenth."""
    devices = [f"device {k}" for k in instance.devices(job)]
    needs = [f"{job}/{k}" for k in instance.devices(job)]
    return Booking(
        visit=str(job),
        site=str(job),
        session="day",
        start=start,
        end=start,
        needs=tuple(needs),
        officers=tuple(devices),
        stands_for=tuple(Stand(officer=d, need=n) for d, n in zip(devices, needs, strict=True)),
    )


def plan_of(instance: Instance, **starts: int) -> Plan:
    """Jobs and their starts: ``j1=4``."""
    made = (booking(instance, int(name[1:]), start) for name, start in starts.items())
    return Plan(round_digest="", bookings=tuple(made))


@pytest.mark.parametrize("horizon", [6, 17, 24])
def test_the_engine_proves_what_trying_all_finds(horizon: int) -> None:
    instance = small(horizon)
    run = planned_in(round_of(instance), RULES, 20, 0)
    assert check(instance, run.planned.plan) == best_of(instance)
    assert run.tier("2").proven


@pytest.mark.parametrize(("start", "in_time"), [(2400, True), (2401, True), (2402, False)])
def test_the_horizon_is_kept_to_the_tenth(start: int, in_time: bool) -> None:
    long = tuple(tuple(300 * t + 1 for t in row) for row in TIMES)
    instance = small(3302, long)  # ticks of a third of a minute: one more than the session holds
    round, plan = round_of(instance), plan_of(instance, j1=start)
    assert round.ticks(round.sessions[0].end) == 3303
    assert verify(plan, round, RULES).lawful == in_time
    if in_time:
        assert check(instance, plan) == 10
    else:
        with pytest.raises(Unlawful, match="from 1 to 5"):
            check(instance, plan)


@pytest.mark.parametrize(
    ("starts", "says"),
    [
        ({"j1": 3}, "from 0 to 1"),
        ({"j1": 4, "j2": 10}, "from 1 to 2"),
        ({"j1": 4, "j3": 15}, "from 3 to 5"),
    ],
)
def test_the_checker_refuses_what_comes_too_late(starts: dict[str, int], says: str) -> None:
    with pytest.raises(Unlawful, match=says):
        check(small(20), plan_of(small(20), **starts))


def test_the_checker_wants_each_job_once_with_all_its_devices() -> None:
    instance = small(20)
    whole = booking(instance, 1, 4)
    with pytest.raises(Unlawful, match="job 1 is done by"):
        check(instance, Plan(round_digest="", bookings=(whole.but(officers=("device 0",)),)))
    with pytest.raises(Unlawful, match="twice"):
        check(instance, Plan(round_digest="", bookings=(whole, whole)))


def test_a_shorter_way_over_a_third_job_is_refused() -> None:
    rows = [list(row) for row in TIMES]
    rows[1][4] = 99
    with pytest.raises(ValueError, match="third job"):
        round_of(small(200, tuple(map(tuple, rows))))


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    raw = {"T": TIMES, "b": [0, 10, 11, 1, 10, 0], "Jk": [[1, 2, 4], [1, 3, 4], [2, 3]], "L": 20}
    path = tmp_path / "x.json.gz"
    path.write_bytes(gzip.compress(json.dumps(raw).encode()))
    assert read(path) == small(20)


def test_the_set_becomes_rounds() -> None:
    if DATA not in os.environ:
        pytest.skip(f"{DATA} does not name the folder of the benchmark sets")
    path = Path(os.environ[DATA]) / "ops" / "B" / "B_n100_001_a25_001.json.gz"
    instance = read(path)
    round = round_of(instance)
    assert [len(v.needs) for v in round.visits] == [2] * 100
    assert sum(n.weight for n in round.needs) == sum(instance.prizes)
