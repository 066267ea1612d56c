"""The clock of the office: every day and moment that is told, kept or signed is China's.

A server often runs on UTC; from midnight to eight in China its own day is that of yesterday.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def china_now() -> datetime:
    """The moment, in China's time."""
    return datetime.now(CHINA)


def china_today() -> date:
    """The day it is in China."""
    return china_now().date()
