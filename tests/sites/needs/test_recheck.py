"""Re-checks: worked examples."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from tiny_book import HOUSING, URBAN, book, due, item

from sites.book import Body, Hazard
from sites.need import Need


def hazard(id: str = "H1", **more: Any) -> Hazard:
    values = {"id": id, "site": "A", "body": HOUSING, "what": "临边无防护", **more}
    return Hazard.model_validate(values)


def rechecks(*hazards: Hazard, **more: Any) -> tuple[Need, ...]:
    return due(book(items=(item(on=False),), hazards=hazards, **more))


def test_recheck_starts_the_day_after_the_deadline() -> None:
    (need,) = rechecks(hazard(due=date(2026, 11, 25)))
    assert need.not_before == datetime(2026, 11, 26)
    assert need.due == date(2026, 12, 1)  # three working days from Thursday
    assert (need.statutory, need.owed, need.minutes) == (True, True, 15)
    assert need.hazards == ("H1",)
    assert need.weight == 100 + 5 + 30
    assert (
        need.why.zh == "复查：住建责令整改的1处隐患，1处逾期未报，最长逾期3天，应在12月1日前复查。"
    )


def test_recheck_starts_earlier_when_the_site_replies() -> None:
    (need,) = rechecks(
        hazard(due=date(2026, 12, 20), replied_on=date(2026, 11, 27), state="recheck")
    )
    assert (need.not_before, need.due) == (datetime(2026, 11, 27), date(2026, 12, 2))
    assert "1处已报整改" in need.why.zh


def test_an_extension_moves_the_deadline_and_an_answered_reply_is_old() -> None:
    longer = hazard(due=date(2026, 11, 20), extended_to=date(2026, 12, 2))
    failed = hazard(
        due=date(2026, 12, 2), replied_on=date(2026, 11, 10), rechecked_on=date(2026, 11, 12)
    )
    for one in (longer, failed):
        (need,) = rechecks(one)
        assert need.not_before == datetime(2026, 12, 3)


def test_rechecks_open_by_the_first_day_go_together_and_later_ones_apart() -> None:
    hazards = [hazard(f"H{k}", due=date(2026, 11, 20 + k)) for k in range(4)]
    later = [hazard("K2", due=date(2026, 12, 1)), hazard("K1", due=date(2026, 12, 1))]
    too_late = hazard("L", due=date(2026, 12, 6))
    found = rechecks(*hazards, *later, too_late)
    assert {n.id: n.hazards for n in found} == {
        "A/住建/recheck": ("H0", "H1", "H2", "H3"),
        "A/住建/recheck/2": ("K1", "K2"),
    }
    assert found[0].minutes == 20
    assert found[0].due == date(2026, 11, 25)
    assert found[1].not_before == datetime(2026, 12, 2)


def test_recheck_days_may_be_calendar_days() -> None:
    bodies = (Body(id=HOUSING, recheck_days=10, recheck_in="days"),)
    (need,) = rechecks(hazard(due=date(2026, 12, 3)), bodies=bodies)
    assert (need.due, need.owed) == (date(2026, 12, 14), False)


def test_an_hour_is_the_longest_recheck() -> None:
    (need,) = rechecks(*(hazard(f"H{k:02}", due=date(2026, 11, 25)) for k in range(30)))
    assert need.minutes == 60


@pytest.mark.parametrize("state", ["closed", "moved", "moved_done", "cancelled", "paused"])
def test_hazards_that_wait_for_nobody_here(state: str) -> None:
    assert rechecks(hazard(due=date(2026, 11, 25), state=state)) == ()


def test_hazards_of_nobody_or_nowhere_make_no_need() -> None:
    day = date(2026, 11, 25)
    assert rechecks(hazard(due=day, body="铁路局")) == ()
    assert rechecks(hazard(due=day, site="某标段")) == ()
    assert rechecks(hazard()) == ()
    (need,) = rechecks(hazard(due=day, body="", found_by_body=URBAN))
    assert need.body == URBAN
