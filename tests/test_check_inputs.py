"""``check``: against which round or workbook a roster is judged, and what is no roster."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_edits import after, cell_of, checked, named, people, plan_a_week, swap
from cli_runs import plan, run, shell
from cli_street import MONDAY, street, write_street

from sites.book import Absence

FREE = "丁项目"


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The street's workbook and beside it the planned week."""
    return plan_a_week(tmp_path_factory.mktemp("check"))


@pytest.fixture
def copy(week: Path, tmp_path: Path) -> Path:
    """A copy of it to edit."""
    shutil.copytree(week, tmp_path / "week")
    return tmp_path / "week"


def test_an_unedited_roster_keeps_every_rule(week: Path) -> None:
    result = checked(week)
    assert result.exit_code == 0
    assert result.stdout == "共4次检查，全部规则均满足。\n"
    assert result.stderr == ""


def test_saved_by_another_program_it_is_still_the_same(copy: Path) -> None:
    assert after(copy, lambda e: None).stdout == "共4次检查，全部规则均满足。\n"


def test_the_round_may_lie_elsewhere(copy: Path) -> None:
    (copy / "out" / "round.json").rename(copy / "r.json")
    missing = checked(copy)
    assert missing.exit_code == 2
    assert "round.json" in missing.stderr
    assert checked(copy, "--round", copy / "r.json").exit_code == 0


def test_the_same_workbook_has_not_changed(week: Path) -> None:
    result = checked(week, "--book", week / "street.xlsx")
    assert (result.exit_code, result.stdout) == (0, "共4次检查，全部规则均满足。\n")


def test_a_changed_workbook_is_said_and_judged_as_it_is_now(copy: Path) -> None:
    fire = people(copy, FREE)["消防"]
    (officer,) = [o.id for o in street().officers if o.name == fire]
    away = Absence(officer=officer, first=MONDAY, last=MONDAY, reason="callout")
    write_street(copy / "street.xlsx", absences=(away,))
    assert checked(copy).exit_code == 0
    result = checked(copy, "--book", copy / "street.xlsx")
    assert result.stdout.startswith("工作簿在排班之后改动过")
    assert named(f"{fire}11月30日上午不在岗", result)[1].startswith("在岗与工时")


def test_the_same_verdict_in_english(copy: Path) -> None:
    fire = people(copy, FREE)["消防"]
    after(copy, swap(FREE, fire, "陈执法"))
    code, printed = shell("check", copy / "out" / "roster.xlsx", "--lang", "en")
    assert code == 1
    verdict, rule, offer = printed.splitlines()
    assert verdict.startswith(f"{cell_of(copy, FREE, 'officers')}: 陈执法 is not on duty")
    assert rule.startswith("    On duty (local); ")
    assert offer == f"    could step in: {fire}"


def test_a_round_of_another_plan_is_noticed(copy: Path) -> None:
    other = write_street(copy / "other.xlsx", complaints=())
    assert plan(other, copy / "other").exit_code == 0
    result = checked(copy, "--round", copy / "other" / "round.json")
    assert "不是按这份 round.json 排的" in result.output


@pytest.mark.parametrize("name", ["tracker.xlsx", "roster.txt", "none.xlsx"])
def test_what_is_no_roster(week: Path, name: str) -> None:
    result = run("check", week / "out" / name)
    assert result.exit_code == 2
    assert "发现" in result.stderr
    assert "Traceback" not in result.output


def test_a_roster_cut_short(copy: Path) -> None:
    path = copy / "out" / "roster.xlsx"
    path.write_bytes(path.read_bytes()[:9000])
    result = checked(copy)
    assert result.exit_code == 2
    assert "应为" in result.stderr
