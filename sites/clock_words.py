"""The clock of an urgent order as people say it: 周三下午, 12月2日上午, 今天, Wednesday pm."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from sites.round import MINUTES_A_DAY, Round
from sites.vocabulary import fold
from sites.weeks import parse_day

PARTS = {
    "上午": "am",
    "下午": "pm",
    "夜间": "night",
    "晚上": "night",
    "morning": "am",
    "afternoon": "pm",
    "night": "night",
    "am": "am",
    "pm": "pm",
}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"(本|这|下)?(?:周|星期|礼拜)([一二三四五六日天])")


def parse_clock(text: str, round: Round) -> datetime:
    """Return the moment that is meant: the end of the day, or of the part of it that is said.

    A weekday without more is one of the round's own week; 本周 and 下周 count from the round's
    ``today``; every other day is read as in `sites.weeks.parse_day`.

    Raises
    ------
    WeekError
        If no day can be read from it.
    """
    said = fold(text)
    part = next((word for word in PARTS if said.endswith(word) and said != word), "")
    day = _day(said.removesuffix(part), text, round)
    return datetime.combine(day, time.min) + timedelta(minutes=_end(day, PARTS.get(part), round))


def _day(said: str, text: str, round: Round) -> date:
    tomorrow = round.today + timedelta(days=1)
    if said in ("明天", "tomorrow"):
        return tomorrow
    if found := _WEEKDAY.fullmatch(said):
        number = "一二三四五六日".index(found[2].replace("天", "日"))
        start = round.today if found[1] else round.first_day
        monday = start - timedelta(days=start.weekday())
        return monday + timedelta(days=number, weeks=found[1] == "下")
    if said[:3] in _ENGLISH_DAYS and said.endswith(("day", said[:3])):
        monday = round.first_day - timedelta(days=round.first_day.weekday())
        return monday + timedelta(days=_ENGLISH_DAYS.index(said[:3]))
    return parse_day(said or text, round.today)


def _end(day: date, part: str | None, round: Round) -> int:
    """Minutes since midnight at which the part ends, as the round's own sessions have it."""
    ends = [s.end for s in round.sessions if s.part == part]
    own = [s.end for s in round.sessions if s.part == part and s.day == day]
    usual = {"am": 720, "pm": 1080}
    return max(own or ends, default=usual.get(part or "", MINUTES_A_DAY - 1))
