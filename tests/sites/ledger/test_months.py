"""A ledger's months: figures by SQL, months that are locked, and what comes late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ledgers import ticking
from month_rows import (
    BODIES,
    DECEMBER,
    FIRST,
    NOVEMBER,
    TODAY,
    closed,
    hazard,
    ledger_with,
    past,
    put,
    seed_month,
    street,
    task,
)

from sites.book import Complaint
from sites.errors import Refused
from sites.figures.catalogue import LATE
from sites.figures.closed import LateFigure
from sites.figures.figure import Result, shown
from sites.figures.month import Month
from sites.figures.report import Report
from sites.kept import Call, Rating
from sites.ledger import Ledger, Rows, open_ledger
from sites.ledger.months import close_month, events_behind, figures_at, month_report

JANUARY_3 = date(2027, 1, 3)


@pytest.fixture
def seed(ledger: Ledger) -> Ledger:
    """The bulletin's November, on each of the databases."""
    put(ledger, seed_month())
    return ledger


def report(ledger: Ledger, month: Month = NOVEMBER, today: date = TODAY) -> Report:
    """The report of a month."""
    with ledger.reading() as rows:
        return month_report(rows, month, today)


def lock(ledger: Ledger, month: Month = NOVEMBER, today: date = TODAY) -> None:
    """Lock a month."""
    with ledger.act(who="王") as act:
        close_month(act, month, today)


def values(report: Report) -> dict[str, str]:
    """Every figure as it is shown."""
    return {r.key: shown(r).zh for r in report.figures}


def bare(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Results without what is behind them."""
    return tuple(r.but(traced=()) for r in results)


def late(figures: tuple[LateFigure, ...]) -> dict[str, int]:
    """How far each figure has moved."""
    return {f.key: f.now - f.then for f in figures if f.now != f.then}


def test_the_bulletin_of_a_street(seed: Ledger) -> None:
    told = values(report(seed))
    keys = ("joint_actions", "visits", "found", "fixed", "rate", "cases", "saved")
    assert [told[k] for k in keys] == ["32", "32", "176", "170", "96.6%", "31", "64"]
    assert told["green"] == "16"
    empty = report(seed, Month(year=2025, number=3))
    assert {r.value for r in empty.figures if r.family == "hazards"} == {0, None}


def test_a_month_selects_only_its_own_rows(seed: Ledger) -> None:
    before = values(report(seed))
    put(
        seed,
        {
            "hazards": (closed(900, DECEMBER.first, DECEMBER.last), hazard(901, None)),
            "tasks": (task(900, DECEMBER.first), task(901, FIRST, state="not_done")),
            "complaints": (Complaint(id="D", site="S01", on=DECEMBER.first),),
            "calls": (Call(id="D", site="S01", accepted_at=datetime(2026, 12, 1, 0, 0)),),
        },
    )
    assert values(report(seed)) == before
    assert values(report(seed, DECEMBER, JANUARY_3))["found"] == "1"


def test_the_last_minute_of_a_month_is_in_it(seed: Ledger) -> None:
    call = Call(id="N", site="S01", accepted_at=datetime(2026, 11, 30, 23, 59, 30))
    moved = task(800, DECEMBER.first, began=datetime(2026, 11, 30, 9, 0))
    put(seed, {"calls": (call,), "tasks": (moved,)})
    told = values(report(seed))
    assert told["calls"] == "1"
    assert told["visits"] == "33"
    assert values(report(seed, DECEMBER, JANUARY_3))["visits"] == "0"


def test_colours_follow_ratings_and_the_events_of_sites(seed: Ledger) -> None:
    with seed.act(who="李") as act:
        act.change("sites", "S01", {"colour": "red"}, on=NOVEMBER.last)
        act.put("ratings", Rating(site="S02", on=DECEMBER.first, colour="yellow"))
        act.change("sites", "S02", {"colour": "yellow"}, on=DECEMBER.first)
    told = values(report(seed))
    assert [told[k] for k in ("red", "yellow", "green", "green_red")] == ["1", "0", "15", "1"]
    later = values(report(seed, DECEMBER, JANUARY_3))
    assert [later[k] for k in ("red", "yellow", "green_yellow")] == ["1", "1", "1"]


def test_complaints_reach_back_only_where_they_are_on_record(seed: Ledger) -> None:
    last_year = NOVEMBER.year_before
    put(seed, {"complaints": (Complaint(id="1", site="S01", on=last_year.last),)})
    assert values(report(seed))["complaints_change"] == "—"
    put(seed, {"complaints": (Complaint(id="0", site="S01", on=last_year.before.last),)})
    assert values(report(seed))["complaints_change"] == "-100.0%"


def test_the_trend_counts_types_by_month(seed: Ledger) -> None:
    put(seed, {"hazards": tuple(hazard(500 + k, date(2026, 3, 9), type="噪声") for k in range(50))})
    put(seed, {"hazards": (hazard(600, type=""), hazard(601, date(2025, 11, 30)))})
    trend = report(seed).trend
    assert trend.months[0] == "2025-12"
    assert {line.type: sum(line.counts) for line in trend.lines} == {
        "噪声": 50, "临边防护": 44, "临时用电": 44, "扬尘": 44, "消防设施": 44,
    }  # fmt: skip
    assert trend.lines[0].counts[3] == 50
    assert trend.found[-1] == 177
    assert trend.closed[-1] == 170
    assert trend.untyped == 1


def test_a_trace_tells_the_events_behind(seed: Ledger) -> None:
    with seed.act(who="陈", why="补立案") as act:
        act.change("hazards", "YH170", {"filed_on": FIRST}, verb="file")
        act.change("hazards", "YH170", {"note": "与立案无关"})
    with seed.reading() as rows:
        result = month_report(rows, NOVEMBER, TODAY).figure("cases")
        told = events_behind(rows, result, ("filed_on", "case_no"))
    assert len(told) == result.value == 32
    (events,) = [events for traced, events in told if traced.label == "YH170"]
    assert [(e.who, e.verb) for e in events] == [("陈", "file")]


def test_a_locked_month_keeps_its_figures_and_says_what_came_late(seed: Ledger) -> None:
    before = report(seed)
    lock(seed)
    with seed.act(who="李") as act:
        act.put("hazards", hazard(300, NOVEMBER.last))
        act.put("hazards", closed(301, NOVEMBER.last, DECEMBER.first))
        act.change("hazards", "YH001", {"state": "open", "closed_on": None})
        act.change("hazards", "YH002", {"what": "改了描述"})
        act.put("tasks", task(300, FIRST, site="S20", lead="消防"))
    locked, november = report(seed), NOVEMBER.id
    assert locked.locked_by == "王"
    assert bare(locked.figures) == bare(before.figures)
    assert locked.trend == before.trend
    moved = {
        "found": 2, "fixed": -1, "closed": -1, "visits": 1, "places": 1, "actions": 1,
        "joint_actions": 1, "people": 2, "saved": 2,
    }  # fmt: skip
    assert late(locked.came_since) == moved
    december = report(seed, DECEMBER, JANUARY_3)
    assert late(december.late) == moved
    assert {f.month for f in december.late} == {november}
    assert values(december)["found"] == "0"  # beside, never among its own
    assert values(december)["closed"] == "1"


def test_late_entries_are_told_once(seed: Ledger) -> None:
    lock(seed)
    put(seed, {"hazards": (hazard(300, NOVEMBER.last),)})
    lock(seed, DECEMBER, JANUARY_3)
    put(seed, {"hazards": (hazard(301, NOVEMBER.last), hazard(302, DECEMBER.last))})
    assert late(report(seed, DECEMBER, JANUARY_3).late) == {"found": 1}
    january = report(seed, DECEMBER.after, JANUARY_3)
    assert [(f.month, f.key, f.now - f.then) for f in january.late] == [
        ("2026-11", "found", 1),
        ("2026-12", "found", 1),
    ]
    assert report(seed, DECEMBER.after.after, JANUARY_3).late == ()


def test_what_happens_to_a_hazard_later_is_not_late(seed: Ledger) -> None:
    lock(seed)
    with seed.act(who="李") as act:
        act.change(
            "hazards", "YH175", {"state": "closed", "closed_on": DECEMBER.first}, verb="close"
        )
    assert report(seed).came_since == ()
    assert report(seed, DECEMBER, JANUARY_3).late == ()


def test_months_are_locked_in_their_order_and_when_they_are_over(seed: Ledger) -> None:
    with pytest.raises(Refused, match="not over"):
        lock(seed, NOVEMBER, NOVEMBER.last)
    lock(seed)
    with pytest.raises(Refused, match="was locked by 王"):
        lock(seed)
    with pytest.raises(Refused, match="the next to lock is December 2026"):
        lock(seed, DECEMBER.after, date(2027, 2, 1))
    with pytest.raises(Refused, match="the next to lock"):
        lock(seed, NOVEMBER.before)
    assert report(seed).figure("found").value == 176


DAYS = st.integers(-40, 70).map(lambda k: FIRST + timedelta(days=k))
SITES = st.integers(0, 15).map(lambda k: f"S{k:02d}")
_MAKE = {
    "hazards": st.builds(
        lambda k, found, after, paper: (
            closed(k, found, found + timedelta(days=after), notice_no=paper, stopped_on=found)
            if after >= 0
            else hazard(k, found, notice_no=paper, filed_on=found)
        ),
        st.integers(0, 30), DAYS, st.integers(-10, 30), st.sampled_from(["", "1号"]),
    ),
    "tasks": st.builds(
        lambda k, on, site, state: task(k, on, site=site, state=state),
        st.integers(0, 12), DAYS, SITES, st.sampled_from(["done", "cancelled"]),
    ),
    "history": st.builds(
        lambda site, on, body, joint: past(site, on, body, joint=joint, officers=("甲",)),
        SITES, DAYS, st.sampled_from(BODIES), st.booleans(),
    ),
    "complaints": st.builds(
        lambda k, on, site: Complaint(id=f"T{k}", site=site, on=on),
        st.integers(0, 9), DAYS | DAYS.map(lambda d: d - timedelta(days=400)), SITES,
    ),
    "ratings": st.builds(
        lambda site, on, colour: Rating(site=site, on=on, colour=colour),
        SITES, DAYS, st.sampled_from(["red", "yellow", "green"]),
    ),
    "calls": st.builds(
        lambda k, on: Call(id=f"C{k}", site="S01", accepted_at=datetime(on.year, on.month, on.day)),
        st.integers(0, 9), DAYS,
    ),
    "sites": st.builds(
        lambda site, colour: next(s for s in street()["sites"] if s.id == site).but(colour=colour),
        SITES, st.sampled_from(["red", "yellow", "green"]),
    ),
}  # fmt: skip
ENTRIES = st.lists(
    st.sampled_from(sorted(_MAKE)).flatmap(lambda n: st.tuples(st.just(n), _MAKE[n])), max_size=8
)
Entry = tuple[str, Any]


def enter(ledger: Ledger, entries: list[Entry], dropped: int = 0) -> None:
    """Write entries one after the other; then take away some rows of hazards."""
    with ledger.act(who="李") as act:
        for noun, row in entries:
            act.put(noun, row)
        for keyed in list(act.numbered("hazards"))[:dropped]:
            act.drop("hazards", keyed[0])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger in which nothing has happened yet."""
    folder = tmp_path_factory.mktemp("empty")
    ledger_with(folder, street()).close()
    return folder / "ledger.sqlite"


@settings(max_examples=10, phases=(Phase.explicit, Phase.generate))
@given(early=ENTRIES, middle=ENTRIES, final=ENTRIES, dropped=st.integers(0, 2))
def test_a_locked_month_counts_again_as_it_was(
    empty: Path, early: list[Entry], middle: list[Entry], final: list[Entry], dropped: int
) -> None:
    ledger = open_ledger(copyfile(empty, empty.with_name("copy.sqlite")), clock=ticking())
    enter(ledger, early)
    lock(ledger)
    enter(ledger, middle, dropped)
    lock(ledger, DECEMBER, JANUARY_3)
    enter(ledger, final, dropped)
    with ledger.reading() as rows:
        locked = {month: rows.row("closed_months", month.id) for month in (NOVEMBER, DECEMBER)}
        told = month_report(rows, DECEMBER.after, JANUARY_3).late
        for month, kept in locked.items():
            assert bare(figures_at(rows, month, kept.seq)) == kept.figures
            came = month_report(rows, month, JANUARY_3).came_since
            assert late(came) == moved_since(rows, month, kept.seq)
            own = tuple(f for f in told if f.month == month.id)
            assert late(own) == moved_since(rows, month, locked[DECEMBER].seq)
    ledger.close()


def moved_since(rows: Rows, month: Month, seq: int) -> dict[str, int]:
    """How far each sum of a month has moved since an event, by counting all of it twice."""
    then = {r.key: r.counted for r in figures_at(rows, month, seq)}
    keys = {figure.key for figure in LATE}
    sums = (r for r in figures_at(rows, month) if r.key in keys)
    return {r.key: r.counted - then[r.key] for r in sums if r.counted != then[r.key]}
