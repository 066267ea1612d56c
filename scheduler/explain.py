"""Why a need was left out. Never asked of the optimising model.

The answers come in this order, from a closed list of codes: what a rule
forbids outright (the rule's own code), ``no_officer`` (nobody who may stand for it is free of
every bar in any open session), the rule that keeps it out of the visit its site has, the rule
that refuses a visit of its own, and honestly ``combination``: only not with all the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from constraints._contract import Never
from constraints._registry import Rule
from scheduler.start import Insertion
from sites.base import Text
from sites.need import Need
from sites.plan import Plan, Unmet
from sites.round import Round, Session, Visit
from sites.sketch import Sketch

COMBINATION = "combination"
NO_OFFICER = "no_officer"


class Explainer:
    """Answers for one plan of one round."""

    def __init__(self, plan: Plan, round: Round, rules: tuple[Rule, ...]):
        self.plan = plan
        self.round = round
        self.rules = {r.name: r for r in rules}
        self.insertion = Insertion(round, rules)
        self.sketch = Sketch(round, plan)

    def unmet(self) -> tuple[Unmet, ...]:
        """Every owed need that no booking meets, in the round's order."""
        met = self.plan.met
        return tuple(self._why_not(n) for n in self.round.needs if n.owed and n.id not in met)

    def _why_not(self, need: Need) -> Unmet:
        bars = list(self.insertion.fits.nevers.of_need(need.id))
        outright = [b for b in bars if b.need and not (b.officer or b.session or b.visit)]
        if outright:
            return _told(need, outright[0])
        sessions = [s for s in self.round.sessions if not self._bars_session(bars, s)]
        if not sessions:
            shut = [b for b in bars if b.session and not b.officer]
            codes = Counter(b.code for b in shut)
            return _told(need, max(shut, key=lambda b: (codes[b.code], b.code)))
        free = [s for s in sessions if len(self.free(need, s)) >= need.people]
        if not free:
            return self._no_officer(need, sessions)
        return self._combination(need, free)

    def _bars_session(self, bars: list[Never], session: Session) -> bool:
        return any(b.session == session.id and not b.officer for b in bars)

    def _able(self, need: Need, session: Session) -> list[str]:
        return [
            o.id for o in self.round.inspectors if self.round.may_stand(o.id, need.id, session.day)
        ]

    def free(self, need: Need, session: Session) -> list[str]:
        """Who may stand for it and is barred by nothing in that session, busy or not."""
        thin = self.insertion.thin
        visits = [v.id for v in self.round.visits_at[need.site] if need.id in v.needs]
        return [
            o
            for o in self._able(need, session)
            if any(
                not thin.stands(v, o, need.id) and not thin.absent(v, o, session.id) for v in visits
            )
        ]

    def _no_officer(self, need: Need, sessions: list[Session]) -> Unmet:
        named = sorted({o for s in sessions for o in self._able(need, s)})
        example = named[0] if named else ""
        bars = self.insertion.fits.nevers.of_need(need.id)
        bar = next((b for b in bars if b.officer == example), None) if example else None
        count = len(named)
        who_zh = f"{self.round.officer[example].name}：{bar.says.zh}" if bar else ""
        who_en = f"{self.round.officer[example].name}: {bar.says.en}" if bar else ""
        return Unmet(
            need=need.id,
            code=NO_OFFICER,
            says=Text(
                zh=f"可代表{need.body}的{count}人在可排时段均不能到场。{who_zh}",
                en=f"none of the {count} people who may stand for {need.body} can come. {who_en}",
            ),
            helps=Text(
                zh=f"请{need.body}另派一名持证人员，或调整请假、值班",
                en=f"ask {need.body} for another certified officer, or move a leave",
            ),
            example_officer=example,
        )

    def _combination(self, need: Need, sessions: list[Session]) -> Unmet:
        """First why it cannot join a visit of its site, then what stops one of its own."""
        example = next((o for s in sessions for o in self.free(need, s)), "")
        joining, own = Counter(self._joining(need)), Counter(self._refusals(need, sessions))
        if joining:
            says, rule = self._cannot_join(need, joining)
        elif own:
            says, rule = self._cannot_add(_most(own))
        else:
            return self._outcompeted(need, sessions, example)
        return Unmet(
            need=need.id,
            code=rule.name if rule else COMBINATION,
            says=says,
            helps=self._help(need, rule),
            example_officer=example,
        )

    def _cannot_join(self, need: Need, codes: Counter[str]) -> tuple[Text, Rule | None]:
        """Why the need stays out of a visit that its site has: a rule, or people and time."""
        there = self.sketch.at_site(need.site)[0]
        at = self.round.say_session(there.session)
        rule = self._parts(need, there.needs) if codes else None
        if rule is None:
            return Text(
                zh=f"该工地{at.zh}已安排检查，当次的人员和时间容不下此项",
                en=f"the site is visited on {at.en}; that visit has no room for this need",
            ), None
        return Text(
            zh=f"该工地{at.zh}已安排检查，按“{rule.title.zh}”规则此项不能并入，本周不宜再去一次",
            en=f"the site is visited on {at.en}; “{rule.title.en}” keeps this need out",
        ), rule

    def _parts(self, need: Need, others: tuple[str, ...]) -> Rule | None:
        """The first rule that keeps the need apart from one of the others."""
        for rule in self.rules.values():
            if rule.has("may_join"):
                params = rule.params(self.round)
                met = [self.round.need[n] for n in others]
                if not all(rule.call("may_join", need, other, params) for other in met):
                    return rule
        return None

    def _cannot_add(self, code: str) -> tuple[Text, Rule | None]:
        rule = self.rules.get(code)
        title = rule.title if rule else Text(zh="人员和时间", en="people and time")
        says = Text(
            zh=f"与已排的检查合在一起不行，最常碰到“{title.zh}”",
            en=f"not beside the rest of the plan; mostly “{title.en}” says no",
        )
        return says, rule

    def _help(self, need: Need, rule: Rule | None) -> Text:
        if rule is not None and not rule.is_law:
            return Text(
                zh=f"确需本周检查的，在「人工指定」对该工地豁免“{rule.title.zh}”，写明理由和指定人",
                en=f"override “{rule.title.en}” for this site in the pins, with reason and name",
            )
        return Text(
            zh=f"请{need.body}增派一人，或改到其人员较空的一周",
            en=f"ask {need.body} for one more officer, or wait for a quieter week",
        )

    def _outcompeted(self, need: Need, sessions: list[Session], example: str) -> Unmet:
        days = len(sessions)
        return Unmet(
            need=need.id,
            code=COMBINATION,
            says=Text(
                zh=f"{days}个时段本可安排，人员时间都让给了更急的检查",
                en=f"{days} sessions were open, all their people are taken by more pressing needs",
            ),
            helps=Text(
                zh=f"增加一名可代表{need.body}的人员，或用「人工指定」必排此工地",
                en=f"add an officer for {need.body}, or pin this site",
            ),
            example_officer=example,
        )

    def _refusals(self, need: Need, sessions: list[Session]) -> Iterator[str]:
        """What each rule's quick test says to adding a visit for the need alone."""
        for visit in self._open_slots(need):
            for session in sessions:
                moves = self.insertion.teams.moves(self.sketch, visit, session, [need])
                for move in moves:
                    yield self.insertion.fits.refusal(self.sketch, move) or COMBINATION

    def _joining(self, need: Need) -> Iterator[str]:
        """What each rule's quick test says to adding the need to a visit its site has already."""
        for booking in list(self.sketch.at_site(need.site)):
            visit, session = self.round.visit[booking.visit], self.round.session[booking.session]
            if self.insertion.thin.blocked(visit.id, need.id, session.id):
                continue
            taken = self.sketch.remove(booking.visit)
            wanted = [*(self.round.need[n] for n in booking.needs), need]
            for move in self.insertion.teams.moves(self.sketch, visit, session, wanted):
                if need.id in move.booking.needs:
                    yield self.insertion.fits.refusal(self.sketch, move) or COMBINATION
            self.sketch.add(taken)

    def _open_slots(self, need: Need) -> list[Visit]:
        slots = self.round.visits_at[need.site]
        return [v for v in slots if v.id not in self.sketch.bookings and need.id in v.needs]


def _most(refusals: Counter[str]) -> str:
    """The code heard most often; of those equally often, the first by name."""
    return min(refusals, key=lambda code: (-refusals[code], code))


def _told(need: Need, bar: Never) -> Unmet:
    return Unmet(need=need.id, code=bar.code, says=bar.says, helps=bar.helps)
