"""A search's plan as the next version: signed, staffed and told as the published one was."""

from __future__ import annotations

from collections.abc import Sequence

from constraints import Breach, Rule, verify
from scheduler.assign import lead_of, with_reserve
from sites.base import Text
from sites.differences import Differences, differences, same
from sites.need import Need
from sites.plan import Approval, Booking, Plan, Reserve
from sites.round import Round

ROOM = Text(zh="为受影响的检查腾出人员或时间", en="makes room for what the change displaced")
FREED = Text(
    zh="因变更空出的人员和时间可用于此", en="uses people and time that the change set free"
)


def staffed(plan: Plan, old: Plan, before: Approval, round: Round, rules: tuple[Rule, ...]) -> Plan:
    """Return the plan as a draft; leads, states and reserve as published where that holds.

    ``before`` is the approval whose history goes on: the published plan's, or a later draft's.
    """
    was = {b.visit: b for b in old.bookings}
    draft = Approval(version=old.approval.version + 1, history=before.history)
    bookings = tuple(_signed(b, was.get(b.visit), round) for b in plan.bookings)
    led = plan.but(bookings=bookings, approval=draft)
    fresh = with_reserve(led, round, rules)
    kept = led.but(reserve=_reserve(led, old, fresh, round))
    return kept if verify(kept, round, rules).lawful else fresh


def _signed(booking: Booking, was: Booking | None, round: Round) -> Booking:
    """A visit as it was published keeps its signature; a case of today may go first."""
    bodies = {round.need[n].body for n in booking.needs}
    lead = was.lead if was and was.lead in bodies else lead_of(booking, round)
    now = booking.but(lead=lead, state="draft")
    if was is not None and same(was, now):
        return was
    cases = all(round.need[n].kind == "case" for n in booking.needs)
    today = round.session[booking.session].day == round.today
    return now.but(state="urgent") if cases and today else now


def _reserve(plan: Plan, old: Plan, fresh: Plan, round: Round) -> tuple[Reserve, ...]:
    """Who was named stays named where he is free and as many as are needed now."""
    busy = {(b.session, p) for b in plan.bookings for p in b.people}
    was = {r.session: r for r in old.reserve}

    def holds(session: str, least: int) -> bool:
        if session not in was:
            return False
        named = was[session].officers
        free = all(
            o in round.officer and (session, o) not in busy and round.on_duty(o, session)
            for o in named
        )
        return free and len(named) >= least

    return tuple(was[r.session] if holds(r.session, len(r.officers)) else r for r in fresh.reserve)


def explained(
    old: Plan, new: Plan, breaches: Sequence[Breach], new_needs: Sequence[Need]
) -> Differences:
    """Return what differs, and of each visit which change or rule is the cause."""
    found = differences(old, new)
    unmet = {u.need: u.says for u in new.unmet}
    fresh = {n.id: n.why for n in new_needs}
    told = []
    for one in found.visits:
        why = [b.says for b in breaches if b.visit == one.visit]
        if one.old is None and one.new is not None:
            why += [fresh[n] for n in one.new.needs if n in fresh]
        elif one.old is not None:
            kept = one.new.needs if one.new is not None else ()
            why += [unmet[n] for n in one.old.needs if n in unmet and n not in kept]
        unique = tuple({w.zh: w for w in why}.values())
        told.append(one.but(why=unique or (FREED if one.old is None else ROOM,)))
    return found.but(visits=tuple(told))
