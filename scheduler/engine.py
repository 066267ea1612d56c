"""The engine's order of work: rounds of ruin and recreate, and proofs between and beside them.

In the first rounds both cores search. Then one core bounds and proves while the other searches on,
and so in turns, each turn twice as long as the last, until value and bound meet or a limit comes.
"""

from __future__ import annotations

from scheduler.coarse import Coarse
from scheduler.prove import prove
from scheduler.ruin import Ruin
from scheduler.search import Search
from sites.base import Text

SMALL = 3_000
"""Visits x people x sessions up to which the whole board is proven before all else."""

FIRST_EFFORT = 2.0
"""Deterministic seconds of the first proof of the whole board; each further one has twice as many."""

PROMISE = 0.10
"""Coverage gap up to which the whole board is worth a proof: beyond it none was ever closed."""


def improve_and_prove(search: Search, ruin: Ruin) -> None:
    """Improve the incumbent and raise the bounds until they meet or the limit comes."""
    round = search.round
    ruin.round()
    if not _done(search, ruin):
        small = len(round.visits) * len(round.inspectors) * len(round.sessions) <= SMALL
        if small or search.incumbent is None:
            prove(search, FIRST_EFFORT if small else search.settings.effort)
    coarse: Coarse | None = None
    effort = 0.0
    while search.incumbent is not None and not _done(search, ruin):
        with ruin.beside():
            if effort:
                prove(search, effort)
            else:
                coarse = coarse or Coarse(round, search.rules)
                bound(search, coarse)
        if not _done(search, ruin):
            ruin.round()
            effort = _next_effort(search, ruin, effort)


def _next_effort(search: Search, ruin: Ruin, effort: float) -> float:
    """Deterministic seconds for the next proof of the whole board; 0 if it is not worth it."""
    if ruin.turn < 3 or not _is_promising(search):
        return 0.0
    return min(search.settings.effort, max(2 * FIRST_EFFORT, 2 * effort))


def _is_promising(search: Search) -> bool:
    if search.verdict is None or not search.bounds:
        return True
    tier = next((r for r in search.results() if not r.proven and r.tier in search.tiers), None)
    return tier is None or tier.gap <= (PROMISE if tier.total else max(5, tier.value * PROMISE))


def _done(search: Search, ruin: Ruin) -> bool:
    over = search.stopped or search.seconds_for_search <= 0
    return search.closed or over or ruin.used_up


def bound(search: Search, coarse: Coarse) -> None:
    """Bound every tier from the coarse model, each over plans as good on the tiers above."""
    assert search.verdict is not None
    above: dict[str, int] = {}
    for tier in search.tiers:
        if tier == "1.5":
            return
        if search.stopped:
            return
        value = search.verdict.cost(tier)
        if value > search.bounds.get(tier, 0):
            least = coarse.bound(tier, above, seconds=search.seconds_for_search)
            search.raise_bound(tier, least, "coarse")
        above[tier] = value
    search.say(told(search))


def told(search: Search) -> Text:
    """Value and bound of each tier, in a line."""
    pairs = [
        (t, search.verdict.cost(t) if search.verdict else "–", search.bounds.get(t, 0))
        for t in search.tiers
    ]
    zh = "；".join(f"第{t}层 现{value} 界{bound}" for t, value, bound in pairs)
    en = "; ".join(f"tier {t} {value}, bound {bound}" for t, value, bound in pairs)
    return Text(zh=zh, en=en)
