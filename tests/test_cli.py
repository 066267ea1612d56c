"""``plan`` end to end on a small street: what it prints and what it writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import plan, run
from cli_street import write_street
from click.testing import Result
from openpyxl import load_workbook

from constraints import verify
from sites.book import Pin
from sites.json_files import read_plan, read_round

FILES = {"roster.xlsx", "tracker.xlsx", "plan.json", "round.json", "roster.txt"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_street(tmp_path_factory.mktemp("street") / "street.xlsx")


@pytest.fixture(scope="module")
def planned(book: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The week's folder and what was printed."""
    out = tmp_path_factory.mktemp("week") / "out"
    return out, plan(book, out, "--ics")


def test_plan_writes_its_files_and_nothing_else(planned: tuple[Path, Result]) -> None:
    out, result = planned
    assert result.exit_code == 0, result.output
    assert {p.name for p in out.iterdir()} == FILES | {"roster.ics"}
    assert (out / "roster.txt").read_text("utf-8").startswith("内部工作安排，请勿外传")
    assert (out / "roster.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_what_is_written_is_lawful_and_of_one_piece(planned: tuple[Path, Result]) -> None:
    out, _ = planned
    told, round = read_plan(out / "plan.json"), read_round(out / "round.json")
    assert told.bookings
    assert told.round_digest == round.digest
    assert verify(told, round).lawful


def test_the_report_says_merging_coverage_tiers_and_proof(planned: tuple[Path, Result]) -> None:
    out, result = planned
    told, round = read_plan(out / "plan.json"), read_round(out / "round.json")
    owed = sum(need.owed for need in round.needs)
    done = sum(round.need[n].owed for n in told.met)
    saved = sum(len({round.need[n].body for n in b.needs}) - 1 for b in told.bookings)
    merged = f"应查{owed}项，安排{done}项，合并为{len(told.bookings)}次上门，少上门{saved}次"
    assert merged in result.stdout
    for words in ("2026年11月30日—12月4日", "红色工地：", "黄色工地：", "绿色工地：", "已证明最优"):
        assert words in result.stdout
    for tier in ("第1层", "第2层", "第3层", "第4层"):
        (line,) = [text for text in result.stdout.splitlines() if text.startswith(tier)]
        assert "代价" in line
        assert "界" in line


def test_what_is_left_out_has_one_line_with_its_reason(tmp_path: Path) -> None:
    shut = Pin(how="never", site="GD-04", reason="停工盘点", by="李甲")
    book = write_street(tmp_path / "street.xlsx", pins=(shut,))
    result = plan(book, tmp_path / "out")
    told = read_plan(tmp_path / "out" / "plan.json")
    assert {u.code for u in told.unmet} == {"pinned"}
    assert f"未安排{len(told.unmet)}项：" in result.stdout
    lines = [text for text in result.stdout.splitlines() if text.startswith("  丁项目（")]
    assert len(lines) == len(told.unmet)
    assert all("停工盘点" in line and "可以：" in line for line in lines)


@pytest.mark.parametrize(
    "week", ["下周", "11月30日", "２０２６－Ｗ４９", "2026-12-02", "next week"]
)
def test_weeks_as_people_say_them(book: Path, week: str) -> None:
    result = run("needs", book, "--week", week)
    assert result.exit_code == 0
    assert "2026年11月30日—12月4日" in result.stdout


@pytest.mark.parametrize("week", ["哪天都行", "2026-W60", "2月30日"])
def test_a_week_nobody_can_mean(book: Path, tmp_path: Path, week: str) -> None:
    result = run("plan", book, "--week", week, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert week in result.stderr
    assert "2026-W49" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_second_run_keeps_the_workbooks_people_type_into(tmp_path: Path, book: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "roster.xlsx").write_bytes(b"typed by hand")
    (out / "roster.txt").write_text("old")
    result = plan(book, out)
    (kept,) = (out / "旧版").iterdir()
    assert kept.read_bytes() == b"typed by hand"
    assert str(kept) in result.stderr
    assert load_workbook(out / "roster.xlsx").sheetnames[0] == "周检查计划"


def test_the_same_input_gives_the_same_plan(
    planned: tuple[Path, Result], tmp_path: Path, book: Path
) -> None:
    again = plan(book, tmp_path)
    assert again.stdout == planned[1].stdout
    for name in ("plan.json", "round.json", "roster.txt"):
        assert (tmp_path / name).read_bytes() == (planned[0] / name).read_bytes()


def test_effort_ends_the_search_without_a_clock(book: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    for out in (first, again):
        result = plan(book, out, "--effort", 0.001, "--limit", 600)
        assert result.exit_code == 0, result.output
        assert "已证明最优" not in result.stdout
    assert (first / "plan.json").read_bytes() == (again / "plan.json").read_bytes()
    assert "已证明最优" in plan(book, tmp_path / "longer", "--effort", 30, "--limit", 600).stdout
    refused = plan(book, tmp_path / "none", "--effort", 0)
    assert (refused.exit_code, (tmp_path / "none").exists()) == (2, False)
