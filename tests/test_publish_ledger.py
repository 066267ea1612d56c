"""Publishing keeps the plan and its tasks in the ledger, whole, however often it is cut off."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from cli_runs import run
from openpyxl import load_workbook
from published_week import FIRST, Week, approved_week, publish

from sites.json_files import read_plan, read_round
from sites.plan import Plan
from sites.tasks import still_promised, task_numbers
from web.week import signing


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return approved_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def week(made: Week, tmp_path: Path) -> Week:
    shutil.copytree(made.folder, tmp_path / "week")
    return Week(tmp_path / "week")


def numbers_in(week: Week) -> dict[str, str]:
    """Visit → 任务编号 as the plan in the folder has it."""
    plan = read_plan(week.out / "plan.json")
    found = task_numbers(plan, read_round(week.out / "round.json").first_day)
    return {b.visit: found[b.visit] for b in plan.bookings}


def test_tasks_and_plan_are_kept_with_what_the_plan_says(week: Week) -> None:
    draft = numbers_in(week)
    assert publish(week).exit_code == 0
    plan = read_plan(week.out / "plan.json")
    (kept,) = week.rows("plans")
    assert kept.id == "2026-11-30 v1"
    assert Plan.model_validate_json(kept.plan) == plan
    tasks = {t.visit: t for t in week.rows("tasks")}
    assert {v: t.id for v, t in tasks.items()} == numbers_in(week) == draft
    for booking in plan.bookings:
        task = tasks[booking.visit]
        assert (task.site, task.officers, task.lead) == (
            booking.site,
            booking.officers,
            booking.lead,
        )
        assert tuple(n.need for n in task.needs) == booking.needs
        assert (task.starts, task.ends) == (booking.start, booking.end)
        assert all(n.done is None for n in task.needs)


def test_every_page_of_the_papers_has_the_number(week: Week) -> None:
    publish(week)
    book = load_workbook(week.roster, read_only=True)
    for sheet in ("任务单", "任务单（内部）", "周检查计划"):
        texts = " ".join(str(c) for row in book[sheet].values for c in row if c)
        for number in numbers_in(week).values():
            assert number in texts
    pages = [str(row[0]) for row in book["任务单"].values if row[0] and "任务编号：" in str(row[0])]
    titles = [row[0] for row in book["任务单"].values if str(row[0]).startswith("检查表（")]
    assert len(pages) == len(titles) > 0


def test_cut_off_between_ledger_and_files_it_is_finished_by_the_same_command(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(signing, "write_again", killed)
        assert publish(week).exit_code != 0
    assert read_plan(week.out / "plan.json").approval.state == "approved"
    kept = week.everything()
    assert len(kept[1]["tasks"]) == 4
    assert publish(week, today="2026-11-29").exit_code == 0
    assert week.everything() == kept
    plan = read_plan(week.out / "plan.json")
    assert plan.approval.state == "published"
    assert plan == Plan.model_validate_json(week.rows("plans")[0].plan)


def test_without_a_ledger_it_publishes_as_before(
    week: Week, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INSPECT_ONCE_LEDGER", str(tmp_path / "none.sqlite"))
    assert run("publish", week.out, "--by", "王乙", "--today", "2026-11-28").exit_code == 0
    assert not (tmp_path / "none.sqlite").exists()


def test_another_plan_of_a_published_week_is_refused(week: Week, tmp_path: Path) -> None:
    other = Week(tmp_path / "other")
    shutil.copytree(week.folder, other.folder)
    publish(week)
    book = load_workbook(other.roster)
    page = book["周检查计划"]
    column = next(c.column for c in page[4] if c.value == "状态")
    page.cell(5, column).value = "已取消"
    book.save(other.roster)
    for verb in ("submit", "approve"):
        run(verb, other.out, "--by", "李甲", "--today", "2026-11-28")
    shutil.copy(week.place, other.place)
    before = other.everything()
    done = publish(other)
    assert done.exit_code == 2
    assert "已有这一周发布过的另一份计划" in done.stderr
    assert other.everything() == before
    assert read_plan(other.out / "plan.json").approval.state == "approved"


def test_a_later_version_keeps_the_numbers_and_cancels_what_it_drops(week: Week) -> None:
    publish(week)
    before = numbers_in(week)
    book = load_workbook(week.roster)
    page = book["周检查计划"]
    heads = {str(c.value): c.column for c in page[4]}
    row = next(r for r in range(5, 12) if page.cell(r, heads["任务编号"]).value == FIRST)
    page.cell(row, heads["状态"]).value = "已取消"
    book.save(week.roster)
    for verb in ("submit", "approve"):
        assert run(verb, week.out, "--by", "李甲", "--today", "2026-11-28").exit_code == 0
    assert publish(week).exit_code == 0
    after = numbers_in(week)
    assert after == {visit: number for visit, number in before.items() if number != FIRST}
    tasks = {t.id: t for t in week.rows("tasks")}
    assert tasks[FIRST].state == "cancelled"
    assert "第2版" in tasks[FIRST].reason
    assert {t.plan for t in tasks.values()} == {"2026-11-30 v1", "2026-11-30 v2"}
    assert len(week.rows("plans")) == 2


def test_what_was_told_of_is_no_promise_any_more(week: Week) -> None:
    publish(week)
    plan, round = read_plan(week.out / "plan.json"), read_round(week.out / "round.json")
    tasks = week.rows("tasks")
    every = {n for b in plan.bookings for n in b.needs}
    assert len(still_promised(tasks, plan, round)) == len(every)
    first, *others = tasks
    one, *rest = first.needs
    told = first.but(state="done", needs=(one.but(done=False, reason="下雨"), *rest))
    left = still_promised((told, others[0].but(state="not_done"), *others[1:]), plan, round)
    gone = 1 + len(others[0].needs)
    assert len(left) == len(every) - gone
    assert all(p.row.site != others[0].site for p in left)
