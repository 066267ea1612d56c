"""企业档案 over all sites of a company; 工地联盟 beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_book import TODAY, book, due

from sites.alliance import exchanges_of, members_on, pairings, troubles
from sites.book import Company, Hazard, PastVisit, Site
from sites.companies import CompanyFile, company_file
from sites.standing import Exchange, Member, Penalty

YEAR = date(2026, 1, 1)
BUILDER = Company(id="B", name="甲建设有限公司", short_name="甲建", credit_class="A")
OTHER = Company(id="S", name="乙监理有限公司")
SITES = (
    Site(id="1", name="一号", builder="B", supervisor="S"),
    Site(id="2", name="二号", owner="B", builder="X"),
    Site(id="3", name="三号", builder="X"),
)


def hazard(id: str, site: str = "1", **more: Any) -> Hazard:
    values = {"id": id, "site": site, "what": "x", "found_on": TODAY - timedelta(days=9)}
    return Hazard.model_validate(values | more)


def file(hazards: tuple[Hazard, ...] = (), company: Company = BUILDER, **more: Any) -> CompanyFile:
    of = book(sites=SITES, companies=(BUILDER, OTHER), hazards=hazards, **more)
    return company_file(of, company, YEAR, TODAY)


@pytest.mark.parametrize(
    ("one", "whose"),
    [
        (hazard("H", liable=""), "B"),
        (hazard("H", liable="项目部"), "B"),
        (hazard("H", liable="甲建（总包）"), "B"),
        (hazard("H", liable="乙监理有限公司"), "S"),
        (hazard("H", "2"), None),  # there it is the owner, and another the builder
        (hazard("H", "3"), None),
    ],
)
def test_who_answers_for_a_hazard(one: Hazard, whose: str | None) -> None:
    found = {c.id: file((one,), c).found for c in (BUILDER, OTHER)}
    assert found == {id: int(id == whose) for id in ("B", "S")}


def test_found_closed_overdue_and_rate() -> None:
    closed = hazard("2", state="closed", closed_on=TODAY, replied_on=TODAY)
    late = hazard("3", due=TODAY - timedelta(days=1))
    old = hazard("4", found_on=date(2025, 5, 1))
    past = closed.but(id="5", found_on=date(2025, 5, 1), closed_on=date(2025, 6, 1))
    found = file((hazard("1"), closed, late, old, past, hazard("6", state="cancelled")))
    assert (found.found, found.closed, found.overdue, found.rate) == (4, 1, 1, 0.25)
    assert file().rate is None


def test_checks_are_told_on_site_joint_and_off_site() -> None:
    row = PastVisit(site="1", on=TODAY, body="住建")
    history = (
        row,
        row.but(on=YEAR, joint=True),
        row.but(onsite=False),
        row.but(on=date(2025, 12, 31)),
        row.but(on=TODAY + timedelta(days=1)),
        row.but(site="3"),
    )
    (body,) = file(history=history).bodies
    assert (body.onsite, body.joint, body.offsite, body.last) == (2, 1, 1, TODAY)


def test_penalties_are_the_company_s_and_its_class_is_only_taken_over() -> None:
    row = Penalty(id="罚1", company="B", on=TODAY, decision="警告")
    found = file(penalties=(row, row.but(id="罚2", company="S"), row.but(id="罚0", on=YEAR)))
    assert [p.id for p in found.penalties] == ["罚1", "罚0"]
    assert found.company.credit_class == "A"
    assert file(company=OTHER).company.credit_class == ""


# -- the alliance --------------------------------------------------------------------------------

GREEN = Site(id="g", name="绿", traits=("塔吊",))
MEMBERS = tuple(Member(site=s, joined_on=YEAR) for s in ("r", "g", "h"))


def pairs(*hazards: Hazard, sites: tuple[Site, ...] | None = None, **more: Any) -> Any:
    red = Site(id="r", name="红", colour="red", traits=("塔吊",))
    places = sites or (red, GREEN, GREEN.but(id="h", traits=()))
    return pairings(places, more.get("members", MEMBERS), hazards, TODAY, 90)


def test_green_members_without_the_trouble_are_models_the_likest_first() -> None:
    (pair,) = pairs(hazard("1", "r", type="临边"))
    assert (pair.site, pair.type, pair.models) == ("r", "临边", ("g", "h"))


def test_a_member_that_had_it_lately_is_no_model() -> None:
    long_ago = hazard("2", "h", type="临边", state="closed", found_on=TODAY - timedelta(days=90))
    lately = long_ago.but(id="3", site="g", found_on=TODAY - timedelta(days=89))
    (pair,) = pairs(hazard("1", "r", type="临边"), long_ago, lately)
    assert pair.models == ("h",)


@pytest.mark.parametrize(
    "gone", [GREEN.but(colour="yellow"), GREEN.but(status="finished"), GREEN.but(id="z")]
)
def test_models_are_green_active_members(gone: Site) -> None:
    red = Site(id="r", name="红", colour="red")
    (pair,) = pairs(hazard("1", "r", type="临边"), sites=(red, gone))
    assert pair.models == ()


def test_frequent_is_a_trouble_too_and_members_leave() -> None:
    shut = [hazard(str(i), "r", type="电", state="closed") for i in range(3)]
    assert [t.found for t in troubles(shut, TODAY, 90)] == [3]
    assert troubles(shut[:2], TODAY, 90) == ()
    left = Member(site="g", joined_on=YEAR, left_on=TODAY)
    assert members_on((left,), TODAY) == ()
    assert members_on((left,), TODAY - timedelta(days=1)) == ("g",)


def test_an_exchange_is_no_inspection() -> None:
    plain = book()
    met = Exchange(on=TODAY, host="A", guests=("A",), subject="临边")
    assert due(plain.but(exchanges=(met,))) == due(plain)
    assert "officers" not in Exchange.model_fields
    assert exchanges_of((met,), "A") == (met,)
    assert exchanges_of((met,), "B") == ()


@given(st.permutations([hazard(str(i), s, type=t) for i, (s, t) in enumerate(
    [("r", "临边"), ("r", "电"), ("h", "电"), ("r", "临边"), ("g", "火")])]))  # fmt: skip
def test_the_order_of_hazards_says_nothing(hazards: list[Hazard]) -> None:
    first = pairs(*sorted(hazards, key=lambda h: h.id))
    assert pairs(*hazards) == first
