"""Off-site checks and leads: what they may do, what they spare, what they open."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tiny_book import FIRST, HOUSING, URBAN, book, checked, due, item, only

from sites.book import Body, Campaign, Item, Officer, PastVisit, Site, SiteBook
from sites.errors import Refused
from sites.offsite import (
    is_lead,
    lead,
    may_be_offsite,
    offsite_check,
    see_enforces,
    why_on_site,
)

DAY = date(2026, 11, 20)
PAPERS = item("papers", offsite_ok=True)
PEOPLE = (
    Officer(id="1", name="张三", body=HOUSING, certificate="Z1", certificate_until=DAY),
    Officer(id="2", name="李四", body=URBAN, certificate="Z2"),
    Officer(id="3", name="王五", body=HOUSING, certificate="Z3", certificate_until=FIRST),
    Officer(id="4", name="赵六", body=HOUSING, kind="auxiliary", certificate="Z4"),
    Officer(id="5", name="钱七", body=URBAN, certificate="Z5"),
)
BOOK = book(items=(PAPERS,), officers=PEOPLE, bodies=(Body(id=HOUSING), Body(id=URBAN)))


def made(
    *people: str, of: SiteBook = BOOK, items: tuple[Item, ...] = (PAPERS,), day: date = DAY,
    result: str = "资料齐全",
) -> PastVisit:  # fmt: skip
    officers = [o for o in of.officers if o.id in people]
    return offsite_check(of, of.sites[0], items, officers, day, "documents", result)


def test_signed_by_two_certified_that_day_one_of_the_body() -> None:
    row = made("1", "2")
    assert (row.onsite, row.counted, row.body, row.items) == (False, False, HOUSING, ("papers",))
    assert row.officers == ("1", "2")


@pytest.mark.parametrize(
    ("people", "day"),
    [
        (("1",), DAY),
        (("1", "4"), DAY),  # an auxiliary signs nothing
        (("1", "2"), DAY + timedelta(days=1)),  # the certificate ran out yesterday
        (("2", "5"), DAY),  # neither is of the body
        (("2", "5", "1"), DAY + timedelta(days=1)),  # who is of the body has no certificate
    ],
)
def test_other_signatures_are_refused(people: tuple[str, ...], day: date) -> None:
    with pytest.raises(Refused):
        made(*people, day=day)


@pytest.mark.parametrize(
    "barred",
    [
        item("plain"),
        item("crane", traits=("塔吊",), offsite_ok=True),
        item("pit", name="深基坑专项方案", offsite_ok=True),
        item("danger", name="危大工程台账", offsite_ok=True),
    ],
)
def test_what_is_dangerous_or_not_allowed_is_seen_on_site(barred: Item) -> None:
    assert not may_be_offsite(barred)
    with pytest.raises(Refused):
        made("1", "2", items=(barred,))


def test_a_conclusion_is_written_and_items_are_of_one_body() -> None:
    with pytest.raises(Refused):
        made("1", "2", result=" ")
    with pytest.raises(Refused):
        made("1", "2", items=(PAPERS, item("other", body=URBAN, offsite_ok=True)))


# -- what it meets -------------------------------------------------------------------------------


def off(days_ago: int, **more: Any) -> tuple[PastVisit, ...]:
    return checked(days_ago, onsite=False, items=("papers",), **more)


def test_it_meets_the_need_of_an_item_that_allows_it() -> None:
    before = book(items=(PAPERS,), history=checked(90))
    assert only(before).items == ("papers",)
    assert due(before.but(history=(*checked(90), *off(2)))) == ()
    assert due(before.but(history=off(2))) == ()


@pytest.mark.parametrize(
    "row",
    [
        off(2, body=URBAN)[0],
        off(2)[0].but(items=()),  # what was looked at off site is named
        off(2)[0].but(items=("other",)),
    ],
)
def test_it_meets_nothing_else(row: PastVisit) -> None:
    assert len(due(book(items=(PAPERS,), history=(*checked(90), row)))) == 1


@pytest.mark.parametrize("barred", [{"offsite_ok": False}, {"traits": ("塔吊",)}])
def test_an_item_that_does_not_allow_it_stays_due(barred: dict[str, Any]) -> None:
    place = Site(id="A", name="甲工地", colour="red", traits=("塔吊",))
    items = (PAPERS.but(**barred),)
    assert len(due(book(sites=(place,), items=items, history=(*checked(90), *off(2))))) == 1


# -- why on site ---------------------------------------------------------------------------------


def test_every_need_says_why_it_is_met_on_site() -> None:
    campaign = Campaign(id="专〔2026〕1号", first=FIRST, last=FIRST, body=URBAN, minutes=30)
    seen = lead("XS1", BOOK.sites[0], datetime(2026, 11, 20, 9), "drone", URBAN, "未覆盖")
    needs = due(book(items=(PAPERS,), history=(), campaigns=(campaign,), complaints=(seen,)))
    assert {n.kind for n in needs} == {"routine", "campaign", "case"}
    assert all(n.onsite_reason for n in needs)


def test_the_item_s_own_reason_goes_first() -> None:
    assert why_on_site([item(onsite_reason="须试水"), PAPERS]) == "须试水"
    assert "非现场检查记录" in why_on_site([PAPERS])


# -- leads ---------------------------------------------------------------------------------------


def test_a_lead_opens_a_case_and_is_called_one() -> None:
    seen = lead("XS1", BOOK.sites[0], datetime(2026, 11, 20, 9), "drone", URBAN, "裸土未覆盖")
    assert is_lead(seen)
    need = only(book(items=(), complaints=(seen,)).but(items=(item(days_red=None),)))
    assert (need.kind, need.body, need.complaints) == ("case", URBAN, ("XS1",))
    assert "线索" in need.why.zh
    assert "投诉" not in need.why.zh + need.onsite_reason


def test_a_lead_goes_to_a_body_that_may_enforce() -> None:
    """54号文: a body of mediation or deliberation inspects nobody."""
    with pytest.raises(Refused, match="矛调中心 is a partner"):
        see_enforces(Body(id="矛调中心", type="partner"))
    see_enforces(Body(id=URBAN))


def test_a_lead_says_what_was_seen() -> None:
    with pytest.raises(Refused):
        lead("XS1", BOOK.sites[0], datetime(2026, 11, 20, 9), "camera", URBAN, "")
