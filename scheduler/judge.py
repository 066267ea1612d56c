"""What a draft of a plan amounts to: a choice with all that it changes, or nothing lawful."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from constraints import TIERS, Verdict, verify
from constraints._registry import Rule
from scheduler.assign import lead_of
from scheduler.places import Draft
from sites.base import Text
from sites.choice import Choice
from sites.errors import BookError, Fault
from sites.facts import reserve_pool
from sites.need import Need
from sites.plan import Approval, Booking, Plan, Reserve
from sites.round import Round

SIGNED = ("approved", "published", "done")


class Judge:
    """Compares drafts with the plan that stands; ``round`` has the urgent need already.

    Raises
    ------
    BookError
        If the plan breaks rules as it stands: nothing could be judged against it.
    """

    def __init__(
        self, before: Round, round: Round, plan: Plan, need: Need, rules: tuple[Rule, ...]
    ):
        self.round, self.plan, self.need, self.rules = round, plan, need, rules
        self.old = {b.visit: b for b in plan.bookings}
        self.stood = verify(plan, before.but(published=round.published), rules)
        if not self.stood.lawful:
            raise BookError([_broken(self.stood)])

    def choice(self, draft: Draft, by: datetime) -> Choice | None:
        """The choice that a draft makes, or None if the rules say no."""
        plan = self._staffed(draft)
        verdict = verify(plan, self.round, self.rules)
        if not verdict.lawful:
            return None
        old = self.old
        new = {b.visit: b for b in plan.bookings}
        booking = new.get(draft.visit)
        kept = [v for v in old if v in new and v != draft.visit]
        lost = self.plan.met - plan.met
        return Choice(
            need=self.need.id,
            plan=plan,
            booking=booking,
            joins=draft.joins,
            moved=tuple((old[v], new[v]) for v in kept if _differ(old[v], new[v])),
            cancelled=tuple(b for v, b in old.items() if v not in new),
            dropped=tuple(n.id for n in self.round.needs if n.id in lost),
            minutes_late=self._late(booking, by),
            travel_minutes=(self._roads(verdict) - self._roads(self.stood))
            / self.round.ticks_per_minute,
            before=_by_tier(self.stood, self.rules),
            after=_by_tier(verdict, self.rules),
        )

    def _staffed(self, draft: Draft) -> Plan:
        """The draft with leads, the state of the visit, and a reserve that is still free."""
        bookings = tuple(self._signed(b, draft) for b in draft.plan.bookings)
        parts = {
            "bookings": bookings,
            "reserve": tuple(self._reserve(r, bookings) for r in self.plan.reserve),
            "approval": _next_version(self.plan.approval) if draft.visit else self.plan.approval,
            "round_digest": self.round.digest,
        }
        return Plan(**parts, rides=draft.plan.rides)

    def _signed(self, booking: Booking, draft: Draft) -> Booking:
        """待补批 where the visit is of cases alone; what else changes is signed no more."""
        if booking == self.old.get(booking.visit):
            return booking
        here = booking.visit == draft.visit
        cases = all(self.round.need[n].kind == "case" for n in booking.needs)
        unsigned = "draft" if booking.state in SIGNED else booking.state
        lead = lead_of(booking, self.round) if here or not booking.lead else booking.lead
        state = "urgent" if here and cases else unsigned
        return booking.model_copy(update={"lead": lead, "state": state})

    def _reserve(self, reserve: Reserve, bookings: tuple[Booking, ...]) -> Reserve:
        """Who is named and now busy is replaced by whoever of the street is free."""
        session = self.round.session[reserve.session]
        busy = {p for b in bookings if b.session == session.id for p in b.people}
        pool = reserve_pool(self.round, session)
        ranked = (*reserve.officers, *(o for o in pool if o not in reserve.officers))
        free = [o for o in ranked if o in pool and o not in busy][: len(reserve.officers)]
        return Reserve(session=session.id, officers=tuple(sorted(free)))

    def _late(self, booking: Booking | None, by: datetime) -> int:
        if booking is None:
            return 0
        midnight = datetime.combine(self.round.session[booking.session].day, time.min)
        starts = midnight + timedelta(minutes=booking.start / self.round.ticks_per_minute)
        return max(0, int((starts - by).total_seconds() // 60))

    def _roads(self, verdict: Verdict) -> int:
        return sum(c.amount for c in verdict.charges if c.rule == "short_travel")


def _next_version(approval: Approval) -> Approval:
    """A changed plan is signed anew, the urgent visit afterwards."""
    if not approval.is_signed:
        return approval
    return Approval(version=approval.version + 1, history=approval.history)


def _differ(old: Booking, new: Booking) -> bool:
    """Whether people would notice: another session, clock, people or needs."""
    return old.model_copy(update={"lead": new.lead, "state": new.state}) != new


def _by_tier(verdict: Verdict, rules: tuple[Rule, ...]) -> dict[str, int]:
    known = {r.name: r for r in rules}
    return {tier: verdict.cost(tier, known) for tier in TIERS}


def _broken(verdict: Verdict) -> Fault:
    first = verdict.breaches[0].says
    return Fault(
        found=Text(zh=f"现有安排违反规则：{first.zh}", en=f"the plan breaks a rule: {first.en}"),
        expected=Text(
            zh="合规的安排（用 inspect-once check 核对后再插入）",
            en="a plan that keeps the rules (see inspect-once check)",
        ),
    )
