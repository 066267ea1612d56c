"""Backups are whole, move between both databases, and put back all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cli_runs import run
from first_ledger import fill
from ledgers import DAY_ONE, some_ledger

from sites.book import Hazard
from sites.errors import BookError, Refused
from sites.kept import Photo, Task, TaskNeed
from sites.ledger import NOUNS, Ledger, open_ledger
from sites.ledger.backup import backup, restore
from sites.ledger.check import check


def fill_more(ledger: Ledger) -> None:
    """Every kind of column: nested models, lists, bytes, moments."""
    fill(ledger)
    need = TaskNeed(need="n", body="住建", kind="routine", items=("1", "2"))
    task = Task(
        id="2026W49-01", plan="", visit="v", site="示例花园", on=DAY_ONE.date(), starts=540,
        ends=600, needs=(need,), began=DAY_ONE.replace(tzinfo=None),
    )  # fmt: skip
    with ledger.act("甲") as act:
        act.put("photos", Photo(id="a", hazard="H0", content=b"\x00\xff"))
        act.put("tasks", task)


def contents(ledger: Ledger) -> Any:
    """All that is kept, to be compared."""
    with ledger.reading() as rows:
        return rows.events(), [list(rows.numbered(noun)) for noun in NOUNS], rows.ledger_id


def hazard(ledger: Ledger) -> None:
    with ledger.act("乙") as act:
        act.put("hazards", Hazard(id="later", site="示例花园", what="w"))


def test_a_backup_is_the_ledger_again(ledger: Ledger, tmp_path: Path) -> None:
    fill_more(ledger)
    backup(ledger, tmp_path / "b.sqlite")
    with closing(open_ledger(tmp_path / "b.sqlite")) as copy:
        assert contents(copy) == contents(ledger)
        assert check(copy).faults == ()
    assert [p.name for p in tmp_path.glob("b*")] == ["b.sqlite"]


def test_a_backup_moves_into_an_empty_place(
    ledger: Ledger, tmp_path: Path, postgresql_or_skip: Callable[[], str]
) -> None:
    fill_more(ledger)
    backup(ledger, tmp_path / "b.sqlite")
    for place in (str(tmp_path / "new.sqlite"), postgresql_or_skip()):
        assert restore(tmp_path / "b.sqlite", place, "甲", DAY_ONE) is None
        with closing(open_ledger(place)) as other:
            assert contents(other) == contents(ledger)
            hazard(other)
            assert check(other).faults == ()


@pytest.fixture
def postgresql_or_skip(request: pytest.FixtureRequest) -> Callable[[], str]:
    return lambda: request.getfixturevalue("postgresql").empty()


def test_a_database_in_use_is_not_overwritten(ledger: Ledger, tmp_path: Path) -> None:
    if "://" not in ledger.place:
        pytest.skip("a file is kept beside")
    fill(ledger)
    backup(ledger, tmp_path / "b.sqlite")
    with pytest.raises(Refused, match="restore into an empty one"):
        restore(tmp_path / "b.sqlite", ledger.place, "甲", DAY_ONE)


def test_restoring_keeps_what_stood_there_and_others_go_on(tmp_path: Path) -> None:
    """Another program has the ledger open all the while: it reads its moment, then the new one."""
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        backup(ledger, tmp_path / "b.sqlite")
        hazard(ledger)
        with ledger.reading() as rows:
            before = len(rows.events())
            kept = restore(tmp_path / "b.sqlite", ledger.place, "甲", DAY_ONE)
            assert len(rows.events()) == before == 9
        with ledger.reading() as rows:
            assert len(rows.events()) == 8
        hazard(ledger)
        assert check(ledger).faults == ()
    assert kept == tmp_path / "ledger 旧版 20261123-090000.sqlite"
    with closing(open_ledger(kept)) as old, old.reading() as rows:
        assert rows.row("hazards", "later") is not None
        assert check(old).faults == ()


def test_a_damaged_ledger_is_put_aside_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "ledger.sqlite"
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        backup(ledger, tmp_path / "b.sqlite")
    broken = place.read_bytes()[:4096] + b"\xff" * 20000
    place.write_bytes(broken)
    kept = restore(tmp_path / "b.sqlite", str(place), "甲", DAY_ONE)
    assert kept is not None
    assert kept.read_bytes() == broken
    with closing(open_ledger(place)) as ledger:
        assert check(ledger).faults == ()


def test_an_empty_file_is_replaced(tmp_path: Path) -> None:
    with closing(some_ledger(tmp_path)) as ledger:
        backup(ledger, tmp_path / "b.sqlite")
    (tmp_path / "ledger.sqlite").write_bytes(b"")
    assert restore(tmp_path / "b.sqlite", str(tmp_path / "ledger.sqlite"), "甲", DAY_ONE) is None
    open_ledger(tmp_path / "ledger.sqlite").close()


def broken_chain(place: Path) -> None:
    with closing(sqlite3.connect(place)) as raw:
        raw.executescript("DROP TRIGGER events_no_update; UPDATE events SET verb = 'x';")


def broken_page(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-40000])


def no_ledger(place: Path) -> None:
    place.write_bytes(b"PK")


@pytest.mark.parametrize("spoil", [broken_chain, broken_page, no_ledger])
def test_a_backup_that_is_not_whole_changes_nothing(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        backup(ledger, tmp_path / "b.sqlite")
        spoil(tmp_path / "b.sqlite")
        before = contents(ledger)
        with pytest.raises(BookError):
            restore(tmp_path / "b.sqlite", ledger.place, "甲", DAY_ONE)
        assert contents(ledger) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b.sqlite", "ledger.sqlite"]


def test_other_files_are_not_overwritten_by_a_backup(tmp_path: Path) -> None:
    (tmp_path / "street.xlsx").write_bytes(b"PK")
    with closing(some_ledger(tmp_path)) as ledger:
        with pytest.raises(BookError, match="no ledger"):
            backup(ledger, tmp_path / "street.xlsx")
        with pytest.raises(Refused, match="no backup of itself"):
            backup(ledger, tmp_path / "ledger.sqlite")
        with pytest.raises(BookError, match="cannot be read or written"):
            backup(ledger, tmp_path / "none" / "b.sqlite")


def test_a_backup_waits_for_nobody(tmp_path: Path) -> None:
    """It is made while an act is being written, and holds what was written before."""
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        with ledger.act("甲") as act:
            act.put("hazards", Hazard(id="later", site="示例花园", what="w"))
            backup(ledger, tmp_path / "b.sqlite")
    with closing(open_ledger(tmp_path / "b.sqlite")) as copy, copy.reading() as rows:
        assert rows.row("hazards", "later") is None
        assert check(copy).faults == ()


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "ledger.sqlite"
    monkeypatch.setenv("INSPECT_ONCE_LEDGER", str(place))
    assert run("backup").exit_code == 2
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
    assert run("backup").exit_code == 0
    (made,) = tmp_path.glob("ledger 备份 *.sqlite")
    done = run("restore", made, "--by", "张示例")
    assert done.exit_code == 0, done.output
    assert "原来的台账已另存为" in done.stderr
    assert run("check-ledger").exit_code == 0
