"""任务单 goes out, comes back filled in as clerks do, and lands in the ledger: once, whole."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from cli_street import FIRE, HOUSING, URBAN
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from published_week import FIRST, FOURTH, SECOND, Week, published_week

from sites.ledger.promised import promised

DUST, PIT = "扬尘防治", "深基坑"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return published_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def week(made: Week, tmp_path: Path) -> Week:
    return made.copied(tmp_path / "week")


def filled(week: Week, name: str = "filled.xlsx") -> Path:
    """The first visit as it went: dust found, a pit fine, one hazard mended and one not, no fire
    brigade; the second visit did not take place."""
    clerk = Clerk(week.papers)
    dust = {"finding": "裸土未覆盖", "measure": "责令限期整改", "due": "3日内"}
    clerk.line(FIRST, URBAN, result="□符合 ☑不符合 □不适用 □未查", **dust)
    clerk.line(FIRST, URBAN, 1, result="×", finding="冲洗设施损坏", measure="移送住建")
    clerk.line(FIRST, HOUSING, 0, result="√")
    clerk.line(FIRST, HOUSING, 1, result="不符合", finding="仍未上锁", due=date(2026, 12, 7))
    clerk.rest(FIRST, HOUSING)
    clerk.box(clerk.body(FIRST, FIRE), "未检查原因", "人员临时抽调")
    cover = clerk.cover(FIRST)
    clerk.box(cover, "实际起止时间", "9时20分到场，10时30分离场")
    clerk.box(cover, "行政行为码", "XW-001")
    clerk.box(cover, "平台任务编号", "PT-77")
    clerk.box(cover, "拒签情况", "现场负责人拒签")
    clerk.box(cover, "见证人签名", "居委会周某")
    clerk.box(clerk.cover(SECOND), "未检查原因", "工地停工放假")
    return clerk.save(week.folder / name)


def test_a_filled_in_visit_is_recorded_in_all_that_follows_from_it(week: Week) -> None:
    said = week.record(filled(week))
    assert "任务2项，检查结果5条，新隐患2处" in said
    assert f"未检查，下次计划重新列入：任务{FIRST} 消防（人员临时抽调）" in said
    task = week.row("tasks", FIRST)
    assert (task.state, task.code, task.platform_no) == ("done", "XW-001", "PT-77")
    assert task.began == datetime(2026, 11, 30, 9, 20)
    assert task.ended == datetime(2026, 11, 30, 10, 30)
    assert task.refused
    assert "周某" in task.refusal
    met = {(n.body, n.kind): n.done for n in task.needs}
    assert met == {
        (HOUSING, "recheck"): True,
        (HOUSING, "routine"): True,
        (FIRE, "routine"): False,
        (URBAN, "routine"): True,
    }
    not_made = week.row("tasks", SECOND)
    assert (not_made.state, not_made.reason) == ("not_done", "工地停工放假")
    assert week.row("tasks", FOURTH).state == "published"


def test_its_visits_stand_in_the_record_with_their_numbers(week: Week) -> None:
    week.record(filled(week))
    rows = {(r.body, r.kind): r for r in week.rows("history", on=date(2026, 11, 30))}
    assert set(rows) == {(HOUSING, "recheck"), (HOUSING, "routine"), (URBAN, "routine")}
    urban = rows[URBAN, "routine"]
    assert (urban.task_no, urban.code, urban.joint, urban.refused) == (
        "PT-77",
        "XW-001",
        True,
        True,
    )
    assert (urban.starts, urban.ends) == (9 * 60 + 20, 10 * 60 + 30)
    assert urban.result == "发现问题2处"
    assert rows[HOUSING, "recheck"].result == "复查2处，1处未整改到位"
    assert rows[HOUSING, "routine"].result == "未发现问题"


def test_findings_become_hazards_with_finders_body_deadline_and_builder(week: Week) -> None:
    week.record(filled(week))
    found = {h.what: h for h in week.rows("hazards", task_no=FIRST)}
    dust, wash = found["裸土未覆盖"], found["冲洗设施损坏"]
    assert (dust.body, dust.due, dust.subject) == (URBAN, date(2026, 12, 3), DUST)
    assert dust.liable == "甲建设有限公司"
    assert len(dust.finders) == 2
    assert (dust.state, wash.state) == ("open", "moved")
    assert (wash.moved_to, wash.moved_on) == (HOUSING, date(2026, 11, 30))


def test_re_checks_move_the_hazards_they_looked_at(week: Week) -> None:
    week.record(filled(week))
    mended, broken = week.row("hazards", "YH-1"), week.row("hazards", "YH-2")
    assert (mended.state, mended.recheck_result) == ("recheck", "passed")
    assert mended.rechecker_1
    assert mended.rechecker_2
    assert (broken.state, broken.round, broken.due) == ("open", 1, date(2026, 12, 7))


def test_recording_twice_changes_nothing(week: Week) -> None:
    file = filled(week)
    week.record(file)
    once = week.everything()
    assert "任务0项，检查结果0条，新隐患0处" in week.record(file)
    week.record(file, file)
    assert week.everything() == once


def test_the_order_of_files_does_not_matter(made: Week, tmp_path: Path) -> None:
    """Each body hands in its own copy, blank but for its own page; so does who was not there."""
    ends = []
    for turn, order in enumerate((("a", "b"), ("b", "a"))):
        week = made.copied(tmp_path / str(turn))
        files = {"a": week.folder / "a.xlsx", "b": week.folder / "b.xlsx"}
        urban, housing = Clerk(week.papers), Clerk(week.papers)
        urban.line(FIRST, URBAN, result="不符合", finding="裸土未覆盖", due="3日内")
        housing.line(FIRST, HOUSING, 2, result="符合")
        urban.save(files["a"])
        housing.save(files["b"])
        for name in order:
            week.record(files[name])
        ends.append(week.everything()[1] | {"readings": []})
    assert ends[0] == ends[1]
    task = next(t for key, t in ends[0]["tasks"] if key == FIRST)
    done = {n.body: (n.done, n.reason) for n in task.needs if n.kind == "routine"}
    assert done == {URBAN: (True, ""), HOUSING: (True, ""), FIRE: (False, "未查")}


def test_a_number_and_a_word_do_for_a_tick_too(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result=1)
    clerk.line(FIRST, FIRE, result="是")
    clerk.line(FIRST, HOUSING, 2, result="□符合 □不符合 □不适用 ☑未查")
    week.record(clerk.save(week.folder / "f.xlsx"))
    found = {r.body: r.result for r in week.rows("results", task=FIRST)}
    assert found == {URBAN: "fit", FIRE: "fit"}


def test_a_word_in_bold_is_the_choice_where_no_box_is_ticked(week: Week) -> None:
    clerk = Clerk(week.papers)
    bold = TextBlock(InlineFont(b=True), "符合")
    row = clerk.lines(FIRST, URBAN)[0]
    clerk.page.cell(row, 4).value = CellRichText("□", bold, " □不符合 □不适用 □未查")
    week.record(clerk.save(week.folder / "f.xlsx"))
    assert [r.result for r in week.rows("results", task=FIRST)] == ["fit"]


def test_one_tick_fits_the_rest_of_its_own_page_only_and_passes_no_re_check(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.rest(FIRST, HOUSING)
    week.record(clerk.save(week.folder / "f.xlsx"))
    results = week.rows("results", task=FIRST)
    assert [(r.body, r.line, r.result) for r in results] == [(HOUSING, PIT, "fit")]
    assert week.row("hazards", "YH-1").rechecked_on is None
    done = {(n.body, n.kind): n.done for n in week.row("tasks", FIRST).needs}
    assert done[HOUSING, "routine"]
    assert not done[HOUSING, "recheck"]
    assert not done[URBAN, "routine"]


def test_a_sheet_that_nobody_filled_in_says_nothing(week: Week) -> None:
    before = week.everything()
    week.record(week.roster)
    assert week.everything() == before


def test_faults_of_all_files_are_told_at_once_and_nothing_is_written(week: Week) -> None:
    one, other = Clerk(week.papers), Clerk(week.papers)
    one.line(FIRST, URBAN, result="不符合")
    one.line(FIRST, HOUSING, 2, result="符合", finding="未见支护验收记录")
    one.line(FOURTH, URBAN, result="也许")
    other.line(SECOND, URBAN, result="不符合", finding="裸土", due="尽快")
    other.box(other.cover(SECOND), "实到人员", "查无此人")
    other.box(other.cover(SECOND), "实际起止时间", "10:30—9:20")
    files = one.save(week.folder / "a.xlsx"), other.save(week.folder / "b.xlsx")
    lines = week.refused(*files)
    assert len(lines) == 6
    assert sum("a.xlsx：任务单!" in line for line in lines) == 3
    assert sum("b.xlsx：任务单!" in line for line in lines) == 3
    for word in (
        "“也许”",
        "“未见支护验收记录”",
        "“尽快”",
        "查无此人",
        "“10:30—9:20”",
        "写明存在的问题",
    ):
        assert any(word in line for line in lines), word


def test_two_files_that_say_different_things_are_a_fault(week: Week) -> None:
    one, other = Clerk(week.papers), Clerk(week.papers)
    one.line(FIRST, URBAN, result="符合")
    other.line(FIRST, URBAN, result="不符合", finding="裸土未覆盖")
    files = one.save(week.folder / "a.xlsx"), other.save(week.folder / "b.xlsx")
    (line,) = week.refused(*files)
    assert "a.xlsx" in line
    assert "b.xlsx" in line


def test_a_paper_that_says_otherwise_later_is_kept_apart_until_it_is_a_correction(
    week: Week,
) -> None:
    first, later = Clerk(week.papers), Clerk(week.papers)
    first.line(FIRST, URBAN, result="不符合", finding="裸土未覆盖")
    later.line(FIRST, URBAN, result="不符合", finding="裸土大面积未覆盖", due="2026-12-08")
    week.record(first.save(week.folder / "a.xlsx"))
    said = week.record(later.save(week.folder / "b.xlsx"))
    assert "冲突1处" in said
    assert "裸土大面积未覆盖" in said
    (kept,) = week.rows("results", task=FIRST, body=URBAN)
    assert (kept.finding, kept.due) == ("裸土未覆盖", date(2026, 12, 8))
    (hazard,) = week.rows("hazards", task_no=FIRST)
    assert (hazard.what, hazard.due) == ("裸土未覆盖", date(2026, 12, 8))
    (conflict,) = week.rows("conflicts", state="open")
    assert (conflict.of, conflict.field) == ("results", "finding")
    again = week.everything()
    week.record(week.folder / "b.xlsx")
    assert week.everything() == again
    week.record(week.folder / "b.xlsx", words=("--correct",))
    assert week.rows("hazards", task_no=FIRST)[0].what == "裸土大面积未覆盖"


def test_what_was_put_right_at_once_needs_its_photo_to_be_closed(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, 0, result="不符合", finding="围挡破损", measure="当场整改完成 a.jpg")
    clerk.line(FIRST, URBAN, 1, result="不符合", finding="道路积尘", measure="当场整改")
    said = week.record(clerk.save(week.folder / "f.xlsx"))
    found = {h.what: h for h in week.rows("hazards", task_no=FIRST)}
    assert (found["围挡破损"].state, found["围挡破损"].fixed_at_once) == ("closed", True)
    assert found["道路积尘"].state == "open"
    assert "不能当场整改销号" in said
    assert [p.name for p in week.rows("photos")] == ["a.jpg"]


def test_who_mends_it_is_taken_from_the_measure(week: Week) -> None:
    clerk = Clerk(week.papers)
    measure = "责令限期整改，责任单位：乙监理公司，责任人：丁工"
    clerk.line(FIRST, URBAN, result="不符合", finding="裸土未覆盖", measure=measure)
    clerk.line(FIRST, URBAN, 1, result="不符合", finding="道路积尘", measure="责令改正")
    week.record(clerk.save(week.folder / "f.xlsx"))
    found = {h.what: (h.liable, h.liable_person) for h in week.rows("hazards", task_no=FIRST)}
    assert found == {
        "裸土未覆盖": ("乙监理公司", "丁工"),
        "道路积尘": ("甲建设有限公司", ""),
    }


def test_an_order_is_settled_only_where_the_inner_sheet_says_so(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FOURTH, URBAN, 0, result="符合")
    week.record(clerk.save(week.folder / "a.xlsx"))
    assert week.row("complaints", "T-1").closed_on is None
    book = load_workbook(week.roster)
    page = book["任务单（内部）"]
    row = next(r for r in range(1, page.max_row + 1) if "办结工单" in str(page.cell(r, 1).value))
    page.cell(row, 2).value = "T-1 不属实"
    book.save(week.folder / "b.xlsx")
    assert "办结工单1件" in week.record(week.folder / "b.xlsx")
    closed = week.row("complaints", "T-1")
    assert (closed.closed_on, closed.verified) == (date(2026, 11, 30), False)
    page.cell(row, 2).value = "T-9"
    book.save(week.folder / "c.xlsx")
    assert "T-1" in week.refused(week.folder / "c.xlsx")[0]


def test_what_is_typed_beside_the_visits_of_the_week_is_kept(week: Week) -> None:
    book = load_workbook(week.roster)
    page = book["周检查计划"]
    heads = {str(c.value): c.column for c in page[4]}
    rows = {page.cell(r, heads["任务编号"]).value: r for r in range(5, 12)}
    page.cell(rows[FIRST], heads["平台任务编号"]).value = "PT-1"
    page.cell(rows[FIRST], heads["行政行为码"]).value = "XW-9"
    page.cell(rows[FIRST], heads["状态"]).value = "已执行"
    page.cell(rows[SECOND], heads["状态"]).value = "已取消"
    page.cell(rows[SECOND], heads["备注"]).value = "台风"
    book.save(week.folder / "f.xlsx")
    week.record(week.folder / "f.xlsx")
    made, dropped = week.row("tasks", FIRST), week.row("tasks", SECOND)
    assert (made.state, made.platform_no, made.code) == ("done", "PT-1", "XW-9")
    assert all(n.done for n in made.needs)
    assert (dropped.state, dropped.reason) == ("not_done", "台风")


def test_a_file_that_is_none_of_them_is_refused(week: Week) -> None:
    book = load_workbook(week.roster)
    for name in book.sheetnames:
        if name != "技术信息":
            del book[name]
    book.save(week.folder / "f.xlsx")
    (line,) = week.refused(week.folder / "f.xlsx")
    assert "认不出的表" in line


def test_what_was_not_inspected_is_due_again_and_no_promise(week: Week) -> None:
    monday = date(2026, 12, 7)

    def left(rows: Any) -> set[tuple[str, str]]:
        found = promised(rows, monday, date(2026, 12, 1))
        return {(p.row.site, p.row.body) for p in found}

    every = week.everything_of(left)
    assert {("GD-01", FIRE), ("GD-01", URBAN), ("GD-03", URBAN)} <= every
    week.record(filled(week))
    told = {pair for pair in every if pair[0] in ("GD-01", "GD-03")}
    assert week.everything_of(left) == every - told
    made = {(r.site, r.body) for r in week.rows("history", on=date(2026, 11, 30))}
    assert made == {("GD-01", HOUSING), ("GD-01", URBAN)}


def test_an_unknown_task_number_is_a_fault(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="符合")
    line = clerk.page.cell(clerk.body(FIRST, URBAN) + 1, 1)
    line.value = str(line.value).replace(FIRST, "2026W50-01")
    assert "2026W50-01" in week.refused(clerk.save(week.folder / "f.xlsx"))[0]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_file_saved_by_another_office_program_says_the_same(week: Week, tmp_path: Path) -> None:
    file, other = filled(week), tmp_path / "again"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", other, file],
        check=True,
        capture_output=True,
        timeout=120,
    )
    week.record(file)
    once = week.everything()
    week.record(other / file.name)
    assert week.everything() == once


def test_results_of_a_day_that_has_not_come_are_refused_and_nothing_is_lost(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="×", finding="裸土未覆盖", due="3日内")
    paper, ahead = clerk.save(week.folder / "early.xlsx"), ("--today", "2026-11-29")
    said = week.refused(paper, words=ahead)
    assert len(said) == 1
    assert "任务单!" in said[0]
    assert f"任务{FIRST}已有检查结果，检查日期11月30日还没有到" in said[0]
    assert "新隐患1处" in week.record(paper, today="2026-11-30")
    (hazard,) = week.rows("hazards", task_no=FIRST)
    assert hazard.due == date(2026, 12, 3)


def test_a_visit_called_off_beforehand_is_recorded_before_its_day(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.box(clerk.cover(SECOND), "未检查原因", "工地停工放假")
    week.record(clerk.save(week.folder / "off.xlsx"), today="2026-11-29")
    assert week.row("tasks", SECOND).state == "not_done"
