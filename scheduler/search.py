"""What a search holds: its incumbent is ours and never lost, whatever the solver does."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from constraints import Verdict, verify
from constraints._registry import TIERS, Rule
from scheduler.settings import Settings
from scheduler.solve import Outcome
from sites.base import Text
from sites.plan import Plan, TierResult
from sites.round import Round

PROVEN_TIERS = ("1", "1.5", "2", "3")
"""Tiers that are proven over the whole round; tier 4 is polished session by session."""

Progress = Callable[[Text], None]


POLISH_SHARE, SESSIONS_WORTH = 0.15, 3
"""Share of the wall-clock limit kept for tier 4, where it is enough for some sessions' boards."""

SECONDS_A_PLACE = 6e-4
"""What a session's board takes to build for each booking of the plan and each person: 1.8 s of CPU
for 74 and 30, 30 s for 274 and 200."""

CLOSING_SHARE, VERIFICATIONS = 0.08, 5
"""Kept of the limit for what comes after the search: a share of it to explain the plan, and as many
verifications of it (each as long as the longest so far) to name leads, helpers and reserve."""


class Point(NamedTuple):
    """Where a search stood after its incumbent or a bound got better.

    ``costs`` of the incumbent over `TIERS`, ``bounds`` by tier; ``part`` of the engine found it.
    """

    seconds: float
    part: str
    costs: tuple[int, ...]
    bounds: dict[str, int]


@dataclass
class Search:
    """One search of one round."""

    round: Round
    rules: tuple[Rule, ...]
    settings: Settings
    say: Progress
    incumbent: Plan | None = None
    verdict: Verdict | None = None
    bounds: dict[str, int] = field(default_factory=dict)
    known: dict[str, list[tuple[int, dict[str, int]]]] = field(default_factory=dict)
    interrupted: bool = False
    out_of_time: bool = False
    infeasible: bool = False
    trace: list[Point] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    verification: float = 0.0
    watch: Callable[[Point], object] | None = None

    @property
    def ends(self) -> float:
        """The monotonic clock's time of the limit."""
        return self.began + self.settings.seconds

    @property
    def seconds_left(self) -> float:
        """Wall-clock seconds before the plan must be explained."""
        closing = CLOSING_SHARE * self.settings.seconds + VERIFICATIONS * self.verification
        return self.ends - closing - time.monotonic()

    @property
    def seconds_for_search(self) -> float:
        """Seconds left before people and roads must be polished."""
        kept = POLISH_SHARE * self.settings.seconds
        worth = any(r.tier == "4" for r in self.rules) and SESSIONS_WORTH * self.building <= kept
        return max(0.0, self.seconds_left - (kept if worth else 0.0))

    @property
    def building(self) -> float:
        """Seconds that the board of one session of the incumbent takes to build, estimated."""
        booked = len(self.incumbent.bookings) if self.incumbent else 0
        return booked * len(self.round.inspectors) * SECONDS_A_PLACE

    @property
    def stopped(self) -> bool:
        """Whether somebody or the clock has ended the search."""
        self.out_of_time = self.out_of_time or self.seconds_left <= 0
        return self.interrupted or self.out_of_time

    @property
    def tiers(self) -> tuple[str, ...]:
        """The tiers to prove; steady plan is one only when something is published."""
        return tuple(t for t in PROVEN_TIERS if t != "1.5" or self.round.published)

    def costs(self, verdict: Verdict) -> tuple[int, ...]:
        """Cost of every tier, first tier first."""
        return tuple(verdict.cost(tier) for tier in TIERS)

    @property
    def closed(self) -> bool:
        """Whether every tier to prove is at its bound."""
        return self.verdict is not None and all(
            self.verdict.cost(t) <= self.bounds.get(t, 0) for t in self.tiers
        )

    def offer(self, plan: Plan, part: str = "") -> bool:
        """Take a plan as incumbent if it is lawful and better; tell whether it is lawful."""
        before = time.monotonic()
        verdict = verify(plan, self.round, self.rules)
        self.verification = max(self.verification, time.monotonic() - before)
        if verdict.lawful and (
            self.verdict is None or self.costs(verdict) < self.costs(self.verdict)
        ):
            self.take(plan, verdict, part)
        return verdict.lawful

    def take(self, plan: Plan, verdict: Verdict, part: str) -> None:
        """Hold a lawful plan as incumbent from now on, and show where the search stands.

        Bounds over plans that cost no more than others above hold for it only if it is one of them.
        """
        self.incumbent, self.verdict = plan, verdict
        for tier, known in self.known.items():
            self.bounds[tier] = max((b for b, above in known if self._keeps(above)), default=0)
        self._mark(part)

    def raise_bound(
        self, tier: str, bound: int, part: str, above: Mapping[str, int] | None = None
    ) -> None:
        """Take a lower bound of a tier over the plans that cost no more than ``above``, by tier."""
        condition = dict(above or {})
        self.known.setdefault(tier, []).append((bound, condition))
        if bound > self.bounds.get(tier, 0) and self._keeps(condition):
            self.bounds[tier] = bound
            self._mark(part)

    def _keeps(self, above: Mapping[str, int]) -> bool:
        """Whether the incumbent costs no more than that."""
        verdict = self.verdict
        return verdict is None or all(verdict.cost(t) <= most for t, most in above.items())

    def _mark(self, part: str) -> None:
        if self.verdict is not None:
            seconds = time.monotonic() - self.began
            self.trace.append(Point(seconds, part, self.costs(self.verdict), dict(self.bounds)))
            if self.watch is not None:
                self.watch(self.trace[-1])

    def must_be_lawful(self, plan: Plan, part: str) -> None:
        """Offer a plan of a board with clocks; one that the checkers refuse is our own bug."""
        if not self.offer(plan, part):
            breaches = verify(plan, self.round, self.rules).breaches
            listed = "; ".join(f"{b.rule}: {b.says.en}" for b in breaches)
            raise AssertionError(f"the model allows what the rules forbid: {listed}")

    def note(self, outcome: Outcome) -> Outcome:
        """Remember that a solve was interrupted."""
        self.interrupted = self.interrupted or outcome.interrupted
        return outcome

    def results(self) -> tuple[TierResult, ...]:
        """Value and bound of each tier. A bound below an unproven tier is conditional."""
        assert self.verdict is not None
        results: list[TierResult] = []
        for tier in (*self.tiers, "4"):
            value = self.verdict.cost(tier)
            bound = min(self.bounds.get(tier, 0), value)
            owed = sum(n.weight for n in self.round.needs if n.owed) if tier == "2" else 0
            above = all(r.proven for r in results)
            results.append(
                TierResult.model_validate(
                    {
                        "tier": tier,
                        "value": value,
                        "bound": bound,
                        "total": owed,
                        "proven": bound >= value,
                        "conditional": not above,
                    }
                )
            )
        return tuple(results)
