"""A Round in, a Plan out: start, prove, polish, assign, verify, explain."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from constraints import RULES, Verdict, verify
from constraints._registry import Rule
from scheduler.assign import assign
from scheduler.collection import seldom_collected
from scheduler.diagnose import Collision, colliding
from scheduler.engine import improve_and_prove
from scheduler.explain import Explainer
from scheduler.places import Ground
from scheduler.polish import polish
from scheduler.reasons import Reasons
from scheduler.search import Point, Progress, Search
from scheduler.settings import Settings
from scheduler.side_by_side import SideBySide
from scheduler.tables import Tables
from scheduler.team import Teams
from sites.base import Text
from sites.plan import Plan
from sites.round import Round

Found = TypeVar("Found")

PATIENCE = 5.0
"""Seconds that a plan is explained for after Ctrl-C."""


class PlanBroken(AssertionError):
    """The finished plan fails its own verification: our bug, nothing may be written."""


class PinsCollide(ValueError):
    """The clerk's pins cannot all be kept."""

    def __init__(self, collision: Collision | None):
        self.pins = collision.pins if collision else ()
        self.rules = collision.rules if collision else ()
        self.is_minimal = collision is None or collision.minimal
        self.told = (self.pins, self.rules, self.is_minimal)
        super().__init__("the pins cannot all be kept")


class Planned(NamedTuple):
    """A verified plan, what the rules say of it, and how the search went."""

    plan: Plan
    verdict: Verdict
    trace: tuple[Point, ...] = ()


def plan_round(
    round: Round,
    settings: Settings | None = None,
    *,
    rules: Iterable[Rule] = tuple(RULES.values()),
    say: Progress = lambda text: None,
    watch: Callable[[Point], object] | None = None,
) -> Planned:
    """Plan a round; all of it, from here to the plan with its reasons, within the limit.

    ``watch`` is shown each point of the trace as it is reached.

    Raises
    ------
    PinsCollide
        If no plan keeps all pins (with the minimal set that collides), or none was found in time.
    PlanBroken
        If the plan does not pass the rules' own checkers.
    """
    search = Search(round, tuple(rules), settings or Settings(), say, watch=watch)
    with seldom_collected(), SideBySide(search) as cores:
        tables = cores.own.tables
        _search(search, cores)
    if search.incumbent is None and search.interrupted:
        raise KeyboardInterrupt
    if search.incumbent is None:
        seconds = search.ends - time.monotonic()
        raise PinsCollide(colliding(round, search.rules, search.settings, seconds=seconds))
    told = search.ends - search.verification  # to put it all together takes about as long
    return at_last(search, told, lambda until: _finish(search, tables, until))


def at_last(search: Search, ends: float, finish: Callable[[float], Found]) -> Found:
    """What ``finish`` makes of the incumbent, explaining it until ``ends``; after Ctrl-C for no
    more than `PATIENCE` seconds.
    """
    until = min(ends, time.monotonic() + PATIENCE) if search.interrupted else ends
    while True:
        try:
            return finish(until)
        except KeyboardInterrupt:  # the plan is there, only its papers are not
            search.interrupted, until = True, 0.0


def _search(search: Search, cores: SideBySide) -> None:
    try:
        search.say(Text(zh="先排出一份合规的初稿…", en="a lawful first plan …"))
        cores.start()
        search.say(Text(zh="反复拆改、逐层求证…", en="ruin and recreate, and prove …"))
        improve_and_prove(search, cores)
        search.say(Text(zh="逐时段理顺人员、路程…", en="people and roads, session by session …"))
        polish(search)
    except KeyboardInterrupt:
        search.interrupted = True


def _finish(search: Search, tables: Tables, until: float) -> Planned:
    """The incumbent with its papers' parts; what is not explained by then is told so."""
    assert search.incumbent is not None
    plan = assign(search.incumbent, search.round, search.rules, tables.fits)
    verdict = verify(plan, search.round, search.rules)
    if not verdict.lawful:
        raise PlanBroken("; ".join(f"{b.rule}: {b.says.en}" for b in verdict.breaches))
    ground = Ground(tables.fits, tables.thin, Teams(search.round, tables.thin))
    explainer = Explainer(plan, search.round, search.rules, until=until, ground=ground)
    now, tiers = time.monotonic(), search.results()
    proven = all(r.proven for r in tiers if r.tier in search.tiers)
    stopped = "interrupt" if search.interrupted else "limit" if not proven else "proof"
    told = plan.but(
        reasons=Reasons(explainer).all(now + (until - now) / 2),
        unmet=explainer.unmet(),
        tiers=tiers,
        stopped_by=stopped,
    )
    return Planned(told, verdict, tuple(search.trace))
