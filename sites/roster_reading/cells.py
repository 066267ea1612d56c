"""What a person may type into a cell: a day, a clock, kinds of check, who rides what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sites.base import Text
from sites.roster_reading.names import bracketed, pieces
from sites.roster_words import key_of, words
from sites.round import MINUTES_A_DAY, Session
from sites.vocabulary import fold

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日天")
CLOCK = re.compile(r"(\d{1,2})(?:[:.点时h](\d{1,2})?分?)")
LATEST = 2 * MINUTES_A_DAY


class Clock(NamedTuple):
    """Start and end in minutes since midnight; None where nothing is typed."""

    start: int | None = None
    end: int | None = None


class Wanted(NamedTuple):
    """A kind of check for one body, as typed; an empty kind means whichever is due."""

    kind: str
    body: str


class NotUnderstood(ValueError):
    """A cell that cannot be read; ``expected`` says what can."""

    def __init__(self, expected: Text):
        self.expected = expected
        super().__init__(expected.en)


def day_of(text: str, days: Sequence[date]) -> date:
    """Return the one of ``days`` that is typed: 2026-12-01, 12月1日, 12/1 or 周二.

    Raises
    ------
    NotUnderstood
        If it is no day of the week that is planned.
    """
    said = unicodedata.normalize("NFKC", text)
    numbers = tuple(int(n) for n in re.findall(r"\d+", said))[:3]
    for day in days:
        if numbers in ((day.year, day.month, day.day), (day.month, day.day)):
            return day
    named = re.search(r"(?:周|星期)(.)", said)
    for day in days:
        if not numbers and named and named[1] in WEEKDAYS[day.weekday()]:
            return day
    listed = "、".join(f"{d.month}月{d.day}日" for d in days)
    raise NotUnderstood(
        Text(
            zh=f"本周可排的日期：{listed}",
            en="a day of the week: " + ", ".join(str(d) for d in days),
        )
    )


def part_of(text: str) -> str:
    """Return am, pm, night or day.

    Raises
    ------
    NotUnderstood
        If the word is none of these.
    """
    key = key_of("parts", text)
    if key:
        return key
    zh, en = (list(words("parts", lang).values()) for lang in ("zh", "en"))
    raise NotUnderstood(Text(zh="、".join(zh), en=", ".join(en)))


def clock_of(text: str, session: Session | None) -> Clock:
    """Return start and end of 09:10—10:20; 9点10分 or a start alone will do, empty is empty.

    In a session that passes midnight 01:30 is the next day's.

    Raises
    ------
    NotUnderstood
        If it is no time of day, or ends before it starts.
    """
    found = CLOCK.findall(fold(text))
    clocks = [int(hour) * 60 + int(minute or 0) for hour, minute in found]
    if session is not None and session.end > MINUTES_A_DAY:
        clocks = [c + MINUTES_A_DAY if c < session.start else c for c in clocks]
    unread = bool(fold(text)) and not clocks
    if unread or len(clocks) > 2 or clocks != sorted(clocks) or any(c > LATEST for c in clocks):
        raise NotUnderstood(Text(zh="起止时间，如 09:10—10:20", en="a time, as 09:10—10:20"))
    return Clock(*clocks)


def types_of(text: str) -> list[tuple[str, str]]:
    """Return pairs (kind, body as typed) of 日常（市场监管）；复查（住建）.

    A kind without brackets gives an empty body, a name that is no kind an empty kind.
    """
    found: list[tuple[str, str]] = []
    for piece in pieces(text):
        head, inner = bracketed(piece)
        kind = key_of("kinds", head)
        if not kind:
            found.append(("", piece))
        else:
            found += [(kind, body) for body in inner or [""]]
    return found


def rides_of(text: str) -> list[tuple[str, list[str]]]:
    """Return pairs (vehicle, riders) of 浙A·12345：张三、李四, one vehicle a line or after a ；.

    >>> rides_of("浙A·12345：张三、李四；浙A·2")
    [('浙A·12345', ['张三', '李四']), ('浙A·2', [])]
    """
    found = []
    for piece in pieces(text, ";\n"):
        vehicle, _, riders = piece.replace("：", ":").partition(":")
        found.append((vehicle.strip(), pieces(riders)))
    return found
