"""Improve: ruin a part of the plan, build it up again, keep it if it is good enough.

Schrimpf et al. 2000. Worse plans are kept with a probability that falls as the temperature does;
the best plan is remembered by the exact order of the tiers.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator

from scheduler.draft import Draft, Option
from scheduler.recreate import Recreate
from scheduler.ruin import Ruin
from scheduler.stop import Stop
from scheduler.tables import Cost, Tables
from scheduler.worth import Worth
from sites.book import Pin
from sites.facts import pin_sessions, pinned_people, pins_in_force
from sites.plan import Plan

PIN_ATTEMPTS = 30
"""Options tried for one pin while rules refuse them."""

HOT, COLD = 0.6, 0.01
"""First and last temperature, in worths of an average need."""


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
        self.ruiner = Ruin(tables, frozenset(p.site for p in self.pins))
        self.best_cost: Cost = ()
        self.best: Plan | None = None
        self._weighed_before = 0
        self._begin(seed)

    def _begin(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.draft = Draft(self.tables, self.dice)
        self.builder = Recreate(self.draft, self.worth, self.dice)
        self._undo: list[tuple[bool, Stop]] = []

    @property
    def weighed(self) -> int:
        """Options weighed so far: how much was searched, whatever the clock says."""
        return self._weighed_before + self.builder.weighed

    def start_from(self, plan: Plan, seed: int) -> None:
        """Begin at a lawful plan, with dice of one's own."""
        self._weighed_before = self.weighed
        self._begin(seed)
        self.draft.load(plan)
        self.best, self.best_cost = plan, self.draft.cost

    def build(self) -> Plan:
        """Begin at a plan made by insertion alone: what is pinned, then the most pressing sites."""
        for pin in self.pins:
            if not self.draft.stops_at[pin.site]:
                self._place(pin)
        self.builder.fill_in_order()
        self.best, self.best_cost = self.draft.plan(), self.draft.cost
        return self.best

    def _place(self, pin: Pin) -> None:
        """A visit that the clerk has asked for, with the people and in the sessions he named."""
        tired: dict[int, frozenset[int]] = {}
        refused: set[tuple[int, tuple[str, ...]]] = set()
        for _ in range(PIN_ATTEMPTS):
            options = [
                option
                for option in self._pinned_options(pin, tired)
                if (option.session, tuple(n.id for n in option.needs)) not in refused
            ]
            if not options:
                return
            best = min(options, key=lambda o: (-self.worth.gain(self.draft, o), o.seat.cost))
            if self.draft.put(best) is not None:
                return
            found = self.draft.too_many(best)
            if found:
                tired[best.session] = tired.get(best.session, frozenset()) | found
            else:
                refused.add((best.session, tuple(n.id for n in best.needs)))

    def _pinned_options(self, pin: Pin, tired: dict[int, frozenset[int]]) -> Iterator[Option]:
        """Seats for what a pin wishes: all that its site needs, and each need alone."""
        people = tuple(self.tables.number[o] for o in pinned_people(self.round, pin))
        needs = tuple(self.tables.ranked[pin.site])
        menus = (*self.tables.menus(pin.site, needs), *(self.tables.menu((n,)) for n in needs))
        wished = pin_sessions(self.round, pin)
        for visit in self.draft.free_slots(pin.site):
            for session in self.tables.sessions_of(visit):
                if self.round.sessions[session].id in wished:
                    out = tired.get(session, frozenset())
                    for menu in menus:
                        option = self.draft.option(visit, session, menu, people, out)
                        if option is not None:
                            yield option

    def run(self, budget: int, stop: Callable[[], bool]) -> None:
        """Ruin and recreate until so many options have been weighed; the best plan is kept."""
        draft, began, turns = self.draft, self.weighed, 0
        now = self.worth.of(draft)
        while (used := (self.weighed + turns - began) / budget) < 1 and not stop():
            heat = HOT * self.worth.unit * (COLD / HOT) ** used
            turns += 1
            self.ruin()
            self.recreate()
            then = self.worth.of(draft)
            if then <= now or self.dice.random() < math.exp((now - then) / heat):
                now = then
                self._undo.clear()
                if draft.cost < self.best_cost:
                    self.best, self.best_cost = draft.plan(), draft.cost
            else:
                self.go_back()

    def ruin(self) -> None:
        """Take some stops out."""
        for stop in self.ruiner.choose(self.draft, self.dice):
            self.draft.drop(stop)
            self._undo.append((False, stop))

    def recreate(self) -> None:
        """Put open sites in again."""
        self._undo += [(True, stop) for stop in self.builder.fill()]

    def go_back(self) -> None:
        """Undo all since the last plan that was kept."""
        while self._undo:
            was_put, stop = self._undo.pop()
            if was_put:
                self.draft.drop(stop)
            else:
                self.draft.restore(stop)
