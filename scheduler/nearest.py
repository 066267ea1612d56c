"""The nearest change that would help a need left out, tried before it is told."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from constraints import RULES, verify
from constraints._registry import Rule
from scheduler.places import Draft, Places
from sites.base import Text
from sites.book import Officer, Pin
from sites.need import Need
from sites.plan import Plan
from sites.round import Round

MOST_DRAFTS = 6
"""Places tried for one need under one change."""

LEAST_TRIALS, WORTH = 8, 600
"""Changes tried for one plan: fewer, the more bookings there are to be judged each time."""


BY_PEOPLE = ("pinned", "on_duty")
"""Rules that an override would not help: the pin or the leave itself is to be changed."""


class Change(NamedTuple):
    """A change of the round, in words."""

    says: Text
    round: Round


class Nearest:
    """Tries changes for one plan, as many as are worth their time."""

    def __init__(
        self, plan: Plan, round: Round, rules: tuple[Rule, ...], *, until: float = math.inf
    ):
        """Try nothing after ``until`` (`time.monotonic`)."""
        self.plan, self.round, self.rules, self.until = plan, round, rules, until
        self.hard = tuple(r for r in rules if not r.is_soft)
        self.left = max(LEAST_TRIALS, WORTH // (len(plan.bookings) + 1))

    def help(self, need: Need, codes: Sequence[str], example: str) -> tuple[Text, bool] | None:
        """The first change under which the need has a lawful place, and whether there is any.

        ``codes`` are those that spoke against it, the first the one that is told. None if there is
        nothing to try, or no more time for trying.
        """
        failed: list[Text] = []
        for change in self._changes(need, codes, example):
            if self.left <= 0 or time.monotonic() >= self.until:
                return None
            self.left -= 1
            draft = self.fitting(change.round, need)
            if draft is not None:
                return self._told(change, draft), True
            if time.monotonic() >= self.until:
                return None
            failed.append(change.says)
        return (_in_vain(failed), False) if failed else None

    def fitting(self, round: Round, need: Need) -> Draft | None:
        """The first lawful place of a need in the plan, under that round."""
        drafts = _drafts(Places(round, self.plan, self.rules), need)
        for draft in islice(drafts, MOST_DRAFTS):
            if time.monotonic() >= self.until:
                return None
            if verify(self._reserved(draft.plan), round, self.hard).lawful:
                return draft
        return None

    def _reserved(self, plan: Plan) -> Plan:
        """The plan without a reserve by name: who stays free is named anew, the rule counts."""
        return plan.model_copy(update={"reserve": ()})

    def _changes(self, need: Need, codes: Sequence[str], example: str) -> Iterator[Change]:
        if "pinned" in codes:
            yield from self._without_pins(need)
        for rule in (RULES[c] for c in dict.fromkeys(codes) if c in RULES):
            if not rule.is_law and rule.name not in BY_PEOPLE:
                yield self._overridden(need, rule)
        yield from self._present(need, example)
        yield from self._one_more(need)

    def _overridden(self, need: Need, rule: Rule) -> Change:
        pin = Pin(how="override", site=need.site, rule=rule.name, reason="?", by="?")
        says = Text(
            zh=f"在「人工指定」对该工地豁免“{rule.title.zh}”（写明理由和指定人）",
            en=f"override “{rule.title.en}” for this site in the pins, with reason and name",
        )
        return Change(says, self.round.but(pins=(*self.round.pins, pin)))

    def _without_pins(self, need: Need) -> Iterator[Change]:
        for pin in self.round.pins:
            if pin.how == "never" and pin.site in ("", need.site):
                pins = tuple(p for p in self.round.pins if p is not pin)
                where = pin.cell or "人工指定"
                says = Text(zh=f"取消{where}的“不排”", en=f"take back the pin {pin.cell}".strip())
                yield Change(says, self.round.but(pins=pins))

    def _present(self, need: Need, example: str) -> Iterator[Change]:
        """Who is away comes after all."""
        away = [a for a in self.round.absences if a.officer == example]
        if away:
            name = self.round.officer[example].name
            says = Text(zh=f"调整{name}的请假或值班", en=f"move the leave or the duty of {name}")
            rest = tuple(a for a in self.round.absences if a.officer != example)
            yield Change(says, self.round.but(absences=rest))

    def _one_more(self, need: Need) -> Iterator[Change]:
        more = with_one_more(self.round, need.body)
        if more is not None:
            says = Text(
                zh=f"请{need.body}增派一名持证人员", en=f"one more certified officer of {need.body}"
            )
            yield Change(says, more[0])

    def _told(self, change: Change, draft: Draft) -> Text:
        booking = next(b for b in draft.plan.bookings if b.visit == draft.visit)
        at = self.round.say_session(booking.session)
        zh = f"{at.zh}即可并入当次检查" if draft.joins else f"{at.zh}即可单独安排"
        en = f"joins the visit of {at.en}" if draft.joins else f"fits in on {at.en}"
        return Text(
            zh=f"{change.says.zh}，{zh}（已试排）", en=f"{change.says.en}: then it {en} (tried)"
        )


def _in_vain(failed: list[Text]) -> Text:
    zh, en = "、".join(f"“{f.zh}”" for f in failed), "; ".join(f.en for f in failed)
    return Text(
        zh=f"试过{zh}，单做一项都排不进；可改到其他周",
        en=f"tried one by one, in vain: {en}; another week may do",
    )


def _drafts(places: Places, need: Need) -> Iterator[Draft]:
    yield from places.joining(need)
    booked = places.sketch.bookings
    slots = places.round.visits_at[need.site]
    slot = next((v for v in slots if v.id not in booked and need.id in v.needs), None)
    for session in places.open_sessions if slot else ():
        assert slot is not None
        yield from places.alone(need, session, slot)


def with_one_more(round: Round, body: str) -> tuple[Round, Officer] | None:
    """The round with one more officer of an enforcing body, like its most present one, and him.

    He has the same grants, no leave and no recusal, and comes by himself. None if the body has no
    certified officer to take after.
    """
    names = {b.id for b in round.bodies if body in (b.id, b.enforcing)}
    enforcing = {b.enforcing for b in round.bodies if b.id in names} | {body}
    own = [
        o
        for o in round.inspectors
        if o.kind == "officer"
        and o.certificate
        and (o.body in names or enforcing & set(o.acts_for))
    ]
    if not own:
        return None
    away = [a.officer for a in round.absences]
    like = min(own, key=lambda o: (o.body not in names, away.count(o.id), o.id))
    number = next(k for k in range(1, 1000) if f"+{k}" not in round.officer)
    new = like.but(
        id=f"+{number}", name=f"增派{number}（{body}）", certificate=f"+{number}", own_way=True
    )
    grants = tuple(g.but(officer=new.id) for g in round.grants if g.officer == like.id)
    return round.but(officers=(*round.officers, new), grants=(*round.grants, *grants)), new
