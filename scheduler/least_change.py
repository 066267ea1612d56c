"""A true bound of what a published plan must pay for its changes (tier 1½), each visit by itself.

The rule that charges changes is asked itself, of each promised visit as it would be if only that
were changed of it which can never be as it was: cancelled; in another session; or where it was,
without those who can never be there and with one more person for each who is missing then, or
without the need that lacks the most. What a plan changes beyond that only costs more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constraints._registry import Rule, overridden_sites
from scheduler.coarse_groups import Bars, Calls
from sites.facts import promised
from sites.plan import Booking, Plan
from sites.round import Round

TIER = "1.5"


def least_change(round: Round, rules: Iterable[Rule], calls: Calls, bars: Bars) -> int:
    """The least that all promised visits together must pay on that tier."""
    asked = [(r, r.params(round), overridden_sites(r, round)) for r in rules if r.tier == TIER]

    def pays(was: Booking, now: Booking | None) -> int:
        plan = Plan(round_digest=round.digest, bookings=(now,) if now else ())
        return sum(
            charge.amount
            for rule, params, outside in asked
            if was.site not in outside
            for charge in rule.call("check", plan, round, params)
            if charge.where == was.visit
        )

    total = 0
    for was in promised(round):
        ways = [*_where_it_was(was, round, calls, bars)]
        if was not in ways:
            total += min(pays(was, now) for now in (*ways, *_elsewhere(was, round, bars), None))
    return total


def _elsewhere(was: Booking, round: Round, bars: Bars) -> Iterator[Booking]:
    """The visit in another session, if there is one."""
    visit = round.visit[was.visit]
    for session in round.sessions:
        if session.id != was.session and "" not in bars.at(visit, "", session.id):
            known = tuple(o for o in was.officers if o in round.officer)
            due = tuple(n for n in was.needs if n in visit.needs)
            yield was.model_copy(update={"session": session.id, "officers": known, "needs": due})
            return


def _where_it_was(was: Booking, round: Round, calls: Calls, bars: Bars) -> Iterator[Booking]:
    """The visit in its session, changed as little as can be: with all needs, and with one less."""
    visit, session = round.visit[was.visit], was.session
    if session not in round.session or "" in (gone := bars.at(visit, "", session)):
        return
    people = {o.id for o in round.inspectors}
    crew = tuple(o for o in was.officers if o in people and o not in gone)

    def lacks(need: str) -> int | None:
        """How many more a need takes, or any visit if it is empty; None if it can never be."""
        barred, most = bars.at(visit, need, session), 0
        for call in calls.of(was.site, need, session):
            able = call.people - (barred if call.stands else gone)
            if len(able) < call.least:
                return None
            most = max(most, call.least - len(able.intersection(crew)) - len(able - people))
        return None if "" in barred else most

    anyway = lacks("")
    if anyway is None:
        return
    missing = {n: k for n in was.needs if n in visit.needs and (k := lacks(n)) is not None}
    worst = max(missing, key=lambda n: missing[n], default="")
    others = sorted(people.difference(was.officers))

    def with_more(needs: tuple[str, ...], more: int) -> Booking:
        return was.model_copy(update={"needs": needs, "officers": (*crew, *others[:more])})

    yield with_more(tuple(missing), max(anyway, missing.get(worst, 0)))
    if missing.get(worst, 0) > anyway:
        yield with_more(tuple(n for n in missing if n != worst), anyway)
