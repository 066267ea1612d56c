"""Replan: a published week meets a change, and moves as little as possible (tier 1½).

What the change breaks, told by the rules' own checkers, is taken out; the rest stays. The visits
taken out are put in again by insertion, then a board of these visits alone, everything else held,
is solved tier by tier, minutes last; then wider boards (same sessions, same people, all that is
still to come) for as long as that helps. Days that are over are never opened. The limit is the
whole of it, from the published plan to the next version with its reasons.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from constraints import RULES, Verdict, verify
from constraints._registry import Rule
from scheduler.diagnose import colliding
from scheduler.engine import Bounds
from scheduler.explain import Explainer
from scheduler.insertion import lawful_part
from scheduler.near import enough, solve_near
from scheduler.next_version import explained, staffed
from scheduler.plan_round import PinsCollide, PlanBroken, at_last
from scheduler.promise import PastBroken, breaches_of, still_promised
from scheduler.put_back import put_back
from scheduler.reasons import Reasons
from scheduler.ripple import ripple_of, wider
from scheduler.search import Point, Progress, Search
from scheduler.settings import Settings
from sites.base import Text
from sites.differences import Differences
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Sketch

PLENTY = 5
"""With seconds left for so many boards like the first, the bounds come right after it."""

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
    watch: Callable[[Point], object] | None = None,
) -> Replanned:
    """Plan a promised round (``sites.changes.promised_round``) again, within the limit.

    If nothing promised is broken and nothing new is due, the published plan comes back.
    ``before`` is an earlier attempt at the same: it is kept unless a better one is found. What is
    not explained by the end of the limit is told so. ``watch`` is shown each point of the search.

    Raises
    ------
    PastBroken
        If visits of days that are over break a rule now.
    PinsCollide
        If no plan keeps the clerk's pins any more.
    PlanBroken
        If the plan does not pass the rules' own checkers.
    """
    whole = settings or Settings(seconds=3.0)
    searching = whole.but(seconds=SEARCHING * whole.seconds)
    search = Search(round, tuple(rules), searching, say, watch=watch)
    task = _Task(search, search.began + whole.seconds)
    task.approval = (before or task.old).approval
    if not task.touched:
        return task.as_it_was()
    try:
        task.start(before)
        task.widen()
        task.bound()
    except KeyboardInterrupt:
        search.interrupted = True
    task.see_found()
    return at_last(search, task.until, task.finish)


class _Task:
    """One replanning: the published plan, what is broken, and the search for the next version."""

    def __init__(self, search: Search, until: float):
        round = search.round
        assert round.published is not None
        self.search, self.until = search, until
        self.bounds, self.settled = Bounds(search), False
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

    def offer(self, plan: Plan, part: str) -> bool:
        """Take a lawful plan that is better; what ripples less wins where the tiers are equal."""
        search, verdict = self.search, verify(plan, self.round, self.search.rules)
        costs = search.costs(verdict)
        key = (*costs[:-1], ripple_of(plan, self.base), costs[-1])
        better = verdict.lawful and (not self.key or key < self.key)
        if better:
            self.key = key
            search.take(plan, verdict, part)
        return better

    def start(self, before: Plan | None) -> None:
        """Take out what is broken, and put in again what insertion finds a place for."""
        self.search.say(Text(zh="取出受影响的检查，先行补排…", en="what broke is inserted again …"))
        sketch = Sketch(self.round, self.base)
        for visit in sorted(self.broken & set(sketch.bookings)):
            sketch.remove(visit)
        self.rest = lawful_part(sketch, self.search.rules)
        self.broken |= {b.visit for b in self.base.bookings} - {b.visit for b in self.rest.bookings}
        self.offer(self.rest, "taken out")
        if before is not None:
            self.offer(before.but(reserve=(), round_digest=self.round.digest), "before")
        was = {b.visit: b for b in self.base.bookings}
        pinned = {p.site for p in self.round.pins if p.how in ("must", "fixed")}
        site = {v.id: v.site for v in self.round.visits}
        visits = sorted(self._core(), key=lambda v: (site[v] not in pinned, v not in was, v))
        rides, rules = self.base.rides, self.search.rules
        self.offer(put_back(self.rest, visits, was, rides, self.round, rules), "put back")

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
            if enough(self.search) or free <= done or late:
                continue
            before, done = self.key, free
            building = solve_near(self.search, self.rest, self.base, free, self.over, self.offer)
            if number and before and self.key == before:
                return
            if not number and self.search.seconds_left > PLENTY * building:
                self._raise_bounds()

    def bound(self) -> None:
        """With time left: how much better than the incumbent any plan at all could be."""
        self.settled = not self.search.stopped
        if self.settled:
            self._raise_bounds()

    def _raise_bounds(self) -> None:
        if self.search.incumbent is not None:
            self.bounds.raise_all()

    def _core(self) -> frozenset[str]:
        """Broken visits, and the free slots of their sites and of what is newly due."""
        sites = {self.round.visit[v].site for v in self.broken}
        sites |= {b.site for b in self.breaches if b.site} | {n.site for n in self.new_needs}
        booked = {b.visit for b in self.rest.bookings} - self.broken
        return frozenset(v.id for v in self.round.visits if v.site in sites and v.id not in booked)

    # -- what comes of it ---------------------------------------------------------------------

    def see_found(self) -> None:
        """Tell why there is no lawful plan, if there is none."""
        search = self.search
        if search.incumbent is None and search.interrupted:
            raise KeyboardInterrupt
        if search.incumbent is None:
            seconds = self.until - time.monotonic()
            raise PinsCollide(colliding(self.round, search.rules, search.settings, seconds=seconds))

    def finish(self, until: float) -> Replanned:
        """The next version with its papers' parts: leads, reserve, reasons, differences."""
        search = self.search
        assert search.incumbent is not None
        plan = staffed(search.incumbent, self.old, self.approval, self.round, search.rules)
        verdict = verify(plan, self.round, search.rules)
        if not verdict.lawful:
            raise PlanBroken("; ".join(f"{b.rule}: {b.says.en}" for b in verdict.breaches))
        explainer = Explainer(plan, self.round, search.rules, until=until)
        stopped = "interrupt" if search.interrupted else "settled" if self.settled else "limit"
        told = plan.but(
            reasons=Reasons(explainer).all(until),
            unmet=explainer.unmet(),
            tiers=search.results(),
            stopped_by=stopped,
        )
        return Replanned(told, verdict, explained(self.old, told, self.breaches, self.new_needs))
