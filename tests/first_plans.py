"""Plans that nobody has improved yet: what insertion makes of a round."""

from __future__ import annotations

from collections.abc import Iterable

from constraints._registry import Rule
from scheduler.improve import Improver
from scheduler.insertion import lawful_part
from scheduler.tables import Tables
from sites.plan import Plan
from sites.round import Round
from sites.sketch import Sketch


def first_plan(round: Round, rules: Iterable[Rule]) -> Plan:
    """The plan that a search begins with, without what its rules refuse."""
    rules = tuple(rules)
    return lawful_part(Sketch(round, Improver(Tables(round, rules), 0).build()), rules)
