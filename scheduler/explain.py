"""Why a booking is where it is, and why a need was left out. Never asked of the optimising model.

For a need left out the answers come in this order, from a closed list of codes: what a rule
forbids outright (the rule's own code), ``no_officer`` (nobody who may stand for it is free of
every bar in any open session), the rule that refuses the last lawful try, and honestly
``combination``: possible alone, but not with all the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from constraints._contract import Never
from constraints._registry import Rule
from scheduler.start import Insertion
from sites.base import Text
from sites.need import Need
from sites.plan import Booking, Plan, Reason, Unmet
from sites.round import Round, Session, Visit
from sites.sketch import Sketch

COMBINATION = "combination"
NO_OFFICER = "no_officer"
NO_SLOT = "no_slot"


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

    def reasons(self) -> tuple[Reason, ...]:
        """For every booking why this site, this session and these people."""
        return tuple(
            Reason(
                visit=b.visit, says=(self._why_site(b), self._why_session(b), self._why_people(b))
            )
            for b in self.plan.bookings
        )

    # -- left out -----------------------------------------------------------------------------

    def _why_not(self, need: Need) -> Unmet:
        bars = list(self.insertion.fits.nevers.of_need(need.id))
        outright = [b for b in bars if not b.officer and not b.session and b.need]
        if outright:
            return _told(need, outright[0])
        sessions = [s for s in self.round.sessions if not self._bars_session(bars, s)]
        if not sessions:
            shut = [b for b in bars if b.session and not b.officer]
            codes = Counter(b.code for b in shut)
            return _told(need, max(shut, key=lambda b: (codes[b.code], b.code)))
        free = [s for s in sessions if len(self._free(need, s)) >= need.people]
        if not free:
            return self._no_officer(need, sessions)
        return self._combination(need, free)

    def _bars_session(self, bars: list[Never], session: Session) -> bool:
        return any(b.session == session.id and not b.officer for b in bars)

    def _able(self, need: Need, session: Session) -> list[str]:
        return [
            o.id for o in self.round.inspectors if self.round.may_stand(o.id, need.id, session.day)
        ]

    def _free(self, need: Need, session: Session) -> list[str]:
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
        refusals = Counter(self._refusals(need, sessions))
        example = next((o for s in sessions for o in self._free(need, s)), "")
        if not refusals:
            return self._outcompeted(need, sessions, example)
        name = max(sorted(refusals), key=lambda code: refusals[code])
        title = self.rules[name].title if name in self.rules else Text(zh=name, en=name)
        return Unmet(
            need=need.id,
            code=COMBINATION,
            says=Text(
                zh=f"单独可排，但与已排的检查合在一起不行，最常碰到“{title.zh}”",
                en=f"possible alone, not with the rest of the plan; mostly “{title.en}” says no",
            ),
            helps=Text(
                zh="不排一处较不急的工地，或增加一名可代表该部门的人员",
                en="leave out a less pressing site, or add an officer for that body",
            ),
            example_officer=example,
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

    def _open_slots(self, need: Need) -> list[Visit]:
        slots = self.round.visits_at[need.site]
        return [v for v in slots if v.id not in self.sketch.bookings and need.id in v.needs]

    # -- booked -------------------------------------------------------------------------------

    def _why_site(self, booking: Booking) -> Text:
        needs = [self.round.need[n] for n in booking.needs]
        first = max(needs, key=lambda n: (n.statutory, n.owed, n.weight, n.id))
        riders = sum(not n.owed for n in needs)
        more_zh = f"；顺带{riders}项近期到期的检查" if riders else ""
        more_en = f"; {riders} needs due soon ride along" if riders else ""
        return Text(zh=first.why.zh.rstrip("。") + more_zh, en=first.why.en.rstrip(".") + more_en)

    def _why_session(self, booking: Booking) -> Text:
        thin = self.insertion.thin
        options = [
            s
            for s in self.round.sessions
            if not any(thin.blocked(booking.visit, n, s.id) for n in booking.needs)
            and not thin.in_session(booking.visit, s.id)
        ]
        at = self.round.say_session(booking.session)
        return Text(
            zh=f"安排在{at.zh}：本周有{len(options)}个时段这些检查都可进行",
            en=f"on {at.en}: {len(options)} sessions were open to all of these needs",
        )

    def _why_people(self, booking: Booking) -> Text:
        session = self.round.session[booking.session]
        counts = []
        for body in dict.fromkeys(self.round.need[n].body for n in booking.needs):
            need = next(n for n in booking.needs if self.round.need[n].body == body)
            counts.append((body, len(self._free(self.round.need[need], session))))
        zh = "、".join(f"{body}{n}人" for body, n in counts)
        en = ", ".join(f"{body} {n}" for body, n in counts)
        return Text(
            zh=f"该时段可代表各部门到场的人：{zh}，从中按路程、片区、轮换选定",
            en=f"who could stand for each body then: {en}; chosen by road, zone and rotation",
        )


def _told(need: Need, bar: Never) -> Unmet:
    return Unmet(need=need.id, code=bar.code, says=bar.says, helps=bar.helps)
