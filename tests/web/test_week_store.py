"""One week shared by many: nobody's edit is lost, pins follow, files follow."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from board_week import small_week

from scheduler.by_hand import read_week
from sites.approval import content_digest
from sites.errors import Refused
from sites.json_files import read_plan
from sites.ledger import Ledger, open_ledger
from sites.plan import Plan
from web.week import edits
from web.week.answers import Answer, answer, overrides, with_pins
from web.week.store import CHANGED_BESIDE, Overtaken, Step, WeekStore, store_of
from web.week.writing import Done, signed, texts_of, written

CASE = "GD03#1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A planned week of the test's own."""
    return small_week(tmp_path)


@pytest.fixture
def office(folder: Path) -> Iterator[Ledger]:
    """The ledger beside it."""
    ledger = open_ledger(folder.parents[1] / "ledger.sqlite")
    yield ledger
    ledger.close()


def step_of(store: WeekStore, session: str, who: str = "李甲") -> Step:
    """The case moved to a session, with whatever override that takes."""
    now = store.now
    assert now is not None
    plan = edits.moved(now.plan, now.round, CASE, session)
    found: Answer = answer(plan, now.round, now.plan, now.verdict, CASE)
    pins = overrides(found, "急", who)
    if pins:
        round = with_pins(now.round, pins)
        plan = plan.but(round_digest=round.digest)
        found = answer(plan, round, now.plan, now.verdict, CASE)
    assert found.kind == "kept"
    return Step(found.round, found.plan, found.verdict, who, pins=pins)


def write(store: WeekStore) -> Done:
    """What the process beside does, here."""
    now, version = store.now, store.version
    assert now is not None
    texts = texts_of(now.round, now.plan)
    done = written(str(store.folder), *texts, store.base, store.typed or store.fresh, "zh")
    if done.wrote:
        store.wrote(Plan.model_validate_json(done.plan), version)
    return done


def pins_of(office: Ledger) -> set[tuple[str, str, str]]:
    with office.reading() as rows:
        return {(p.how, p.site, p.rule) for p in rows.rows("pins")}


def test_the_second_of_two_edits_of_the_same_plan_is_refused(folder: Path, office: Ledger) -> None:
    store = store_of(folder)
    seen, mine, other = (
        store.version,
        step_of(store, "2026-12-01/pm"),
        step_of(store, "2026-12-02/am"),
    )
    store.accept(mine, seen, office)
    with pytest.raises(Overtaken, match="李甲"):
        store.accept(other, seen, office)
    assert store.now == mine


def test_an_override_stands_in_the_ledger_until_it_is_undone(folder: Path, office: Ledger) -> None:
    store, before = store_of(folder), pins_of(office)
    plan = store.now.plan if store.now else None
    store.accept(step_of(store, "2026-12-01/am"), store.version, office)
    assert pins_of(office) - before == {("override", "GD03", "reserve_kept")}
    store.undo("李甲", store.version, office)
    assert pins_of(office) == before
    assert store.now is not None
    assert store.now.plan == plan
    with pytest.raises(Refused):
        store.undo("李甲", store.version, office)


def test_the_files_say_what_the_board_says(folder: Path, office: Ledger) -> None:
    store = store_of(folder)
    store.accept(step_of(store, "2026-12-01/am"), store.version, office)
    seen = store.version
    assert store.dirty
    assert write(store).wrote
    assert not store.dirty
    store.accept(step_of(store, "2026-12-01/pm"), seen, office)
    store.undo("李甲", store.version, office)
    week = read_week(folder)
    assert week.verdict.lawful
    assert not week.edited
    assert edits.booking_of(week.plan, CASE).session == "2026-12-01/am"
    assert {u.need for u in week.plan.unmet} == {"GD04/消防/routine"}
    assert len(store.steps) == 2, "writing loses no step back"
    assert not store.refresh(), "its own writing is no news"


def test_what_others_wrote_meanwhile_is_not_overwritten(folder: Path, office: Ledger) -> None:
    mine, theirs = WeekStore(folder), WeekStore(folder)
    mine.refresh()
    theirs.refresh()
    theirs.accept(step_of(theirs, "2026-12-02/am"), theirs.version, office)
    assert write(theirs).wrote
    mine.accept(step_of(mine, "2026-12-01/pm"), mine.version, office)
    assert write(mine).problems == (CHANGED_BESIDE,)
    mine.reread()
    assert mine.now is not None
    assert edits.booking_of(mine.now.plan, CASE).session == "2026-12-02/am"


def test_an_edit_outlives_a_cut_before_it_was_written(folder: Path, office: Ledger) -> None:
    cut = WeekStore(folder)
    cut.refresh()
    cut.accept(step_of(cut, "2026-12-01/am"), cut.version, office)
    after = WeekStore(folder)
    after.refresh()
    assert after.dirty
    assert after.now is not None
    assert edits.booking_of(after.now.plan, CASE).session == "2026-12-01/am"
    assert after.now.verdict.lawful, "its override came along"
    assert write(after).wrote
    again = WeekStore(folder)
    again.refresh()
    assert not again.dirty
    assert again.now is not None
    assert edits.booking_of(again.now.plan, CASE).session == "2026-12-01/am"


def test_files_that_cannot_be_written_lose_nothing(folder: Path, office: Ledger) -> None:
    store = store_of(folder)
    store.accept(step_of(store, "2026-12-01/pm"), store.version, office)
    (folder / "roster.txt").unlink()
    (folder / "roster.txt").mkdir()
    done = write(store)
    assert not done.wrote
    assert done.problems
    store.refused(done.problems)
    assert store.dirty
    (folder / "roster.txt").rmdir()
    assert write(store).wrote
    assert not store.unwritten


def test_a_plan_that_breaks_rules_is_never_written(folder: Path) -> None:
    store = store_of(folder)
    assert store.now is not None
    bad = edits.swapped(store.now.plan, store.now.round, CASE, "ZF02", "ZF04")
    before = (folder / "plan.json").read_bytes()
    done = written(str(folder), *texts_of(store.now.round, bad), store.base, True, "zh")
    assert not done.wrote
    assert (folder / "plan.json").read_bytes() == before


def test_a_roster_that_cannot_be_read_is_told_and_the_plan_still_shown(folder: Path) -> None:
    text = (folder / "plan.json").read_text("utf-8")
    (folder / "plan.json").write_text(text.replace(json.loads(text)["round_digest"], "0" * 64))
    os.utime(folder / "roster.xlsx")
    store = WeekStore(folder)
    store.refresh()
    assert store.faults
    assert store.now is not None


def test_signed_step_by_step_into_the_ledger(folder: Path, office: Ledger) -> None:
    day = date(2026, 11, 27)
    early = signed(str(folder), "publish", "李甲", day, office.place, "zh")
    assert not early.wrote
    assert early.problems
    for verb, by in (("submit", "李甲"), ("approve", "王领导"), ("publish", "李甲")):
        done = signed(str(folder), verb, by, day, office.place, "zh")  # type: ignore[arg-type]
        assert done.wrote, done.problems
    plan = read_plan(folder / "plan.json")
    assert plan.approval.state == "published"
    assert [s.by for s in plan.approval.history] == ["李甲", "王领导", "李甲"]
    assert content_digest(plan) == plan.approval.history[-1].content
    with office.reading() as rows:
        assert sorted(t.visit for t in rows.rows("tasks")) == sorted(b.visit for b in plan.bookings)
