"""What was drawn becomes a need, with its number and its people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tiny_book import FIRST, HOUSING, LAST, TODAY, URBAN, book, checked, due, item, only

from sites.book import Campaign, Officer, PastVisit, Site, SiteBook
from sites.calendar import WorkCalendar
from sites.drawn import DrawnTask
from sites.needs import left_aside

PEOPLE = tuple(Officer(id=f"o{k}", name=f"官{k}", body=HOUSING) for k in (1, 2, 3))
QUIET = checked(days_ago=3)
"""Nothing routine is due."""


def task(**more: Any) -> DrawnTask:
    values = {"task_no": "SJ-1", "site": "A", "body": HOUSING, "officers": ("o1", "o2")}
    return DrawnTask.model_validate(values | more)


def drawn(*tasks: DrawnTask, **more: Any) -> SiteBook:
    return book(**({"draws": tasks, "officers": PEOPLE, "history": QUIET} | more))


def told(given: SiteBook) -> list[str]:
    return [text.zh for text in left_aside(given, WorkCalendar(), FIRST, LAST)]


def test_a_drawn_site_is_a_need_with_number_and_people() -> None:
    need = only(drawn(task(last=date(2026, 12, 4))))
    assert (need.kind, need.body, need.items) == ("routine", HOUSING, ("pit",))
    assert (need.task_no, need.drawn, need.draw) == ("SJ-1", ("o1", "o2"), "platform")
    assert (need.due, need.owed, need.expires) == (date(2026, 12, 4), True, None)
    assert "SJ-1" in need.why.zh
    assert "官1、官2" in need.why.zh
    assert told(drawn(task())) == []


def test_what_is_due_anyway_and_drawn_is_one_need() -> None:
    items = (item(), item("crane", days_red=None))
    given = drawn(task(items=("crane",), last=date(2026, 12, 31)), items=items, history=())
    alone = only(given.but(draws=()))
    need = only(given)
    assert need.items == ("crane", "pit")
    assert need.minutes == alone.minutes + 30
    assert (need.id, need.due, need.owed) == (alone.id, alone.due, True)
    assert alone.why.zh in need.why.zh


def test_a_drawn_campaign_joins_the_campaign_of_its_number() -> None:
    order = Campaign(id="区〔2026〕1号", first=FIRST, last=LAST, body=HOUSING, from_above=True)
    given = drawn(task(kind="campaign", campaign=order.id), campaigns=(order,))
    need = only(given)
    assert (need.campaign, need.task_no, need.from_above) == (order.id, "SJ-1", True)
    assert need.expires == LAST
    apart = due(given.but(draws=(task(kind="campaign", campaign="别的"),)))
    assert sorted(n.task_no for n in apart) == ["", "SJ-1"]


def test_rows_of_one_body_and_site_are_one_need_in_whatever_order() -> None:
    rows = (task(officers=("o1",)), task(officers=("o2",)), task(task_no="SJ-2", officers=("o1",)))
    need = only(drawn(*rows))
    assert (need.task_no, need.drawn) == ("SJ-1、SJ-2", ("o1", "o2"))
    assert only(drawn(*reversed(rows))) == need


@pytest.mark.parametrize(
    "more",
    [
        {"first": date(2026, 12, 7)},
        {"last": date(2027, 3, 1)},
        {"skip": True, "why": "停电", "by": "李甲"},
        {"drawn_on": date(2026, 11, 20)},
    ],
    ids=["not begun", "far off", "skipped", "visited since"],
)
def test_no_need(more: dict[str, Any]) -> None:
    assert due(drawn(task(**more))) == ()


@pytest.mark.parametrize(("number", "open"), [("SJ-1", False), ("SJ-9", True), ("", False)])
def test_the_record_of_its_number_closes_a_task(number: str, open: bool) -> None:
    past = PastVisit(site="A", on=TODAY, body=HOUSING, task_no=number)
    assert bool(due(drawn(task(drawn_on=TODAY), history=(past,)))) == open


def test_an_overdue_task_stays_and_a_later_start_is_kept() -> None:
    late = only(drawn(task(last=date(2026, 11, 20))))
    assert late.owed
    assert "逾期8天" in late.why.zh
    opens = only(drawn(task(first=date(2026, 12, 2)))).not_before
    assert opens is not None
    assert opens.date() == date(2026, 12, 2)


def test_who_goes_instead_is_needed_and_every_change_is_told() -> None:
    given = drawn(task(instead=("o3",), why="病假", by="李甲"))
    assert only(given).drawn == ("o3",)
    (line,) = told(given)
    for word in ("SJ-1", "甲工地", "官1、官2改为官3", "病假", "李甲决定"):
        assert word in line
        assert word in only(given).why.zh or word in ("甲工地",)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"draws": (task(skip=True, why="停电", by="李甲"),)}, "停电"),
        ({"sites": (Site(id="A", name="甲工地", status="stopped"),)}, "停工"),
        ({"sites": (Site(id="A", name="甲工地", status="finished"),)}, "竣工"),
        ({"draws": (task(body="某公司"),)}, "不是“部门”"),
    ],
)
def test_a_drawn_site_that_is_not_inspected_is_told(more: dict[str, Any], word: str) -> None:
    given = drawn(*more.pop("draws", (task(),)), **more)
    assert not any(n.draw for n in due(given))
    (line,) = told(given)
    assert word in line


def test_a_preliminary_draw_says_so_and_has_no_number() -> None:
    need = only(drawn(task(task_no="", origin="predraw", body=HOUSING)))
    assert (need.task_no, need.draw) == ("", "predraw")
    assert need.why.zh.startswith("预抽，不替代平台抽取")
    assert URBAN not in need.why.zh
