"""双随机 on the command line: the platform's list, our own draw, its verification and its skips."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Cells, plan, refused, run, shell
from cli_street import HOUSING, URBAN, WEEK, street, write_street
from openpyxl import load_workbook

from exports.workbook import write_book
from sites.book import Settings
from sites.drawn import DrawnTask
from sites.json_files import read_plan, read_round
from sites.reading import read_book

NOTICE = "预抽，不替代平台抽取"
NUMBER = "SJ2026110007"
TODAY = date(2026, 11, 27)


def fresh(folder: Path, **more: Any) -> Path:
    """The street, nowhere inspected yet: everybody is eligible."""
    return write_street(folder / "street.xlsx", history=(), **more)


def draw(book: Path, out: Path, *words: object) -> Any:
    return run("draw", book, "--week", WEEK, "--seed", 7, "--out", out, *words)


def task(**more: Any) -> DrawnTask:
    values: dict[str, Any] = {
        "task_no": NUMBER,
        "site": "GD-02",
        "body": HOUSING,
        "officers": ("Z5", "Z7"),
        "drawn_on": date(2026, 11, 25),
        "last": date(2026, 12, 4),
    }
    return DrawnTask.model_validate(values | more)


# -- the platform's list ----------------------------------------------------------------------


def test_the_platforms_list_is_planned_with_its_people_and_its_number(tmp_path: Path) -> None:
    book, out = write_street(tmp_path / "street.xlsx", draws=(task(),)), tmp_path / "out"
    result = plan(book, out)
    assert result.exit_code == 0, result.output
    round, planned = read_round(out / "round.json"), read_plan(out / "plan.json")
    need = next(n for n in round.needs if n.task_no)
    booking = next(b for b in planned.bookings if need.id in b.needs)
    assert {"Z5", "Z7"} <= set(booking.stood_by(need.id))
    roster = load_workbook(out / "roster.xlsx")
    for sheet in ("周检查计划", "任务单", "任务单（内部）"):
        cells = [str(c.value) for row in roster[sheet].iter_rows() for c in row if c.value]
        assert any(NUMBER in cell for cell in cells), sheet
        assert not any(NOTICE in cell for cell in cells)
    assert run("check", out / "roster.xlsx").exit_code == 0


def test_another_person_on_the_roster_breaks_the_rule(tmp_path: Path) -> None:
    book, out = write_street(tmp_path / "street.xlsx", draws=(task(),)), tmp_path / "out"
    assert plan(book, out).exit_code == 0
    changed = write_street(tmp_path / "street.xlsx", draws=(task(officers=("Z5", "Z6")),))
    judged = run("check", out / "roster.xlsx", "--book", changed)
    assert judged.exit_code == 1
    assert "被抽中代表住建检查乙项目，没有代表" in judged.stdout


@pytest.mark.parametrize(
    ("heading", "value", "found", "expected"),
    [
        ("工地", "己项目", "“己项目”", "“工地”表中的名称或编号"),
        ("实施主体", "城管", "“城管”", "“部门”表中的名称或编号"),
        ("抽中人员", "钱执法、谁", "“谁”", "“执法人员”表中的名称或编号"),
        ("任务编号", None, "空白", "平台的任务编号"),
        ("截止日期", "2026/11/1", "2026-11-01", "不早于2026-11-30的日期"),
        ("检查类型", "个案", "“个案”", "日常"),
    ],
)
def test_faults_of_the_drawn_list(
    tmp_path: Path, heading: str, value: Any, found: str, expected: str
) -> None:
    listed = task(name="抽查", first=date(2026, 11, 30))
    cells = Cells(write_street(tmp_path / "street.xlsx", draws=(listed,)))
    place = cells.set("抽取名单", heading, value)
    (line,) = refused(plan(cells.save(), tmp_path / "out"), tmp_path / "out")
    assert line.startswith(place)
    assert found in line
    assert expected in line


@pytest.mark.parametrize("change", [("不检查", "是"), ("替换人员", "郑执法")])
def test_a_change_without_reason_and_name_is_a_fault(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    cells = Cells(write_street(tmp_path / "street.xlsx", draws=(task(),)))
    cells.set("抽取名单", *change)
    lines = refused(plan(cells.save(), tmp_path / "out"), tmp_path / "out")
    assert len(lines) == 2
    assert all("调整原因和决定人" in line for line in lines)
    cells.set("抽取名单", "调整原因", "病假")
    cells.set("抽取名单", "决定人", "李甲")
    shown = run("needs", cells.save(), "--week", WEEK)
    assert shown.exit_code == 0
    assert "病假（李甲决定）" in shown.stdout


def test_a_foreign_export_fills_the_list_by_a_column_map(tmp_path: Path) -> None:
    book = write_street(tmp_path / "street.xlsx")
    rows = [(NUMBER, "乙项目", "住建", name) for name in ("吴执法", "王执法")]
    lines = ["任务编码,对象名称,部门名称,检查员", *(",".join(row) for row in rows)]
    (tmp_path / "平台导出.csv").write_text("\n".join(lines), "utf-8")
    (tmp_path / "map.toml").write_text(
        """
also = ["平台导出.csv"]
[[table]]
sheet = "抽取名单"
from = "平台导出"
group_by = ["任务编码", "对象名称", "部门名称"]
[table.columns]
task_no = "任务编码"
site = "对象名称"
body = "部门名称"
officers = { column = "检查员", take = "all" }
""",
        "utf-8",
    )
    (found,) = read_book(book, tmp_path / "map.toml").draws
    assert (found.task_no, found.site, found.officers) == (NUMBER, "GD-02", ("Z5", "Z7"))
    spoilt = "\n".join(lines).replace("王执法", "王某")
    (tmp_path / "平台导出.csv").write_text(spoilt, "utf-8")
    words = ("needs", book, "--week", WEEK, "--map", tmp_path / "map.toml")
    (line,) = refused(run(*words), tmp_path / "out")
    assert "平台导出!D" in line
    assert "“王某”" in line


# -- our own draw -----------------------------------------------------------------------------


def test_a_draw_says_what_it_is_and_runs_again_to_the_same_bytes(tmp_path: Path) -> None:
    book, out = fresh(tmp_path), tmp_path / "draw"
    first = draw(book, out)
    assert first.exit_code == 0, first.output
    files = {p.name: p.read_bytes() for p in out.iterdir()}
    assert set(files) == {"draw.json", "draw.txt"}
    assert all(NOTICE in text.decode() for text in (*files.values(), first.stdout.encode()))
    assert draw(book, out).exit_code == 0
    assert {p.name: p.read_bytes() for p in out.iterdir()} == files
    verified = run("draw", book, "--verify", out / "draw.json")
    assert (verified.exit_code, "结果一致" in verified.stdout) == (0, True)
    assert NOTICE in verified.stdout


def test_no_draw_is_drawn_over_and_a_seed_is_needed(tmp_path: Path) -> None:
    book, out = fresh(tmp_path), tmp_path / "draw"
    draw(book, out)
    before = (out / "draw.json").read_bytes()
    again = run("draw", book, "--week", WEEK, "--seed", 8, "--out", out)
    assert again.exit_code == 2
    assert "另一次预抽" in again.stderr
    assert (out / "draw.json").read_bytes() == before
    assert "--seed" in run("draw", book, "--week", WEEK, "--out", out).stderr


def test_verify_tells_a_changed_book_and_an_altered_file(tmp_path: Path) -> None:
    book, out = fresh(tmp_path), tmp_path / "draw"
    draw(book, out)
    same = fresh(tmp_path, complaints=())
    told = run("draw", same, "--verify", out / "draw.json")
    assert told.exit_code == 0
    assert "改动过" in told.stdout
    rates = Settings(street="东新街道", today=TODAY, draw_percent_green=100)
    other = run("draw", fresh(tmp_path, settings=rates), "--verify", out / "draw.json")
    assert other.exit_code == 1
    assert "参数不同" in other.stdout
    assert "丁项目：原为可抽未抽中，现为抽中" in other.stdout
    data = json.loads((out / "draw.json").read_bytes())
    data["seed"] = 9
    (out / "draw.json").write_text(json.dumps(data), "utf-8")
    altered = run("draw", fresh(tmp_path), "--verify", out / "draw.json")
    assert altered.exit_code == 1
    assert "文件改动过" in altered.stdout
    assert plan(book, tmp_path / "out", "--draw", out / "draw.json").exit_code == 2


def test_a_draw_and_its_skips_are_planned(tmp_path: Path) -> None:
    book, audit, out = fresh(tmp_path), tmp_path / "draw" / "draw.json", tmp_path / "out"
    drawn = draw(book, audit.parent)
    assert "乙项目" in drawn.stdout
    before = audit.read_bytes()
    words = ("--why", "病假", "--by", "李甲", "--on", "2026-11-28")
    skipped = run("draw-skip", audit, "--site", "乙项目", "--officer", "王执法", *words)
    assert skipped.exit_code == 0, skipped.output
    assert "郑执法" in skipped.stdout
    assert run("draw-skip", audit, "--site", "丙项目", *words).exit_code == 0
    assert audit.read_bytes() == before
    result = plan(book, out, "--draw", audit)
    assert result.exit_code == 0, result.output
    assert NOTICE in result.stdout
    assert "丙项目（综合执法）抽查不进行，原因：病假（李甲决定）" in result.stdout
    round, planned = read_round(out / "round.json"), read_plan(out / "plan.json")
    drawn_needs = {(n.site, n.body): n for n in round.needs if n.draw}
    assert {site for site, _ in drawn_needs} == {"GD-01", "GD-02"}
    need = drawn_needs["GD-02", HOUSING]
    assert set(need.drawn) == {"Z5", "Z6"}
    booking = next(b for b in planned.bookings if need.id in b.needs)
    assert {"Z5", "Z6"} <= set(booking.stood_by(need.id))
    roster = load_workbook(out / "roster.xlsx")
    shown = [str(c.value) for row in roster["周检查计划"].iter_rows() for c in row if c.value]
    assert any(NOTICE in text for text in shown)
    papers = [str(c.value) for row in roster["任务单"].iter_rows() for c in row if c.value]
    assert not any("预抽" in text for text in papers)
    assert run("check", out / "roster.xlsx", "--book", book).exit_code == 0


def test_a_wrong_skip_writes_nothing(tmp_path: Path) -> None:
    book, audit = fresh(tmp_path), tmp_path / "draw" / "draw.json"
    draw(book, audit.parent)
    wrong = run("draw-skip", audit, "--site", "丁项目", "--why", "停电", "--by", "李甲")
    assert wrong.exit_code == 2
    assert "“丁项目”" in wrong.stderr
    assert {p.name for p in audit.parent.iterdir()} == {"draw.json", "draw.txt"}


def test_what_the_platform_drew_is_not_drawn_again(tmp_path: Path) -> None:
    both = (task(), task(body=URBAN, officers=()))
    draw(fresh(tmp_path, draws=both), tmp_path / "draw")
    sites = json.loads((tmp_path / "draw" / "draw.json").read_bytes())["sites"]
    bodies = {b["body"]: b["excluded"] for s in sites if s["site"] == "GD-02" for b in s["bodies"]}
    assert {bodies[body]["code"] for body in (HOUSING, URBAN)} == {"on_list"}
    assert NUMBER in bodies[HOUSING]["says"]["zh"]


def test_in_english(tmp_path: Path) -> None:
    path = tmp_path / "street.xlsx"
    write_book(path, street(history=(), draws=(task(site="GD-04"),)), "en")
    assert "Drawn list" in load_workbook(path).sheetnames
    out = tmp_path / "draw"
    code, printed = shell("--lang", "en", "draw", path, "--week", WEEK, "--seed", 7, "--out", out)
    assert code == 0, printed
    assert "a preliminary draw; it does not replace the platform's" in printed
    assert f"on the drawn list ({NUMBER})" in printed


def test_who_was_drawn_and_cannot_go_is_told_before_planning(tmp_path: Path) -> None:
    away = (
        task(body="消防", officers=("Z8", "Z9")),
        task(site="GD-01"),
        task(site="GD-03", officers=("Z0",)),
    )
    shown = run("needs", write_street(tmp_path / "street.xlsx", draws=away), "--week", WEEK)
    told = [line for line in shown.stdout.splitlines() if "排不进" in line]
    for words, line in zip(("王执法应回避", "陈执法本期都不在岗", "赵执法无权"), told, strict=True):
        assert words in line
        assert NUMBER in line
        assert "替换人员" in line
