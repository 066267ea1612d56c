"""Planning in a process of its own: watched, stopped, and refused in a sentence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from board_week import NAME, small_ledger, small_week
from cli_runs import run

from constraints import verify
from scheduler.by_hand import read_week
from sites.errors import BookError
from sites.ledger import open_ledger
from web.planning import Job, Planning, start

WAIT_SECONDS = 120


def ended(planning: Planning) -> None:
    planning.wait(WAIT_SECONDS)
    until = time.monotonic() + WAIT_SECONDS
    while planning.state == "running" and time.monotonic() < until:
        time.sleep(0.02)


def job_of(folder: Path, **more: object) -> Job:
    place = str(small_ledger(folder))
    out = folder / "ledger.weeks" / NAME
    return Job.model_validate(
        {"ledger": place, "folder": str(out), "week": NAME, "seconds": 60} | more
    )


def test_a_week_is_planned_and_every_step_of_it_is_told(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    planning = start(job, "李甲")
    assert start(job, "王乙") is planning, "a week is planned once at a time"
    ended(planning)
    assert planning.state == "done", planning.lines
    week = read_week(Path(job.folder))
    assert verify(week.plan, week.round).lawful
    assert planning.points[-1].costs[2] == next(t.value for t in week.plan.tiers if t.tier == "2")
    assert planning.owed == sum(n.weight for n in week.round.needs if n.owed)
    assert any("未审批" in line.zh for line in planning.lines)


def test_a_published_week_is_replanned_and_every_step_of_it_is_told(tmp_path: Path) -> None:
    folder = small_week(tmp_path)
    for verb, by in (("submit", "李甲"), ("approve", "王乙"), ("publish", "李甲")):
        assert run(verb, folder, "--by", by, "--today", "2026-11-27").exit_code == 0
    before = read_week(folder)
    ill = before.round.officer[before.plan.bookings[0].officers[0]].name
    place = str(tmp_path / "ledger.sqlite")
    words = {"ledger": place, "folder": str(folder), "week": NAME, "today": "2026-11-27"}
    more = {"seconds": 60, "again": True, "changes": (("ill", ill),)}
    planning = start(Job.model_validate(words | more), "李甲")
    ended(planning)
    assert planning.state == "done", planning.lines
    week = read_week(folder)
    last, tiers = planning.points[-1], {t.tier: t for t in week.plan.tiers}
    assert last.costs[1] == tiers["1.5"].value > 0
    assert last.costs[2] == tiers["2"].value
    assert all(t.bound == min(last.bounds.get(t.tier, 0), t.value) for t in tiers.values())
    assert planning.owed == sum(n.weight for n in week.round.needs if n.owed)


def test_stop_keeps_the_best(tmp_path: Path) -> None:
    book = Path(__file__).parents[2] / "examples" / "dongxin" / "street.xlsx"
    place = tmp_path / "street.sqlite"
    assert run("read", book, "--ledger", place, "--by", "李甲").exit_code == 0
    out = tmp_path / "street.weeks" / NAME
    job = Job(ledger=str(place), folder=str(out), week=NAME, seconds=600)
    planning = start(job, "李甲")
    until = time.monotonic() + WAIT_SECONDS
    while not planning.points and planning.state == "running" and time.monotonic() < until:
        time.sleep(0.05)
    planning.stop()
    ended(planning)
    assert planning.state == "done", planning.lines
    week = read_week(out)
    assert week.verdict.lawful
    assert week.plan.stopped_by == "interrupt"


def test_what_cannot_be_planned_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    job = job_of(tmp_path, again=True)
    planning = Planning(job, "李甲")
    planning.begin()
    ended(planning)
    assert planning.state == "failed"
    assert planning.lines
    assert not any("Traceback" in line.zh + line.en for line in planning.lines)
    assert not Path(job.folder).exists()


def test_no_ledger_no_plan(tmp_path: Path) -> None:
    place = str(tmp_path / "none.sqlite")
    planning = Planning(Job(ledger=place, folder=str(tmp_path / NAME), week=NAME), "李甲")
    planning.begin()
    ended(planning)
    assert planning.state == "failed"
    with pytest.raises(BookError):
        open_ledger(place, make=False)
