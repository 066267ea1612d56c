"""roster.ics: a calendar event for each booking, for people who keep a diary on their computer."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from exports.text import HEADER, mark_of, names_of, people_of, vehicles_of, without_phones
from sites.base import Language, Text
from sites.plan import Booking, Plan
from sites.round import Round

ZONE = "Asia/Shanghai"
SETTLED = ("approved", "published", "done")


def write_diary(path: Path, plan: Plan, round: Round, lang: Language) -> None:
    """Write the plan as an iCalendar file; the same plan and round give the same bytes.

    An event's UID is its visit and the round's digest, so that a file read a second time
    replaces its events instead of doubling them.
    """
    path.write_bytes(_calendar(plan, round, lang).to_ical())


def _calendar(plan: Plan, round: Round, lang: Language) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//inspect-once//roster//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", HEADER.in_(lang))
    after = round.last_day + timedelta(days=1)
    calendar.add_component(Timezone.from_tzid(ZONE, first_date=round.first_day, last_date=after))
    for booking in plan.bookings:
        calendar.add_component(_event(booking, plan, round, lang))
    return calendar


def _event(booking: Booking, plan: Plan, round: Round, lang: Language) -> Event:
    site = round.site[booking.site]
    mark = mark_of(plan.approval.state, lang)
    event = Event()
    event.add("uid", f"{booking.visit}@{round.digest[:16]}.inspect-once")
    event.add("dtstamp", datetime.combine(round.today, time.min, UTC))
    event.add("dtstart", _moment(booking, booking.start, round))
    event.add("dtend", _moment(booking, booking.end, round))
    event.add("summary", without_phones(f"{mark}{site.name}"))
    if site.address:
        event.add("location", without_phones(site.address))
    event.add("description", without_phones(_description(booking, plan, round, lang)))
    event.add("class", "CONFIDENTIAL")
    event.add("status", _status(booking, plan))
    return event


def _moment(booking: Booking, tick: int, round: Round) -> datetime:
    """A booking's tick as a moment of the street's clock, whole minutes, rounded down."""
    midnight = datetime.combine(round.session[booking.session].day, time.min, ZoneInfo(ZONE))
    return midnight + timedelta(minutes=tick // round.ticks_per_minute)


def _description(booking: Booking, plan: Plan, round: Round, lang: Language) -> str:
    rows = [
        (Text(zh="人员", en="people"), people_of(booking, round, lang)),
        (Text(zh="协助人员", en="auxiliaries"), names_of(booking.auxiliaries, round, lang)),
        (Text(zh="牵头", en="lead"), booking.lead),
        (Text(zh="车辆", en="vehicle"), vehicles_of(plan, booking, round, lang)),
    ]
    colon = "：" if lang == "zh" else ": "
    lines = [f"{label.in_(lang)}{colon}{value}" for label, value in rows if value]
    return "\n".join([HEADER.in_(lang), *lines])


def _status(booking: Booking, plan: Plan) -> str:
    if "cancelled" in (plan.approval.state, booking.state):
        return "CANCELLED"
    return "CONFIRMED" if plan.approval.state in SETTLED else "TENTATIVE"
