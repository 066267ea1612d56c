"""What promised visits must change by themselves: never more than a lawful plan changes."""

from __future__ import annotations

from rule_suite import plan_of, repaired, round_of
from tiny import tiny_booking, tiny_officer, tiny_plan, tiny_round

from constraints import RULES, verify
from constraints._never import Nevers
from scheduler.coarse import Coarse
from scheduler.coarse_groups import Bars, Call, Calls
from scheduler.least_change import TIER, least_change
from sites.book import Absence, Recusal
from sites.round import Round, Visit

ALL = tuple(RULES.values())


def bound(round: Round) -> int:
    """The bound of a round's published plan."""
    return least_change(round, ALL, *Coarse(round, ALL).asked)


def promised(**more: object) -> Round:
    """Site A is promised, to officers one and two; three could come for housing, too."""
    officers = tuple(tiny_officer(f"o{k}", f"o{k}", "housing") for k in (1, 2, 3))
    published = tiny_plan(tiny_booking("A#1"))
    return tiny_round(**{"officers": officers, "published": published} | more)


def test_what_can_stay_pays_nothing() -> None:
    assert bound(promised()) == 0


def test_who_cannot_come_is_replaced() -> None:
    assert bound(promised(recusals=(Recusal(officer="o1", site="A"),))) == 20


class Escorts(Calls):
    """Everybody's own two people must be there, though not all may stand for the need."""

    def of(self, site: str, need: str, session: str) -> tuple[Call, ...]:
        """Two of the three where a need is met."""
        return (Call(frozenset({"o1", "o2", "o3"}), 2, stands=False),) if need else ()


class MayNotStand(Bars):
    """Officer two may be there, and stand for nothing."""

    def at(self, visit: Visit, need: str, session: str) -> frozenset[str]:
        """Two, of any need."""
        return frozenset({"o2"}) if need else frozenset()


def test_who_may_not_stand_for_a_need_still_counts_among_those_present() -> None:
    round = promised()
    calls, bars = Escorts(round, ALL), MayNotStand(round, Nevers(round, ()))
    assert least_change(round, ALL, calls, bars) == 0


def test_with_too_few_people_in_every_session_the_visit_is_cancelled() -> None:
    day = tiny_round().first_day
    away = tuple(Absence(officer=o, first=day, last=day) for o in ("o1", "o3"))
    assert bound(promised(absences=away)) >= 50


def test_in_random_weeks_lawful_plans_change_no_less() -> None:
    paid = 0
    for seed in range(300, 360):
        round = round_of(seed)
        broken = plan_of(seed, 0.9)
        lawful = repaired(ALL, round, broken)
        if lawful is None:
            continue
        now = round.but(published=broken)
        verdict = verify(lawful.but(round_digest=now.digest), now, ALL)
        if verdict.lawful:
            least = bound(now)
            assert least <= verdict.cost(TIER)
            paid += least > 0
    assert paid >= 10
