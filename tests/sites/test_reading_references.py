"""Names that lead to ids, ids that repeat, and values that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from grids_on_disk import faults, places, read, write_xlsx

from sites.errors import BookError
from sites.reading import read_book


def test_references_by_id_full_name_part_and_bracket(tmp_path: Path) -> None:
    rows = [
        ["工地", "检查日期", "实施主体", "检查人员"],
        ["甲项", "2026/10/1", "东新综合执法队", "张三（Z1）、李四"],
    ]
    visit = read(tmp_path, 检查记录=rows).history[0]
    assert (visit.site, visit.body, visit.officers) == ("甲项目", "综合执法", ("Z1", "Z2"))


def test_unknown_names_are_faults_that_suggest_the_nearest(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        检查记录=[["工地", "检查日期", "实施主体"], ["丙项目", "2026/10/1", "消防"]],
        请假值班=[["姓名", "起始日期"], ["王五", "2026/12/1"]],
        执法人员=[["姓名", "编制单位"], ["张三", "城管局"]],
    )
    assert places(found) == ["执法人员!B2", "请假值班!A2", "检查记录!A2", "检查记录!C2"]
    assert "甲项目" in found[2].expected.zh


def test_people_who_left_stay_in_the_history_as_typed(tmp_path: Path) -> None:
    rows = [
        ["工地", "检查日期", "实施主体", "检查人员"],
        ["甲项目", "2026/10/1", "综合执法", "老王"],
    ]
    book = read(tmp_path, 检查记录=rows)
    assert book.history[0].officers == ("老王",)
    assert any("检查人员" in w.zh for w in book.warnings)


def test_an_ambiguous_name_names_whom_it_may_mean(tmp_path: Path) -> None:
    people = [["姓名", "编制单位", "执法证号"]]
    people += [["张三", "市场监管所", "Z1"], ["张三", "市场监管所", "Z2"]]
    found = faults(
        tmp_path, 执法人员=people, 请假值班=[["姓名", "起始日期"], ["张三", "2026/12/1"]]
    )
    assert places(found) == ["请假值班!A2"]
    assert "Z1、Z2" in found[0].expected.zh


def test_duplicate_ids_name_the_other_place(tmp_path: Path) -> None:
    found = faults(tmp_path, 工地=[["工地名称"], ["甲"], ["乙"], [" 甲 "]])
    assert places(found) == ["工地!A4"]
    assert "工地!A2" in found[0].expected.zh


def test_missing_sheets_and_columns_are_all_told_at_once(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "b.xlsx", {"执法人员": [["姓名", "执法证号"], ["张三", "Z1"]]})
    with pytest.raises(BookError) as error:
        read_book(path)
    assert places(error.value.faults) == ["执法人员!A1", "工地", "部门"]
    assert "编制单位" in error.value.faults[0].expected.zh


def test_a_required_cell_left_empty(tmp_path: Path) -> None:
    found = faults(
        tmp_path, 检查记录=[["工地", "检查日期", "实施主体"], ["甲项目", None, "综合执法"]]
    )
    assert places(found) == ["检查记录!B2"]


def test_unknown_choices_list_the_allowed_words(tmp_path: Path) -> None:
    found = faults(tmp_path, 工地=[["工地名称", "三色等级"], ["甲", "紫"]])
    assert places(found) == ["工地!B2"]
    assert "红、黄、绿" in found[0].expected.zh


def test_bounds_are_faults_of_their_cell(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        路程=[["起点", "终点", "分钟"], ["甲项目", "乙项目", -5]],
        车辆=[["车牌号", "座位数"], ["浙A1", 0]],
    )
    assert places(found) == ["车辆!B2", "路程!C2"]
    assert "不小于0" in found[1].expected.zh


def test_a_period_that_ends_before_it_starts(tmp_path: Path) -> None:
    rows = [["姓名", "起始日期", "截止日期"], ["张三", "2026/12/5", "2026/12/1"]]
    assert places(faults(tmp_path, 请假值班=rows)) == ["请假值班!C2"]


def sites_at(*points: tuple[float, float], datum: str = "") -> list[list[object]]:
    head: list[object] = ["工地名称", "经度", "纬度", "坐标系"]
    return [head, *([f"工地{k}", lon, lat, datum] for k, (lon, lat) in enumerate(points))]


@pytest.mark.parametrize(
    ("points", "datum", "bad"),
    [
        ([(120.15, 30.3), (120.16, 30.31)], "GCJ-02", []),
        ([(30.3, 120.15), (120.16, 30.31)], "GCJ-02", ["工地!B2"]),
        ([(120.15, 30.3), (-87.6, 41.9)], "GCJ-02", ["工地!B3"]),
        ([(0, 0)], "WGS-84", ["工地!B2"]),
        ([(-87.6, 41.9), (-87.7, 41.8), (-87.7, 41.9)], "WGS-84", []),
        ([(-87.6, 41.9), (-87.7, 41.8), (-87.7, 41.9), (2.3, 48.8)], "WGS-84", ["工地!B5"]),
        ([(-87.6, 41.9)], "", ["工地!B2"]),
    ],
)
def test_coordinates_that_cannot_be(
    tmp_path: Path, points: list[tuple[float, float]], datum: str, bad: list[str]
) -> None:
    assert places(faults(tmp_path, 工地=sites_at(*points, datum=datum))) == bad


def test_swapped_coordinates_are_called_so(tmp_path: Path) -> None:
    found = faults(tmp_path, 工地=sites_at((30.3, 120.15), datum="GCJ-02"))
    assert "填反" in found[0].expected.zh
