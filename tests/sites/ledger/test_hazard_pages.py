"""Pages of the tracker, as the database finds them, against what the flags of a hazard say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sites.book import Hazard
from sites.closure.flags import is_overdue
from sites.ledger import Ledger
from sites.ledger.hazard_pages import Wanted, hazard_page

DAY = date(2026, 11, 23)


def hazard(id: str, **more: Any) -> Hazard:
    return Hazard.model_validate({"id": id, "site": "A", "what": "临边无防护", **more})


def on(days: int) -> date:
    return DAY + timedelta(days=days)


HAZARDS = (
    hazard("closed", state="closed", due=on(-90), found_on=on(-100), body="住建"),
    hazard("moved", state="moved", due=on(-60), body="住建"),
    hazard("soon", due=on(1), body="住建", place="三层"),
    hazard("undated", body="", found_by_body="区住建局"),
    hazard("today", due=on(0), body="消防", site="B"),
    hazard("late", due=on(-3), body="住建"),
    hazard("longest", due=on(-30), body="消防", note="50%"),
    hazard("put_off", due=on(-30), extended_to=on(2), body="住建"),
    hazard("replied", state="recheck", due=on(-9), body="住建", what="通道堵塞100%"),
)
ORDER = ("longest", "late", "replied", "today", "soon", "put_off", "undated", "moved", "closed")


@pytest.fixture
def tracker(ledger: Ledger) -> Ledger:
    with ledger.act("李甲") as act:
        act.put_all("hazards", HAZARDS)
    return ledger


def ids(tracker: Ledger, skip: int = 0, most: int = 50, **wanted: Any) -> tuple[str, ...]:
    with tracker.reading() as rows:
        page = hazard_page(rows, Wanted(**wanted), DAY, skip, most)
    assert page.head == len(HAZARDS)
    return tuple(h.id for h in page.hazards)


def test_overdue_comes_first_and_what_is_done_with_last(tracker: Ledger) -> None:
    assert ids(tracker) == ORDER


def test_pages_are_parts_of_one_list(tracker: Ledger) -> None:
    parts = [ids(tracker, skip, 4) for skip in (0, 4, 8, 12)]
    assert [len(part) for part in parts] == [4, 4, 1, 0]
    assert tuple(id for part in parts for id in part) == ORDER
    with tracker.reading() as rows:
        assert hazard_page(rows, Wanted(), DAY, 4, 4).total == len(HAZARDS)


def test_overdue_is_what_the_flags_call_overdue(tracker: Ledger) -> None:
    assert set(ids(tracker, overdue=True)) == {h.id for h in HAZARDS if is_overdue(h, DAY)}


FOUND = (
    ({"state": "recheck"}, {"replied"}),
    ({"under_way": True}, set(ORDER) - {"closed"}),
    ({"site": "B"}, {"today"}),
    ({"bodies": ("消防",)}, {"today", "longest"}),
    ({"bodies": ("住建", "区住建局")}, set(ORDER) - {"today", "longest"}),
    ({"text": "三层"}, {"soon"}),
    ({"text": "通道 100%"}, {"replied"}),
    ({"text": "_"}, {"put_off"}),
    ({"text": "没有这样的"}, set()),
    ({"bodies": ("住建",), "overdue": True}, {"late"}),
)


@pytest.mark.parametrize(("wanted", "found"), FOUND)
def test_what_is_asked_for_is_found(
    tracker: Ledger, wanted: dict[str, Any], found: set[str]
) -> None:
    assert set(ids(tracker, **wanted)) == found
