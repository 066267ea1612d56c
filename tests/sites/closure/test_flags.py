"""How a hazard stands as of a day: overdue, the ladder, what is missing, the next step, needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hazard_life import FOUND, HOUSING, day, hazard, move, world
from tiny_book import LAST, TODAY, book, due

from sites.book import Hazard, Settings
from sites.closure import MoveKind, moved, next_step
from sites.closure.flags import days_overdue, ladder, missing


@pytest.mark.parametrize(
    ("values", "late"),
    [
        ({}, 3),
        ({"extended_to": day(9)}, 0),
        ({"due": None}, 0),
        ({"due": day(8)}, 0),
        *(({"state": s}, 0) for s in ("recheck", "closed", "moved", "paused", "cancelled")),
    ],
)
def test_overdue_is_counted_while_the_site_owes_the_mending(
    values: dict[str, Any], late: int
) -> None:
    assert days_overdue(hazard(**values), day(8)) == late


def test_the_ladder_says_the_next_step_and_since_when() -> None:
    days, late = Settings(remind_days=1, talk_days=3, case_days=7), hazard()
    assert ladder(late, day(5), days) is None
    assert ladder(late, day(6), days) == ("remind", day(6))
    assert ladder(late, day(20), days) == ("remind", day(6)), "a step is not skipped"
    late = moved(late, move("remind"), world())
    assert ladder(late, day(7), days) is None
    assert ladder(late, day(8), days) == ("talk", day(8))
    late = moved(late, move("talk"), world())
    assert ladder(late, day(12), days) == ("file", day(12))
    assert ladder(moved(late, move("file"), world()), day(30), days) is None


def test_a_new_deadline_starts_the_ladder_again() -> None:
    late = hazard()
    for kind in ("remind", "talk", "recheck_fail"):
        late = moved(late, move(kind, on=day(8)), world())
    assert ladder(late, day(12), Settings()) is None
    assert ladder(late, day(13), Settings()) == ("remind", day(13))


def test_a_major_hazard_says_what_is_missing() -> None:
    told = [text.zh for text in missing(hazard(grade="重大", filed_on=day(2)))]
    assert [t[:8] for t in told] == ["重大隐患未填上报", "重大隐患未填挂牌", "已立案，未填案号"]
    assert list(missing(hazard())) == []
    assert list(missing(hazard(grade="重大", state="cancelled"))) == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"due": None}, "尚未定整改期限，由责令主体下达。"),
        ({"due": day(9)}, "工地在11月19日前整改并回复（还有1天）。"),
        ({}, "逾期3天（期限11月15日）：11月16日起应催办，并安排复查。"),
        ({"reminded_on": day(6), "talked_on": day(8)}, "逾期3天（期限11月15日）：安排复查。"),
        ({"state": "recheck", "replied_on": day(7)}, "由住建在11月19日前复查。"),
        ({"state": "recheck", "replied_on": day(2)}, "由住建复查，应在11月17日前，已超1天。"),
        # work was stopped: the deadline that ran out meanwhile starts no clock of the re-check
        ({"state": "recheck", "replied_on": day(8), "resumed_on": day(8)}, "由住建在11月23日前"),
        ({"state": "recheck", "recheck_result": "passed", "rechecked_on": day(7)}, "复查已通过"),
        ({"state": "closed", "fixed_at_once": True, "closed_on": day(8)}, "当场整改已销号，11月19"),
        ({"state": "closed", "fixed_at_once": True, "unverified": True}, "已销号，无须再办。"),
        ({"state": "moved", "moved_to": "区交通局"}, "等区交通局反馈。"),
        ({"state": "paused"}, "停工中："),
        ({"state": "cancelled"}, "已撤销，无须再办。"),
    ],
)
def test_the_next_step_in_one_sentence(values: dict[str, Any], says: str) -> None:
    assert next_step(hazard(**values), day(8), world()).zh.startswith(says)
    assert next_step(hazard(**values), day(8)).en.endswith(".")


# -- needs that ride on visits already planned ---------------------------------------------------


def lately(**more: Any) -> Hazard:
    """The hazard, found ten days before the week's 截至日期, overdue by then."""
    start = TODAY - timedelta(days=10)
    return hazard(found_on=start, due=start + timedelta(days=5), **more)


def rechecks(one: Hazard) -> list[tuple[str, ...]]:
    return [n.hazards for n in due(book(hazards=(one,))) if n.kind == "recheck"]


def later(kind: MoveKind, days: int, **more: Any) -> Any:
    on = TODAY - timedelta(days=10) + timedelta(days=days)
    return move(kind, on=on, **more)


def test_moves_make_and_unmake_the_need_of_a_recheck() -> None:
    late, judged = lately(), world(tasks=())
    assert rechecks(late) == [("YH-001",)], "overdue, so it is looked at"
    assert rechecks(moved(late, later("pause", 6), judged)) == []
    assert rechecks(moved(late, later("transfer", 6), judged)) == []
    far = LAST + timedelta(days=30)
    extended = moved(late, later("extend", 5, due=far), judged)
    assert rechecks(extended) == [], "put off beyond the week"
    replied = moved(extended, later("reply", 6), judged)
    assert rechecks(replied) == [("YH-001",)], "the reply opens the window before the deadline"
    resumed = moved(moved(late, later("pause", 6), judged), later("resume", 9), judged)
    assert rechecks(resumed) == [("YH-001",)]


def test_a_failed_recheck_makes_a_need_again_only_by_its_new_deadline_or_reply() -> None:
    judged, far = world(tasks=()), LAST + timedelta(days=30)
    replied = moved(lately(), later("reply", 4), judged)
    failed = moved(replied, later("recheck_fail", 6, due=far), judged)
    assert rechecks(failed) == []
    soon = moved(replied, later("recheck_fail", 6, due=TODAY - timedelta(days=1)), judged)
    assert rechecks(soon) == [("YH-001",)]
    again = moved(failed, later("reply", 6, evidence="照片2"), judged)
    assert rechecks(again) == [("YH-001",)], "a reply on the day of the failure is a new one"


def test_what_passed_waits_for_its_reviewer_and_no_longer_for_a_visit() -> None:
    judged = world(tasks=())
    passed = moved(lately(), later("recheck_pass", 6), judged)
    assert passed.state == "recheck"
    assert rechecks(passed) == []
    back = book(hazards=(passed,), settings=Settings(today=date(2026, 11, 23)))
    needs = [n for n in due(back) if n.kind == "recheck"]
    assert [n.hazards for n in needs] == [("YH-001",)], "as of the day before, it was still to come"
    assert needs[0].body == HOUSING


def test_the_world_of_these_tests_is_one_that_needs_know() -> None:
    assert FOUND.weekday() == 1
    assert rechecks(lately(site="某标段")) == []
