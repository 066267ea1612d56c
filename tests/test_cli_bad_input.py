"""Every kind of bad workbook, through the command line: plain faults, all at once, nothing written.

Each case spoils the small street in one way and says which cell must be named.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Cells, plan, refused, run, shell, spoiled
from cli_street import WEEK

from sites.book import RuleSetting

Spoil = Callable[[Cells], str]
LONG_AGO = date(2026, 1, 1)


def _drop_sheet(cells: Cells) -> str:
    del cells.book["工地"]
    return "工地"


def _drop_column(cells: Cells) -> str:
    page = cells.sheet("执法人员")
    page.delete_cols(next(c.column for c in page[2] if c.value == "姓名"))
    return "执法人员!A2"


def _swap_coordinates(cells: Cells) -> str:
    cells.set("工地", "纬度", 120.16)
    return cells.set("工地", "经度", 30.31)


def _abroad(cells: Cells) -> str:
    cells.set("工地", "纬度", 48.85, row=2)
    return cells.set("工地", "经度", 2.35, row=2)


def _typed(sheet: str, heading: str, value: Any, row: int = 1) -> Spoil:
    return lambda cells: cells.set(sheet, heading, value, row)


CASES: dict[str, tuple[Spoil, str, str]] = {
    "missing sheet": (_drop_sheet, "没有这张工作表", "“工地”"),
    "missing column": (_drop_column, "列标题", "姓名"),
    "unknown body": (_typed("执法人员", "编制单位", "无此局"), "无此局", "部门"),
    "unknown officer": (_typed("请假值班", "姓名", "无此人"), "无此人", "执法人员"),
    "unknown site": (_typed("投诉", "工地", "无此工地"), "无此工地", "工地"),
    "unknown pinned site": (_typed("人工指定", "工地", "无此工地"), "无此工地", "工地"),
    "site without a name": (_typed("工地", "工地名称", None, 3), "空白", "工地名称"),
    "site twice": (_typed("工地", "工地编号", "GD-01", 3), "GD-01", "不重复"),
    "officer twice": (_typed("执法人员", "人员编号", "Z1", 3), "Z1", "不重复"),
    "day no calendar has": (_typed("投诉", "投诉日期", "2026-02-30"), "2026-02-30", "日期"),
    "day of another age": (_typed("检查记录", "检查日期", "1026/6/8", 2), "1026", "日期"),
    "period that ends first": (_typed("请假值班", "截止日期", LONG_AGO), "2026-01-01", "不早于"),
    "coordinates swapped": (_swap_coordinates, "30.31", "填反"),
    "coordinates abroad": (_abroad, "48.85", "附近"),
    "negative minutes": (_typed("检查事项", "用时(分钟)", -5, 2), "-5", "0"),
    "words for a number": (_typed("检查事项", "用时(分钟)", "半天"), "半天", "数"),
    "a colour nobody gives": (_typed("工地", "三色等级", "紫"), "紫", "红"),
    "no seats": (_typed("车辆", "座位数(不含驾驶员)", 0), "0", "1"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_names_its_cell_what_was_found_and_what_was_expected(
    tmp_path: Path, name: str
) -> None:
    spoil, found, expected = CASES[name]
    places: list[str] = []
    book = spoiled(tmp_path, lambda cells: places.append(spoil(cells)))
    lines = refused(plan(book, tmp_path / "out"), tmp_path / "out")
    (line,) = [text for text in lines if text.startswith(f"{places[0]}：")] or [""]
    was, _, should = line.partition("，应为")
    assert line, lines
    assert "发现" in was
    assert found in was + should.split("（")[0]
    assert expected in should


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Of cells, of references, of coordinates, and of the rules' own sheet."""
    settings = (RuleSetting(rule="无此规则", param="days", value="5"),)
    named = ("negative minutes", "unknown site", "coordinates swapped", "officer twice")
    places: list[str] = ["规则!A3"]
    book = spoiled(
        tmp_path,
        *(lambda c, n=n: places.append(CASES[n][0](c)) for n in named),
        rule_settings=settings,
    )
    lines = refused(plan(book, tmp_path / "out"), tmp_path / "out")
    assert sorted(line.split("：")[0] for line in lines) == sorted(places)


def test_the_same_in_english(tmp_path: Path) -> None:
    book = spoiled(tmp_path, CASES["negative minutes"][0], CASES["unknown site"][0])
    code, printed = shell("--lang", "en", "plan", book, "--week", WEEK, "--out", tmp_path / "out")
    lines = printed.splitlines()
    assert code == 2
    assert len(lines) == 2
    assert all(" found " in line and ", expected " in line for line in lines)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["needs", "rules --book"])
def test_other_commands_refuse_in_the_same_words(tmp_path: Path, command: str) -> None:
    book = spoiled(tmp_path, CASES["unknown site"][0])
    told = refused(run(*command.split(), book, "--week", WEEK), tmp_path / "out")
    assert told == refused(plan(book, tmp_path / "out"), tmp_path / "out")


def test_old_files_survive_a_refused_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "roster.xlsx").write_bytes(b"old")
    result = plan(spoiled(tmp_path, CASES["unknown site"][0]), out)
    assert result.exit_code == 2
    assert [p.name for p in out.iterdir()] == ["roster.xlsx"]
    assert (out / "roster.xlsx").read_bytes() == b"old"


def test_a_missing_sheet_is_told_once_not_at_each_reference_to_it(tmp_path: Path) -> None:
    book = spoiled(tmp_path, _drop_sheet)
    (line,) = refused(plan(book, tmp_path / "out"), tmp_path / "out")
    assert line.startswith("工地：")
