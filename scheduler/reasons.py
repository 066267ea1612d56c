"""Why a booking is where it is: why this site, why this session, why these people.

Nothing is said that was not looked up: what forbids other sessions, who else could have come. Where
the limit comes first, that is said.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable

from scheduler.explain import Explainer
from scheduler.who import able, free, say_barred
from scheduler.why import bar
from sites.base import Text
from sites.choice import Bar
from sites.facts import workdays_late
from sites.need import Need
from sites.plan import Booking, Reason

MOST_ASKED = 600
"""Sessions in which other bookings are tried; of larger plans only what is forbidden is told."""

MOST_GROUPS, MOST_NAMED = 3, 3

NOT_LOOKED_UP = Text(
    zh="规划时限已到，时段和人员的理由未及逐条列出",
    en="the time limit came before the reasons for session and people were looked up",
)


class Reasons:
    """Answers for the bookings of the plan that an explainer knows."""

    def __init__(self, explainer: Explainer):
        self.places = explainer.places
        self.plan, self.round = explainer.plan, explainer.round
        self.deep = len(self.plan.bookings) * len(self.round.sessions) <= MOST_ASKED

    def all(self, until: float = math.inf) -> tuple[Reason, ...]:
        """The three reasons of every booking, in the plan's order; no more after ``until``."""
        return tuple(
            Reason(
                visit=b.visit,
                says=(self._why_site(b), NOT_LOOKED_UP)
                if time.monotonic() >= until
                else (self._why_site(b), self._why_session(b), self._why_people(b)),
            )
            for b in self.plan.bookings
        )

    def _needs(self, booking: Booking) -> list[Need]:
        return [self.round.need[n] for n in booking.needs]

    def _why_site(self, booking: Booking) -> Text:
        needs = self._needs(booking)
        first = max(needs, key=lambda n: (n.statutory, n.owed, n.weight, n.id))
        riders = sum(not n.owed for n in needs)
        others = dict.fromkeys(n.body for n in needs if n.body != first.body)
        more = [
            (f"；{'、'.join(others)}一并检查", f"; {', '.join(others)} come along")
            if others
            else "",
            (f"；顺带{riders}项近期到期的检查", f"; {riders} needs due soon ride along")
            if riders
            else "",
        ]
        zh, en = ("".join(m[k] for m in more if m) for k in (0, 1))
        return Text(zh=first.why.zh.rstrip("。") + zh, en=first.why.en.rstrip(".") + en)

    def _why_session(self, booking: Booking) -> Text:
        """What forbids the other sessions, which are late, and which was possible too."""
        at, bars = self.round.say_session(booking.session), self._bars(booking)
        clauses = [*self._late(booking), *self._groups([b for b in bars if b.code])]
        open_to_it = [b.session for b in bars if not b.code]
        if open_to_it:
            also = self.round.say_session(open_to_it[0])
            n, word = len(open_to_it), ("也可排", "was possible too")
            if not self.deep:
                word = ("未见禁止", "is not forbidden")
            clauses.append(
                Text(
                    zh=f"另有{n}个时段{word[0]}（如{also.zh}）",
                    en=f"{n} other sessions: {also.en}, for one, {word[1]}",
                )
            )
        else:
            clauses.append(Text(zh="没有别的时段可排", en="no other session was possible"))
        zh, en = "；".join(c.zh for c in clauses), "; ".join(c.en for c in clauses)
        return Text(zh=f"安排在{at.zh}：{zh}", en=f"on {at.en}: {en}")

    def _bars(self, booking: Booking) -> list[Bar]:
        """What speaks against each other session, all else as it is planned."""
        taken = self.places.sketch.remove(booking.visit)
        visit, needs = self.round.visit[booking.visit], self._needs(booking)
        others = [s for s in self.round.sessions if s.id != booking.session]
        bars = [bar(self.places, visit, s, needs, deep=self.deep) for s in others]
        self.places.sketch.add(taken)
        return bars

    def _late(self, booking: Booking) -> list[Text]:
        clocks = [n for n in self._needs(booking) if n.statutory]
        if not clocks:
            return []
        due = min(n.due for n in clocks)
        day = Text(zh=f"{due.month}月{due.day}日", en=f"{due.day} {due:%b}")
        late = workdays_late(self.round, due, self.round.session[booking.session].day)
        if late:
            return [
                Text(
                    zh=f"时限{day.zh}，逾期{late}个工作日也须去",
                    en=f"its clock ran out on {day.en}, {late} working days before",
                )
            ]
        if due < self.round.sessions[-1].day:
            return [Text(zh=f"时限{day.zh}，过后逾期", en=f"its clock runs out on {day.en}")]
        return []

    def _groups(self, bars: Iterable[Bar]) -> list[Text]:
        """Sessions barred by the same code in one clause, with the first one's sentence."""
        groups: dict[str, list[Bar]] = {}
        for one in bars:
            groups.setdefault(one.code, []).append(one)
        largest = sorted(groups.values(), key=lambda g: (-len(g), g[0].session))[:MOST_GROUPS]
        return [self._group(group) for group in largest]

    def _group(self, group: list[Bar]) -> Text:
        names = [self.round.say_session(b.session) for b in group[:MOST_NAMED]]
        zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
        if len(group) > MOST_NAMED:
            zh, en = f"{zh}等{len(group)}个时段", f"{en} and {len(group) - MOST_NAMED} more"
        return Text(zh=f"{zh}不行：{group[0].says.zh}", en=f"not {en}: {group[0].says.en}")

    def _why_people(self, booking: Booking) -> Text:
        """Of each body who else could come; who makes up the number; who else is free."""
        told, seen = [], set()
        for need in self._needs(booking):
            if need.body not in seen:
                seen.add(need.body)
                told.append(self._of_body(booking, need))
        standing = {s.officer for s in booking.stands_for}
        if escort := [o for o in booking.officers if o not in standing]:
            zh, en = self._names(escort)
            told.append(Text(zh=f"{zh}同去，凑足持证人数或同车", en=f"{en} make up the party"))
        return Text(zh="；".join(t.zh for t in told), en="; ".join(t.en for t in told))

    def _of_body(self, booking: Booking, need: Need) -> Text:
        session, visit = self.round.session[booking.session], self.round.visit[booking.visit]
        stood = booking.stood_by(need.id)
        can = free(self.places, need, visit, session)
        rest = [o for o in can if o not in stood]
        who = self._names(stood)
        if not rest:
            barred = [o for o in able(self.places, need, session) if o not in can]
            why = say_barred(self.places, barred, need, visit, session)
            tail = (f"，其余不行：{why.zh}", f"; not {why.en}") if why.zh else ("", "")
            return Text(
                zh=f"{need.body}只有{who[0]}可派{tail[0]}",
                en=f"only {who[1]} can come for {need.body}{tail[1]}",
            )
        idle = [o for o in rest if not self._busy(o, booking)]
        zh, en = (
            f"{need.body}可派{len(can)}人，由{who[0]}去",
            (f"{who[1]} for {need.body}, of {len(can)} who can come"),
        )
        if not idle:
            return Text(zh=f"{zh}，其余当时另有检查", en=f"{en}; the others have other visits then")
        next_zh, next_en = self._names(idle[:1])
        return Text(zh=f"{zh}，候补{next_zh}", en=f"{en}; next: {next_en}")

    def _busy(self, officer: str, booking: Booking) -> bool:
        return bool(self.places.sketch.of_officer(officer, booking.session))

    def _names(self, people: Iterable[str]) -> tuple[str, str]:
        names = [self.round.officer[o].name for o in people]
        return "、".join(names), ", ".join(names)
