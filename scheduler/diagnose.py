"""Pins that cannot all be kept: which of them collide, and over which rules.

Never asked of the optimising model: each question is an objective-free solve over the pinned
sites alone, and the answer is solved once more before it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from constraints._registry import Rule
from scheduler.build import build
from scheduler.settings import Settings
from scheduler.solve import solve
from sites.book import Pin
from sites.round import Round

T = TypeVar("T")


class Collision(NamedTuple):
    """A minimal set: take any pin or any rule of it away and the rest can be kept."""

    pins: tuple[Pin, ...]
    rules: tuple[Rule, ...]


def colliding(round: Round, rules: Sequence[Rule], settings: Settings) -> Collision | None:
    """Return pins and rules that cannot hold together, or None if all pins can be kept."""
    hard = [r for r in rules if not r.is_soft]
    pins = [p for p in round.pins if p.how != "override"]
    small = _only_pinned(round)

    def collide(some_pins: Sequence[Pin], some_rules: Sequence[Rule]) -> bool:
        return _infeasible(small, some_pins, some_rules, settings)

    if not collide(pins, hard):
        return None
    fewest_pins = _shrink(pins, lambda some: collide(some, hard))
    fewest_rules = _shrink(hard, lambda some: collide(fewest_pins, some))
    return Collision(tuple(fewest_pins), tuple(fewest_rules))


def _shrink(items: Sequence[T], still: Callable[[Sequence[T]], bool]) -> list[T]:
    """Drop one item after the other for as long as the answer stays the same."""
    kept = list(items)
    for item in items:
        fewer = [other for other in kept if other is not item]
        if still(fewer):
            kept = fewer
    return kept


def _only_pinned(round: Round) -> Round:
    named = {p.site for p in round.pins if p.site}
    return round.but(visits=tuple(v for v in round.visits if v.site in named))


def _infeasible(
    round: Round, pins: Sequence[Pin], rules: Sequence[Rule], settings: Settings
) -> bool:
    overrides = tuple(p for p in round.pins if p.how == "override")
    asked = round.but(pins=(*pins, *overrides))
    board = build(asked, rules, tiers=()).board
    outcome = solve(board, None, settings, effort=settings.effort, seconds=settings.seconds)
    return outcome.status == "infeasible"
