"""roster.xlsx: what is on its sheets, and what must never be."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tiny import tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from constraints import RULES, verify
from exports.roster import write_roster
from sites.base import Language, Text
from sites.book import Absence, Item, Site, Vehicle
from sites.plan import Approval, Plan, Reserve, Ride, Stand, Unmet
from sites.round import Round

SECRET = "KZ-7731"
SHEETS = [
    "周检查计划",
    "执法力量安排表",
    "任务单",
    "任务单（内部）",
    "未安排事项及原因",
    "规则核对表",
    "技术信息",
]


def full_round(**more: Any) -> Round:
    """A round with a complaint, a red site, checklists, a vehicle and somebody on leave."""
    case = tiny_need(
        "A",
        "urban",
        "case",
        items=(),
        complaints=(SECRET,),
        why=Text(zh=f"投诉工单{SECRET}，夜间施工", en=f"complaint {SECRET}"),
    )
    again = tiny_need("A", "housing", "recheck", items=(), hazards=("YH-1",))
    values: dict[str, Any] = {
        "needs": (tiny_need("A", why=Text(zh="分数最低", en="worst")), case, again, tiny_need("B")),
        "sites": (
            Site(
                id="A",
                name="site A",
                colour="red",
                rated_why="两次逾期",
                builder="B",
                zone="东片",
                contact="陈某",
                phone="0571-1",
            ),
            Site(id="B", name="site B", builder="B", zone="西片"),
        ),
        "items": (Item(code="pit", name="深基坑", body="housing", checks=("支护", "监测")),),
        "vehicles": (Vehicle(id="浙A·12345", seats=4),),
        "absences": (Absence(officer="o2", first=date(2026, 11, 30), last=date(2026, 12, 4)),),
    }
    return tiny_round(**(values | more))


def full_plan() -> Plan:
    """Site A visited by three people for both bodies; B left out."""
    stands = (
        Stand(officer="o1", need="A/housing/routine"),
        Stand(officer="o1", need="A/housing/recheck"),
        Stand(officer="o3", need="A/urban/case"),
    )
    booking = tiny_booking(
        "A#1",
        needs=("A/housing/routine", "A/urban/case", "A/housing/recheck"),
        officers=("o1", "o3"),
        stands_for=stands,
        auxiliaries=("a1",),
        end=620,
    )
    return tiny_plan(
        booking,
        rides=(Ride(session="2026-11-30/am", officer="o1", vehicle="浙A·12345"),),
        reserve=(Reserve(session="2026-11-30/pm", officers=("o3",)),),
        unmet=(
            Unmet(
                need="B/housing/routine",
                code="recusal",
                says=Text(zh="应回避", en="recused"),
                helps=Text(zh="换人", en="another"),
                example_officer="o2",
            ),
        ),
    )


def written(
    path: Path, plan: Plan, round: Round, lang: Language = "zh", **substitutes: Any
) -> Workbook:
    write_roster(path, plan, round, verify(plan, round), substitutes.get("found", {}), lang)
    return load_workbook(path)


def texts(sheet: Worksheet) -> list[str]:
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def heading(sheet: Worksheet, row: int) -> list[Any]:
    return [c.value for c in sheet[row]]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("roster") / "roster.xlsx"
    return written(path, full_plan(), full_round(), found={("A#1", "o1"): ("o2",)})


def test_sheets_in_the_offices_order_and_the_documents_name(book: Workbook) -> None:
    assert book.sheetnames == [*SHEETS, "_data"]
    assert book["_data"].sheet_state == "hidden"
    assert book.properties.title == "周检查计划_2026年11月30日"


def test_one_row_a_visit_with_the_offices_columns(book: Workbook) -> None:
    sheet = book["周检查计划"]
    names = heading(sheet, 4)
    visit = dict(zip(names, [c.value for c in sheet[5]], strict=True))
    for name in ("序号", "施工单位", "配合部门", "执法证号", "平台任务编号", "行政行为码", "备注"):
        assert name in names
    assert visit["检查对象（项目名称）"] == "site A"
    assert visit["三色等级"] == "红"
    assert visit["检查类型"] == "日常（housing）；\n个案（urban）；\n复查（housing）"
    assert visit["执法人员"] == "Officer One（housing）；\nOfficer Three（urban）"
    assert visit["车辆"] == "浙A·12345：Officer One"
    assert visit["可替补人员"].splitlines()[0] == "Officer One→Officer Two"
    assert visit["检查日期"].date() == date(2026, 11, 30)
    assert [names.index(n) < names.index("备注") for n in ("检查编号", "原安排")] == [False, False]


def test_footer_dropdowns_and_hidden_columns(book: Workbook) -> None:
    sheet = book["周检查计划"]
    everything = texts(sheet)
    for label in ("填报单位：Dong", "填表人：", "审核人：", "日期："):
        assert label in everything
    lists = {v.formula1 for v in sheet.data_validations.dataValidation}
    assert '"上午,下午"' in lists
    assert "_data!$D$1:$D$1" in lists
    names = heading(sheet, 4)
    for name in ("检查编号", "原安排"):
        letter = sheet.cell(4, names.index(name) + 1).column_letter
        assert sheet.column_dimensions[letter].hidden


def test_every_sheet_prints_on_a4_landscape_with_page_numbers(book: Workbook) -> None:
    for name in SHEETS:
        sheet = book[name]
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert book["周检查计划"].print_title_rows == "$1:$4"
    assert book["周检查计划"].freeze_panes


def test_not_approved_is_said_until_the_plan_is_approved(tmp_path: Path, book: Workbook) -> None:
    for name in SHEETS:
        assert book[name].oddHeader.center.text == "未审批"
    approved = full_plan().but(approval=Approval(state="approved"))
    later = written(tmp_path / "r.xlsx", approved, full_round())
    for name in SHEETS:
        assert "未审批" not in (later[name].oddHeader.center.text or "")


def test_nothing_on_the_sites_pages_says_why(book: Workbook) -> None:
    site_pages = "\n".join(texts(book["任务单"]))
    for secret in (SECRET, "投诉", "个案", "分数", "逾期", "红", "Officer Two", "12345"):
        assert secret not in site_pages
    internal = "\n".join(texts(book["任务单（内部）"]))
    for reason in (SECRET, "分数最低", "两次逾期", "YH-1", "个案"):
        assert reason in internal


def test_a_cover_and_a_page_for_each_body_each_on_its_own(book: Workbook) -> None:
    sheet = book["任务单"]
    titles = [t for t in texts(sheet) if t.startswith(("工地“综合查一次”", "检查表"))]
    assert titles == ["工地“综合查一次”检查任务单", "检查表（housing）", "检查表（urban）"]
    assert len(sheet.row_breaks.brk) == len(titles)
    everything = "\n".join(texts(sheet))
    for line in ("支护", "监测", "隐患YH-1是否已整改到位", "□符合 □不符合 □不适用 □未查"):
        assert line in everything
    assert everything.count("其余所查事项均符合") == 2
    for box in ("现场负责人签名", "监理签名", "见证人签名", "拒签情况", "协助人员"):
        assert box in everything


def test_each_bodys_page_is_signed_by_two_certified_people(book: Workbook) -> None:
    sheet = book["任务单"]
    signers = [
        sheet.cell(c.row, 3).value
        for row in sheet.iter_rows(max_col=1)
        for c in row
        if c.value == "检查人员（证号）"
    ]
    assert signers == [
        "Officer One（C-o1）、Officer Three（C-o3）",
        "Officer Three（C-o3）、Officer One（C-o1）",
    ]


def test_people_by_session_with_leave_and_reserve_and_patrols_without_a_site(
    book: Workbook,
) -> None:
    sheet = book["执法力量安排表"]
    rows = {r[0].value: [c.value for c in r[4:]] for r in sheet.iter_rows(min_row=4)}
    assert rows["备勤"] == [None, "Officer Three"]
    assert rows["Officer One"] == ["09:10 site A", None]
    assert rows["Officer Two"] == ["请假", "请假"]
    assert rows["Officer Three"][1] == "备勤"
    for zone in ("片区巡查：东片", "片区巡查：西片"):
        assert not any("site" in str(cell) for cell in rows[zone])


def test_what_was_left_out_says_why_and_what_would_help(book: Workbook) -> None:
    sheet = book["未安排事项及原因"]
    row = dict(zip(heading(sheet, 2), heading(sheet, 3), strict=True))
    assert row["工地"] == "site B"
    assert row["原因类别"] == "回避"
    assert (row["为何未安排"], row["怎样可以安排"]) == ("应回避", "换人")
    assert row["涉及人员（例）"] == "Officer Two"


def test_every_rule_has_its_row_class_result_and_source(book: Workbook) -> None:
    sheet = book["规则核对表"]
    names = heading(sheet, 2)
    rows = [dict(zip(names, [c.value for c in r], strict=True)) for r in sheet.iter_rows(min_row=3)]
    assert {r["规则"] for r in rows} == {rule.title.zh for rule in RULES.values()}
    by_name = {r["规则"]: r for r in rows}
    assert by_name["回避"]["核对结果"].startswith("未核对")
    assert by_name["回避"]["性质"] == "法定"
    assert all(r["依据"] for r in rows)


def test_text_from_a_cell_never_becomes_a_formula(tmp_path: Path) -> None:
    evil = "=cmd|'/c calc'!A0"
    sites = (Site(id="A", name=evil, builder="B", address="+1", contact="@x\x07"),)
    round = full_round(sites=sites, needs=(tiny_need("A"),), officers=(_evil_officer(),))
    plan = tiny_plan(
        tiny_booking("A#1", officers=("o1",)), reserve=(Reserve(session="x", officers=()),)
    )
    legs = round.legs.model_copy(
        update={"first": {"office": (10,)}, "last": {"office": (10,)}, "between": ((0,),)}
    )
    round = round.but(legs=legs)
    path = tmp_path / "r.xlsx"
    written(path, plan.but(reserve=()), round)
    with zipfile.ZipFile(path) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(re.search(rb"<f[ >]", archive.read(n)) for n in sheets)
    assert evil in texts(load_workbook(path)["周检查计划"])


def _evil_officer() -> Any:
    return tiny_officer("o1", "-1+1", "housing")


def test_english_headings_and_sheet_names(tmp_path: Path) -> None:
    book = written(tmp_path / "r.xlsx", full_plan(), full_round(), "en")
    assert book.sheetnames[:4] == ["Weekly plan", "People", "Site papers", "Internal papers"]
    shown = [
        text
        for sheet in book.worksheets
        if sheet.title not in ("Rules checked", "_data")
        for text in texts(sheet)
    ]
    ours = ("两次逾期", "东片", "西片", "深基坑", "支护", "监测", "浙A", "陈某", "综合查一次")
    left = [t for t in shown if re.search("[一-鿿]", t) and not any(w in t for w in ours)]
    assert left == []


def test_an_empty_plan_still_makes_every_sheet(tmp_path: Path) -> None:
    book = written(tmp_path / "r.xlsx", tiny_plan(), full_round())
    assert book.sheetnames[:-1] == SHEETS
    assert "本周无联合检查" in texts(book["任务单"])


def test_the_internal_page_counts_visits_even_without_a_ceiling() -> None:
    from datetime import date

    from tiny import tiny_round

    from sites.book import Body, PastVisit

    seen = PastVisit(site="A", on=date(2026, 5, 6), body="housing")
    free = tiny_round(history=(seen,)).frequency.told("housing", "A", 2026)
    assert (free.zh, free.en) == (
        "housing今年已计1次，未设上限",
        "housing: 1 so far, no ceiling set",
    )
    bodies = (Body(id="housing", ceiling=1), Body(id="urban", own=True))
    full = tiny_round(history=(seen,), bodies=bodies).frequency.told("housing", "A", 2026)
    assert full.zh.endswith("上限1次，已达上限")
