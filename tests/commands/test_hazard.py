"""``hazard`` shows one hazard and makes its moves; a refusal is a sentence with the rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runs import run
from click.testing import Result
from hazard_life import HOUSING, PEOPLE, TODAY, URBAN, hazard

from commands import Commands
from sites.book import Body
from sites.closure import KINDS, TITLES
from sites.ledger import open_ledger


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    with open_ledger(place).act(who="钱", on=TODAY) as act:
        act.put_all("officers", PEOPLE)
        act.put_all("bodies", (Body(id=HOUSING), Body(id=URBAN)))
        act.put("hazards", hazard(grade="重大"))
    return place


def call(place: Path, *words: object) -> Result:
    return run("hazard", "YH-001", *words, "--ledger", place, "--today", "2026-11-18", "--by", "钱")


def test_it_shows_state_flags_next_step_and_history(place: Path) -> None:
    shown = call(place)
    assert shown.exit_code == 0, shown.output
    lines = shown.output.splitlines()
    assert lines[0] == "YH-001  待整改 ［逾期3天］"
    assert "下一步：逾期3天（期限11月15日）：11月16日起应催办，并安排复查。" in lines
    assert "待补：重大隐患未填上报日期" in lines
    assert lines[-1].strip() == "2026-12-31 登入台账 钱"


def test_moves_are_made_by_word_or_by_name(place: Path) -> None:
    replied = call(place, "reply", "--on", "11月16日", "--evidence", "照片3张")
    assert replied.output.startswith("YH-001  待复查")
    two = ("--people", "张三", "--people", "李四")
    assert "下一步：复查已通过" in call(place, "复查通过", "--on", "11月17日", *two).output
    closed = call(place, "close", "--reviewer", "钱主任")
    assert closed.output.startswith("YH-001  已销号")
    assert "  2026-11-17 复查通过 钱" in closed.output.splitlines()


def test_who_approved_a_move_stands_there_by_name(place: Path) -> None:
    by = ("--approver", "钱主任")
    put_off = call(place, "extend", "--on", "11月15日", "--due", "11月30日", *by)
    assert "  延期批准人：钱主任" in put_off.output.splitlines()
    gone = call(place, "cancel", "--why", "重复登记", *by)
    assert "  撤销批准人：钱主任" in gone.output.splitlines()


def test_a_refusal_names_the_rule_and_changes_nothing(place: Path) -> None:
    refused = call(place, "close", "--reviewer", "钱主任")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("不能销号：现在是“待整改”，只有“待复查”的才可以。规定：")
    assert "没有“发射”这一步" in call(place, "发射").stderr
    missing = run("hazard", "YH-9", "--ledger", place)
    assert (missing.exit_code, missing.stderr.strip()) == (2, "台账里没有隐患“YH-9”")


def test_no_ledger_is_said_and_none_is_made(tmp_path: Path) -> None:
    place = tmp_path / "none.sqlite"
    refused = run("hazard", "YH-1", "--ledger", place)
    assert refused.exit_code == 2
    assert "没有这份台账" in refused.stderr
    assert not place.exists()


def test_the_words_of_the_command_are_the_moves_of_the_machine() -> None:
    words = Commands()["hazard"].callback.__globals__["MOVES"]  # type: ignore[union-attr]
    assert {w.replace("-", "_"): zh for w, zh in words.items()} == {
        kind: TITLES[kind].zh for kind in KINDS if kind != "found"
    }
