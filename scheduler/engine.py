"""The engine's order of work: rounds of ruin and recreate, and proofs between and beside them.

In the first rounds both cores search. Then one core bounds and proves while the other searches on,
and so in turns, each turn twice as long as the last, until value and bound meet or a limit comes.
"""

from __future__ import annotations

from contextlib import nullcontext

from constraints._never import Nevers
from scheduler.coarse import TIERS, Coarse
from scheduler.least_change import TIER as STEADY
from scheduler.least_change import least_change
from scheduler.prove import prove
from scheduler.search import Search
from scheduler.side_by_side import SideBySide
from sites.base import Text
from sites.round import Round

TINY, SMALL = 300, 10_000
"""Visits x people x sessions up to which the whole board is proven before all else: alone, and
beside the second core's search."""

EFFORTS = ((1_000, 0.5), (SMALL, 4.0))
"""Deterministic seconds of that first proof, up to which size."""

MANY, LONG_WAYS = 50, 10
"""So many visits, and so many for each person and session: that is routing, which a proof seldom
closes. A first one took 5 to 8 s of CPU on team orienteering, and closed nothing."""

SECOND_EFFORT = 20.0
"""Deterministic seconds of any round's next proof of the whole board; further ones have twice."""

SECONDS_A_PLACE, BUILDING = 3.5e-4, 0.5
"""What the whole board takes to build for each visit x person x session (a street of 50,000 took
18 s), and the share of the seconds left that its building may take."""

BOUNDING = 0.5
"""Share of the seconds left that one bound may take, its model and its LP."""

MOST_DETAIL = 1
"""Detail of the coarse model's last bounds; more took ten times as long for next to nothing. Of a
large round there is one model."""

FIRST_DETAIL = {"1": 0, "2": 1, "3": 0}
"""Detail of each tier's first bound: coverage has nearly twice as high a bound with one more."""

PROMISE, FEW_UNITS = 0.01, 2
"""Share of a tier's value within which a bound is worth a proof of the whole board; so many units
always are."""

NEAR, LONG_ROUND = 0.1, 100_000
"""Share of the first open tier but the last within which finer bounds, and one of the last, are
looked for; and the options of a round from which bounding again takes little beside it."""


def improve_and_prove(search: Search, cores: SideBySide) -> None:
    """Improve the incumbent and raise the bounds until they meet or the limit comes."""
    round = search.round
    if not _done(search, cores):
        cores.round()
    if not _done(search, cores):
        size = _size(round)
        if search.incumbent is None:
            if _can_be_built(search):
                prove(search, search.settings.effort)
        elif size <= SMALL and not _is_routing(round):
            effort = next(e for most, e in EFFORTS if size <= most)
            with cores.beside(effort) if size > TINY else nullcontext():
                prove(search, effort)
    bounds = Bounds(search, cores.nevers)
    effort = 0.0
    while search.incumbent is not None and not _done(search, cores):
        if effort or bounds.are_due(cores.budget):
            with cores.beside(effort):
                if effort:
                    prove(search, effort)
                else:
                    bounds.raise_all()
        if not _done(search, cores):
            cores.round()
            effort = _next_effort(search, effort) if bounds.exhausted else 0.0


class Bounds:
    """Bounds from the coarse model, finer each time they are asked for."""

    def __init__(self, search: Search, nevers: Nevers | None = None):
        """``nevers``: what the rules forbid outright, where somebody has asked them already."""
        self.search, self._nevers = search, nevers
        self.detail = 0
        self.exhausted = False
        self._coarse: Coarse | None = None
        self._asked: dict[str, tuple[int, dict[str, int]]] = {}

    def are_due(self, budget: int) -> bool:
        """Whether to bound (again): where it could close something, or rounds are long by now."""
        return self._coarse is None or budget >= LONG_ROUND or _is_near(self.search)

    def raise_all(self) -> None:
        """Bound every tier, each over plans as good on the tiers above."""
        search = self.search
        if self._coarse is None:
            self._coarse = Coarse(search.round, search.rules, self._nevers)
            if search.round.published:
                least = least_change(search.round, search.rules, *self._coarse.asked)
                search.raise_bound(STEADY, least, "promises")
        above: dict[str, int] = {}
        for tier in TIERS:
            assert search.verdict is not None
            value = search.verdict.cost(tier)
            if value > search.bounds.get(tier, 0) and not search.stopped:
                self._raise(self._coarse, tier, dict(above))
            above[tier] = value
        search.say(told(search))
        most = 0 if self._coarse.is_large else MOST_DETAIL
        self.exhausted = self.detail == most
        self.detail = min(most, self.detail + 1)

    def _raise(self, coarse: Coarse, tier: str, above: dict[str, int]) -> None:
        """Bound one tier, unless the same was asked before."""
        search = self.search
        if tier == TIERS[-1] and not _is_near(search):
            search.raise_bound(tier, coarse.floor(tier), "coarse")
            return
        detail = 0 if coarse.is_large else max(self.detail, FIRST_DETAIL[tier])
        if self._asked.get(tier) != (detail, above):
            self._asked[tier] = (detail, above)
            seconds = max(0.1, BOUNDING * search.seconds_for_search)
            least = coarse.bound(tier, above, detail=detail, seconds=seconds)
            search.raise_bound(tier, least, "coarse", above)


def _next_effort(search: Search, effort: float) -> float:
    """Deterministic seconds for the next proof of the whole board; 0 if it is not worth it."""
    if not (_can_be_built(search) and _is_promising(search)):
        return 0.0
    return min(search.settings.effort, max(SECOND_EFFORT, 2 * effort))


def _size(round: Round) -> int:
    """Visits x people x sessions."""
    return len(round.visits) * len(round.inspectors) * len(round.sessions)


def _is_routing(round: Round) -> bool:
    """Whether ways are long: many visits for few people."""
    ways = len(round.inspectors) * len(round.sessions)
    return len(round.visits) >= max(MANY, LONG_WAYS * ways)


def _can_be_built(search: Search) -> bool:
    """Whether the whole board would be there with time left to solve it."""
    return _size(search.round) * SECONDS_A_PLACE <= BUILDING * search.seconds_for_search


def _is_promising(search: Search) -> bool:
    return _gap(search, search.tiers) <= PROMISE


def _is_near(search: Search) -> bool:
    """Whether all tiers but the last are closed, or the first open one of them nearly is."""
    return _gap(search, search.tiers[:-1]) <= NEAR


def _gap(search: Search, tiers: tuple[str, ...]) -> float:
    """Gap of the first of the tiers not proven, as a share; 0 where a unit or two is all of it."""
    if search.verdict is None or not search.bounds:
        return 0.0
    tier = next((r for r in search.results() if not r.proven and r.tier in tiers), None)
    if tier is None or (not tier.total and tier.gap <= FEW_UNITS):
        return 0.0
    return tier.gap if tier.total else tier.gap / tier.value


def _done(search: Search, cores: SideBySide) -> bool:
    over = search.stopped or search.seconds_for_search <= 0
    return search.closed or over or cores.used_up


def told(search: Search) -> Text:
    """Value and bound of each tier, in a line."""
    pairs = [
        (t, search.verdict.cost(t) if search.verdict else "–", search.bounds.get(t, 0))
        for t in search.tiers
    ]
    zh = "；".join(f"第{t}层 现{value} 界{bound}" for t, value, bound in pairs)
    en = "; ".join(f"tier {t} {value}, bound {bound}" for t, value, bound in pairs)
    return Text(zh=zh, en=en)
