"""One plan in the words of its roster: what every sheet says the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from constraints import Verdict
from sites.base import Language, Text
from sites.drawn import NOTICE
from sites.need import Need
from sites.plan import Booking, Plan
from sites.roster_reading.names import labels
from sites.roster_words import UNAPPROVED_STATES, word
from sites.round import Round
from sites.tasks import task_numbers
from sites.weeks import say_week

TITLE = Text(zh="周检查计划", en="Weekly inspection plan")
UNAPPROVED = Text(zh="未审批", en="NOT APPROVED")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
FEW = 3
"""Substitutes named for each person; how many more there are is told."""

Substitutes = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class View:
    """The plan, its round and verdict, with the words the sheets share."""

    plan: Plan
    round: Round
    verdict: Verdict
    substitutes: Substitutes
    lang: Language
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def t(self, zh: str, en: str) -> str:
        """One of two wordings."""
        return zh if self.lang == "zh" else en

    def word(self, group: str, key: str) -> str:
        """A word of ``roster.toml``."""
        return word(group, key, self.lang)

    @cached_property
    def names(self) -> dict[str, str]:
        """How each person is written."""
        return labels(self.round)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Days with sessions; the whole horizon where there are none."""
        days = sorted({s.day for s in self.round.sessions})
        return tuple(days) or (self.round.first_day, self.round.last_day)

    @property
    def week(self) -> str:
        """2026年11月30日—12月4日."""
        return say_week(self.days, self.lang)

    @property
    def document(self) -> str:
        """The document's name: 周检查计划_2026年11月30日—12月4日."""
        return f"{TITLE.in_(self.lang)}_{self.week}"

    @property
    def approved(self) -> bool:
        """Whether the whole plan is approved; an urgent one is not yet."""
        return self.plan.approval.state not in UNAPPROVED_STATES

    @property
    def mark(self) -> str:
        """未审批 for the head of every page until the plan is approved."""
        return "" if self.approved else UNAPPROVED.in_(self.lang)

    def join(self, words: Iterable[str]) -> str:
        """A list inside a cell: 、 or a comma."""
        return self.t("、", ", ").join(words)

    def brackets(self, head: str, inner: Iterable[str]) -> str:
        """张三（住建、消防）; only the head where the list is empty."""
        listed = self.join(inner)
        if not listed:
            return head
        return self.t(f"{head}（{listed}）", f"{head} ({listed})")

    def say_day(self, day: date) -> str:
        """11月30日 周一."""
        return self.t(
            f"{day.month}月{day.day}日 {WEEKDAYS[day.weekday()]}", f"{day:%a} {day.day} {day:%b}"
        )

    def part(self, booking: Booking) -> str:
        """上午."""
        return self.word("parts", self.round.session[booking.session].part)

    def clock(self, booking: Booking) -> str:
        """09:10—10:20; 01:30 where a night session has passed midnight."""
        minutes = (tick // self.round.ticks_per_minute for tick in (booking.start, booking.end))
        return "—".join(f"{m // 60 % 24:02d}:{m % 60:02d}" for m in minutes)

    def when(self, booking: Booking) -> str:
        """11月30日 周一 上午 09:10—10:20."""
        day = self.round.session[booking.session].day
        return f"{self.say_day(day)} {self.part(booking)} {self.clock(booking)}"

    def needs(self, booking: Booking) -> list[Need]:
        """The booking's needs."""
        return [self.round.need[n] for n in booking.needs]

    def bodies(self, booking: Booking) -> tuple[str, ...]:
        """Enforcing bodies of the booking, the lead first."""
        own = dict.fromkeys(n.body for n in self.needs(booking))
        lead = [booking.lead] if booking.lead in own else []
        return tuple(dict.fromkeys([*lead, *own]))

    @cached_property
    def _tasks(self) -> dict[str, str]:
        return task_numbers(self.plan, self.round.first_day)

    def task(self, booking: Booking) -> str:
        """Our own 任务编号: 2026W49-03."""
        return self._tasks[booking.visit]

    def task_numbers(self, booking: Booking, predraw: bool = False) -> str:
        """The platform's 任务编号, one a line; our own draw only where no site sees it."""
        numbers = [n.task_no for n in self.needs(booking) if n.task_no]
        own = [NOTICE.in_(self.lang) for n in self.needs(booking) if n.draw == "predraw"]
        return "\n".join(dict.fromkeys([*numbers, *(own if predraw else [])]))

    def stands_for(self, booking: Booking, officer: str) -> tuple[str, ...]:
        """Bodies that one person stands for there."""
        return tuple(dict.fromkeys(self.round.need[n].body for n in booking.needs_of(officer)))

    def standing(self, booking: Booking, body: str) -> list[str]:
        """People who stand for a body there."""
        return [o for o in booking.officers if body in self.stands_for(booking, o)]

    def people(self, booking: Booking) -> str:
        """One person a line: 张三（综合执法、生态环境）；."""
        lines = (
            self.brackets(self.names[o], self.stands_for(booking, o)) for o in booking.officers
        )
        return self.t("；\n", ";\n").join(lines)

    def items_of(self, needs: Iterable[Need]) -> list[str]:
        """Names of the items of some needs, each once; of a need without any, what it is."""
        names = (name for need in needs for name in self._items(need))
        return list(dict.fromkeys(names))

    def _items(self, need: Need) -> list[str]:
        if need.items:
            return [self.item(code) for code in need.items]
        if need.kind == "recheck":
            return [self.t("隐患复查", "hazard re-check")]
        return [self.t("现场核查", "site check")]

    def item(self, code: str) -> str:
        """An item's name; its code where the list has no such item."""
        return self.round.item[code].name if code in self.round.item else code

    def company(self, id: str) -> str:
        """A company's name; what stands in the book where it has no row."""
        return next((c.name for c in self.round.companies if c.id == id), id)

    def colour(self, colour: str) -> str:
        """红, 黄 or 绿."""
        zh = {"red": "红", "yellow": "黄", "green": "绿"}[colour]
        return self.t(zh, colour)

    def substitutes_of(self, booking: Booking) -> str:
        """One line a person: 张三→王五、赵六."""
        lines = []
        for person in booking.people:
            found = self.substitutes.get((booking.visit, person), ())
            nobody = self.t("无", "nobody")
            more = self.t(f"等{len(found)}人", f" and {len(found) - FEW} more")
            listed = self.join(self.names[o] for o in found[:FEW]) or nobody
            listed += more if len(found) > FEW else ""
            lines.append(f"{self.names[person]}→{listed}")
        return "\n".join(lines) if self.substitutes else ""
