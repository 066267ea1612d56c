"""What happens to a published week: somebody ill, a site shut, rain, a call-out, as one says it.

``张三=周四上午`` is a name and the days it holds for; without days, all that are left. Each change
becomes rows that the workbook would have: an absence, a closed day, a mark of weather.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Literal, NamedTuple, TypeVar, cast

from sites.base import Text
from sites.book import Absence, DayPart, Pin
from sites.errors import BookError, Fault
from sites.plan import Plan
from sites.roster_reading.cells import NotUnderstood, day_of, part_of
from sites.roster_reading.names import Names, NameUnknown, people_names, site_names
from sites.round import Round
from sites.slots import PART_WORDS
from sites.when import parts_meet

T = TypeVar("T")
Kind = Literal["ill", "call-out", "shut", "rain"]
PART = re.compile(r"(上午|下午|夜间|全天|\s(?:am|pm|morning|afternoon|night))$", re.IGNORECASE)
RANGE = re.compile(r"[到至~—]")


class Change(NamedTuple):
    """One change: whom or what, on which days and in which part of them."""

    kind: Kind
    ids: tuple[str, ...]
    name: str
    days: tuple[date, ...]
    part: DayPart

    @property
    def says(self) -> Text:
        """The change in a few words: 张三病假（12月3日上午）."""
        zh, en = {
            "ill": ("病假", "is ill"),
            "call-out": ("被抽调", "is called out"),
            "shut": ("停止检查", "is shut"),
            "rain": ("下雨", "rain"),
        }[self.kind]
        part = PART_WORDS[self.part] if self.part != "day" else ("", "")
        days = _say(self.days)
        when = f"{days.en} {part[1]}".strip()
        return Text(
            zh=f"{self.name}{zh}（{days.zh}{part[0]}）", en=f"{self.name} {en} ({when})".strip()
        )


def read_changes(said: Iterable[tuple[Kind, str]], round: Round, today: date) -> tuple[Change, ...]:
    """Understand changes as typed; days before ``today`` are over.

    Raises
    ------
    BookError
        With a fault for each that is not understood.
    """
    days = tuple(sorted({s.day for s in round.sessions if s.day >= today}))
    found, faults = [], []
    for kind, text in said:
        try:
            found.append(_read(kind, text, round, days))
        except (NameUnknown, NotUnderstood) as error:
            quote = Text(zh=f"“{text}”", en=f"'{text}'")
            faults.append(Fault(sheet=f"--{kind}", found=quote, expected=error.expected))
    if faults:
        raise BookError(faults)
    return tuple(found)


def _read(kind: Kind, text: str, round: Round, days: Sequence[date]) -> Change:
    if kind == "rain":
        chosen, part = _when(text, days)
        return Change(kind, (), "", chosen, part)
    head, given, when = text.replace("＝", "=").partition("=")
    chosen, part = _when(when, days) if given else (tuple(days), "day")
    if not chosen:
        raise NotUnderstood(Text(zh="本周未过的日期", en="a day of the week that is not over"))
    if kind == "shut":
        site = site_names(round).find(head)
        return Change(kind, (site,), round.site[site].name, chosen, part)
    ids, name = _people(kind, head, round)
    return Change(kind, ids, name, chosen, part)


def _people(kind: Kind, head: str, round: Round) -> tuple[tuple[str, ...], str]:
    """One person; for a call-out also everybody of a department."""
    crews = Names(pair for b in round.bodies for pair in ((b.id, b.id), (b.acts_as, b.id)))
    people = people_names(round)
    if kind == "call-out" and not people.knows(head):
        try:
            body = crews.find(head)
        except NameUnknown:
            pass
        else:
            return tuple(o.id for o in round.officers if o.body == body), body
    found = people.find(head)
    return (found,), round.officer[found].name


def _when(text: str, days: Sequence[date]) -> tuple[tuple[date, ...], DayPart]:
    """Days, and the part of them: 周四, 12月3日上午, 周三到周五."""
    said = text.strip()
    ending = PART.search(said)
    part = part_of(ending[1].strip()) if ending else "day"
    ends = RANGE.split(said[: ending.start()] if ending else said)
    first, last = day_of(ends[0], days), day_of(ends[-1], days)
    return tuple(d for d in days if first <= d <= last), cast(DayPart, part)


def changed(round: Round, changes: Iterable[Change]) -> Round:
    """Return the round as the changes leave it."""
    for change in changes:
        round = _BY_KIND[change.kind](round, change)
    return round


def promised_round(round: Round, published: Plan, today: date) -> Round:
    """Return the round of a week that has been promised and, before ``today``, is over.

    What no visit of the days gone by has met can be met from today on only.
    """
    over = {s.id for s in round.sessions if s.day < today}
    met = {n for b in published.bookings if b.session in over for n in b.needs}
    dawn = datetime.combine(today, time.min)
    needs = tuple(
        n.but(not_before=max(n.not_before or dawn, dawn)) if over and n.id not in met else n
        for n in round.needs
    )
    return round.but(today=today, needs=needs, published=published)


def _away(round: Round, change: Change) -> Round:
    reason = "leave" if change.kind == "ill" else "callout"
    rows = tuple(
        Absence.model_validate(
            {"officer": o, "first": d, "last": d, "part": change.part, "reason": reason}
        )
        for o in change.ids
        for d in change.days
    )
    return round.but(absences=_added(round.absences, rows))


def _shut(round: Round, change: Change) -> Round:
    if change.part != "day":
        rows = tuple(
            Pin(how="never", site=s, day=d, part=change.part, reason=change.says.zh, by="replan")
            for s in change.ids
            for d in change.days
        )
        return round.but(pins=_added(round.pins, rows))
    sites = tuple(
        s.but(closed_days=tuple(sorted({*s.closed_days, *change.days})))
        if s.id in change.ids
        else s
        for s in round.sites
    )
    return round.but(sites=sites)


def _rained(round: Round, change: Change) -> Round:
    sessions = tuple(
        s.but(weather=tuple(sorted({*s.weather, "rain"})))
        if s.day in change.days and parts_meet(change.part, s.part)
        else s
        for s in round.sessions
    )
    return round.but(sessions=sessions)


_BY_KIND = {"ill": _away, "call-out": _away, "shut": _shut, "rain": _rained}


def _added(rows: tuple[T, ...], more: Iterable[T]) -> tuple[T, ...]:
    """Rows and those of ``more`` that are not among them."""
    return (*rows, *(row for row in more if row not in rows))


def _say(days: Sequence[date]) -> Text:
    zh = "、".join(f"{d.month}月{d.day}日" for d in days)
    en = ", ".join(f"{d.day} {d:%b}" for d in days)
    return Text(zh=zh, en=en)
