"""Complaints: worked examples."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tiny_book import URBAN, book, due, item

from sites.book import Complaint
from sites.need import Need


def complaint(id: str = "T1", **more: Any) -> Complaint:
    values = {"id": id, "site": "A", "on": date(2026, 11, 26), "body": URBAN, **more}
    return Complaint.model_validate(values)


def cases(*complaints: Complaint, **more: Any) -> tuple[Need, ...]:
    return due(book(items=(item(on=False),), complaints=complaints, **more))


def test_open_complaints_of_a_body_make_one_need_by_the_first_clock() -> None:
    (need,) = cases(
        complaint("T2", finish_by=date(2026, 12, 4), repeat=True),
        complaint("T1", arrive_by=datetime(2026, 12, 1, 15), finish_by=date(2026, 12, 9)),
        complaint("T0", closed_on=date(2026, 11, 27)),
    )
    assert (need.id, need.due, need.complaints) == (
        "A/综合执法/case",
        date(2026, 12, 1),
        ("T1", "T2"),
    )
    assert (need.statutory, need.owed, need.minutes, need.approved) == (True, True, 30, True)
    assert need.weight == 100 + 2 * 20 + 30
    assert need.why.zh == (
        "个案：综合执法承办的2件投诉（工单T1、T2），其中重复投诉1件，应在12月1日前到场。"
    )


def test_a_complaint_without_a_clock_has_working_days_from_its_dispatch() -> None:
    (need,) = cases(complaint())
    assert need.due == date(2026, 12, 3)
    (sent,) = cases(complaint(sent_at=datetime(2026, 11, 27, 9)))
    assert sent.due == date(2026, 12, 4)


def test_a_complaint_far_off_or_of_nobody_makes_no_need() -> None:
    assert cases(complaint(finish_by=date(2027, 1, 20))) == ()
    assert cases(complaint(body="")) == ()
    assert cases(complaint(site="不在册")) == ()


def test_a_late_complaint_says_so() -> None:
    (need,) = cases(complaint(finish_by=date(2026, 11, 26)))
    assert "已逾期2天" in need.why.zh
    assert "2 days late" in need.why.en
