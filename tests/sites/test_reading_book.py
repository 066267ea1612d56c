"""Whole books: headings wherever they stand, notes, merges, references, defaults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from grids_on_disk import LEAST, places, read, write_xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from exports.template import write_template
from sites.errors import BookError
from sites.reading import read_book
from sites.vocabulary import SHEETS


def test_the_least_book_reads_and_the_rest_has_defaults(tmp_path: Path) -> None:
    book = read(tmp_path)
    assert [s.id for s in book.sites] == ["甲项目", "乙项目"]
    assert [s.colour for s in book.sites] == ["red", "green"]
    assert [o.id for o in book.officers] == ["Z1", "Z2"]
    assert book.bodies[1].enforcing == "市场监管所"
    assert [c.name for c in book.companies] == ["中天建设"]
    assert book.items == ()
    assert book.settings.merge_days == 15
    assert len(book.digest) == 64


def test_english_headings_any_order_and_old_sheet_names(tmp_path: Path) -> None:
    sheets = {
        "项目清单": [["Colour", "Site"], ["red", "A"]],
        "Bodies": [["Body"], ["Urban"]],
        "人员": [["Employer", "Name"], ["Urban", "Ann Lee"]],
    }
    book = read_book(write_xlsx(tmp_path / "b.xlsx", sheets))
    assert (book.sites[0].colour, book.officers[0].name) == ("red", "Ann Lee")


def test_title_rows_blank_rows_and_notes_are_no_data(tmp_path: Path) -> None:
    rows = [
        ["东新街道在建工地一览表"],
        ["填报单位：东新街道", None, "2026年11月"],
        [],
        ["序 号", "*项目名称", "三色\n等级（红黄绿）"],
        [1, "甲项目", "红"],
        [],
        [2, "乙项目", "黄"],
        ["合计", "2"],
        ["注：红色为重点工地"],
        ["黄色为一般工地"],
        ["填表人：张三", None, "审核人：李四"],
    ]
    book = read(tmp_path, 工地=rows)
    assert [(s.name, s.colour) for s in book.sites] == [("甲项目", "red"), ("乙项目", "yellow")]


def test_headings_over_two_rows(tmp_path: Path) -> None:
    rows = [
        ["事项名称", "实施主体", "频次"],
        [None, None, "红", "黄"],
        ["扬尘", "综合执法", 30, 90],
    ]
    item = read(tmp_path, 检查事项=rows).items[0]
    assert (item.name, item.days_red, item.days_yellow, item.days_green) == ("扬尘", 30, 90, None)


def test_merged_cells_down_are_said_for_each_row(tmp_path: Path) -> None:
    history = [["工地", "检查日期", "实施主体"], ["甲项目", "2026/10/1", "综合执法"]]
    history.append([None, "2026/10/8", "市场监管所"])
    path = write_xlsx(tmp_path / "b.xlsx", LEAST | {"检查记录": history})
    book = load_workbook(path)
    book["检查记录"].merge_cells("A2:A3")
    book.save(path)
    assert [(v.site, v.on.day) for v in read_book(path).history] == [("甲项目", 1), ("甲项目", 8)]


def test_rows_under_one_merged_name_are_one_site(tmp_path: Path) -> None:
    sites = [["工地名称", "工地特征"], ["甲项目", "深基坑"], [None, "塔吊"]]
    path = write_xlsx(tmp_path / "b.xlsx", LEAST | {"工地": sites})
    book = load_workbook(path)
    book["工地"].merge_cells("A2:A3")
    book.save(path)
    assert [s.traits for s in read_book(path).sites] == [("深基坑", "塔吊")]


def test_legs_as_a_square_matrix(tmp_path: Path) -> None:
    rows = [["单位：分钟"], [None, "甲项目", "乙项目"], ["甲项目", 0, 12], ["乙项目", 15, None]]
    legs = read(tmp_path, 路程=rows).legs
    assert [(x.origin, x.target, x.minutes) for x in legs] == [
        ("甲项目", "乙项目", 12),
        ("乙项目", "甲项目", 15),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["名称", "值", "说明"],
            ["街道名称", "东新街道"],
            ["截至日期", 46353],
            ["上午开始", "8:30"],
        ],
        [["街道名称", "截至日期", "上午开始"], ["东新街道", "2026年11月27日", "上午8点半"]],
    ],
    ids=["a row a setting", "a column a setting"],
)
def test_settings_in_both_forms(tmp_path: Path, rows: list[list[object]]) -> None:
    said = read(tmp_path, 设置=rows).settings
    assert (said.street, said.today, said.am_start) == ("东新街道", date(2026, 11, 27), 510)


def test_identity_numbers_and_complainants_never_get_in(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        执法人员=[["姓名", "编制单位", "身份证号码"], ["张三", "市场监管所", "330105199001011234"]],
        投诉=[
            ["工单编号", "工地", "投诉日期", "投诉人", "联系电话"],
            ["T1", "甲项目", "2026/11/1", "钱某", "13812345678"],
        ],
    )
    stored = book.model_dump_json()
    assert "330105199001011234" not in stored
    assert "钱某" not in stored
    assert "13812345678" not in stored
    assert any("身份证" in w.zh for w in book.warnings)
    assert any("投诉人、联系电话" in w.zh for w in book.warnings)


def test_pins_and_rules_know_their_cell(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        人工指定=[["方式", "工地"], ["必排", "甲项目"]],
        规则=[["规则", "参数", "数值"], ["到场人数", "most", 8]],
    )
    assert (book.pins[0].cell, book.rule_settings[0].cell) == ("人工指定!A2", "规则!A2")
    assert book.rule_settings[0].value == "8"


def test_a_company_named_with_its_code_is_one_company(tmp_path: Path) -> None:
    sites = [["工地名称", "施工单位"], ["甲", "中天（91330105MA2H000000）"], ["乙", "中天"]]
    book = read(tmp_path, 工地=sites)
    assert {s.builder for s in book.sites} == {"91330105MA2H000000"}
    assert len(book.companies) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_says_what_is_required(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, lang)  # type: ignore[arg-type]
    with pytest.raises(BookError) as error:
        read_book(path, lang=lang)  # type: ignore[arg-type]
    required = [s.name(lang) for s in SHEETS.values() if s.required]  # type: ignore[arg-type]
    assert places(error.value.faults) == required


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_examples_of_the_template_are_a_book(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "t.xlsx"
    write_template(path, lang)  # type: ignore[arg-type]
    book = load_workbook(path)
    for page in book.worksheets[1:]:
        first = page["A2"]
        if isinstance(first.value, str):
            first.value = first.value.removeprefix("示例：").removeprefix("Example: ") or None
    book.save(path)
    read_again = read_book(path)
    assert read_again.warnings == ()
    for key in SHEETS:
        rows = getattr(read_again, key)
        if key == "companies":
            assert "示例建设有限公司" in {c.name for c in rows}
        elif key != "settings":
            assert len(rows) == 1, key
            shown = [c.field for c in SHEETS[key].columns if c.example]
            assert all(getattr(rows[0], f) not in ("", (), None) for f in shown), key


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["工地名称", "三色等级", "开工日期", "联系电话"]), st.integers(0, 3))
def test_columns_in_any_order_under_any_title(
    tmp_path: Path, order: list[str], titles: int
) -> None:
    cells = {"工地名称": "甲", "三色等级": "黄", "开工日期": "2026.3.1", "联系电话": 13800000000}
    rows = [["某街道台账"]] * titles + [order, [cells[name] for name in order]]
    site = read(tmp_path, 工地=rows).sites[0]
    assert (site.name, site.colour, site.starts_on) == ("甲", "yellow", date(2026, 3, 1))
    assert site.phone == "13800000000"


def test_only_a_marked_row_is_an_example(tmp_path: Path) -> None:
    rows = [["工地名称"], ["示例：甲"], ["（示例）乙"], ["示例花园二期"]]
    book = read(tmp_path, 工地=rows)
    assert [s.name for s in book.sites] == ["示例花园二期"]
    assert sum("示例行" in w.zh for w in book.warnings) == 2


def test_a_lone_cell_taken_for_a_note_is_told(tmp_path: Path) -> None:
    rows = [["姓名", "起始日期"], ["张三", "2026/12/1"], ["本表由办公室汇总"]]
    book = read(tmp_path, 请假值班=rows)
    assert len(book.absences) == 1
    assert any("第3行" in w.zh for w in book.warnings)
