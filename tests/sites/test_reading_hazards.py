"""Hazard ledgers: nothing typed is lost, nothing typed refuses the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from grids_on_disk import read, write_xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sites.book import Hazard
from sites.errors import BookError
from sites.reading import read_hazards

REAL = Path("/work/shared/real/templates")
HAND_KEPT = REAL / "现场隐患排查与治理统计表_手工台账_2020.05.xlsx"
EXPORTED = REAL / "隐患排查治理汇总清单_软件导出_2020-05.xlsx"


def ledger(tmp_path: Path, *rows: list[Any]) -> tuple[Hazard, ...]:
    return read_hazards(write_xlsx(tmp_path / "ledger.xlsx", {"台账": list(rows)}))[0]


def real(path: Path) -> Path:
    if not path.exists():
        pytest.skip("the shared real files are not here")
    return path


def test_the_hand_kept_ledger_gives_all_93_hazards() -> None:
    hazards, warnings = read_hazards(real(HAND_KEPT))
    assert len(hazards) == 93
    assert {h.state for h in hazards} == {"closed"}
    assert {h.closing for h in hazards} == {"已整改"}
    assert {h.site for h in hazards} == {"中国五环工程有限公司宜都兴发湿法磷酸项目"}
    assert all(h.found_on and h.due and h.rechecked_on and h.liable and h.measure for h in hazards)
    assert hazards[0].due == date(2020, 4, 26)
    assert len({h.id for h in hazards}) == 93
    assert not any(h.what.startswith("隐患") for h in hazards)
    assert any("59" in w.zh for w in warnings)


def test_nothing_typed_in_the_hand_kept_ledger_is_lost() -> None:
    stored = "\n".join(h.model_dump_json() for h in read_hazards(real(HAND_KEPT))[0])
    page = load_workbook(HAND_KEPT, data_only=True).worksheets[0]
    for row in page.iter_rows(min_row=4, max_row=101):
        for cell in row[1:]:
            if isinstance(cell.value, str):
                assert cell.value.strip().replace("\n", "\\n") in stored, cell.coordinate


def test_the_same_texts_in_the_exported_ledger() -> None:
    exported = read_hazards(real(EXPORTED))[0]
    by_hand = {h.what for h in read_hazards(real(HAND_KEPT))[0]}
    assert len(exported) == 57
    assert sum(h.what in by_hand for h in exported) == 52


def test_an_import_template_is_an_empty_ledger() -> None:
    assert read_hazards(real(REAL / "日常巡检导入模板.xls"))[0] == ()


def test_a_duty_roster_is_no_ledger() -> None:
    with pytest.raises(BookError):
        read_hazards(real(REAL / "值班表_2024春_一格多人.xlsx"))


def test_what_the_model_cannot_hold_is_kept_as_typed(tmp_path: Path) -> None:
    head = ["隐患描述", "整改期限", "复查轮次", "检查时间", "是否立案", "当场整改"]
    hazard = ledger(tmp_path, head, ["临边", "立即整改", "第二次", "2026/2/30", "否", "/"])[0]
    assert hazard.typed == (
        ("found_on", "2026/2/30"),
        ("due", "立即整改"),
        ("fixed_at_once", "/"),
        ("round", "第二次"),
    )
    assert (hazard.due, hazard.extra) == (None, (("是否立案", "否"),))


def test_identity_numbers_are_not_kept_even_here(tmp_path: Path) -> None:
    hazard = ledger(tmp_path, ["隐患描述", "责任人身份证号"], ["临边", "330105199001011234"])[0]
    assert "330105199001011234" not in hazard.model_dump_json()


@pytest.mark.parametrize(
    ("head", "row", "state"),
    [
        (["状态"], ["待整改"], "open"),
        (["状态"], ["整改中"], "open"),
        (["状态"], ["待复查"], "recheck"),
        (["状态", "复查人"], ["待复查", "张三"], "recheck"),
        (["状态"], ["已销号"], "closed"),
        (["状态"], ["闭合"], "closed"),
        (["状态"], ["已整改"], "recheck"),
        (["状态", "复查日期"], ["已整改", "2026/11/1"], "closed"),
        (["销号情况"], ["未整改到位"], "open"),
        (["销号情况"], ["已于11月3日复查合格"], "closed"),
        (["销号情况"], ["已移送区住建局"], "moved"),
        (["状态", "销号情况"], ["看情况", "已销号"], "closed"),
        (["整改完成日期"], ["2026/11/1"], "recheck"),
        (["销号日期"], ["2026/11/1"], "closed"),
        (["备注"], [""], "open"),
    ],
)
def test_the_state_a_ledger_means(
    tmp_path: Path, head: list[str], row: list[str], state: str
) -> None:
    assert ledger(tmp_path, ["隐患描述", *head], ["临边", *row])[0].state == state


def test_rows_under_one_merged_text_are_one_hazard(tmp_path: Path) -> None:
    rows = [["隐患描述", "检查时间", "责任人"], ["临边", "2026/11/1", "赵一"], [None, None, "钱二"]]
    path = write_xlsx(tmp_path / "l.xlsx", {"台账": rows})
    book = load_workbook(path)
    book["台账"].merge_cells("A2:A3")
    book["台账"].merge_cells("B2:B3")
    book.save(path)
    hazards = read_hazards(path)[0]
    assert [(h.what, h.liable_person) for h in hazards] == [("临边", "赵一\n钱二")]
    assert hazards[0].typed == ()


def test_made_ids_are_the_same_again_and_differ_for_twins(tmp_path: Path) -> None:
    head, row = ["隐患描述", "检查时间"], ["临边", "2026/11/1"]
    once = [h.id for h in ledger(tmp_path, head, row, ["洞口", "2026/11/1"], row)]
    assert len(set(once)) == 3
    later = [h.id for h in ledger(tmp_path, head, ["新的", "2026/12/1"], row)]
    assert later[1] == once[0]


def test_repeated_ids_are_told_and_told_apart(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "l.xlsx", {"台账": [["隐患编号", "隐患描述"], ["1", "甲"], ["1", "乙"]]}
    )
    hazards, warnings = read_hazards(path)
    assert [h.id for h in hazards] == ["1", "1-2"]
    assert any("重复" in w.zh for w in warnings)


def test_a_hazard_of_an_unknown_site_is_kept_with_a_warning(tmp_path: Path) -> None:
    rows = [["检查工点", "隐患描述"], ["甲项目", "临边"], ["拆掉的工地", "洞口"]]
    book = read(tmp_path, 隐患台账=rows)
    assert [h.site for h in book.hazards] == ["甲项目", "拆掉的工地"]
    assert any("检查工点" in w.zh for w in book.warnings)


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), min_size=1)
FIELDS = ["检查时间", "整改期限", "复查轮次", "状态", "当场整改", "销号情况", "其他列"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=len(FIELDS), max_size=len(FIELDS)))
def test_no_text_whatever_refuses_a_ledger_or_gets_lost(tmp_path: Path, typed: list[str]) -> None:
    folder = tmp_path / "ledger.csv"
    quoted = ["临边", *(f"甲{text}" for text in typed)]
    cells = ",".join('"' + text.replace('"', '""') + '"' for text in quoted)
    folder.write_text(",".join(["隐患描述", *FIELDS]) + "\n" + cells, "utf-8")
    (hazard,) = read_hazards(folder)[0]
    kept = {hazard.closing, *dict(hazard.typed).values(), *dict(hazard.extra).values()}
    assert {text.strip() for text in quoted[1:]} <= kept
