"""A workbook into the ledger and out of it again; plans from the ledger are those of the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cli_runs import ROOT, Cells, run, spoiled
from cli_street import TODAY, WEEK, write_street
from click.testing import Result
from openpyxl import load_workbook

from scheduler.prepare import book_from, prepare
from sites.book import Absence, PastVisit
from sites.json_files import read_plan, read_round
from sites.kept import KeptPlan
from sites.ledger import Act, Rows, open_ledger

PHONE = "13800000000"


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this office's ledger is; it is not there yet."""
    place = tmp_path / "office" / "ledger.sqlite"
    place.parent.mkdir()
    monkeypatch.setenv("INSPECT_ONCE_LEDGER", str(place))
    monkeypatch.setenv("INSPECT_ONCE_BY", "李甲")
    return place


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The street's workbook."""
    return write_street(tmp_path / "street.xlsx")


def well(*words: object) -> Result:
    """Run a command that shall succeed."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result


@contextmanager
def rows(ledger: Path) -> Iterator[Rows]:
    opened = open_ledger(ledger, make=False)
    with opened.reading() as found:
        yield found
    opened.close()


@contextmanager
def acting(ledger: Path) -> Iterator[Act]:
    opened = open_ledger(ledger, make=False)
    with opened.act("王乙", why="现场登记") as act:
        yield act
    opened.close()


def export(folder: Path, *words: object) -> Path:
    """The workbook of the ledger."""
    path = folder / "export.xlsx"
    well("export", path, "--replace", *words)
    return path


# -- reading ----------------------------------------------------------------------------------


def test_reading_tells_what_is_new_and_the_second_time_nothing(book: Path, ledger: Path) -> None:
    first = well("read", book).stdout.splitlines()
    assert "工地：新增4，修改0，未变0，冲突0" in first
    assert "  + 丁项目" in first
    codes = ("statutory", "conferred", "routine", "override")
    assert [line for line in first if any(code in line for code in codes)] == []
    with rows(ledger) as found:
        head = found.head
        assert {e.who for e in found.events()} == {"李甲"}
        assert {e.source for e in found.events()} == {"read street.xlsx"}
    assert well("read", book).stdout.splitlines()[-1].startswith("合计：新增0，修改0，未变")
    with rows(ledger) as found:
        assert found.head == head


def test_a_change_is_told_old_to_new_and_never_a_phone(book: Path) -> None:
    well("read", book)
    cells = Cells(book)
    cells.set("工地", "三色等级", "黄", row=1)
    cells.set("执法人员", "联系电话", "13911112222", row=1)
    cells.save()
    told = well("read", book).stdout
    assert "  ~ 甲项目 三色等级：红 → 黄" in told
    assert "  ~ 赵执法 联系电话：（不显示） → （不显示）" in told
    assert "1391111" not in told
    assert PHONE not in told


def test_all_faults_at_once_and_nothing_is_written(tmp_path: Path, ledger: Path) -> None:
    def spoil(cells: Cells) -> None:
        cells.set("工地", "三色等级", "紫")
        cells.set("投诉", "投诉日期", "昨天")

    result = run("read", spoiled(tmp_path, spoil))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
    assert not ledger.exists()


def test_rows_that_nothing_tells_apart_are_a_fault(tmp_path: Path, ledger: Path) -> None:
    twice = tuple(
        PastVisit(site="GD-01", on=TODAY, body="住建", result=text) for text in ("好", "坏", "坏")
    )
    result = run("read", write_street(tmp_path / "twice.xlsx", history=twice))
    assert result.exit_code == 2
    assert "检查记录：发现不同的几行都是“GD-01|" in result.stderr
    assert not ledger.exists()
    well("read", write_street(tmp_path / "once.xlsx", history=twice[1:]))
    with rows(ledger) as found:
        assert found.count("history") == 1


def test_a_dry_run_leaves_nothing_behind(book: Path, ledger: Path) -> None:
    assert "工地：新增4" in well("read", book, "--dry-run").stdout
    assert not ledger.exists()
    well("read", book)
    with rows(ledger) as found:
        head = found.head
    cells = Cells(book)
    cells.set("工地", "三色等级", "黄", row=1)
    assert "红 → 黄" in well("read", cells.save(), "--dry-run").stdout
    with rows(ledger) as found:
        assert found.head == head


def test_rows_are_dropped_by_name_of_sheet_only(book: Path, tmp_path: Path, ledger: Path) -> None:
    well("read", book)
    other = write_street(tmp_path / "other.xlsx", absences=(Absence(officer="Z1", first=TODAY,
                                                                   last=TODAY),))  # fmt: skip
    told = well("read", other).stdout
    assert "要删请加 --drop 请假值班" in told
    with rows(ledger) as found:
        assert found.count("absences") == 2
    well("read", other, "--drop", "请假值班")
    with rows(ledger) as found:
        assert [a.officer for a in found.rows("absences")] == ["Z1"]
        assert found.events(verb="dropped")[0].noun == "absences"
    assert "工作表名称" in run("read", other, "--drop", "某表").stderr


def test_imported_hazards_keep_their_state_unverified(book: Path, ledger: Path) -> None:
    well("read", book)
    with rows(ledger) as found:
        assert [(h.state, h.unverified) for h in found.rows("hazards")] == [("open", True)] * 2
    with acting(ledger) as act:
        act.change("hazards", "YH-1", {"state": "recheck", "unverified": False})
        act.change("hazards", "YH-2", {"unverified": False})
    cells = Cells(book)
    cells.set("问题隐患台账", "状态", "已销号", row=2)
    well("read", cells.save())
    with rows(ledger) as found:
        states = [(h.state, h.unverified) for h in found.rows("hazards")]
    assert states == [("recheck", False), ("closed", True)]


# -- exporting and reading again --------------------------------------------------------------


def test_what_is_exported_is_what_was_read(book: Path, tmp_path: Path) -> None:
    well("read", book)
    told = well("read", export(tmp_path)).stdout.splitlines()[-1]
    assert told.startswith("合计：新增0，修改0，未变")
    assert run("export", tmp_path / "export.xlsx").exit_code == 2


def test_an_export_without_personal_data_takes_none_away(
    book: Path, tmp_path: Path, ledger: Path
) -> None:
    well("read", book)
    path = export(tmp_path, "--without-personal")
    assert "联系电话" not in [c.value for c in load_workbook(path)["执法人员"][2]]
    assert "修改0" in well("read", path).stdout.splitlines()[-1]
    with rows(ledger) as found:
        assert found.row("officers", "Z0").phone == PHONE


def test_an_export_of_another_ledger_is_any_workbook(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    well("read", book)
    path = export(tmp_path)
    monkeypatch.setenv("INSPECT_ONCE_LEDGER", str(tmp_path / "second.sqlite"))
    told = well("read", path).stdout
    assert "另一份台账" in told
    assert "工地：新增4" in told
    assert "另一份台账" not in well("read", book).stdout


def test_a_password_is_never_said(book: Path) -> None:
    result = run("read", book, "--ledger", "postgresql://office:geheim@127.0.0.1:1/none")
    assert result.exit_code == 2
    assert "geheim" not in result.output


def test_conflicts_are_kept_apart_shown_and_decided(
    book: Path, tmp_path: Path, ledger: Path
) -> None:
    well("read", book)
    path = export(tmp_path)
    with acting(ledger) as act:
        act.change("hazards", "YH-1", {"measure": "加固"})
        act.change("officers", "Z0", {"phone": "13700000000"})
    cells = Cells(path)
    cells.set("问题隐患台账", "整改要求（措施）", "拆除", row=1)
    cells.set("执法人员", "联系电话", "13600000000", row=1)
    told = well("read", cells.save()).stdout
    assert "冲突1" in told
    shown = well("conflicts").stdout
    assert "YH-1 整改要求（措施）：原为立即整改，台账改为加固，export.xlsx中为拆除" in shown
    assert "赵执法 联系电话：原为（不显示）" in shown
    assert not {"13700000000", "13600000000"} & set(shown.split())
    assert run("resolve", "9", "--take", "file", "--why", "核实").exit_code == 2
    well("resolve", "--all", "--take", "file", "--why", "现场核实")
    assert well("conflicts").stdout.strip() == "没有待处理的冲突。"
    with rows(ledger) as found:
        assert found.row("hazards", "YH-1").measure == "拆除"
        assert found.row("officers", "Z0").phone == "13600000000"


# -- history ----------------------------------------------------------------------------------


def test_history_tells_who_when_why_and_what_it_was(
    book: Path, tmp_path: Path, ledger: Path
) -> None:
    well("read", book)
    with acting(ledger) as act:
        act.change("hazards", "YH-1", {"measure": "=2+2", "state": "recheck"}, "replied")
        act.change("officers", "Z0", {"phone": "13700000000"})
    told = well("history", "YH-1", "--xlsx", tmp_path / "history.xlsx").stdout
    assert "李甲（read street.xlsx）" in told
    assert "王乙，原因：现场登记" in told
    assert "整改要求（措施） 立即整改 → =2+2" in told
    assert "状态 待整改 → 待复查" in told
    sheet = load_workbook(tmp_path / "history.xlsx").active
    assert sheet is not None
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert "临边防护缺失" in well("history", "甲项目").stdout
    assert "1370000" not in well("history", "赵执法").stdout
    assert run("history", "没有的").exit_code == 2


# -- planning from the ledger -----------------------------------------------------------------


def test_without_workbook_and_ledger_both_ways_are_told(tmp_path: Path) -> None:
    for words in (["plan"], ["needs"], ["whatif", "--apart"], ["draw", "--seed", "1"], ["tracker"]):
        result = run(*words, *([] if words[0] in ("needs", "whatif") else ["--out", tmp_path]))
        assert result.exit_code == 2
        assert "inspect-once read" in result.stderr
        assert "工作簿" in result.stderr


@pytest.mark.parametrize("example", ["dongxin/street.xlsx", "smallest/smallest.xlsx"])
def test_the_ledger_gives_the_round_of_the_workbook(example: str, ledger: Path) -> None:
    path = ROOT / "examples" / example
    well("read", path)
    with rows(ledger) as found:
        kept = found.book()
    (_, one), (_, other) = (prepare(b, week="2026-W49") for b in (book_from(path), kept))
    assert one.needs
    assert other.but(book_digest="") == one.but(book_digest="")


def test_the_ledger_gives_the_plan_of_the_workbook(book: Path, tmp_path: Path) -> None:
    well("read", book)
    asked = ["--week", WEEK, "--limit", "20"]
    well("plan", book, *asked, "--out", tmp_path / "one")
    well("plan", *asked, "--out", tmp_path / "two")
    one, two = (read_plan(tmp_path / name / "plan.json") for name in ("one", "two"))
    assert two.bookings == one.bookings
    assert two.unmet == one.unmet
    well("tracker", "--out", tmp_path / "three")
    assert well("rules", "--from-ledger", "--week", WEEK).stdout.count("未核对：")
    assert "甲项目" in well("draw", "--week", WEEK, "--seed", "7", "--out", tmp_path / "d").stdout


def kept_plan(folder: Path, **changes: Any) -> KeptPlan:
    """The plan of a folder as publishing keeps it."""
    round, plan = read_round(folder / "round.json"), read_plan(folder / "plan.json")
    kept = KeptPlan(
        id=f"{round.first_day} v1",
        first_day=round.first_day,
        last_day=round.last_day,
        version=1,
        state="published",
        round=round.model_dump_json(),
        plan=plan.model_dump_json(),
    )
    return kept.but(**changes)


def test_published_plans_of_the_ledger_count_as_promises(
    book: Path, tmp_path: Path, ledger: Path
) -> None:
    well("read", book)
    well("plan", "--week", WEEK, "--limit", "20", "--out", tmp_path / "out")
    after = ["needs", "--week", "2026-W50"]
    told = well(*after, book, "--after", tmp_path / "out").stdout.splitlines()
    before = well(*after).stdout
    with acting(ledger) as act:
        act.put("plans", kept_plan(tmp_path / "out"))
    from_ledger = well(*after).stdout
    assert from_ledger != before
    assert from_ledger.splitlines() == [line for line in told if "接在" not in line]
    assert well("needs", "--week", WEEK).stdout == well("needs", book, "--week", WEEK).stdout
    with acting(ledger) as act:
        act.change("plans", "2026-11-30 v1", {"state": "cancelled"})
    assert well(*after).stdout == before


def test_a_replan_may_take_the_ledger_as_it_is(book: Path, tmp_path: Path) -> None:
    well("read", book)
    out = tmp_path / "out"
    well("plan", "--week", WEEK, "--limit", "20", "--out", out)
    for verb in ("submit", "approve", "publish"):
        well(verb, out, "--by", "李甲", "--today", "2026-11-27")
    well("check", out / "roster.xlsx", "--from-ledger")
    changed = well("replan", out, "--from-ledger", "--ill", "赵执法", "--today", "2026-11-29")
    assert "赵执法" in changed.stdout or "没有变化" in changed.stdout
    asked = ["insert", out, "--site", "丁项目", "--body", "消防", "--by", "周三"]
    assert run(*asked, "--from-ledger").exit_code == 0
