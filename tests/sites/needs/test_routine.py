"""Routine needs: worked examples."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tiny_book import HOUSING, LAST, TODAY, URBAN, book, checked, due, item, only

from sites.book import Body, DayMark, Pin, Site


def test_routine_overdue_says_its_numbers() -> None:
    need = only(book())
    assert (need.id, need.due, need.owed) == ("A/住建/routine", date(2026, 10, 31), True)
    assert need.weight == 100 + 4 * 10
    assert need.why.zh == (
        "红色工地：住建日常检查上次2026年9月1日，每60天一次，10月31日到期，已逾期4周。"
    )
    assert need.why.en.startswith("Red site: routine check by 住建, last on 1 Sep 2026, every 60")


@pytest.mark.parametrize(
    ("days_ago", "owed"), [(60, True), (54, False), (56, True), (41, False), (36, None)]
)
def test_routine_is_owed_rides_or_waits(days_ago: int, owed: bool | None) -> None:
    found = due(book(history=checked(days_ago)))
    assert [n.owed for n in found] == ([] if owed is None else [owed])


def test_due_on_a_day_off_is_offered_on_the_next_working_day() -> None:
    need = only(book(history=checked(55)))  # Saturday, 5 December
    assert need.due == date(2026, 12, 7)
    assert "12月5日到期（顺延至12月7日）" in need.why.zh


def test_riders_join_what_is_owed() -> None:
    items = (item(), item("crane", minutes=50, skills=("起重",), days_red=90, likely_filed=True))
    need = only(book(items=items))
    assert need.items == ("crane", "pit")
    assert (need.due, need.minutes, need.skills) == (date(2026, 10, 31), 80, ("起重",))
    assert need.two_certified
    assert "共2个事项，11月30日前到期的一并检查" in need.why.zh
    late_crane = (items[0], items[1].but(days_red=300))
    assert only(book(items=late_crane)).items == ("pit",)


def test_a_check_of_one_item_leaves_the_other_due() -> None:
    items = (item(), item("crane", days_red=60))
    history = (*book().history, *checked(5, items=("crane",), kind="campaign"))
    assert only(book(items=items, history=history)).items == ("pit",)


@pytest.mark.parametrize("row", [{"onsite": False}, {"kind": "case"}, {"body": URBAN}])
def test_what_does_not_count_as_a_check(row: dict[str, Any]) -> None:
    history = (*book().history, *checked(5, **row))
    assert only(book(history=history)).due == date(2026, 10, 31)


def test_never_checked_counts_from_the_start_of_the_site() -> None:
    site = Site(id="A", name="甲工地", colour="red", starts_on=date(2026, 10, 5))
    need = only(book(sites=(site,), history=()))
    assert need.due == date(2026, 12, 4)
    assert "没有记录，2026年10月5日开工，每60天一次，12月4日到期" in need.why.zh
    young = site.but(starts_on=date(2026, 11, 20))
    assert due(book(sites=(young,), history=())) == ()


@pytest.mark.parametrize("starts_on", [None, date(2024, 5, 6)])
def test_without_any_record_it_is_owed_but_not_called_late(starts_on: date | None) -> None:
    site = Site(id="A", name="甲工地", colour="red", starts_on=starts_on)
    need = only(book(sites=(site,), history=()))
    assert (need.owed, need.due, need.weight) == (True, LAST, 100)
    assert need.why.zh.endswith("，每60天一次，现已应查。")


def test_rain_must_draws_the_due_day_to_the_marked_day() -> None:
    rough = DayMark(on=date(2026, 12, 2), weather=("rain",))
    wet = book(items=(item(rain="must"),), history=checked(50), day_marks=(rough,))
    need = only(wet)
    assert (need.due, need.owed, need.rain) == (date(2026, 12, 2), True, "must")
    assert "12月2日恶劣天气" in need.why.zh
    dry = only(wet.but(items=(item(rain="postpone"),)))
    assert (dry.due, dry.owed, dry.rain) == (date(2026, 12, 10), False, "postpone")


def test_the_strictest_rain_holds() -> None:
    def rain(*rains: str) -> str:
        items = tuple(item(f"i{k}", rain=r) for k, r in enumerate(rains))
        return only(book(items=items)).rain

    assert rain("postpone", "must") == "must"
    assert rain("postpone", "postpone") == "postpone"
    assert rain("postpone", "as_planned") == "as_planned"


def test_who_has_no_needs() -> None:
    assert due(book(bodies=(Body(id=URBAN),))) == ()
    assert due(book(bodies=(Body(id=HOUSING, type="partner"),))) == ()
    assert due(book(items=(item(on=False), item("x", URBAN, on=False)))) == ()
    assert due(book(sites=(Site(id="A", name="甲", colour="red", status="stopped"),))) == ()


def test_a_posted_team_acts_in_its_body_s_name() -> None:
    posted = Body(id="住建派驻", type="posted", acts_as=HOUSING, min_people=2)
    need = only(book(bodies=(posted,)))
    assert (need.body, need.people) == (HOUSING, 2)


def test_without_a_catalogue_the_shipped_one_is_used() -> None:
    bodies = (Body(id="拱墅区住房和城乡建设局"), Body(id="消防"))
    found = due(book(items=(), history=(), bodies=bodies))
    assert [n.id for n in found] == ["A/拱墅区住房和城乡建设局/routine", "A/消防/routine"]
    assert all(n.items and n.owed for n in found)


def test_a_pinned_site_without_needs_gets_its_next_one() -> None:
    pin = Pin(how="must", site="A", reason="领导要求", by="张三")
    need = only(book(history=checked(2), pins=(pin,)))
    assert not need.owed
    for other in (pin.but(how="never"), pin.but(day=date(2026, 11, 2)), pin.but(until=TODAY)):
        assert due(book(history=checked(2), pins=(other,))) == ()
