"""check-ledger finds whatever is changed behind the program's back, and counts it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_runs import run
from first_ledger import fill
from ledgers import some_ledger

from sites.book import Hazard
from sites.kept import CheckResult, Photo
from sites.ledger import Ledger
from sites.ledger.check import check


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    fill(ledger)
    return ledger


def faults(ledger: Ledger) -> list[str]:
    """What check says, in Chinese."""
    return [fault.zh for fault in check(ledger).faults]


def behind_its_back(ledger: Ledger, *statements: str) -> None:
    """Change the tables by SQL, with the guards of what was told taken off."""
    guards = (
        ["DROP TRIGGER events_no_update", "DROP TRIGGER events_no_delete"]
        if ledger.engine.dialect.name == "sqlite"
        else ["DROP TRIGGER events_no_change ON events"]
    )
    with ledger.engine.connect().execution_options(writes=True) as raw, raw.begin():
        for statement in (*guards, *statements):
            raw.exec_driver_sql(statement)


def test_a_ledger_is_whole(filled: Ledger) -> None:
    health = check(filled)
    assert health.faults == ()
    assert (health.acts, health.events, health.rows) == (2, 8, 4)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET verb = 'x' WHERE seq = 3", "1条记录被改过，第一条是第3条"),
        ("DELETE FROM events WHERE seq = 8", ""),
        ("DELETE FROM events WHERE seq = 6", "缺1条记录"),
        ("UPDATE hazards SET what = 'x'", "“问题隐患台账”有2行与记录不符：H0、H1"),
        ("UPDATE hazards SET note = 'x' WHERE row_key = 'H0'", "有1行与记录不符：H0"),
        ("UPDATE hazards SET state = 'x' WHERE row_key = 'H0'", "有1行与记录不符：H0"),
        ("UPDATE hazards SET row_seq = 1 WHERE row_key = 'H0'", "有1行与记录不符：H0"),
        ("UPDATE sites SET phone = '1'", "“工地”有1行与记录不符：示例花园"),
        ("DELETE FROM sites", "“工地”缺1行：示例花园"),
        ("UPDATE hazards SET row_key = 'H7' WHERE row_key = 'H0'", "有1行没有记录：H7"),
        ("DELETE FROM keeping", "编号丢失"),
    ],
)
def test_what_is_changed_by_sql_is_found(filled: Ledger, statement: str, said: str) -> None:
    behind_its_back(filled, statement)
    told = faults(filled)
    assert any(said in text for text in told) if said else told == []


def test_an_act_that_is_rewritten_is_found(filled: Ledger) -> None:
    guard = ("acts_no_update", "acts_no_change ON acts")
    drop = f"DROP TRIGGER {guard[filled.engine.dialect.name != 'sqlite']}"
    behind_its_back(filled, drop, "UPDATE acts SET who = '别人' WHERE id = 2")
    assert faults(filled) == ["3条记录被改过，第一条是第6条"]


def test_what_names_nothing_is_found(filled: Ledger) -> None:
    with filled.act("甲") as act:
        act.put("photos", Photo(id="a.jpg", hazard="H9"))
        act.put("photos", Photo(id="b.jpg", hazard="H0"))
        act.put("results", CheckResult(task="T", body="住建", item="1", line="1", result="fit"))
    assert [text.partition("：")[0] for text in faults(filled)] == [
        "“检查结果”有1行所指的“任务”不在台账中",
        "“照片”有1行所指的“问题隐患台账”不在台账中",
    ]


def test_the_same_row_twice_in_one_call_is_told_twice(ledger: Ledger) -> None:
    with ledger.act("甲") as act:
        twice = [Hazard(id="H", site="s", what=what) for what in ("a", "b")]
        first, second = act.put_all("hazards", twice)
    assert first is not None
    assert second is not None
    assert (first.verb, second.verb, second.changes[0].old) == ("added", "changed", "a")
    assert check(ledger).faults == ()
    with ledger.reading() as rows:
        assert rows.row("hazards", "H").what == "b"


@pytest.fixture
def on_file(tmp_path: Path) -> Iterator[Ledger]:
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        yield ledger


def test_the_command_says_whole_or_what_is_wrong(on_file: Ledger) -> None:
    fine = run("check-ledger", "--ledger", on_file.place)
    assert (fine.exit_code, fine.stdout) == (0, "台账完整：4行，8条记录，2次操作\n")
    behind_its_back(on_file, "UPDATE hazards SET what = 'x' WHERE row_key = 'H0'")
    wrong = run("check-ledger", "--ledger", on_file.place)
    assert wrong.exit_code == 1
    assert wrong.stdout == "“问题隐患台账”有1行与记录不符：H0\n"
