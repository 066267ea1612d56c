"""Which weeks can be looked at: this one, the next, and those that have a folder."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from sites.base import Language, Text
from sites.weeks import say_week

NAME = re.compile(r"\d{4}-W\d{2}")


def name_of(day: date) -> str:
    """A week as its folder is called: 2026-W49."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(name: str) -> date:
    """The Monday of a week's folder; raises ValueError if the name is none."""
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return date.fromisocalendar(int(name[:4]), int(name[6:]), 1)


def weeks_to_choose(folder: Path, today: date, lang: Language) -> dict[str, str]:
    """Folder names and what they are called, the latest first."""
    this, following = name_of(today), name_of(today + timedelta(weeks=1))
    there = {p.name for p in folder.iterdir() if p.is_dir() and _is_week(p.name)}
    words = {this: Text(zh="本周", en="this week"), following: Text(zh="下周", en="next week")}
    names = sorted({this, following, *there}, reverse=True)
    return {name: _said(name, words.get(name), lang) for name in names}


def _said(name: str, word: Text | None, lang: Language) -> str:
    monday = monday_of(name)
    days = say_week((monday, monday + timedelta(days=6)), lang)
    return f"{word.in_(lang)}　{days}" if word else days


def _is_week(name: str) -> bool:
    try:
        monday_of(name)
    except ValueError:
        return False
    return True
