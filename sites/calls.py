"""紧急呼叫: urgent calls against the street's clock (武林街道"1530").

[recalled] 15 minutes to be there and 30 minutes to report back, both from when the call was
accepted; two settings, to be confirmed by the office.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from sites.base import Text
from sites.book import Settings
from sites.errors import Refused
from sites.kept import Call
from sites.weeks import WeekError, parse_day

Moment = Literal["arrived", "reported"]
NAMES: dict[Moment, Text] = {
    "arrived": Text(zh="到场", en="arrive"),
    "reported": Text(zh="反馈", en="report back"),
}


class Waiting(NamedTuple):
    """An open call, what it waits for, and the whole minutes left; negative when too late."""

    call: Call
    next: Moment
    minutes_left: int


def call_id(day: date, others: Iterable[str]) -> str:
    """Return the next number of a day.

    >>> call_id(date(2026, 11, 23), ["HJ20261123-01", "HJ20261122-07"])
    'HJ20261123-02'
    """
    return numbered("HJ", day, others)


def numbered(letters: str, day: date, others: Iterable[str]) -> str:
    """Return letters, day and the first number behind those that are taken."""
    head = f"{letters}{day:%Y%m%d}-"
    tails = (o.removeprefix(head) for o in others if o.startswith(head))
    return f"{head}{max((int(n) for n in tails if n.isdecimal()), default=0) + 1:02d}"


def moment_said(text: str | None, now: datetime) -> datetime:
    """Return the moment that is meant: 14:05 of today, 11月23日 14:05, or now if none is said.

    Raises
    ------
    Refused
        If it cannot be understood, or lies ahead.
    """
    if not text:
        return now
    at = _moment(text.strip().replace("：", ":"), now)
    if at is None:
        zh = f"看不懂时间“{text}”，可以写：14:05、11月23日 14:05"
        en = f"cannot read the time “{text}”; say 14:05, or 2026-11-23 14:05"
    elif at > now:
        zh, en = f"{at:%Y-%m-%d %H:%M}还没有到", f"{at:%Y-%m-%d %H:%M} has not come yet"
    else:
        return at
    raise Refused(Text(zh=zh, en=en))


def _moment(said: str, now: datetime) -> datetime | None:
    day, _, clock = said.rpartition(" ")
    try:
        on = parse_day(day, now.date()) if day else now.date()
        return datetime.combine(on, datetime.strptime(clock, "%H:%M").time())
    except (WeekError, ValueError):
        return None


def accepted(
    id: str, site: str, at: datetime, settings: Settings, by: str = "", complaint: str = "",
    note: str = "",
) -> Call:  # fmt: skip
    """Return a new call; the clock of the day it comes in stays with it."""
    return Call(
        id=id,
        site=site,
        complaint=complaint,
        accepted_at=at,
        arrive_minutes=settings.call_arrive_minutes,
        report_minutes=settings.call_report_minutes,
        by=by,
        note=note,
    )


def moved(call: Call, moment: Moment, at: datetime) -> Call:
    """Return the call as it is once people have arrived, or reported back.

    Raises
    ------
    Refused
        If that is told already, out of its order, or at a time before the step before it.
    """
    before: datetime | None
    if moment == "arrived":
        done, before = call.arrived_at, call.accepted_at
    else:
        done, before = call.reported_at, call.arrived_at
    if done is not None:
        when = f"{done:%m-%d %H:%M}"
        zh, en = f"已登记{NAMES[moment].zh}（{when}）", f"it is told already ({when})"
    elif before is None:
        zh, en = "还没有登记到场，不能登记反馈", "nobody has arrived yet"
    elif at < before:
        when = f"{before:%m-%d %H:%M}"
        zh, en = f"时间早于上一步（{when}）", f"that is before the step before it ({when})"
    else:
        return call.but(**{f"{moment}_at": at})
    raise Refused(Text(zh=f"{call.id}：{zh}", en=f"{call.id}: {en}"))


def deadline(call: Call, moment: Moment) -> datetime:
    """Return when the clock of a step runs out."""
    minutes = call.arrive_minutes if moment == "arrived" else call.report_minutes
    return call.accepted_at + timedelta(minutes=minutes)


def waiting(calls: Iterable[Call], now: datetime) -> tuple[Waiting, ...]:
    """Return the open calls, the most urgent first."""
    found = []
    for call in calls:
        if call.reported_at is None:
            moment: Moment = "arrived" if call.arrived_at is None else "reported"
            seconds = (deadline(call, moment) - now).total_seconds()
            found.append(Waiting(call, moment, int(seconds // 60)))
    return tuple(sorted(found, key=lambda w: (w.minutes_left, w.call.id)))


def in_time(call: Call) -> bool:
    """Whether both clocks of a call were kept, the last minute included."""
    if call.arrived_at is None or call.reported_at is None:
        return False
    there = call.arrived_at <= deadline(call, "arrived")
    return there and call.reported_at <= deadline(call, "reported")


def kept(calls: Sequence[Call], now: datetime | None = None) -> tuple[int, int]:
    """Return how many calls kept the clock, and of how many.

    A call not reported back has not kept it; with ``now``, one whose clock still runs is left out.
    """
    judged = [c for c in calls if not (now is not None and _runs(c, now))]
    return sum(in_time(c) for c in judged), len(judged)


def _runs(call: Call, now: datetime) -> bool:
    late = call.arrived_at is not None and call.arrived_at > deadline(call, "arrived")
    moment: Moment = "arrived" if call.arrived_at is None else "reported"
    return call.reported_at is None and not late and now <= deadline(call, moment)
