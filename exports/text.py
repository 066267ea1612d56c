"""roster.txt: the week in plain words, one day and one team a block, for the office's messenger.

It is meant to leave the house, so it says less than the roster: no telephone numbers, no items,
no complaints, no reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from sites.base import Language, Text
from sites.plan import Booking, Plan, Reserve
from sites.round import PART_WORDS, Round
from sites.weeks import say_week

HEADER = Text(zh="内部工作安排，请勿外传", en="INTERNAL WORK SCHEDULE – DO NOT FORWARD")
UNAPPROVED = Text(zh="未审批", en="not approved")
MARKS = {
    "draft": UNAPPROVED,
    "submitted": UNAPPROVED,
    "urgent": Text(zh="待补批", en="approval to follow"),
    "cancelled": Text(zh="已取消", en="cancelled"),
}
"""States that a reader must not miss; the others (approved, published, done) need no mark."""

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
)


def roster_text(plan: Plan, round: Round, lang: Language) -> str:
    """Return the whole message: header, one block a day and team, 备勤 by session."""
    blocks = ["\n".join(_head(plan, round, lang))]
    for day in sorted({s.day for s in round.sessions}):
        blocks += ["\n".join(lines) for lines in _day_blocks(plan, round, day, lang)]
    return without_phones("\n\n".join(blocks)) + "\n"


def without_phones(text: str) -> str:
    """Take telephone numbers out, wherever somebody may have typed one."""
    return PHONE.sub("", text)


def mark_of(state: str, lang: Language) -> str:
    """A state that must be seen, in brackets; else nothing."""
    if state not in MARKS:
        return ""
    word = MARKS[state].in_(lang)
    return f"【{word}】" if lang == "zh" else f"[{word}]"


def people_of(booking: Booking, round: Round, lang: Language) -> str:
    """Who comes, and for which bodies: 张三（综合执法、住建）、李四."""
    return _join((_person(booking, officer, round, lang) for officer in booking.officers), lang)


def names_of(officers: tuple[str, ...], round: Round, lang: Language) -> str:
    """Names only, in the order given."""
    return _join((_flat(round.officer[officer].name) for officer in officers), lang)


def vehicles_of(plan: Plan, booking: Booking, round: Round, lang: Language) -> str:
    """Vehicles of a booking's people; who comes by themselves if the others ride."""
    rides = {person: plan.ride_of(booking.session, person) for person in booking.people}
    vehicles = sorted({_flat(vehicle) for vehicle in rides.values() if vehicle})
    alone = names_of(tuple(p for p in booking.people if not rides[p]), round, lang)
    by_self = Text(zh="自行前往", en="by themselves").in_(lang)
    if not vehicles:
        return by_self
    ridden = _join(vehicles, lang)
    if not alone:
        return ridden
    return f"{ridden}；{alone}{by_self}" if lang == "zh" else f"{ridden}; {alone} {by_self}"


def hours_of(booking: Booking, round: Round) -> str:
    """Start and end on the clock: 09:10—09:50."""
    return "—".join(say_clock(tick, round) for tick in (booking.start, booking.end))


def say_clock(tick: int, round: Round) -> str:
    """A tick of the day as hours and minutes, rounded down."""
    hours, minutes = divmod(tick // round.ticks_per_minute, 60)
    return f"{hours:02d}:{minutes:02d}"


def _head(plan: Plan, round: Round, lang: Language) -> Iterator[str]:
    yield HEADER.in_(lang)
    title = Text(zh=f"{round.street}工地“综合查一次”", en=f"{round.street} joint site inspections")
    yield f"{title.in_(lang).strip()} {mark_of(plan.approval.state, lang)}".rstrip()
    days = sorted({s.day for s in round.sessions}) or [round.first_day, round.last_day]
    yield say_week(days, lang)
    if not plan.bookings:
        yield Text(zh="本周无联合检查安排", en="no joint visits this week").in_(lang)


def _day_blocks(plan: Plan, round: Round, day: date, lang: Language) -> Iterator[list[str]]:
    """The day's teams one after the other, then who stays in reserve."""
    sessions = {s.id for s in round.sessions if s.day == day}
    teams = _teams([b for b in plan.bookings if b.session in sessions], plan, round)
    for number, bookings in enumerate(teams, start=1):
        title = Text(zh=f"第{number}组", en=f" team {number}").in_(lang)
        lines = [f"■ {_say_day(day, lang)}{title}"]
        for booking in bookings:
            lines += _visit_lines(booking, plan, round, lang)
        yield lines
    reserve = [_reserve_line(r, round, lang) for r in plan.reserve if r.session in sessions]
    if reserve:
        title = Text(zh="备勤", en=" in reserve").in_(lang)
        yield [f"■ {_say_day(day, lang)}{title}", *reserve]


def _visit_lines(booking: Booking, plan: Plan, round: Round, lang: Language) -> Iterator[str]:
    site = _flat(round.site[booking.site].name)
    part = PART_WORDS[round.session[booking.session].part][lang == "en"]
    mark = mark_of(booking.state, lang) if booking.state in ("urgent", "cancelled") else ""
    yield f"{part} {hours_of(booking, round)} {site} {mark}".rstrip()
    yield _labelled(Text(zh="人员", en="people"), people_of(booking, round, lang), lang)
    if booking.auxiliaries:
        helpers = names_of(booking.auxiliaries, round, lang)
        yield _labelled(Text(zh="协助人员", en="auxiliaries"), helpers, lang)
    if booking.lead:
        yield _labelled(Text(zh="牵头", en="lead"), _flat(booking.lead), lang)
    vehicles = vehicles_of(plan, booking, round, lang)
    yield _labelled(Text(zh="车辆", en="vehicle"), vehicles, lang)


def _reserve_line(reserve: Reserve, round: Round, lang: Language) -> str:
    zh, en = PART_WORDS[round.session[reserve.session].part]
    nobody = Text(zh="无", en="nobody").in_(lang)
    names = names_of(reserve.officers, round, lang) or nobody
    return _labelled(Text(zh=zh, en=en), names, lang)


def _teams(bookings: list[Booking], plan: Plan, round: Round) -> list[list[Booking]]:
    """Bookings of a day by team, in order of time.

    Visits of a session that share a person or a vehicle are one team's; teams of the same
    people in other sessions of the day are the same team.
    """
    index = round.session_index
    ordered = sorted(bookings, key=lambda b: (index[b.session], b.start, b.visit))
    parties: list[tuple[set[tuple[str, str]], list[Booking]]] = []
    for booking in ordered:
        means = {(booking.session, person) for person in booking.people}
        means |= {(s, "vehicle " + plan.ride_of(s, p)) for s, p in means if plan.ride_of(s, p)}
        own = [booking]
        for party in [party for party in parties if party[0] & means]:
            parties.remove(party)
            means, own = means | party[0], party[1] + own
        parties.append((means, own))
    teams: dict[tuple[str, ...], list[Booking]] = {}
    for _, own in parties:
        people = tuple(sorted({person for booking in own for person in booking.people}))
        teams.setdefault(people, []).extend(own)
    by_time = [sorted(team, key=ordered.index) for team in teams.values()]
    return sorted(by_time, key=lambda team: ordered.index(team[0]))


def _person(booking: Booking, officer: str, round: Round, lang: Language) -> str:
    name = _flat(round.officer[officer].name)
    bodies = dict.fromkeys(round.need[need].body for need in booking.needs_of(officer))
    if not bodies:
        return name
    listed = _join(map(_flat, bodies), lang)
    return f"{name}（{listed}）" if lang == "zh" else f"{name} ({listed})"


def _labelled(label: Text, value: str, lang: Language) -> str:
    return f"  {label.zh}：{value}" if lang == "zh" else f"  {label.en}: {value}"


def _join(words: Iterable[str], lang: Language) -> str:
    return ("、" if lang == "zh" else ", ").join(words)


def _say_day(day: date, lang: Language) -> str:
    if lang == "zh":
        return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
    return f"{day:%a} {day.day} {day:%b}"


def _flat(text: str) -> str:
    """A name on one line, without what is not a name."""
    return " ".join(without_phones(text).split())
