"""``check`` judges a roster edited as in Excel by every rule, and names cell, rule and source."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from cli_edits import after, cell_of, findings, holds, named, people, plan_a_week, swap
from roster_edit import Edit

from constraints import RULES

PINNED, FREE = "丙项目", "丁项目"


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The street's workbook and beside it the planned week."""
    return plan_a_week(tmp_path_factory.mktemp("check"))


@pytest.fixture
def copy(week: Path, tmp_path: Path) -> Path:
    """A copy of it to edit."""
    shutil.copytree(week, tmp_path / "week")
    return tmp_path / "week"


def test_moved_to_a_free_day_with_the_time_left_as_it_was(week: Path, tmp_path: Path) -> None:
    results = []
    for day in (1, 2, 3, 4):
        copy = shutil.copytree(week, tmp_path / str(day))
        moved = after(copy, lambda e, day=day: e.set(e.row(FREE), day=date(2026, 12, day)))
        assert cell_of(copy, FREE, "clock") in moved.stdout
        results.append(moved)
    kept = [r for r in results if r.exit_code == 0]
    assert kept, results[0].output
    assert "全部规则均满足" in kept[0].stdout


def test_moved_off_its_pinned_day(copy: Path) -> None:
    result = after(copy, lambda e: e.set(e.row(PINNED), day=date(2026, 12, 2)))
    cell = cell_of(copy, PINNED, "site")
    holds(named(f"{PINNED}须安排，未安排（人工指定!A3）", result), cell, "pinned")


def test_two_visits_at_once_for_the_same_people(copy: Path) -> None:
    def together(e: Edit) -> None:
        first, other = e.row(PINNED), e.row(FREE)
        e.set(other, **{key: e.get(first, key) for key in ("day", "part", "clock", "officers")})

    result = after(copy, together)
    for name in people(copy, FREE).values():
        place = named(f"{name}同时在", result)
        assert place[0] in (cell_of(copy, site, "officers") for site in (PINNED, FREE))
        holds(place, place[0], "one_place_at_a_time")


def test_a_time_outside_its_session(copy: Path) -> None:
    result = after(copy, lambda e: e.set(e.row(FREE), clock="06:00—06:50"))
    place, source = named("起止时间不在该时段内", result)
    assert place == cell_of(copy, FREE, "clock")
    assert "不可豁免" in source


def test_somebody_on_leave_is_barred_and_others_are_offered(copy: Path) -> None:
    fire = people(copy, FREE)["消防"]
    result = after(copy, swap(FREE, fire, "陈执法"))
    holds(named("陈执法11月30日下午不在岗", result), cell_of(copy, FREE, "officers"), "on_duty")
    assert f"    可替补：{fire}" in result.stdout


def test_somebody_without_a_certificate_is_no_match_for_the_law(copy: Path) -> None:
    fire = people(copy, FREE)["消防"]
    result = after(copy, swap(FREE, fire, "新来小沈"))
    place, source = named("没有当天持证的人员代表消防", result)
    assert place.startswith("周检查计划!")
    assert source == f"持证人数（法定）；{RULES['certified_quorum'].fields['source']}"
    assert f"    可替补：{fire}" in result.stdout


def test_a_helper_is_no_officer(copy: Path) -> None:
    fire = people(copy, FREE)["消防"]
    result = after(copy, swap(FREE, fire, "辅助小何"))
    place, source = named("消防应由1名执法人员代表", result)
    assert place.startswith("周检查计划!")
    assert source.startswith("执法权限（法定）")


def test_the_recused_stay_away(copy: Path) -> None:
    housing = people(copy, "甲项目")["住建"]
    result = after(copy, swap("甲项目", housing, "王执法"))
    place, source = named("王执法", result)
    assert place == cell_of(copy, "甲项目", "officers")
    assert source.startswith("回避（法定）；")
    assert "近亲属任职" not in result.stdout
    offered = [text for text in result.stdout.splitlines() if "可替补" in text]
    assert any(housing in text for text in offered)
    assert not any("王执法" in text for text in offered)


def test_one_struck_out_leaves_a_body_without_its_person(copy: Path) -> None:
    fire = people(copy, FREE)["消防"]

    def strike(e: Edit) -> None:
        row = e.row(FREE)
        kept = [p for p in e.get(row, "officers").split("；\n") if not p.startswith(fire)]
        e.set(row, officers="；\n".join(kept))

    result = after(copy, strike)
    place, source = named("消防应由1名执法人员代表", result)
    assert place.startswith("周检查计划!")
    assert source.startswith("执法权限（法定）；")
    assert f"    可替补：{fire}" in result.stdout


def test_a_row_deleted(copy: Path) -> None:
    result = after(copy, lambda e: e.sheet.delete_rows(e.row(FREE)))
    assert result.exit_code == 0
    assert "共3次检查" in result.stdout


def test_a_pinned_row_deleted(copy: Path) -> None:
    result = after(copy, lambda e: e.sheet.delete_rows(e.row(PINNED)))
    holds(named(f"{PINNED}须安排，未安排", result), "人工指定!A3", "pinned")


def test_a_row_added_too_soon_after_another(copy: Path) -> None:
    def add(e: Edit) -> None:
        values = {"day": date(2026, 12, 3), "part": "上午", "site": FREE, "types": "日常（住建）"}
        e.set(e.spare(), **values, officers="郑执法（住建）、吴执法（住建）")

    result = after(copy, add)
    place, source = named("应间隔5个", result)
    assert place.startswith("周检查计划!")
    assert source.startswith("检查间隔（本街道规定）；")


def test_several_edits_are_all_told(copy: Path) -> None:
    def change(e: Edit) -> None:
        swap(FREE, people(copy, FREE)["消防"], "陈执法")(e)
        swap("甲项目", people(copy, "甲项目")["住建"], "王执法")(e)
        e.sheet.delete_rows(e.row(PINNED))

    result = after(copy, change)
    rules = {under.split("（")[0] for _, under in findings(result).values()}
    assert rules >= {"在岗与工时", "回避", "人工指定"}


def test_a_name_nobody_has_is_a_fault_of_its_cell(copy: Path) -> None:
    result = after(copy, swap(FREE, people(copy, FREE)["消防"], "无此人"))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{cell_of(copy, FREE, 'officers')}：发现“无此人”，应为")
    assert result.stdout == ""
