"""roster.ics read back by the library: one event a booking, in the street's time, no phones."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from tiny import tiny_booking, tiny_officer, tiny_plan, tiny_round

from exports.diary import write_diary
from sites.book import Site
from sites.plan import Approval, Plan
from sites.round import Round

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAME = "东新园二期；商住楼, 一标段 " + "长" * 60


def a_round() -> Round:
    people = (
        tiny_officer("o1", "张三", "housing", phone="13800000001"),
        tiny_officer("o2", "李四 13800000002", "housing"),
    )
    sites = (Site(id="A", name=NAME, address="东新路1号 13800000003"), Site(id="B", name="B"))
    return tiny_round(sites=sites, officers=people)


def a_plan(**more: object) -> Plan:
    return tiny_plan(tiny_booking("A#1"), tiny_booking("B#1", "2026-11-30/pm"), **more)


def written(path: Path, plan: Plan, round: Round) -> Calendar:
    write_diary(path, plan, round, "zh")
    return Calendar.from_ical(path.read_bytes())


def test_events_come_back(tmp_path: Path) -> None:
    first, second = written(tmp_path / "r.ics", a_plan(), a_round()).walk("VEVENT")
    assert str(first["SUMMARY"]) == f"【未审批】{NAME}"
    assert first["DTSTART"].dt == datetime(2026, 11, 30, 9, 10, tzinfo=SHANGHAI)
    assert first["DTEND"].dt == datetime(2026, 11, 30, 9, 50, tzinfo=SHANGHAI)
    assert second["DTSTART"].dt == datetime(2026, 11, 30, 13, 40, tzinfo=SHANGHAI)
    assert str(first["DESCRIPTION"]).splitlines() == [
        "内部工作安排，请勿外传",
        "人员：张三（housing）、李四",
        "牵头：housing",
        "车辆：自行前往",
    ]


def test_the_time_zone_is_in_the_file(tmp_path: Path) -> None:
    calendar = written(tmp_path / "r.ics", a_plan(), a_round())
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert calendar.walk("VEVENT")[0]["DTSTART"].params["TZID"] == "Asia/Shanghai"


def test_no_phone_gets_out(tmp_path: Path) -> None:
    write_diary(tmp_path / "r.ics", a_plan(), a_round(), "zh")
    unfolded = (tmp_path / "r.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert "1380000000" not in unfolded


def test_the_same_plan_is_the_same_file_on_any_day(tmp_path: Path) -> None:
    for name in ("one.ics", "two.ics"):
        write_diary(tmp_path / name, a_plan(), a_round(), "zh")
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()
    event = Calendar.from_ical((tmp_path / "one.ics").read_bytes()).walk("VEVENT")[0]
    assert event["DTSTAMP"].dt == datetime(2026, 11, 27, tzinfo=UTC)


def test_uids_tell_visits_and_rounds_apart(tmp_path: Path) -> None:
    def uids(round: Round) -> list[str]:
        events = written(tmp_path / "r.ics", a_plan(), round).walk("VEVENT")
        return [str(event["UID"]) for event in events]

    moved = a_round().but(merge_days=20)
    assert len(set(uids(a_round())) | set(uids(moved))) == 4
    assert uids(a_round()) == uids(a_round())


@pytest.mark.parametrize(
    ("state", "status"),
    [("draft", "TENTATIVE"), ("approved", "CONFIRMED"), ("cancelled", "CANCELLED")],
)
def test_the_status_follows_the_approval(tmp_path: Path, state: str, status: str) -> None:
    plan = a_plan(approval=Approval.model_validate({"state": state}))
    event = written(tmp_path / "r.ics", plan, a_round()).walk("VEVENT")[0]
    assert str(event["STATUS"]) == status
