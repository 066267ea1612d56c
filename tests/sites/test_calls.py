"""Urgent calls: the order of their steps, minutes left, how often the clock was kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sites.book import Settings
from sites.calls import accepted, call_id, kept, moment_said, moved, waiting
from sites.errors import Refused
from sites.kept import Call

NINE = datetime(2026, 11, 23, 9, 0)


def after(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def call(arrived: float | None = None, reported: float | None = None, id: str = "C1") -> Call:
    made = accepted(id, "A", NINE, Settings())
    if arrived is not None:
        made = moved(made, "arrived", after(arrived))
    return made if reported is None else moved(made, "reported", after(reported))


@pytest.mark.parametrize(
    ("one", "good"),
    [
        (call(15, 30), True),  # the last minute counts
        (call(15.5, 30), False),
        (call(10, 31), False),
        (call(10), False),
        (call(), False),
    ],
)
def test_kept(one: Call, good: bool) -> None:
    assert kept([one]) == (int(good), 1)


def test_a_clock_that_still_runs_is_not_judged() -> None:
    calls = (call(10, 20), call(id="C2"), call(10, id="C3"), call(20, id="C4"))
    assert kept(calls, after(14)) == (1, 2)  # C4 came late: nothing can mend that
    assert kept(calls, after(20)) == (1, 3)
    assert kept(calls, after(40)) == (1, 4)
    assert kept((), NINE) == (0, 0)


def test_minutes_left_the_most_urgent_first() -> None:
    calls = (call(10, 20), call(10, id="C3"), call(id="C2"))
    told = [(w.call.id, w.next, w.minutes_left) for w in waiting(calls, after(12))]
    assert told == [("C2", "arrived", 3), ("C3", "reported", 18)]
    assert waiting(calls, after(15.5))[0].minutes_left == -1


def test_the_clock_is_the_one_of_the_day_it_came_in() -> None:
    slow = Settings(call_arrive_minutes=60, call_report_minutes=90)
    late = moved(accepted("C1", "A", NINE, slow), "arrived", after(59))
    assert kept([moved(late, "reported", after(90))]) == (1, 1)


def test_steps_come_in_their_order() -> None:
    with pytest.raises(Refused):
        moved(call(), "reported", after(5))
    with pytest.raises(Refused):
        moved(call(10), "arrived", after(11))
    with pytest.raises(Refused):
        moved(call(), "arrived", after(-1))


def test_numbers_of_a_day() -> None:
    assert call_id(NINE.date(), []) == "HJ20261123-01"
    assert call_id(NINE.date(), ["HJ20261123-99", "HJ20261123-x"]) == "HJ20261123-100"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (None, after(30)),
        ("9:05", after(5)),
        ("9：05", after(5)),
        ("2026-11-22 9:00", NINE - timedelta(days=1)),
        ("11月22日 9：00", NINE - timedelta(days=1)),
        ("2026/11/22 9:00", NINE - timedelta(days=1)),
    ],
)
def test_times_as_people_say_them(said: str | None, meant: datetime) -> None:
    assert moment_said(said, after(30)) == meant


@pytest.mark.parametrize("said", ["9点", "25:00", "10:00", "11月24日 9:00", "11月31日 9:00"])
def test_times_that_cannot_be(said: str) -> None:
    with pytest.raises(Refused):
        moment_said(said, after(30))
