"""Improves a plan on one board of a few open visits: by tier, then what ripples, then minutes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from scheduler.build import Built, post_tier
from scheduler.engine import told
from scheduler.prove import tier_groups, tier_multipliers
from scheduler.ripple import near_board, ripple, ripple_of
from scheduler.search import Search
from scheduler.solve import solve
from sites.plan import Plan

RIPPLE, MINUTES = "ripple", "4"
EFFORTS = 10
"""A board may take so many times the effort of a session's."""


def enough(search: Search) -> bool:
    """Whether to stop: at the limit only with a plan in hand."""
    return search.interrupted or (search.stopped and search.incumbent is not None)


def solve_near(
    search: Search,
    rest: Plan,
    base: Plan,
    free: frozenset[str],
    over: Iterable[str],
    offer: Callable[[Plan, str], bool],
) -> float:
    """Solve the board of the visits in ``free``; return the seconds it took to build.

    All else stays as in the incumbent, or as in ``rest`` without one; what ripples is counted
    against ``base``. Every plan found goes to ``offer``.
    """
    began, now = time.monotonic(), search.incumbent or rest
    built = near_board(search.round, search.rules, search.tiers, now, free, over)
    built.terms[RIPPLE] = [ripple(built.board, base, free)]
    building = time.monotonic() - began
    search.say(told(search))
    for group in (*tier_groups(built, (*search.tiers, RIPPLE)), (MINUTES,)):
        if enough(search) or (MINUTES in group and not _post_minutes(search, built, building)):
            break
        _solve_group(search, built, group, offer)
        if search.incumbent is None:
            break
        for tier in group:
            built.board.add(built.cost(tier) <= _pays(search, tier, base, free))
    return building


def _solve_group(
    search: Search, built: Built, group: tuple[str, ...], offer: Callable[[Plan, str], bool]
) -> None:
    factors = tier_multipliers(built, group)
    outcome = search.note(
        solve(
            built.board,
            sum(factors[t] * built.cost(t) for t in group),
            search.settings,
            effort=search.settings.session_effort * (1 if MINUTES in group else EFFORTS),
            seconds=max(search.seconds_left, 0 if search.incumbent else search.settings.seconds),
        )
    )
    if outcome.plan is not None:
        offer(outcome.plan.but(round_digest=search.round.digest), "board")


def _post_minutes(search: Search, built: Built, building: float) -> bool:
    """Post the rules on minutes, which take as long again, where there is time for them."""
    if search.incumbent is not None and building > search.seconds_left:
        return False
    post_tier(built, search.rules, MINUTES)
    return True


def _pays(search: Search, tier: str, base: Plan, free: frozenset[str]) -> int:
    """What the incumbent pays on a tier of the board of some visits."""
    plan, verdict = search.incumbent, search.verdict
    assert plan is not None
    assert verdict is not None
    return ripple_of(plan, base, free) if tier == RIPPLE else verdict.cost(tier)
