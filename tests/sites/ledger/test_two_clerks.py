"""Two clerks write at once, on a file and on a server: nothing is lost, and the later one is told.

Threads here; processes in the last test, on both databases as well.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from ledger_clerks import add_sites, count_up, look_then_change
from ledgers import ticking

from sites.book import Site
from sites.errors import BookError
from sites.ledger import Ledger, Overtaken, open_ledger
from sites.ledger import place as places
from sites.ledger.check import check

CLERKS = ("张示例", "王示例")


@pytest.fixture
def shared(ledger: Ledger) -> Ledger:
    with ledger.act("建账人") as act:
        act.put("sites", Site(id="A", name="甲工地", note="0"))
    return ledger


def test_no_count_is_lost(shared: Ledger) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda who: count_up(shared.place, who, 12), ("a", "b", "c")))
    with shared.reading() as rows:
        assert rows.row("sites", "A").note == "36"
    assert check(shared).faults == ()


def test_what_both_add_is_there(shared: Ledger) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda who: add_sites(shared.place, who, 8), CLERKS))
    with shared.reading() as rows:
        assert rows.count("sites") == 1 + 2 * 8 * 3
    assert check(shared).faults == ()


def test_the_second_is_told_who_changed_the_same_field(shared: Ledger) -> None:
    meet = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        said = list(
            pool.map(lambda who: look_then_change(shared.place, who, "contact", who, meet), CLERKS)
        )
    assert said.count("written") == 1
    loser = 1 - said.index("written")
    winner = CLERKS[1 - loser]
    assert said[loser].startswith(f"{CLERKS[loser]}: {winner}已在")
    assert "改过工地“A”" in said[loser]
    with shared.reading() as rows:
        assert rows.row("sites", "A").contact == winner


def test_different_fields_of_one_row_are_both_kept(shared: Ledger) -> None:
    meet = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        said = list(
            pool.map(
                lambda field: look_then_change(shared.place, "x", field, "新", meet),
                ("contact", "note"),
            )
        )
    assert said == ["written", "written"]
    with shared.reading() as rows:
        assert (rows.row("sites", "A").contact, rows.row("sites", "A").note) == ("新", "新")


def test_a_note_overtakes_nobody(shared: Ledger) -> None:
    with shared.reading() as rows:
        seen, _ = rows.head
    with shared.act("甲") as act:
        act.note("sites", "A", "reminded")
    with shared.act("乙") as act:
        assert act.change("sites", "A", {"note": "1"}, seen=seen) is not None
    with pytest.raises(Overtaken) as told, shared.act("甲") as act:
        act.change("sites", "A", {"note": "2"}, seen=seen)
    assert [event.who for event in told.value.by] == ["乙"]


def test_a_reader_sees_one_moment(shared: Ledger) -> None:
    with shared.reading() as rows:
        before = rows.book()
        with closing(open_ledger(shared.place, clock=ticking())) as other, other.act("乙") as act:
            act.put("sites", Site(id="B", name="乙工地"))
        assert rows.book() == before
    with shared.reading() as rows:
        assert rows.count("sites") == 2


def test_an_act_that_fails_leaves_nothing(shared: Ledger) -> None:
    def fail() -> None:
        with shared.act("甲") as act:
            act.put("sites", Site(id="B", name="乙工地"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with shared.reading() as rows:
        assert rows.count("sites") == 1
    assert check(shared).acts == 1


def test_who_waits_too_long_is_told(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "WAIT_SECONDS", 1)
    one, two = open_ledger(place), open_ledger(place)
    with closing(one), closing(two), one.act("甲"):  # noqa: SIM117
        with pytest.raises(BookError) as told, two.act("乙"):
            pass
    assert "另一个人正在写台账" in told.value.faults[0].in_("zh")


@pytest.mark.skipif(os.name != "posix", reason="processes that fork are only on POSIX")
def test_processes_open_a_new_ledger_and_write_at_once(place: str) -> None:
    """None of them finds it half made, and no count is lost."""
    warm = multiprocessing.get_context("fork")
    clerks = [warm.Process(target=add_sites, args=(place, who, 4)) for who in "abc"]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert [clerk.exitcode for clerk in clerks] == [0, 0, 0]
    with closing(open_ledger(place)) as ledger, ledger.reading() as rows:
        assert rows.count("sites") == 3 * 4 * 3
        assert check(ledger).faults == ()
