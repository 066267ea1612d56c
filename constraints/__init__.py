"""The musts: one public file is one rule, found by its name. Rules judge any plan, by any author.

`verify` is the only judge of plans in the program; whatever the solver returns passes through it
before anyone sees it, and so does a roster that a person edited.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from constraints import _whole
from constraints._contract import Breach, Charge
from constraints._registry import TIERS, Rule, discover, overridden_sites, rule_called
from sites.plan import Plan
from sites.round import Round

RULES = discover()

__all__ = ["RULES", "TIERS", "Breach", "Charge", "Rule", "Verdict", "rule_called", "verify"]


class Verdict(NamedTuple):
    """What the rules say of a plan: what is broken, and what it costs."""

    breaches: tuple[Breach, ...]
    charges: tuple[Charge, ...]

    @property
    def lawful(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.breaches

    def cost(self, tier: str, rules: dict[str, Rule] = RULES) -> int:
        """Sum of a tier's charges."""
        return sum(c.amount for c in self.charges if rules[c.rule].tier == tier)


def verify(plan: Plan, round: Round, rules: Iterable[Rule] | None = None) -> Verdict:
    """Judge a plan by the rules' own checkers.

    A visit that the clerk put outside a local rule is taken out of the plan before that rule
    looks at it. A plan that does not hang together is not shown to the rules at all.
    """
    broken = tuple(_whole.breaches(plan, round))
    if broken:
        return Verdict(broken, ())
    breaches: list[Breach] = []
    charges: list[Charge] = []
    for rule in RULES.values() if rules is None else rules:
        found = rule.call("check", _seen(plan, rule, round), round, rule.params(round))
        for one in found or ():
            kept = one.model_copy(update={"rule": rule.name})
            (charges if isinstance(kept, Charge) else breaches).append(kept)
    return Verdict(tuple(breaches), tuple(charges))


def _seen(plan: Plan, rule: Rule, round: Round) -> Plan:
    outside = overridden_sites(rule, round)
    if not outside:
        return plan
    kept = tuple(b for b in plan.bookings if b.site not in outside)
    busy = {(b.session, person) for b in kept for person in b.people}
    touched = {b.session for b in plan.bookings if b.site in outside}
    return plan.but(
        bookings=kept,
        rides=tuple(r for r in plan.rides if (r.session, r.officer) in busy),
        reserve=tuple(r for r in plan.reserve if r.session not in touched),
    )
