"""What is told to help was tried; whoever does as the sentence says gets a better week for it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from strategies import random_round
from tiny import MONDAY, tiny_round

from constraints import RULES
from scheduler.bundle import bundle
from scheduler.plan_round import Planned, plan_round
from scheduler.settings import Settings
from scheduler.whatif import changed
from sites.book import Absence, Pin
from sites.need import Need
from sites.plan import Unmet
from sites.round import Round

SETTINGS = Settings(seconds=60, effort=5)
SEEDS = (5, 12, 15, 22, 24, 29)
KINDS = {
    "override": r"对该工地豁免“(.+?)”",
    "pin": r"取消.*?的“(不排)”",
    "leave": r"调整(.+?)的请假或值班",
    "one more": r"请(.+?)增派一名持证人员",
}


@cache
def week(seed: int) -> tuple[Round, Planned]:
    """A random round, planned."""
    round = bundle(random_round(seed).but(visits=(), published=None), RULES.values())
    return round, plan_round(round, SETTINGS)


def helped(round: Round, found: Planned) -> list[tuple[Unmet, str, str]]:
    """Needs left out that weigh something and that a change helps: its kind, and what it names."""
    return [
        (unmet, kind, match[1])
        for unmet in found.plan.unmet
        if _weighs(unmet, round)
        for kind, pattern in KINDS.items()
        if (match := re.match(f"(?:在「人工指定」)?{pattern}", unmet.helps.zh))
    ]


def done(round: Round, need: Need, kind: str, name: str) -> Round:
    """The round once somebody has done what the sentence says."""
    if kind == "one more":
        return changed(round, one_more=name)[0]
    if kind == "leave":
        (who,) = (o.id for o in round.officers if o.name == name)
        return round.but(absences=tuple(a for a in round.absences if a.officer != who))
    if kind == "pin":
        kept = (p for p in round.pins if p.how != "never" or p.site not in ("", need.site))
        return round.but(pins=tuple(kept))
    (rule,) = (r.name for r in RULES.values() if r.title.zh == name)
    pin = Pin(how="override", site=need.site, rule=rule, reason="急", by="李甲")
    return round.but(pins=(*round.pins, pin))


@pytest.mark.parametrize("seed", SEEDS)
def test_who_does_what_is_told_to_help_gets_a_better_week(seed: int) -> None:
    gets_better(*week(seed))


def test_who_moves_a_leave_that_is_in_the_way_gets_a_better_week() -> None:
    away = (Absence(officer="o3", first=MONDAY, last=date(2026, 12, 4)),)
    round = bundle(tiny_round(absences=away), RULES.values())
    found = plan_round(round, SETTINGS)
    assert [kind for _, kind, _ in helped(round, found)] == ["leave"]
    gets_better(round, found)


def gets_better(round: Round, found: Planned) -> None:
    """Whatever is told to help does: later deadlines are kept, or more of what is owed is met."""
    for unmet, kind, name in helped(round, found):
        now = done(round, round.need[unmet.need], kind, name)
        again = plan_round(bundle(now.but(visits=()), RULES.values()), SETTINGS)
        before, after = ([p.verdict.cost(t) for t in ("1", "2")] for p in (found, again))
        assert after < before, (unmet.need, unmet.helps.zh)


def test_every_sentence_is_understood_and_every_kind_was_asked_about() -> None:
    told = [kind for seed in SEEDS for _, kind, _ in helped(*week(seed))]
    tried = [u for seed in SEEDS for u in week(seed)[1].plan.unmet if _weighs(u, week(seed)[0])]
    assert {"override", "pin", "one more"} == set(told)
    assert len(told) == len(tried)


def _weighs(unmet: Unmet, round: Round) -> bool:
    return unmet.tried and round.need[unmet.need].weight > 0
