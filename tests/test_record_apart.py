"""What papers say otherwise than the ledger is shown and kept apart until a person decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from clerk import Clerk
from cli_runs import run
from cli_street import FIRE, HOUSING, URBAN
from edited_tracker import Tracker
from published_week import FIRST, Week, published_week


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return published_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def week(made: Week, tmp_path: Path) -> Week:
    return made.copied(tmp_path / "week")


def reasons(week: Week, name: str, folder: str = ".", **why: str) -> Path:
    """A copy of the papers: urban looked, and why others did not, by body."""
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="符合")
    for body, text in why.items():
        clerk.box(clerk.body(FIRST, body), "未检查原因", text)
    (week.folder / folder).mkdir(exist_ok=True)
    return clerk.save(week.folder / folder / name)


def resolve(week: Week, *words: str) -> str:
    """Decide conflicts."""
    done = run("resolve", *words, "--why", "核实", "--by", "李甲", "--ledger", week.place)
    assert done.exit_code == 0, done.output
    return done.output


def of_body(week: Week, body: str) -> set[tuple[object, str]]:
    """Whether the body's routine need was met, and why not."""
    needs = week.row("tasks", FIRST).needs
    return {(n.done, n.reason) for n in needs if n.body == body and n.kind == "routine"}


def test_reasons_that_differ_are_kept_apart_need_by_need(week: Week) -> None:
    week.record(reasons(week, "a.xlsx", **{FIRE: "人员抽调", HOUSING: "车辆故障"}))
    said = week.record(reasons(week, "b.xlsx", **{FIRE: "出警", HOUSING: "下雨"}))
    assert "未检查原因（消防）：台账为“人员抽调”，文件为“出警”" in said
    assert of_body(week, FIRE) == {(False, "人员抽调")}
    found = {c.in_file: c for c in week.rows("conflicts", state="open", of="tasks")}
    assert {'"出警"', '"下雨"'} <= set(found)
    shown = run("conflicts", "--ledger", week.place).output
    assert "未检查原因（消防 日常）：原为（不详），台账改为人员抽调" in shown
    once = week.everything()
    week.record(week.folder / "b.xlsx")
    assert week.everything() == once
    resolve(week, found['"出警"'].id, "--take", "file")
    resolve(week, found['"下雨"'].id, "--take", "file")
    assert of_body(week, FIRE) == {(False, "出警")}
    assert of_body(week, HOUSING) == {(False, "下雨")}
    decided = week.everything()
    week.record(week.folder / "b.xlsx")
    assert week.everything() == decided


def test_a_check_that_another_paper_denies_is_kept_apart_and_decided_whole(week: Week) -> None:
    """The row of 检查记录 follows the decision."""
    clerk = Clerk(week.papers)
    clerk.line(FIRST, FIRE, result="符合")
    week.record(clerk.save(week.folder / "a.xlsx"))
    week.record(reasons(week, "b.xlsx", **{FIRE: "出警"}))
    monday = date(2026, 11, 30)
    assert of_body(week, FIRE) == {(True, "")}
    assert len(week.rows("history", on=monday, body=FIRE)) == 1
    (conflict,) = week.rows("conflicts", state="open")
    assert (conflict.in_ledger, conflict.in_file) == ('"已查"', '"出警"')
    resolve(week, conflict.id, "--take", "file")
    assert of_body(week, FIRE) == {(False, "出警")}
    assert week.rows("history", on=monday, body=FIRE) == ()
    assert len(week.rows("history", on=monday, body=URBAN)) == 1


def test_a_finding_decided_for_the_file_is_the_hazards_text_too(week: Week) -> None:
    for name, text in (("a.xlsx", "裸土未覆盖"), ("b.xlsx", "裸土大面积未覆盖")):
        clerk = Clerk(week.papers)
        clerk.line(FIRST, URBAN, result="不符合", finding=text)
        week.record(clerk.save(week.folder / name))
    resolve(week, "--all", "--take", "file")
    assert week.rows("results", task=FIRST, body=URBAN)[0].finding == "裸土大面积未覆盖"
    assert week.rows("hazards", task_no=FIRST)[0].what == "裸土大面积未覆盖"


def test_a_check_corrected_to_none_leaves_no_row_of_it(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="符合")
    week.record(clerk.save(week.folder / "a.xlsx"))
    clerk = Clerk(week.papers)
    clerk.box(clerk.cover(FIRST), "未检查原因", "台风")
    week.record(clerk.save(week.folder / "b.xlsx"), words=("--correct",))
    assert week.row("tasks", FIRST).state == "not_done"
    assert week.rows("history", on=date(2026, 11, 30), site="GD-01") == ()


def test_no_phone_and_no_identity_number_is_ever_said(week: Week) -> None:
    """Not in faults, not in history, not in what is told of a merge."""
    phone, identity = "13800138000", "330102199001011234"
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result=phone, finding="裸土", due=identity)
    clerk.box(clerk.cover(FIRST), "实到人员", phone)
    told = "\n".join(week.refused(clerk.save(week.folder / "a.xlsx")))
    assert "任务单!D22" in told
    tracker = Tracker(week).type("YH-1", 整改责任人=f"丁工{phone}", 备注=f"身份证{identity}")
    told += week.record(tracker.save())
    told += run("history", "YH-1", "--ledger", week.place).output
    assert week.row("hazards", "YH-1").liable_person == f"丁工{phone}"
    assert "丁工（略）" in told
    assert phone not in told
    assert identity not in told


def test_reasons_that_differ_in_one_command_are_a_fault(week: Week) -> None:
    first = reasons(week, "a.xlsx", **{FIRE: "人员抽调"})
    other = reasons(week, "b.xlsx", **{FIRE: "出警"})
    (line,) = week.refused(first, other)
    assert "b.xlsx：任务单" in line
    assert "出警" in line
    assert "人员抽调" in line


def test_a_box_may_say_just_what_its_label_says(week: Week) -> None:
    clerk = Clerk(week.papers)
    clerk.line(FIRST, URBAN, result="符合")
    clerk.box(clerk.cover(FIRST), "拒签情况", "拒签")
    week.record(clerk.save(week.folder / "a.xlsx"))
    task = week.row("tasks", FIRST)
    assert (task.refused, task.refusal) == (True, "拒签")


def test_each_body_may_tell_its_own_refusal(week: Week) -> None:
    clerk = Clerk(week.papers)
    for body, text in ((URBAN, "现场负责人拒签"), (HOUSING, "监理拒签"), (FIRE, "监理拒签")):
        clerk.line(FIRST, body, -1, result="符合", finding="")
        clerk.box(clerk.body(FIRST, body), "拒签情况", text)
    file = clerk.save(week.folder / "a.xlsx")
    week.record(file)
    assert set(week.row("tasks", FIRST).refusal.split("；")) == {"现场负责人拒签", "监理拒签"}
    once = week.everything()
    week.record(file)
    assert week.everything() == once
