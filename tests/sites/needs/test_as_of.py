"""As of today: what the book records of later days has not happened yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from tiny_book import FIRST, HOUSING, LAST, TODAY, URBAN, book, due, item

from sites.book import Body, Campaign, Complaint, Hazard, PastVisit, Site, SiteBook
from sites.calendar import WorkCalendar
from sites.make_round import make_round
from sites.need import Need
from sites.needs import needs_due
from sites.round import Round

NEXT_DAY = date(2026, 11, 29)


def complaint(id: str = "T1", **more: Any) -> Complaint:
    values = {"id": id, "site": "A", "on": date(2026, 11, 26), "body": URBAN, **more}
    return Complaint.model_validate(values)


def hazard(id: str = "H1", **more: Any) -> Hazard:
    values = {"id": id, "site": "A", "body": HOUSING, "what": "临边无防护", **more}
    return Hazard.model_validate({"due": date(2026, 11, 25), **values})


def needs(**more: Any) -> tuple[Need, ...]:
    return due(book(items=(item(on=False),), **more))


def round_of(given: SiteBook) -> Round:
    calendar = WorkCalendar(given.day_marks)
    return make_round(given, calendar, FIRST, LAST, needs_due(given, calendar, FIRST, LAST))


def warned(given: SiteBook) -> str:
    return "\n".join(w.zh for w in round_of(given).warnings)


def test_a_complaint_closed_later_is_open_and_one_made_later_is_not_there() -> None:
    rows = (
        complaint("open", closed_on=NEXT_DAY),
        complaint("closed", closed_on=TODAY),
        complaint("later", on=NEXT_DAY),
    )
    (need,) = needs(complaints=rows)
    assert need.complaints == ("open",)


def test_a_hazard_closed_later_waits_as_it_did_then() -> None:
    later = {"state": "closed", "rechecked_on": NEXT_DAY, "closed_on": NEXT_DAY}
    rows = (
        hazard("open", **later, replied_on=NEXT_DAY, fixed_on=NEXT_DAY),
        hazard("replied", **later, replied_on=date(2026, 11, 24), fixed_on=date(2026, 11, 24)),
        hazard("closed", state="closed", closed_on=TODAY),
        hazard("unfound", found_on=NEXT_DAY),
    )
    (need,) = needs(hazards=rows)
    assert need.hazards == ("open", "replied")
    assert "1处已报整改" in need.why.zh
    assert "1处逾期未报" in need.why.zh


def test_history_of_later_days_is_not_there() -> None:
    rows = [PastVisit(site="A", on=day, body=HOUSING) for day in (date(2026, 9, 1), NEXT_DAY)]
    (need,) = due(book(history=tuple(rows)))
    assert need.due == date(2026, 10, 31)  # sixty days after the check of 1 September
    assert [p.on for p in round_of(book(history=tuple(rows))).history] == [date(2026, 9, 1)]


def test_a_site_that_begins_after_the_week_has_no_routine_and_no_campaign() -> None:
    past = (PastVisit(site="A", on=date(2026, 9, 1), body=HOUSING),)
    plans = (Campaign(id="P", first=FIRST, last=date(2026, 12, 20), body=HOUSING),)
    for begins, kinds in ((LAST, ["campaign", "routine"]), (date(2026, 12, 7), [])):
        sites = (Site(id="A", name="甲工地", colour="red", starts_on=begins),)
        found = due(book(sites=sites, history=past, campaigns=plans))
        assert [n.kind for n in found] == kinds


def test_rows_of_later_days_are_told_for_the_day_may_be_stale() -> None:
    later = {
        "complaints": (complaint(on=NEXT_DAY),),
        "hazards": (hazard(found_on=NEXT_DAY),),
        "history": (PastVisit(site="A", on=NEXT_DAY, body=HOUSING),),
    }
    said = warned(book(**later))
    for sheet in ("投诉", "问题隐患台账", "检查记录"):
        assert f"“{sheet}”有1行晚于截至日期2026年11月28日" in said
    assert "截至日期" not in warned(book())


def test_open_complaints_and_hazards_of_nobody_are_named() -> None:
    bodies = (Body(id=HOUSING), Body(id=URBAN), Body(id="社区", type="partner"))
    given = book(
        bodies=bodies,
        complaints=(
            complaint("T1", body=""),
            complaint("T2", body="社区"),
            complaint("T3"),
            complaint("T4", body="", closed_on=TODAY),
        ),
        hazards=(
            hazard("H1", body="铁路局"),
            hazard("H2", body="", found_by_body=URBAN),
            hazard("H3", body="铁路局", state="closed"),
        ),
    )
    said = warned(given)
    assert "工单T1、T2" in said
    assert "隐患H1" in said
    assert not any(id in said for id in ("T3", "T4", "H2", "H3"))


def test_a_long_list_of_numbers_is_cut() -> None:
    said = warned(book(complaints=tuple(complaint(f"T{k:02}", body="") for k in range(30))))
    assert "T07等30件" in said
    assert "T08" not in said
