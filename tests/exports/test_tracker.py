"""tracker.xlsx: nothing a person wrote is lost, what is late is seen, the figures are right."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.tracker import write_tracker
from exports.tracker.columns import COLUMNS
from exports.tracker.figures import count
from exports.tracker.hint import hint, is_due_soon, is_overdue
from sites.base import Language
from sites.book import Company, Hazard, Settings, Site, SiteBook
from sites.reading import read_hazards
from sites.vocabulary import CHOICES, SHEETS, fold_heading

TODAY = date(2026, 11, 27)
FIFTEEN = [
    "序号",
    "检查时间",
    "检查单位",
    "检查人",
    "检查项目",
    "检查工点",
    "隐患问题描述",
    "隐患类型",
    "隐患等级",
    "整改要求（措施）",
    "整改期限",
    "整改责任单位（建设、设计、施工、监理）",
    "整改责任人",
    "整改完成日期",
    "销号情况",
]
BOOK = SiteBook(
    settings=Settings(street="东新街道", prepared_by="示例周", reviewed_by="示例吴"),
    sites=(Site(id="GD-01", name="东新园二期"),),
    companies=(Company(id="91330105", name="示例建设有限公司", short_name="示例建设"),),
)


def a_hazard(id: str = "YH-1", what: str = "临边无防护", **more: Any) -> Hazard:
    return Hazard.model_validate({"id": id, "what": what} | more)


def read_back(path: Path) -> tuple[Hazard, ...]:
    return read_hazards(path)[0]


def written(path: Path, *hazards: Hazard, lang: Language = "zh") -> Worksheet:
    """Write a tracker and open its ledger."""
    write_tracker(path / "tracker.xlsx", hazards, BOOK, TODAY, lang)
    return load_workbook(path / "tracker.xlsx").worksheets[0]


def headings(sheet: Worksheet) -> list[str]:
    return [cell.value for cell in sheet[3]]


def row_of(sheet: Worksheet, row: int = 4) -> dict[str, Any]:
    return {str(head): cell.value for head, cell in zip(headings(sheet), sheet[row], strict=True)}


# -- columns ----------------------------------------------------------------------------------


def test_the_fifteen_columns_come_first_in_their_order(tmp_path: Path) -> None:
    sheet = written(tmp_path, a_hazard())
    assert headings(sheet)[:15] == FIFTEEN
    assert sheet.title == "问题隐患台账"


def test_every_field_of_a_hazard_has_its_column() -> None:
    assert set(COLUMNS) - {"number", "hint"} == set(Hazard.model_fields) - {"extra", "typed"}
    assert set(COLUMNS) - {"number", "hint"} == {c.field for c in SHEETS["hazards"].columns}


def test_no_two_headings_are_read_as_the_same_field() -> None:
    for lang in ("zh", "en"):
        known = SHEETS["hazards"].headings
        for column in SHEETS["hazards"].columns:
            assert known[fold_heading(column.name(lang))] == (column.field, lang == "en")


def test_columns_of_the_offices_own_stand_last_in_their_order(tmp_path: Path) -> None:
    one = a_hazard("1", extra=(("网格员", "示例钱"),))
    two = a_hazard("2", extra=(("合同额", "300"), ("网格员", "示例孙")))
    sheet = written(tmp_path, one, two)
    assert headings(sheet)[len(COLUMNS) :] == ["网格员", "合同额"]
    assert [c.value for c in sheet[5]][len(COLUMNS) :] == ["示例孙", "300"]


def test_hazards_keep_the_order_they_come_in(tmp_path: Path) -> None:
    days = (date(2026, 11, 3), date(2026, 1, 1), date(2026, 6, 1))
    found = [a_hazard(str(9 - k), found_on=day) for k, day in enumerate(days)]
    sheet = written(tmp_path, *found)
    assert [sheet.cell(4 + k, 2).value.date() for k in range(3)] == list(days)
    assert [sheet.cell(4 + k, 1).value for k in range(3)] == [1, 2, 3]


# -- what a person wrote ----------------------------------------------------------------------

CHINESE = st.text(alphabet="临边防护缺失三层电箱漏塔吊=+-@（），。a1/\n", min_size=1, max_size=12)
WRITTEN = CHINESE.map(str.strip).filter(lambda text: text and any(c.isalnum() for c in text))
NAME = st.text(alphabet="张王李赵示例", min_size=2, max_size=3)
CODE = st.text(alphabet="ABC0123456789-", min_size=1, max_size=20).filter(
    lambda text: any(c.isalnum() for c in text)
)
DAYS = st.dates(date(2015, 1, 1), date(2040, 1, 1))
BY_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "text": st.just("") | WRITTEN,
    "ref": st.just("") | WRITTEN.map(lambda text: "甲" + "".join(text.split())),
    "code": st.just("") | CODE,
    "date": st.none() | DAYS,
    "flag": st.none() | st.booleans(),
    "whole": st.integers(0, 9),
    "list": st.lists(NAME, max_size=3, unique=True).map(tuple),
    "choice": st.sampled_from(["open", "recheck", "closed", "moved", "cancelled", "paused"]),
}
FIELDS = {c.field: BY_TYPE[c.type] for c in SHEETS["hazards"].columns if c.field not in ("id",)}
FIELDS |= {
    "recheck_result": st.sampled_from([None, *CHOICES["recheck_result"]]),
    "recheck_mode": st.sampled_from([None, *CHOICES["recheck_mode"]]),
    "unverified": st.booleans(),
}
ODD_DEADLINE = st.sampled_from([(), (("due", "立即整改"),), (("due", "节后一周内"),)])


@st.composite
def ledgers(draw: st.DrawFn) -> list[Hazard]:
    """Hazards as a reader could have read them from somebody's ledger."""
    hazards = []
    for number in range(draw(st.integers(1, 3))):
        values = draw(st.fixed_dictionaries(FIELDS | {"what": WRITTEN, "typed": ODD_DEADLINE}))
        own = draw(st.lists(st.sampled_from(["网格员", "合同额(万元)", "处置意见"]), unique=True))
        values["extra"] = tuple((heading, draw(WRITTEN)) for heading in sorted(own))
        if values["typed"]:
            values["due"] = None
        hazards.append(Hazard.model_validate(values | {"id": f"YH-{number}"}))
    return hazards


def unordered(hazards: Any) -> list[Hazard]:
    """The order of the office's own columns among themselves is the ledger's, not a hazard's."""
    return [hazard.but(extra=tuple(sorted(hazard.extra))) for hazard in hazards]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledger=ledgers())
def test_what_is_written_is_read_back_and_stays(ledger: list[Hazard]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        once, twice = Path(folder, "once.xlsx"), Path(folder, "twice.xlsx")
        write_tracker(once, ledger, BOOK, TODAY, "zh")
        first = read_back(once)
        assert unordered(first) == unordered(ledger)
        write_tracker(twice, first, BOOK, TODAY + timedelta(days=30), "zh")
        assert read_back(twice) == first


def test_an_english_ledger_is_read_back_too(tmp_path: Path) -> None:
    full = a_hazard(
        due=TODAY,
        finders=("示例周", "示例吴"),
        fixed_at_once=True,
        round=2,
        extra=(("网格员", "钱"),),
    )
    ledger = tuple(full.but(id=state, state=state) for state in CHOICES["hazard_state"])
    written(tmp_path, *ledger, lang="en")
    assert read_back(tmp_path / "tracker.xlsx") == ledger


def test_an_english_ledger_keeps_what_waits_for_its_second_recheck(tmp_path: Path) -> None:
    waiting = a_hazard(state="recheck", round=1, rechecker_1="示例周", rechecked_on=TODAY)
    written(tmp_path, waiting, lang="en")
    assert read_back(tmp_path / "tracker.xlsx") == (waiting,)


def test_a_ledger_of_other_hands_keeps_every_word(tmp_path: Path) -> None:
    other = Workbook()
    sheet = other.worksheets[0]
    sheet.append(["某项目隐患台账"])
    heads = ["序号", "隐患内容", "排查日期", "整改期限", "责任单位", "网格员", "隐患状态", "备用"]
    sheet.append(heads)
    sheet.append([1, "临边\n无防护", date(2026, 5, 1), "立即整改", "示例建设", "钱某", "已闭环", 7])
    sheet.append([2, "=1+1", "2026.5.3", date(2026, 5, 9), "示例/样例", None, "整改中", None])
    sheet["B4"].data_type = "s"
    other.save(tmp_path / "theirs.xlsx")
    ours = written(tmp_path, *read_back(tmp_path / "theirs.xlsx"))
    first, second = row_of(ours, 4), row_of(ours, 5)
    assert first["隐患问题描述"] == "临边\n无防护"
    assert first["整改期限"] == "立即整改"
    assert (first["网格员"], first["备用"], first["状态"]) == ("钱某", "7", "已销号")
    assert second["检查时间"].date() == date(2026, 5, 3)
    assert second["整改责任单位（建设、设计、施工、监理）"] == "示例/样例"
    assert second["隐患问题描述"] == "=1+1"


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "#N/A", "=", "1e5"])
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    sheet = written(tmp_path, a_hazard(what=text, note=text, extra=((text, text),)))
    for cell in (sheet["G4"], sheet.cell(3, len(COLUMNS) + 1), sheet.cell(4, len(COLUMNS) + 1)):
        assert (cell.data_type, cell.value) == ("s", text)


def test_control_characters_do_not_stop_the_paper(tmp_path: Path) -> None:
    assert "临边" in written(tmp_path, a_hazard(what="临边\x0b无防护")).cell(4, 7).value


def test_no_cell_holds_a_formula(tmp_path: Path) -> None:
    write_tracker(tmp_path / "t.xlsx", [a_hazard(due=TODAY)], BOOK, TODAY, "zh")
    cells = (c for s in load_workbook(tmp_path / "t.xlsx") for row in s.iter_rows() for c in row)
    assert all(cell.data_type != "f" for cell in cells)


# -- what is late -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"due": date(2026, 11, 24)}, "逾期3天"),
        ({"due": date(2026, 11, 27)}, "将到期（今天）"),
        ({"due": date(2026, 11, 30)}, "将到期（还有3天）"),
        ({"due": date(2026, 12, 1)}, "还有4天"),
        ({"due": date(2026, 11, 24), "extended_to": date(2026, 12, 7)}, "还有10天"),
        ({}, "未定期限"),
        ({"typed": (("due", "立即整改"),)}, "期限不是日期"),
        ({"due": date(2026, 11, 24), "state": "closed"}, "已销号"),
        ({"due": date(2026, 11, 24), "state": "recheck"}, "待复查"),
        ({"state": "recheck", "replied_on": date(2026, 11, 25)}, "待复查（已2天）"),
        ({"due": date(2026, 11, 24), "state": "moved"}, "已移送，待反馈"),
        ({"due": date(2026, 11, 24), "state": "paused"}, "已中止"),
    ],
)
def test_the_hint_says_what_is_to_do(values: dict[str, Any], says: str) -> None:
    assert hint(a_hazard(**values), TODAY).zh == says


@given(due=DAYS, today=DAYS)
def test_a_hazard_is_never_both_late_and_due_soon(due: date, today: date) -> None:
    hazard = a_hazard(due=due)
    assert not (is_overdue(hazard, today) and is_due_soon(hazard, today))
    assert hint(hazard, today).zh.startswith("逾期") == is_overdue(hazard, today)
    assert hint(hazard, today).zh.startswith("将到期") == is_due_soon(hazard, today)


def test_the_hint_is_not_read_back_as_a_column(tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        write_tracker(tmp_path / "t.xlsx", [a_hazard(due=TODAY)], BOOK, TODAY, lang)
        assert read_back(tmp_path / "t.xlsx")[0].extra == ()


def test_a_column_called_hint_in_their_ledger_is_kept(tmp_path: Path) -> None:
    write_tracker(tmp_path / "t.xlsx", [a_hazard(extra=(("提示", "看现场"),))], BOOK, TODAY, "zh")
    assert read_back(tmp_path / "t.xlsx")[0].extra == (("提示", "看现场"),)


def test_colours_follow_the_state_and_the_word(tmp_path: Path) -> None:
    sheet = written(tmp_path, a_hazard(due=TODAY))
    rules = [r for area in sheet.conditional_formatting for r in area.rules]
    formulas = {rule.formula[0] for rule in rules}
    assert formulas == {
        'AND($P4="待整改",LEFT($Q4,2)="逾期")',
        'AND($P4="待整改",LEFT($Q4,3)="将到期")',
        '$P4="已销号"',
    }
    assert (sheet["P3"].value, sheet["Q3"].value) == ("状态", "提示（自动）")


# -- typing and printing ----------------------------------------------------------------------


def test_states_and_dates_are_checked_where_a_person_types(tmp_path: Path) -> None:
    sheet = written(tmp_path, a_hazard())
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    states = '"待整改,待复查,已销号,已移送待反馈,移送办结,撤销,中止"'
    assert checks["P4:P204"].formula1 == states
    assert checks["K4:K204"].type == "date"
    assert checks["K4:K204"].errorStyle == "warning"


def test_the_page_is_a4_landscape_with_headings_on_each(tmp_path: Path) -> None:
    sheet = written(tmp_path, a_hazard())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "G4"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.print_area == "'问题隐患台账'!$A$1:$Q$14"
    assert "&P" in sheet.oddFooter.center.text


def test_dates_are_dates_and_numbers_of_papers_are_text(tmp_path: Path) -> None:
    values = row_of(written(tmp_path, a_hazard(due=TODAY, notice_no="007", fixed_at_once=False)))
    assert values["整改期限"].date() == TODAY
    assert values["通知书文号"] == "007"
    assert values["当场整改"] == "否"
    assert values["复查轮次"] is None


def test_an_empty_ledger_can_be_written_and_read(tmp_path: Path) -> None:
    assert written(tmp_path).max_row >= 3
    assert read_back(tmp_path / "tracker.xlsx") == ()


# -- figures ----------------------------------------------------------------------------------


def summary_rows(path: Path, *hazards: Hazard) -> dict[str, list[Any]]:
    write_tracker(path / "t.xlsx", hazards, BOOK, TODAY, "zh")
    rows = load_workbook(path / "t.xlsx")["汇总"].iter_rows(values_only=True)
    return {str(row[0]): list(row[1:]) for row in rows if row[0]}


def test_the_summary_counts_by_group(tmp_path: Path) -> None:
    rows = summary_rows(
        tmp_path,
        a_hazard("1", site="GD-01", body="住建", liable="示例建设", due=date(2026, 11, 1)),
        a_hazard("2", site="GD-01", body="消防", liable="示例建设有限公司", due=TODAY),
        a_hazard("3", site="某工地", state="closed", grade="重大"),
        a_hazard("4", state="cancelled"),
    )
    assert rows["合计"] == [4, 1, 0.25, 2, 1, 1]
    assert rows["东新园二期"] == [2, 0, 0, 2, 1, 1]
    assert rows["示例建设有限公司"] == [2, 0, 0, 2, 1, 1]
    assert rows["重大"] == [1, 1, 1, 0, 0, 0]
    assert rows["待整改"][0] == 2
    assert rows["移送办结"][0] == 0
    assert any(name.startswith("整改率＝已销号÷发现") for name in rows)


def test_a_rate_of_nothing_is_empty_not_an_error(tmp_path: Path) -> None:
    assert count("", (), TODAY).rate is None
    assert summary_rows(tmp_path)["合计"] == [0, 0, None, 0, 0, 0]
