"""Replan: a published week meets a change, and moves as little as possible (tier 1½).

What the change breaks, told by the rules' own checkers, is taken out; the rest stays. The visits
taken out are put in again by insertion, then a board of these visits alone, everything else held,
is solved tier by tier, minutes last; then wider boards (same sessions, same people, all that is
still to come) for as long as that helps. Days that are over are never opened. The limit is the
whole of it, from the published plan to the next version with its reasons.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import NamedTuple

from constraints import RULES, Verdict, verify
from constraints._registry import TIERS, Rule
from scheduler.diagnose import colliding
from scheduler.explain import Explainer
from scheduler.insertion import lawful_part
from scheduler.next_version import explained, staffed
from scheduler.plan_round import PinsCollide, PlanBroken
from scheduler.promise import PastBroken, breaches_of, still_promised
from scheduler.prove import tier_groups, tier_multipliers
from scheduler.put_back import put_back
from scheduler.reasons import Reasons
from scheduler.ripple import near_board, ripple, ripple_of, wider
from scheduler.search import Progress, Search
from scheduler.settings import Settings
from scheduler.solve import solve
from sites.base import Text
from sites.differences import Differences
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Sketch

RIPPLE, MINUTES = "ripple", "4"
EFFORTS = 10
"""A board may take so many times the effort of a session's."""

SEARCHING = 0.65
"""Share of the limit for the search; the rest is to explain what came of it."""


class Replanned(NamedTuple):
    """The next version, what the rules say of it, and what differs from the published one."""

    plan: Plan
    verdict: Verdict
    changes: Differences


def replan(
    round: Round,
    settings: Settings | None = None,
    *,
    before: Plan | None = None,
    rules: Iterable[Rule] = tuple(RULES.values()),
    say: Progress = lambda text: None,
) -> Replanned:
    """Plan a promised round (``sites.changes.promised_round``) again, within the limit.

    If nothing promised is broken and nothing new is due, the published plan comes back.
    ``before`` is an earlier attempt at the same: it is kept unless a better one is found. What is
    not explained by the end of the limit is told so.

    Raises
    ------
    PastBroken
        If visits of days that are over break a rule now.
    PinsCollide
        If no plan keeps the clerk's pins any more.
    PlanBroken
        If the plan does not pass the rules' own checkers.
    """
    task = _Task(round, tuple(rules), settings or Settings(seconds=3.0), say)
    task.approval = (before or task.old).approval
    if not task.touched:
        return task.as_it_was()
    try:
        task.start(before)
        task.widen()
    except KeyboardInterrupt:
        task.search.interrupted = True
    return task.finish()


class _Task:
    """One replanning: the published plan, what is broken, and the search for the next version."""

    def __init__(self, round: Round, rules: tuple[Rule, ...], settings: Settings, say: Progress):
        assert round.published is not None
        self.until = time.monotonic() + settings.seconds
        searching = settings.but(seconds=SEARCHING * settings.seconds)
        self.search = search = Search(round, rules, searching, say)
        self.round, self.old = round, round.published
        self.over = frozenset(s.id for s in self.round.sessions if s.day < self.round.today)
        self.base = self.old.but(
            bookings=tuple(still_promised(self.round)), round_digest=self.round.digest
        )
        self.breaches = breaches_of(self.base, self.round, search.rules)
        self.broken = {b.visit for b in self.breaches if b.visit}
        self.held = {b.visit for b in self.base.bookings if b.session in self.over}
        if gone := tuple(b for b in self.breaches if b.visit in self.held):
            raise PastBroken(gone)
        self.rest = self.base
        self.key: tuple[int, ...] = ()
        self.approval = self.old.approval
        known = self.old.met | {u.need for u in self.old.unmet}
        self.new_needs = [n for n in self.round.needs if n.owed and n.id not in known]

    @property
    def touched(self) -> bool:
        """Whether there is anything to do."""
        lost = self.base.bookings != self.old.bookings
        return bool(self.breaches or self.new_needs or lost)

    def as_it_was(self) -> Replanned:
        """The published plan, of the round as it is now."""
        verdict = verify(self.base, self.round, self.search.rules)
        return Replanned(self.base, verdict, Differences())

    # -- the search ---------------------------------------------------------------------------

    def offer(self, plan: Plan) -> bool:
        """Take a lawful plan that is better; what ripples less wins where the tiers are equal."""
        search, verdict = self.search, verify(plan, self.round, self.search.rules)
        costs = search.costs(verdict)
        key = (*costs[:-1], ripple_of(plan, self.base), costs[-1])
        better = verdict.lawful and (not self.key or key < self.key)
        if better:
            search.incumbent, search.verdict, self.key = plan, verdict, key
        return better

    def start(self, before: Plan | None) -> None:
        """Take out what is broken, and put in again what insertion finds a place for."""
        self.search.say(Text(zh="取出受影响的检查，先行补排…", en="what broke is inserted again …"))
        sketch = Sketch(self.round, self.base)
        for visit in sorted(self.broken & set(sketch.bookings)):
            sketch.remove(visit)
        self.rest = lawful_part(sketch, self.search.rules)
        self.broken |= {b.visit for b in self.base.bookings} - {b.visit for b in self.rest.bookings}
        self.offer(self.rest)
        if before is not None:
            self.offer(before.but(reserve=(), round_digest=self.round.digest))
        was = {b.visit: b for b in self.base.bookings}
        pinned = {p.site for p in self.round.pins if p.how in ("must", "fixed")}
        site = {v.id: v.site for v in self.round.visits}
        visits = sorted(self._core(), key=lambda v: (site[v] not in pinned, v not in was, v))
        rides, rules = self.base.rides, self.search.rules
        self.offer(put_back(self.rest, visits, was, rides, self.round, rules))

    def widen(self) -> None:
        """Solve wider and wider boards while that helps, the narrowest two always.

        With a plan in hand no board is begun that would not be there before the limit.
        """
        if self.search.incumbent is not None and not self._core():
            return
        done: frozenset[str] = frozenset()
        building = self.search.building
        levels = wider(self._core(), self.broken, self.held, self.old, self.base, self.round)
        for number, free in enumerate(levels):
            late = self.search.incumbent is not None and building > self.search.seconds_left
            if self._enough or free <= done or late:
                continue
            before, done = self.key, free
            building = self._solve(free)
            if number and before and self.key == before:
                return

    @property
    def _enough(self) -> bool:
        """Whether to stop: at the limit only with a plan in hand."""
        search = self.search
        return search.interrupted or (search.stopped and search.incumbent is not None)

    def _core(self) -> frozenset[str]:
        """Broken visits, and the free slots of their sites and of what is newly due."""
        sites = {self.round.visit[v].site for v in self.broken}
        sites |= {b.site for b in self.breaches if b.site} | {n.site for n in self.new_needs}
        booked = {b.visit for b in self.rest.bookings} - self.broken
        return frozenset(v.id for v in self.round.visits if v.site in sites and v.id not in booked)

    def _solve(self, free: frozenset[str]) -> float:
        """Solve the board of some visits, tier by tier; return the seconds it took to build."""
        began = time.monotonic()
        search, now = self.search, self.search.incumbent or self.rest
        tiers = (*search.tiers, MINUTES)
        built = near_board(self.round, search.rules, tiers, now, free, self.over)
        built.terms[RIPPLE] = [ripple(built.board, self.base, free)]
        building = time.monotonic() - began
        search.say(_progress(self.key))
        for group in (*tier_groups(built, (*search.tiers, RIPPLE)), (MINUTES,)):
            if self._enough:
                break
            factors = tier_multipliers(built, group)
            outcome = search.note(
                solve(
                    built.board,
                    sum(factors[t] * built.cost(t) for t in group),
                    search.settings,
                    effort=search.settings.session_effort * (1 if MINUTES in group else EFFORTS),
                    seconds=max(search.seconds_left, 0 if self.key else search.settings.seconds),
                )
            )
            if outcome.plan is not None:
                self.offer(outcome.plan.but(round_digest=self.round.digest))
            if search.incumbent is None:
                break
            for tier in group:
                built.board.add(built.cost(tier) <= self._pays(tier, free))
        return building

    def _pays(self, tier: str, free: frozenset[str]) -> int:
        """What the incumbent pays on a tier of the board of some visits."""
        plan, verdict = self.search.incumbent, self.search.verdict
        assert plan is not None
        assert verdict is not None
        return ripple_of(plan, self.base, free) if tier == RIPPLE else verdict.cost(tier)

    # -- what comes of it ---------------------------------------------------------------------

    def finish(self) -> Replanned:
        """The next version with its papers' parts: leads, reserve, reasons, differences."""
        search = self.search
        if search.incumbent is None and search.interrupted:
            raise KeyboardInterrupt
        if search.incumbent is None:
            seconds = self.until - time.monotonic()
            raise PinsCollide(colliding(self.round, search.rules, search.settings, seconds=seconds))
        plan = staffed(search.incumbent, self.old, self.approval, self.round, search.rules)
        verdict = verify(plan, self.round, search.rules)
        if not verdict.lawful:
            raise PlanBroken("; ".join(f"{b.rule}: {b.says.en}" for b in verdict.breaches))
        explainer = Explainer(plan, self.round, search.rules, until=self.until)
        stopped = "interrupt" if search.interrupted else "limit" if search.stopped else "settled"
        told = plan.but(
            reasons=Reasons(explainer).all(self.until),
            unmet=explainer.unmet(),
            tiers=search.results(),
            stopped_by=stopped,
        )
        return Replanned(told, verdict, explained(self.old, told, self.breaches, self.new_needs))


def _progress(key: tuple[int, ...]) -> Text:
    zh = "；".join(f"第{t}层 {cost}" for t, cost in zip(TIERS[:-1], key, strict=False))
    en = "; ".join(f"tier {t} {cost}" for t, cost in zip(TIERS[:-1], key, strict=False))
    return Text(zh=zh or "尚无合规方案", en=en or "no lawful plan yet")
