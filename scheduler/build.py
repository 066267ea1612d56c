"""Board + rules → a model and what it costs, tier by tier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from constraints._contract import Term
from constraints._registry import TIERS, Rule, seen_visits
from scheduler.board import Board
from sites.round import Round


@dataclass
class Built:
    """A board with every rule posted, and the terms of the soft ones by tier."""

    board: Board
    terms: dict[str, list[Term]] = field(default_factory=lambda: {t: [] for t in TIERS})

    def cost(self, tier: str) -> Any:
        """The tier's cost as an expression."""
        return sum(term.amount for term in self.terms[tier])

    def most(self, tier: str) -> int:
        """The tier's largest possible cost."""
        return sum(term.at_most for term in self.terms[tier])


def build(
    round: Round, rules: Iterable[Rule], *, tiers: Iterable[str] = TIERS, **board: Any
) -> Built:
    """Make a board and post the hard rules and the soft ones of ``tiers``.

    The relaxations of minute-grain rules are posted too: they are true of every lawful plan, and
    the search sees with them how little fits into a session.
    """
    chosen = [r for r in rules if not r.is_soft or r.tier in tuple(tiers)]
    built = Built(Board(round, chosen, **board))
    for rule in chosen:
        post(built, rule)
    built.board.visits = round.visits
    return built


def post_tier(built: Built, rules: Iterable[Rule], tier: str) -> None:
    """Post the soft rules of one more tier, on a board whose hard rules are posted."""
    for rule in rules:
        if rule.tier == tier:
            post(built, rule)
    built.board.visits = built.board.round.visits


def post(built: Built, rule: Rule) -> None:
    """Post one rule on a board, which shows it only the visits it looks at."""
    board, params = built.board, rule.params(built.board.round)
    board.visits = seen_visits(rule, board.round)
    for hook in ("post", "relax"):
        if rule.has(hook):
            terms = rule.call(hook, board, params)
            if rule.is_soft and hook == "post":
                built.terms[rule.tier].extend(terms or ())
