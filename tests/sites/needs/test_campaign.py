"""Campaigns: worked examples."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from tiny_book import HOUSING, URBAN, book, checked, due, item

from sites.book import Campaign, Site
from sites.need import Need


def campaign(**more: Any) -> Campaign:
    values = {"id": "区建〔2026〕9号", "first": date(2026, 11, 1), "last": date(2026, 12, 4)}
    return Campaign.model_validate(values | {"body": HOUSING} | more)


def campaigns(*found: Campaign, **more: Any) -> tuple[Need, ...]:
    values: dict[str, Any] = {"items": (item(days_red=None),), "campaigns": found}
    return due(book(**(values | more)))


def test_campaign_is_hard_from_its_first_to_its_last_day() -> None:
    (need,) = campaigns(campaign(from_above=True, items=("pit",)))
    assert need.id == "A/住建/campaign/区建〔2026〕9号"
    assert (need.not_before, need.expires) == (datetime(2026, 11, 1), date(2026, 12, 4))
    assert (need.due, need.owed) == (need.expires, True)
    assert (need.approved, need.from_above, need.items) == (True, True, ("pit",))
    assert "上级部署" in need.why.zh


@pytest.mark.parametrize(
    ("change", "owed"),
    [
        ({}, [True]),
        ({"last": date(2026, 12, 20)}, [False]),
        ({"last": date(2027, 2, 1)}, []),
        ({"last": date(2026, 11, 27)}, []),
        ({"first": date(2026, 12, 7), "last": date(2026, 12, 10)}, []),
        ({"state": "cancelled"}, []),
        ({"sites": ("A",)}, [True]),
        ({"sites": ("B",)}, []),
        ({"zones": ("东",)}, []),
        ({"colours": ("green",)}, []),
        ({"colours": ("red",), "traits": ("深基坑", "塔吊")}, [True]),
        ({"traits": ("食堂",)}, []),
    ],
)
def test_whom_a_campaign_concerns(change: dict[str, Any], owed: list[bool]) -> None:
    site = Site(id="A", name="甲", colour="red", traits=("深基坑",))
    assert [n.owed for n in campaigns(campaign(**change), sites=(site,))] == owed


@pytest.mark.parametrize(
    ("row", "done"),
    [
        ({"kind": "campaign"}, True),
        ({"kind": "campaign", "approval": "区建〔2026〕9号"}, True),
        ({"kind": "campaign", "task_no": "另案3"}, False),
        ({"kind": "campaign", "body": URBAN}, False),
        ({"kind": "campaign", "on": date(2026, 10, 30)}, False),
        ({"kind": "routine"}, False),
    ],
)
def test_a_visit_under_the_campaign_ends_it_there(row: dict[str, Any], done: bool) -> None:
    assert (campaigns(campaign(), history=checked(10, **row)) == ()) is done


def test_minutes_of_a_campaign() -> None:
    items = (item(minutes=40, days_red=None), item("crane", minutes=20, days_red=None))
    minutes = [
        campaigns(campaign(**change), items=items)[0].minutes
        for change in ({}, {"items": ("crane",)}, {"minutes": 25}, {"items": ("不在册",)})
    ]
    assert minutes == [60, 20, 25, 30]


def test_a_plan_not_yet_approved_says_so() -> None:
    (need,) = campaigns(campaign(state="submitted"))
    assert not need.approved
    assert "尚未批准" in need.why.zh


def test_two_rows_of_one_plan_are_told_apart() -> None:
    found = campaigns(campaign(), campaign(first=date(2026, 11, 2)))
    assert [n.id[-2:] for n in found] == ["9号", "/2"]
