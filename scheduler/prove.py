"""Prove: one board over all sessions, tiers 1 to 3 in one objective whose digits are the tiers.

Each tier's multiplier exceeds all that the tiers below it can cost, so the optimum is the
lexicographic one, and the bound of the whole gives each tier's bound. Where such multipliers
would leave exact arithmetic, the tiers are solved in several groups, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from scheduler import transfer
from scheduler.build import Built, build
from scheduler.search import Search
from scheduler.solve import Outcome, solve
from scheduler.symmetry import break_symmetry, canonical
from sites.base import Text

FOR_A_FIRST = 0.5
"""Share of the seconds left in which a first plan is looked for; the rest is to tell why not."""

LARGEST = 2**50
"""An objective's largest value; above it CP-SAT's arithmetic is no longer exact."""


def prove(search: Search, effort: float) -> None:
    """Improve the incumbent and bound the tiers until both meet or the limit comes.

    ``effort`` limits each solve, in deterministic seconds.
    """
    built = build(search.round, search.rules, tiers=search.tiers)
    break_symmetry(built.board)
    caps: dict[str, int] = {}
    for group in tier_groups(built, search.tiers):
        if search.stopped:
            return
        outcome = _solve(search, built, group, effort, caps)
        search.say(_progress(search))
        if search.verdict is None:
            search.infeasible = outcome.status == "infeasible"
            return
        for tier in group:
            caps[tier] = search.verdict.cost(tier)
            built.board.add(built.cost(tier) <= caps[tier])


def tier_groups(built: Built, tiers: Sequence[str]) -> list[tuple[str, ...]]:
    """Consecutive tiers that one objective can hold with exact multipliers."""
    groups: list[tuple[str, ...]] = []
    size = 1
    for tier in tiers:
        room = built.most(tier) + 1
        if groups and size * room < LARGEST:
            groups[-1] = (*groups[-1], tier)
            size *= room
        else:
            groups.append((tier,))
            size = room
    return groups


def _solve(
    search: Search, built: Built, group: tuple[str, ...], effort: float, caps: dict[str, int]
) -> Outcome:
    """Solve a group of tiers; ``caps`` are what the tiers above may cost on this board."""
    built.board.model.clear_hints()
    if search.incumbent is not None:
        transfer.hint(built.board, canonical(search.incumbent, search.round))
    multipliers = tier_multipliers(built, group)
    outcome = search.note(
        solve(
            built.board,
            sum(multipliers[t] * built.cost(t) for t in group),
            search.settings,
            effort=effort,
            seconds=search.seconds_for_search * (1 if search.incumbent else FOR_A_FIRST),
        )
    )
    if outcome.plan is not None:
        search.must_be_lawful(outcome.plan, "prove")
    _note_bounds(search, outcome, multipliers, caps)
    return outcome


def tier_multipliers(built: Built, group: tuple[str, ...]) -> dict[str, int]:
    """Of each tier, so that one unit of it outweighs all that the tiers below can cost."""
    factor, found = 1, {}
    for tier in reversed(group):
        found[tier] = factor
        factor *= built.most(tier) + 1
    return dict(reversed(found.items()))


def _note_bounds(
    search: Search, outcome: Outcome, multipliers: dict[str, int], caps: dict[str, int]
) -> None:
    """Read each tier's bound off the common one: digit by digit, while the tiers are closed."""
    rest, above = outcome.bound, dict(caps)
    for tier, factor in multipliers.items():
        digit = rest // factor
        search.raise_bound(tier, digit, "prove", above)
        rest -= digit * factor
        above[tier] = digit
        value = search.verdict.cost(tier) if search.verdict else None
        if outcome.status != "optimal" and digit != value:
            return


def _progress(search: Search) -> Text:
    pairs = [
        (t, search.verdict.cost(t) if search.verdict else "–", search.bounds.get(t, 0))
        for t in search.tiers
    ]
    zh = "；".join(f"第{t}层 现{value} 界{bound}" for t, value, bound in pairs)
    en = "; ".join(f"tier {t} {value}, bound {bound}" for t, value, bound in pairs)
    return Text(zh=zh, en=en)
