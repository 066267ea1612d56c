"""A visit into another session, or a need that no visit meets into one: judged, tried, answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sites.base import Text
from sites.plan import Plan
from sites.round import Round
from web.pages._week_desk import Dragged, WeekDesk
from web.week import edits
from web.week.answers import Answer, Kind, answer
from web.week.placing import place, visit_of
from web.week.store import Step

Judged = list[tuple[str, Kind]]


class Moves:
    """What a hand, a menu or the keyboard moves."""

    def __init__(self, week: WeekDesk):
        self.week = week

    async def judged(self, thing: Dragged, wanted: Callable[[], bool] = lambda: True) -> Judged:
        """What the rules would say of it in each session, while it is ``wanted``."""
        step = self.week.store.now
        return [] if step is None else await asyncio.to_thread(_judged, step, thing, wanted)

    async def put(self, thing: Dragged, session: str) -> None:
        """Try to put it into a session."""
        await (self._visit if thing.kind == "visit" else self._need)(thing.id, session)

    async def _visit(self, visit: str, session: str) -> None:
        """Put a visit into another session; where its people cannot, others may."""
        week, step = self.week, self.week.store.now
        was = [b.session for b in step.plan.bookings if b.visit == visit] if step else []
        if step is None or not was or was[0] == session:
            return
        said = step.round.say_session(session)
        site = step.round.site[step.round.visit[visit].site].name
        what = Text(zh=f"{site}移到{said.zh}", en=f"{site} to {said.en}")

        def make(plan: Plan, round: Round) -> Plan:
            return edits.moved(plan, round, visit, session)

        found = await week.try_edit(visit, what, make, session=session)
        note = week.note
        if found and found.kind != "kept" and note:
            ways = await asyncio.to_thread(_ways, step, visit, session)
            if ways and week.note is note:
                week.note = note._replace(ways=ways)
                week.redraw()

    async def _need(self, need: str, session: str) -> None:
        """Put a need into a session: into the site's visit there, else into a visit of its own."""
        step = self.week.store.now
        if step is None or need not in step.round.need:
            return
        wanted, said = step.round.need[need], step.round.say_session(session)
        site = step.round.site[wanted.site].name
        zh = f"{site}（{wanted.body}）排到{said.zh}"
        what = Text(zh=zh, en=f"{site} ({wanted.body}) to {said.en}")

        def judge(step: Step) -> Answer:
            return place(step, need, session)

        def visit(found: Answer) -> str:
            return visit_of(found.plan, need)

        await self.week.try_judged(what, judge, visit, session=session)


def _judged(step: Step, thing: Dragged, wanted: Callable[[], bool]) -> Judged:
    visit = thing.kind == "visit"
    try:
        was = edits.booking_of(step.plan, thing.id).session if visit else ""
        open_ = [s.id for s in step.round.sessions if s.day >= step.round.today and s.id != was]
        return [(s, _kind(step, thing, s)) for s in open_ if wanted()]
    except KeyError:
        return []


def _kind(step: Step, thing: Dragged, session: str) -> Kind:
    if thing.kind == "need":
        return place(step, thing.id, session).kind
    plan = edits.moved(step.plan, step.round, thing.id, session)
    return answer(plan, step.round, step.plan, step.verdict, thing.id).kind


def _ways(step: Step, visit: str, session: str) -> tuple[tuple[Text, Any], ...]:
    """The same move with other people, where the rules keep it."""
    found: dict[str, tuple[Text, Any]] = {}
    for plan in edits.crewed(step.plan, step.round, visit, session):
        if answer(plan, step.round, step.plan, step.verdict, visit).kind == "kept":
            people = edits.booking_of(plan, visit).officers
            names = [step.round.officer[o].name for o in people]
            said = Text(zh="改派" + "、".join(names), en="send " + ", ".join(names))
            found.setdefault(said.zh, (said, _made(plan)))
    return tuple(found.values())


def _made(plan: Plan) -> Callable[[Plan, Round], Plan]:
    return lambda _plan, _round: plan
