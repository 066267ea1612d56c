"""submit, approve, publish and replan on a folder as an office keeps it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cli_runs import plan, run
from cli_street import MONDAY, TODAY, write_street
from click.testing import Result
from openpyxl import load_workbook
from roster_edit import Edit, edit

from sites.book import Absence, Pin
from sites.json_files import read_plan, read_round
from sites.plan import Plan
from sites.roster_reading import read_roster

NIGHT_BEFORE = "--today=2026-11-27"
WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=k) for k in (2, 3))
DING = "丁项目"
PINS = tuple(
    Pin(how="must", site=site, day=day, reason="领导交办", by="李甲")
    for site, day in (("GD-03", MONDAY), ("GD-04", THURSDAY))
)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned week in ``out``, its workbook beside it: 丁项目 on Thursday, 丙项目 on Monday."""
    folder = tmp_path_factory.mktemp("planned")
    done(plan(write_street(folder / "street.xlsx", pins=PINS), folder / "out"))
    return folder


@pytest.fixture(scope="module")
def announced(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same week, published."""
    folder = tmp_path_factory.mktemp("announced") / "week"
    shutil.copytree(planned, folder)
    for verb, by in (("submit", "张三"), ("approve", "李四"), ("publish", "王五")):
        done(sign(folder, verb, by))
    return folder


@pytest.fixture
def week(planned: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(planned, tmp_path / "week"))


@pytest.fixture
def public(announced: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(announced, tmp_path / "week"))


def sign(folder: Path, verb: str, by: str = "张三") -> Result:
    return run(verb, folder / "out", "--by", by, NIGHT_BEFORE)


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def stopped(folder: Path, *words: object) -> str:
    """A refused run: exit code 2, nothing written, no traceback; what it says."""
    before = contents(folder)
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert contents(folder) == before
    return result.stderr


def contents(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def the_plan(folder: Path) -> Plan:
    return read_plan(folder / "out" / "plan.json")


def header(folder: Path) -> str:
    """What is printed at the head of the roster's pages."""
    sheet = load_workbook(folder / "out" / "roster.xlsx")["周检查计划"]
    return str(sheet.oddHeader.center.text or "")


def test_a_week_is_submitted_approved_and_published(week: Path) -> None:
    assert "未审批" in header(week)
    drafted = the_plan(week)
    assert "第1版：送审（张三，2026-11-27）" in done(sign(week, "submit", "张三"))
    assert "未审批" in header(week)
    assert "已批准（李四" in done(sign(week, "approve", "李四"))
    assert "未审批" not in header(week)
    assert "已发布（王五" in done(sign(week, "publish", "王五"))
    now = the_plan(week)
    assert [s.by for s in now.approval.history] == ["张三", "李四", "王五"]
    assert [b.but(state="draft") for b in now.bookings] == list(drafted.bookings)
    assert (now.unmet, now.tiers, now.reserve) == (drafted.unmet, drafted.tiers, drafted.reserve)
    kept = week / "out" / "已发布" / "第1版"
    for name in ("plan.json", "round.json", "roster.txt"):
        assert (kept / name).read_bytes() == (week / "out" / name).read_bytes()
    back = read_roster(kept / "roster.xlsx", read_round(kept / "round.json")).plan
    assert back.bookings == now.bookings
    assert back.approval.history == now.approval.history


def test_illegal_moves_are_refused_with_the_reason(week: Path) -> None:
    assert "请先送审" in stopped(week, "publish", week / "out", "--by", "王五")
    assert "请先送审" in stopped(week, "approve", week / "out", "--by", "王五")
    done(sign(week, "submit"))
    assert "请先批准" in stopped(week, "publish", week / "out", "--by", "王五", NIGHT_BEFORE)
    assert "早于" in stopped(week, "approve", week / "out", "--by", "李四", "--today=2026-11-26")


def test_approving_ones_own_submission_is_noticed(week: Path) -> None:
    done(sign(week, "submit", "张三"))
    assert "送审和批准都是张三" in done(sign(week, "approve", "张三"))


def test_what_is_approved_is_what_the_roster_says(week: Path) -> None:
    before = the_plan(week)
    assert typed_a_later_start(week)
    done(sign(week, "submit"))
    after = the_plan(week)
    changed = [b for b in after.bookings if b.but(state="draft") not in before.bookings]
    assert [b.site for b in changed] == ["GD-04"]
    assert (after.stopped_by, before.stopped_by) == ("hand", "proof")
    done(sign(week, "approve"))
    assert typed_a_later_start(week)
    assert "批准后又有改动" in stopped(week, "publish", week / "out", "--by", "王五", NIGHT_BEFORE)
    done(sign(week, "submit"))


def typed_a_later_start(folder: Path) -> bool:
    """Somebody types a start three minutes later; tell whether that keeps every rule."""

    def later(e: Edit) -> None:
        row = e.row(DING)
        (hour, minute), end = (
            [int(n) for n in clock.split(":")] for clock in e.get(row, "clock").split("—\n")
        )
        whole = [hour * 60 + minute + 3, end[0] * 60 + end[1] + 3]
        e.set(row, clock="—".join(f"{m // 60:02d}:{m % 60:02d}" for m in whole))

    edit(folder / "out" / "roster.xlsx", later)
    return run("check", folder / "out" / "roster.xlsx").exit_code == 0


def test_a_roster_that_breaks_rules_is_refused_with_all_of_them(week: Path) -> None:
    def spoil(e: Edit) -> None:
        e.set(e.row(DING), clock="06:00—06:50")
        e.set(e.row("丙项目"), officers="新来小沈（消防）")

    edit(week / "out" / "roster.xlsx", spoil)
    said = stopped(week, "submit", week / "out", "--by", "张三", NIGHT_BEFORE)
    assert "起止时间不在该时段内" in said


def test_a_state_chosen_in_the_sheet_is_no_signature(week: Path) -> None:
    def choose(e: Edit) -> None:
        e.sheet["C3"] = "已批准"

    edit(week / "out" / "roster.xlsx", choose)
    assert "请先送审" in stopped(week, "publish", week / "out", "--by", "王五", NIGHT_BEFORE)
    assert "不是签字" in done(sign(week, "submit"))


def test_what_people_typed_comes_along(week: Path) -> None:
    def note(e: Edit) -> None:
        e.set(e.row(DING), task_no="RW-0007", note="+1台水准仪")

    edit(week / "out" / "roster.xlsx", note)
    done(sign(week, "submit"))
    e = Edit(load_workbook(week / "out" / "roster.xlsx")["周检查计划"])
    row = e.row(DING)
    assert e.get(row, "task_no") == "RW-0007"
    cell = e.sheet.cell(row, e.columns["note"])
    assert (cell.value, cell.data_type) == ("+1台水准仪", "s")


def test_only_a_published_week_is_replanned(week: Path) -> None:
    assert "还没有发布" in stopped(week, "replan", week / "out", "--rain", "周四", NIGHT_BEFORE)


def test_somebody_ill_makes_the_next_version(public: Path) -> None:
    old = the_plan(public)
    round = read_round(public / "out" / "round.json")
    ill = old.bookings[0].officers[0]
    name = round.officer[ill].name
    said = done(run("replan", public / "out", "--ill", name, NIGHT_BEFORE))
    assert "换人" in said
    assert f"{name}" in said
    new = the_plan(public)
    assert (new.approval.state, new.approval.version) == ("draft", 2)
    assert all(ill not in b.people for b in new.bookings)
    assert "未审批" in header(public)
    sheet = load_workbook(public / "out" / "changes.xlsx")["变更单"]
    kinds = [sheet.cell(r, 2).value for r in range(4, sheet.max_row + 1)]
    touched = [b for b in old.bookings if ill in b.people]
    assert len([k for k in kinds if k and "备勤" not in k]) >= len(touched)
    again = run("replan", public / "out", "--ill", name, NIGHT_BEFORE)
    assert "没有变化" in done(again)
    assert the_plan(public) == new
    for verb in ("submit", "approve", "publish"):
        done(sign(public, verb))
    assert read_plan(public / "out" / "已发布" / "第1版" / "plan.json") == old
    second = read_plan(public / "out" / "已发布" / "第2版" / "plan.json")
    assert [s.version for s in second.approval.history] == [1, 1, 1, 2, 2, 2]


def test_the_workbook_as_it_is_now(public: Path) -> None:
    old = the_plan(public)
    (ding,) = [b for b in old.bookings if b.site == "GD-04"]
    ill, friday = ding.officers[0], MONDAY + timedelta(days=4)
    rows = (("Z9", MONDAY), (ill, THURSDAY))
    away = tuple(Absence(officer=o, first=day, last=friday) for o, day in rows)
    book = write_street(public / "street.xlsx", absences=away, pins=PINS)
    today = f"--today={WEDNESDAY}"
    said = done(run("replan", public / "out", "--book", book, today))
    new = the_plan(public)
    assert "不在岗" in said
    past = [b for b in old.bookings if b.session[:10] < str(WEDNESDAY)]
    assert past
    assert [b for b in new.bookings if b.session[:10] < str(WEDNESDAY)] == past
    later = [b for b in new.bookings if b not in past]
    assert "GD-04" in [b.site for b in later]
    assert all(ill not in b.people for b in later)


def test_edits_that_nobody_signed_are_not_replanned_over(public: Path) -> None:
    assert typed_a_later_start(public)
    assert "未送审" in stopped(public, "replan", public / "out", "--rain=周四", NIGHT_BEFORE)


def test_faults_of_all_changes_are_told_and_nothing_is_written(public: Path) -> None:
    said = stopped(
        public,
        "replan",
        public / "out",
        "--ill=无此人",
        "--rain=周日",
        "--shut=某地=周二",
        NIGHT_BEFORE,
    )
    assert len(said.splitlines()) == 3
    (public / "out" / "changes.xlsx").mkdir()
    first = the_plan(public).bookings[0].officers[0]
    name = read_round(public / "out" / "round.json").officer[first].name
    stopped(public, "replan", public / "out", "--ill", name, NIGHT_BEFORE)


def test_the_folder_is_as_of_the_street(public: Path) -> None:
    """Guards the tests above: their day is the book's, before the week begins."""
    assert read_round(public / "out" / "round.json").today == TODAY
