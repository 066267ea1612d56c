"""Improve: ruin a part of the plan, build it up again, keep it if it is good enough.

Schrimpf et al. 2000. Worse plans are kept with a probability that falls as the temperature does;
the best plan is remembered by the exact order of the tiers.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from scheduler.draft import Draft
from scheduler.habits import BEST, BETTER, OTHER
from scheduler.place_pin import place
from scheduler.recreate import Recreate
from scheduler.ruin import Ruin
from scheduler.tables import Cost, Tables
from scheduler.venue import Venues
from scheduler.worth import Worth
from sites.facts import pins_in_force
from sites.plan import Plan

HOT, COLD = 3.0, 0.01
"""First temperature of a run of `LONG` turns, and last of any, in worths of an average need."""

LONG, HOTTEST = 1_000, 3.0
"""Longer runs begin hotter, with the root of their turns, up to so many times: only they have the
turns to come back from afar."""

A_TURN = 100.0
"""Options weighed in a turn, before any has been seen."""

NOTED = 20
"""Sites served between two notes of what the first plan has so far."""


class Improver:
    """Ruin and recreate on one draft, from one seed."""

    def __init__(self, tables: Tables, seed: int):
        self.tables, self.round = tables, tables.round
        self.worth = Worth(tables)
        self.pins = [
            p
            for p in pins_in_force(self.round)
            if p.how in ("must", "fixed") and p.site in self.round.site
        ]
        self.held = frozenset(p.site for p in self.pins)
        self.ruiner = Ruin(tables, self.held)
        self.venues = Venues(tables, self.worth)
        self.best_cost: Cost = ()
        self.best: Plan | None = None
        self._weighed_before = 0
        self._first = ""
        self._a_turn = A_TURN
        self._begin(seed)

    def _begin(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.draft = Draft(self.tables)
        self.builder = Recreate(self.draft, self.worth, self.venues, self.dice, self.held)

    @property
    def weighed(self) -> int:
        """Options weighed so far: how much was searched, whatever the clock says."""
        return self._weighed_before + self.builder.options.weighed

    def start_from(self, plan: Plan, seed: int) -> None:
        """Begin at a lawful plan, with dice of one's own."""
        self._weighed_before = self.weighed
        self._begin(seed)
        self.draft.load(plan)
        self.best, self.best_cost = plan, self.draft.cost

    def build(self, stop: Callable[[], bool] = lambda: False) -> Plan:
        """Begin at a plan made by insertion alone: what is pinned, then the most pressing sites.

        What stands is the best plan from time to time, for whoever is interrupted meanwhile.
        """
        for pin in self.pins:
            if not self.draft.at[pin.site].stops:
                place(pin, self.builder)
        self.best = self.draft.plan()
        for count, _ in enumerate(self.builder.serve_in_order()):
            if stop():
                break
            if count % NOTED == NOTED - 1:
                self.best = self.draft.plan()
        self.draft.keep()
        self.best, self.best_cost = self.draft.plan(), self.draft.cost
        return self.best

    def run(self, budget: int, stop: Callable[[], bool]) -> None:
        """Ruin and recreate until so many options have been weighed; the best plan is kept."""
        began, turns = self.weighed, 0
        hot = HOT * min(HOTTEST, math.sqrt(budget / self._a_turn / LONG))
        now = self.worth.of(self.draft)
        while (used := (self.weighed + turns - began) / budget) < 1 and not stop():
            heat = self.worth.unit * hot * (COLD / hot) ** used
            turns += 1
            weighed = self.weighed
            self.ruin()
            self.recreate()
            then = self.worth.of(self.draft)
            earned = 0.0
            if then <= now or self.dice.random() < math.exp((now - then) / heat):
                earned = self._keep(then < now, then != now)
                now = then
            else:
                self.go_back()
            self._a_turn = 1 + (self.weighed - began) / turns
            self.ruiner.judge(earned, (1 + self.weighed - weighed) / self._a_turn)

    def _keep(self, better: bool, other: bool) -> float:
        """Go on from the draft as it is; return what that earns."""
        draft = self.draft
        draft.keep()
        self.builder.lessons.keep()
        if draft.cost < self.best_cost:
            self.best, self.best_cost = draft.plan(), draft.cost
            return BEST
        return BETTER if better else OTHER if other else 0.0

    def ruin(self) -> None:
        """Take some stops out, or some people out of them."""
        self._first = self.ruiner.ruin(self.draft, self.dice)

    def recreate(self) -> None:
        """Serve sites again."""
        self.builder.fill(self._first)

    def go_back(self) -> None:
        """Undo all since the last plan that was kept."""
        self.draft.undo(0)
