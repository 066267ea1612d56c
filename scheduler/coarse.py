"""True bounds of tiers 1 to 3 at any size: people counted by group, nobody looks at the clock.

What the rules say of needs, prices and people is all that goes in; what they say of clocks comes in
as `constraints._contract.Crowd` lets them say it. Nothing here knows a rule.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import networkx as nx

from constraints._contract import Price
from constraints._never import Nevers
from constraints._registry import Rule, overridden_sites, seen_visits
from scheduler.bundle import joinable
from scheduler.coarse_crowd import Crowd
from scheduler.coarse_groups import Bars, Calls, groups
from scheduler.coarse_linear import Linear, OutOfTime, Row, bound_from
from scheduler.coarse_places import Places, blocks
from scheduler.coarse_solve import multipliers
from sites.round import Round

TIERS = ("1", "2", "3")

LARGE = 1_500
"""Needs of a round from which its lengths are told apart in few classes, and one model is kept."""

FEW, ALL = 2, 99
"""Classes of length at a site: of a large round, and of any other."""


class Coarse:
    """Bounds of one round under some rules.

    Parameters
    ----------
    round, rules
        What is planned, and the rules that hold; fewer rules never give a higher bound.
    nevers
        What the hard ones of these rules forbid, where somebody has asked them already.
    """

    def __init__(self, round: Round, rules: Iterable[Rule], nevers: Nevers | None = None):
        self.round, self.rules = round, tuple(rules)
        self._nevers = nevers
        self.dear: dict[tuple[str, str], list[tuple[str, int]]] = {}
        self.prices = {
            tier: tuple(
                price
                for rule in self.rules
                if rule.tier == tier and rule.has("price")
                for price in rule.call("price", round, rule.params(round))
            )
            for tier in TIERS
        }
        for tier in TIERS:
            for price in (p for p in self.prices[tier] if p.session):
                for need in price.needs:
                    self.dear.setdefault((need, price.session), []).append((tier, price.amount))
        self._built: dict[tuple[frozenset[str], int], Crowd] = {}
        self.is_large = len(round.needs) >= LARGE

    @cached_property
    def asked(self) -> tuple[Calls, Bars]:
        """Whom visits and needs call for, and what the rules say can never be."""
        hard = [r for r in self.rules if not r.is_soft]
        nevers = self._nevers or Nevers(self.round, hard)
        return Calls(self.round, hard), Bars(self.round, nevers)

    def floor(self, tier: str) -> int:
        """A bound at once, from the prices alone: each need is met when it costs least, or never.

        Where a visit to a site has a price of its own, the site is visited or something is unmet.
        """
        never, then, visit = _sorted_out(self.prices[tier])
        total = 0
        for needs, amount in never.items():
            if len(needs) == 1:
                sessions = (then[needs[0], s.id] for s in self.round.sessions)
                total += min(amount, min(sessions, default=amount))
        for site, amount in visit.items():
            own = {n.id for n in self.round.needs_at[site]}
            wide = (price for needs, price in never.items() if own.issuperset(needs))
            total += min(amount, max(wide, default=0))
        return total

    def bound(
        self,
        tier: str,
        at_most: Mapping[str, int],
        *,
        detail: int = 0,
        effort: float = 20.0,
        seconds: float = 60.0,
    ) -> int:
        """A true bound of a tier over all plans that cost no more than ``at_most`` on other tiers.

        ``detail`` 1 keeps sessions apart in which other needs can be met, or at
        another price; 2 counts people by the
        roles they can fill as well, not only by employer; 3 counts those too who only make a
        visit's number full. Each is slower and seldom lower.
        ``effort`` (deterministic seconds) limits the solver, ``seconds`` it and the making of the
        model; without an answer the bound is `floor`, and of a large round's last tier, where the
        model said no more and took the most memory. Ctrl-C stops both and is raised again.
        """
        until = time.monotonic() + seconds
        if self.is_large and tier == TIERS[-1]:
            return self.floor(tier)
        try:
            counts = self._counts(tier, at_most, detail, until)
        except OutOfTime:
            return self.floor(tier)
        cost, linear = counts.cost(self.prices[tier]), counts.linear
        above = [(counts.cost(self.prices[other]), most) for other, most in at_most.items()]
        rows: list[Row] = list(linear.rows)  # only now: a cost makes counts of its own
        rows += [(tuple((a, x) for x, a in dear.items()), most) for dear, most in above]
        left = until - time.monotonic()
        found = multipliers(cost, rows, linear.most, effort=effort, seconds=left)
        return max(self.floor(tier), bound_from(cost, rows, linear.most, found))

    def _counts(
        self, tier: str, at_most: Mapping[str, int], detail: int, until: float = math.inf
    ) -> Crowd:
        """The counts that matter for these tiers; those of needs without a price are left out."""
        priced = {n for t in (tier, *at_most) for p in self.prices[t] for n in p.needs}
        kept = _closed(self.round, priced)
        if (kept, detail) not in self._built:
            if self.is_large:
                self._built.clear()
            some = _with_needs(self.round, kept)
            self._built[kept, detail] = count(
                some,
                self.rules,
                *self.asked,
                self.dear,
                detail=detail,
                classes=FEW if self.is_large else ALL,
                until=until,
            )
        return self._built[kept, detail]


def count(
    round: Round,
    rules: Iterable[Rule],
    calls: Calls,
    bars: Bars,
    dear: Mapping[tuple[str, str], Sequence[tuple[str, int]]],
    *,
    detail: int,
    merge: bool = True,
    classes: int = ALL,
    until: float = math.inf,
) -> Crowd:
    """The counts of a round and what the rules say of them; ``merge`` puts sessions in blocks.

    Raises
    ------
    OutOfTime
        If they are not finished by ``until`` (`time.monotonic`).
    """
    hard, linear = [r for r in rules if not r.is_soft], Linear(until)
    for session in round.sessions:
        linear.in_time()
        for site in round.site:
            calls.of(site, "", session.id)
        for need in round.needs:
            calls.of(need.site, need.id, session.id)
    people = groups(round, calls, wide=detail < 2)
    cut = blocks(round, merged=merge)
    made = Places(round, calls, bars, people, dear, exact=detail > 0, classes=classes)
    places = made.all(cut, linear.in_time)
    counts = Crowd(round, people, cut, places, bars.absent, linear=linear, helpers=detail > 2)
    every = counts.visits
    for rule in hard:
        if rule.has("crowd"):
            seen = {v.id for v in seen_visits(rule, round)}
            counts.visits = tuple(v for v in every if v.id in seen)
            rule.call("crowd", counts, rule.params(round))
    counts.visits = every
    counts.close({s: _conflicts(round, hard, s) for s in round.site})
    return counts


def _conflicts(round: Round, rules: Iterable[Rule], site: str) -> nx.Graph:
    """Needs of a site joined where they may not share a visit."""
    asked = [r for r in rules if r.has("may_join") and site not in overridden_sites(r, round)]
    return nx.complement(joinable(round.needs_at[site], asked, round))


def _sorted_out(
    prices: Iterable[Price],
) -> tuple[dict[tuple[str, ...], int], defaultdict[tuple[str, str], int], dict[str, int]]:
    """What is paid for needs unmet, for a need in a session, and for a visit to a site."""
    never: defaultdict[tuple[str, ...], int] = defaultdict(int)
    then: defaultdict[tuple[str, str], int] = defaultdict(int)
    visit: defaultdict[str, int] = defaultdict(int)
    for amount, needs, session, site in prices:
        if site:
            visit[site] += amount
        elif session:
            for need in needs:
                then[need, session] += amount
        else:
            never[tuple(needs)] += amount
    return dict(never), then, dict(visit)


def _closed(round: Round, needs: set[str]) -> frozenset[str]:
    """Needs, those bound to be met with them, and all of the sites that a pin speaks of."""
    bound = {(round.need[n].site, round.need[n].together) for n in needs if round.need[n].together}
    pinned = {pin.site for pin in round.pins}
    return frozenset(
        n.id
        for n in round.needs
        if n.id in needs or n.site in pinned or (n.site, n.together) in bound
    )


def _with_needs(round: Round, kept: frozenset[str]) -> Round:
    """The round with some of its needs only: a plan of the whole is one of it, with less in it."""
    if len(kept) == len(round.needs):
        return round
    visits = [(v, tuple(n for n in v.needs if n in kept)) for v in round.visits]
    return round.but(
        needs=tuple(n for n in round.needs if n.id in kept),
        visits=tuple(v.but(needs=needs) for v, needs in visits if needs),
    )
