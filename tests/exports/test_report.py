"""The month's report as files: workbook with charts, bulletin, JSON, picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from month_rows import NOVEMBER, TODAY, hazard, ledger_with, put, seed_month
from openpyxl import load_workbook

from exports.report import write_report
from exports.report.bulletin import bulletin
from exports.report.facts import figure_lines, report_json, trace_lines
from sites.book import Complaint
from sites.figures.report import Report
from sites.ledger import Ledger
from sites.ledger.months import close_month, events_behind, month_report

PHONE = "13800138000"
CONTENT = "夜里施工吵得睡不着"


@pytest.fixture(scope="module")
def ledger_(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The bulletin's month, with a hazard that somebody typed a telephone number into."""
    made = ledger_with(tmp_path_factory.mktemp("report"), seed_month())
    put(
        made,
        {
            "hazards": (hazard(400, what=f"=1+1 电话{PHONE}", type="其他"),),
            "complaints": (
                Complaint(
                    id="GD1", site="S01", on=NOVEMBER.first, content=CONTENT, channel="12345"
                ),
            ),
        },
    )
    return made


@pytest.fixture
def report(ledger_: Ledger) -> Report:
    """Its November."""
    with ledger_.reading() as rows:
        return month_report(rows, NOVEMBER, TODAY)


def test_the_bulletin_words_the_figures(report: Report) -> None:
    said = bulletin(report, "zh")
    for phrase in (
        "东新街道“综合查一次”月报（2026年11月）",
        "开展“综合查一次”联合行动32次",
        "检查工地32处次（16个工地）",
        "发现问题隐患177处，完成整改170处，整改率96.0%",
        "立案31件",
        "不作同比",
        "以省执法平台为准",
    ):
        assert phrase in said
    assert "Joint actions: 32" in bulletin(report, "en")


def test_the_workbook_shows_every_figure_with_its_definition(
    report: Report, tmp_path: Path
) -> None:
    paths = write_report(tmp_path, report)
    assert {p.suffix for p in paths} >= {".xlsx", ".txt", ".json"}
    book = load_workbook(tmp_path / "月报_2026-11.xlsx")
    rows = list(book["月报"].iter_rows(values_only=True))
    for result in report.figures:
        row = next(r for r in rows if r[0] == result.name.zh and r[3])
        assert row[1] == ("—" if result.value is None else pytest.approx(result.value))
        assert row[3] == result.definition.zh
    assert len(book["高发易发问题趋势图"]._charts) == 2
    listed = list(book["问题隐患明细"].iter_rows(min_row=2, values_only=True))
    counted = sum(r[5] for r in listed if r[0] == "发现问题隐患、完成整改、整改率" and r[6] == "是")
    assert counted == 170
    assert sum(r[6] == "发现问题隐患" for r in listed) == 7


def test_text_stays_text_and_nothing_personal_leaves(report: Report, tmp_path: Path) -> None:
    write_report(tmp_path, report)
    book = load_workbook(tmp_path / "月报_2026-11.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)
    texts = [str(c.value) for c in cells]
    texts += [report_json(report), bulletin(report, "zh"), *figure_lines(report, "zh")]
    assert any("1+1" in text for text in texts)
    for text in texts:
        assert PHONE not in text
        assert CONTENT not in text


def test_json_holds_values_and_what_is_behind(report: Report) -> None:
    told = json.loads(report_json(report))
    rate = next(f for f in told["figures"] if f["key"] == "rate")
    assert rate["value"] == pytest.approx(170 / 177)
    assert sum(t["counts"] for t in rate["traced"]) == 170


def test_a_trace_names_rows_and_who_wrote_them(ledger_: Ledger, report: Report) -> None:
    result = report.figure("found")
    with ledger_.reading() as rows:
        lines = list(trace_lines(result, events_behind(rows, result, ("found_on",)), "zh"))
    assert lines[0] == "发现问题隐患 = 177处"
    assert lines[1] == result.definition.zh
    assert sum("李 新增" in line for line in lines) == 177
    assert not any(PHONE in line for line in lines)


def test_late_entries_stand_beside(tmp_path: Path) -> None:
    ledger = ledger_with(tmp_path, seed_month())
    with ledger.act(who="王") as act:
        close_month(act, NOVEMBER, TODAY)
    put(ledger, {"hazards": (hazard(500, NOVEMBER.last),)})
    with ledger.reading() as rows:
        locked = month_report(rows, NOVEMBER, TODAY)
        following = month_report(rows, NOVEMBER.after, TODAY)
    assert "已锁定：王" in bulletin(locked, "zh")
    assert "发现问题隐患176处" in bulletin(locked, "zh")
    assert "锁定后补录（列入下月）：发现问题隐患+1处。" in bulletin(locked, "zh")
    assert "补录2026年11月（已报数字不变）：发现问题隐患+1处。" in bulletin(following, "zh")
    write_report(tmp_path / "out", following)
    sheet = load_workbook(tmp_path / "out" / "月报_2026-12.xlsx")["补录"]
    assert [c.value for c in sheet[2]][2] == "YH500"


def test_the_picture_is_drawn_where_matplotlib_is(report: Report, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the extra charts is not installed")
    write_report(tmp_path, report)
    picture = tmp_path / "高发易发问题趋势图_2026-11.png"
    assert picture.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
