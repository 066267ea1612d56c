"""A tracker that people edited, an export of their platform, photos: into the ledger."""

from __future__ import annotations

import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from cli_street import FIRE, HOUSING, URBAN
from edited_tracker import Tracker
from openpyxl import Workbook
from published_week import FIRST, SECOND, Week, published_week

import cli
from sites.book import Hazard


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return published_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def week(made: Week, tmp_path: Path) -> Week:
    return made.copied(tmp_path / "week")


def test_an_untouched_tracker_changes_nothing(week: Week) -> None:
    file = Tracker(week).save()
    before = {n: rows for n, rows in week.everything()[1].items() if n != "readings"}
    week.record(file)
    assert {n: rows for n, rows in week.everything()[1].items() if n != "readings"} == before
    once = week.everything()
    week.record(file)
    assert week.everything() == once


def test_a_reply_typed_in_is_a_move(week: Week) -> None:
    tracker = Tracker(week)
    evidence = next(h for h in tracker.heads if h.startswith("佐证"))
    typed = {"整改回复日期": date(2026, 11, 26), evidence: "改好.jpg"}
    said = week.record(tracker.type("YH-1", **typed).save())
    assert "隐患变动1处" in said
    hazard = week.row("hazards", "YH-1")
    assert (hazard.state, hazard.replied_on) == ("recheck", date(2026, 11, 26))
    verbs = week.everything_of(
        lambda rows: [e.verb for e in rows.events(noun="hazards", key="YH-1")]
    )
    assert verbs[-1] == "reply"
    assert [(p.name, p.hazard, p.stage) for p in week.rows("photos")] == [
        ("改好.jpg", "YH-1", "after")
    ]


def test_what_no_rule_allows_is_told_and_kept_apart_the_rest_is_recorded(week: Week) -> None:
    tracker = Tracker(week)
    tracker.type("YH-1", 状态="已销号", 销号日期=date(2026, 12, 1), 部位="三层")
    tracker.type("YH-2", 整改责任人="丁工")
    said = week.record(tracker.save())
    shut, other = week.row("hazards", "YH-1"), week.row("hazards", "YH-2")
    assert (shut.state, shut.closed_on, shut.place) == ("open", None, "三层")
    assert other.liable_person == "丁工"
    assert "规定：" in said
    assert {c.field for c in week.rows("conflicts", state="open")} == {"state", "closed_on"}
    once = week.everything()
    week.record(tracker.path)
    assert week.everything() == once


def test_a_cell_that_both_changed_is_kept_apart(week: Week) -> None:
    tracker = Tracker(week).type("YH-1", 整改责任人="丁工")
    week.record(Tracker(week, "first.xlsx").save())
    week.act(lambda act: act.change("hazards", "YH-1", {"liable_person": "戊工"}))
    said = week.record(tracker.save())
    assert "冲突1处" in said
    assert week.row("hazards", "YH-1").liable_person == "戊工"


def test_a_hazard_typed_in_by_hand_comes_in_unverified(week: Week) -> None:
    tracker = Tracker(week)
    tracker.lines["新"] = 6
    told = {"检查时间": date(2026, 11, 30), "检查工点": "乙项目", "隐患问题描述": "洞口无盖板"}
    week.record(tracker.type("新", **told).save())
    (found,) = [h for h in week.rows("hazards") if h.what == "洞口无盖板"]
    assert (found.site, found.unverified) == ("GD-02", True)


EXPORT = [
    *("任务编号", "检查对象", "检查日期", "检查单位", "行政行为码", "检查结果"),
    *("检查人员", "开始时间", "结束时间", "检查类型"),
]
MAP = Path(cli.__file__).parent / "docs" / "platform-map.toml"


def export(week: Week, *rows: tuple[Any, ...]) -> tuple[Path, tuple[Any, ...]]:
    """An export of the platform and the words that name its column map."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "检查任务"
    for row in (EXPORT, *rows):
        sheet.append(row)
    book.save(week.folder / "platform.xlsx")
    return week.folder / "platform.xlsx", ("--map", MAP)


def test_an_export_is_matched_by_number_and_its_visit_stands_once(week: Week) -> None:
    monday = date(2026, 11, 30)
    file, words = export(week, (FIRST, "甲项目", monday, URBAN, "XW-1", "未发现问题"))
    week.record(file, words=words)
    task = week.row("tasks", FIRST)
    assert (task.state, task.code) == ("done", "XW-1")
    done = {(n.body, n.kind): n.done for n in task.needs}
    assert done[URBAN, "routine"]
    assert done[FIRE, "routine"] is None
    once = week.everything()
    week.record(file, words=words)
    assert week.everything() == once
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="√")
    clerk.line(FIRST, FIRE, result="√")
    week.record(clerk.save(week.folder / "f.xlsx"))
    rows = sorted(r.body for r in week.rows("history", on=monday, site="GD-01"))
    assert rows == sorted([URBAN, FIRE])


def test_papers_first_then_the_export_fills_in_what_they_left_open(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="√")
    clerk.box(clerk.cover(FIRST), "平台任务编号", "PT-5")
    week.record(clerk.save(week.folder / "f.xlsx"))
    monday = date(2026, 11, 30)
    file, words = export(week, ("PT-5", "甲项目", monday, URBAN, "XW-1", "未发现问题"))
    week.record(file, words=words)
    (row,) = week.rows("history", on=monday, site="GD-01", body=URBAN)
    assert (row.code, row.task_no) == ("XW-1", "PT-5")
    assert week.row("tasks", FIRST).code == "XW-1"


def test_a_visit_without_a_number_is_only_proposed(week: Week) -> None:
    monday = date(2026, 11, 30)
    file, words = export(week, ("", "丙项目", monday, HOUSING, "XW-2", "未发现问题"))
    said = week.record(file, words=words)
    assert f"可能是任务{SECOND}" in said
    assert week.row("tasks", SECOND).state == "published"
    assert len(week.rows("history", on=monday, site="GD-03")) == 1
    week.record(file, words=(*words, "--accept"))
    assert week.row("tasks", SECOND).state == "done"
    assert len(week.rows("history", on=monday, site="GD-03")) == 1


def test_an_unknown_site_of_an_export_is_a_fault_with_its_cell(week: Week) -> None:
    file, words = export(week, ("", "戊项目", date(2026, 11, 30), HOUSING, "", ""))
    (line,) = week.refused(file, words=words)
    assert "检查任务!B2" in line
    assert "戊项目" in line


def test_hazards_of_a_great_ledger_are_asked_for_by_their_numbers(week: Week) -> None:
    """A tracker never makes the ledger read hazards that it does not name."""
    many = [
        Hazard(id=f"OLD-{k}", site="GD-04", what=f"旧隐患{zlib.crc32(bytes([k]))}", state="closed")
        for k in range(200)
    ]
    file = Tracker(week).type("YH-1", 整改责任人="丁工").save()
    week.act(lambda act: act.put_all("hazards", many))
    asked: list[int] = []
    from sites.ledger.rows import Rows

    reading = Rows.numbered

    def counted(self: Rows, noun: str, *where: Any, **equal: Any) -> Any:
        for row in reading(self, noun, *where, **equal):
            asked.append(noun == "hazards")
            yield row

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rows, "numbered", counted)
        week.record(file)
    assert 0 < sum(asked) < 20
