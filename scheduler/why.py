"""Why not in that session: the first thing that forbids it, or what refuses it beside the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from constraints._codes import COMBINATION, NO_OFFICER
from constraints._registry import Rule
from scheduler.places import Places
from scheduler.who import free, say_nobody
from sites.base import Text
from sites.choice import Bar, Elsewhere
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Session, Visit

POSSIBLE = Text(zh="可以安排", en="possible")
TOGETHER = Text(
    zh="凑不齐能同时到场的人员", en="no team that can come together was found for that session"
)


def why_not(plan: Plan, round: Round, site: str, rules: Iterable[Rule]) -> tuple[Elsewhere, ...]:
    """Return, for each visit at the site and each need that none meets, why not elsewhere.

    A visit is asked about as it is, with all its needs, in the sessions that it is not in; an
    unmet need as a visit of its own. What an empty code calls possible has passed the quick tests
    of the rules, not their checkers.
    """
    places, met = Places(round, plan, rules), plan.met
    told = []
    for booking in plan.bookings:
        if booking.site == site:
            places.sketch.remove(booking.visit)
            needs, visit = [round.need[n] for n in booking.needs], round.visit[booking.visit]
            others = [s for s in round.sessions if s.id != booking.session]
            bars = tuple(bar(places, visit, s, needs) for s in others)
            told.append(Elsewhere(needs=booking.needs, visit=booking.visit, bars=bars))
            places = places.of(plan)
    for need in round.needs_at[site]:
        slot = free_slot(round, plan, need)
        if need.id not in met and slot is not None:
            bars = tuple(bar(places, slot, s, [need]) for s in round.sessions)
            told.append(Elsewhere(needs=(need.id,), bars=bars))
    return tuple(told)


def free_slot(round: Round, plan: Plan, need: Need) -> Visit | None:
    """The slot in which a need left out could be met by itself: a free one, if there is any."""
    booked = {b.visit for b in plan.bookings}
    slots = [v for v in round.visits_at[need.site] if need.id in v.needs]
    return next((v for v in slots if v.id not in booked), slots[0] if slots else None)


def bar(
    places: Places, visit: Visit, session: Session, needs: Sequence[Need], *, deep: bool = True
) -> Bar:
    """What speaks first against a visit for these needs in a session, beside what is booked.

    Without ``deep`` only what is forbidden whatever else is planned.
    """
    found = _forbidden(places, visit, session, needs) or _nobody(places, visit, session, needs)
    if found is None and deep:
        return _refused(places, visit, session, needs)
    return found or Bar(session=session.id, code="", says=POSSIBLE)


def _forbidden(places: Places, visit: Visit, session: Session, needs: Sequence[Need]) -> Bar | None:
    nevers = places.ground(visit.site).fits.nevers
    for need in needs:
        for never in nevers.of_need(need.id):
            here = never.visit in ("", visit.id) and never.session in ("", session.id)
            if here and not never.officer:
                return Bar(session=session.id, code=never.code, says=never.says)
    return None


def _nobody(places: Places, visit: Visit, session: Session, needs: Sequence[Need]) -> Bar | None:
    for need in needs:
        if len(free(places, need, visit, session)) < need.people:
            says = say_nobody(places, need, visit, [session])
            return Bar(session=session.id, code=NO_OFFICER, says=says)
    return None


def _refused(places: Places, visit: Visit, session: Session, needs: Sequence[Need]) -> Bar:
    ground = places.ground(visit.site)
    codes = []
    for move in ground.teams.moves(places.sketch, visit, session, needs):
        if set(move.booking.needs) == {n.id for n in needs}:
            codes.append(ground.fits.refusal(places.sketch, move))
    if "" in codes:
        return Bar(session=session.id, code="", says=POSSIBLE)
    if not codes:
        return Bar(session=session.id, code=COMBINATION, says=TOGETHER)
    counted = Counter(codes)
    code = min(counted, key=lambda c: (-counted[c], c))
    rule = next((r for r in places.rules if r.name == code), None)
    assert rule is not None, code
    says = Text(
        zh=f"其余安排不动时排不进（{rule.title.zh}）",
        en=f"not beside what is planned ({rule.title.en})",
    )
    return Bar(session=session.id, code=code, says=says)
