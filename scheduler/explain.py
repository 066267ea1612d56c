"""Why a need was left out. Never asked of the optimising model.

The answers come in this order, from a closed list of codes (`constraints._codes`): what a rule
forbids outright (the rule's own code), ``no_officer`` (nobody who may stand for it is free of
every bar in any open session), the rule that keeps it out of the visit its site has, the rule
that refuses a visit of its own, and honestly ``combination``; ``still_possible`` where the search
ended before it came to it. What would help is tried before it is told (`scheduler.nearest`). Where
the limit comes first, a need is ``not_asked``.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable

from constraints import RULES
from constraints._codes import COMBINATION, NO_OFFICER, NOT_ASKED, STILL_POSSIBLE
from constraints._contract import Never
from constraints._registry import Rule
from scheduler.nearest import Nearest
from scheduler.places import Ground, Places
from scheduler.who import able, free, say_nobody
from scheduler.why import bar, free_slot
from sites.base import Text
from sites.need import Need
from sites.plan import Booking, Plan, Unmet
from sites.round import Round, Session, Visit

EXPLAINED, TRIED = 300, 60
"""Needs looked into one by one, and those for which changes are tried too."""


class Explainer:
    """Answers for one plan of one round.

    Parameters
    ----------
    until
        `time.monotonic` of the limit; what is not looked into by then is told so.
    ground
        What the rules forbid in this round, where somebody has asked them already.
    """

    def __init__(
        self,
        plan: Plan,
        round: Round,
        rules: tuple[Rule, ...],
        *,
        until: float = math.inf,
        ground: Ground | None = None,
    ):
        self.plan, self.round, self.until = plan, round, until
        self.rules = {r.name: r for r in rules}
        self.places = Places(round, plan, rules, whole=ground or True)
        self.nearest = Nearest(plan, round, tuple(rules), until=until)
        self.heard: list[str] = []

    def unmet(self) -> tuple[Unmet, ...]:
        """Every owed need that no booking meets, in the round's order.

        The most pressing `EXPLAINED` are looked into, and of `TRIED` of them what would help is
        tried; a week that leaves out more than that lacks people, not explanations.
        """
        met = self.plan.met
        left = [n for n in self.round.needs if n.owed and n.id not in met]
        ranked = sorted(left, key=lambda n: (not n.statutory, -n.weight, n.id))
        told = {n.id: _not_asked(n, len(left)) for n in ranked}
        heard: dict[str, list[str]] = {}
        for need in ranked[:EXPLAINED]:
            if time.monotonic() < self.until:
                self.heard = []
                told[need.id], heard[need.id] = self._why_not(need), self.heard
        for need in ranked[:TRIED]:
            if need.id in heard:
                told[need.id] = self._helped(need, told[need.id], heard[need.id])
        return tuple(told[n.id] for n in left)

    def codes(self, needs: Iterable[Need]) -> dict[str, str]:
        """Codes of needs that no booking meets, by id; nothing that might help is tried."""
        return {n.id: self._why_not(n).code for n in needs}

    def _helped(self, need: Need, found: Unmet, heard: Iterable[str]) -> Unmet:
        helped = self.nearest.help(need, (found.code, *heard), found.example_officer)
        return found.but(helps=helped[0], tried=helped[1]) if helped else found

    def _why_not(self, need: Need) -> Unmet:
        visit = free_slot(self.round, self.plan, need)
        if visit is None:
            return _no_visit(need)
        bars = list(self.places.ground(need.site).fits.nevers.of_need(need.id))
        outright = [b for b in bars if b.need and not (b.officer or b.session or b.visit)]
        if outright:
            return _told(need, outright[0])
        shut = [b for b in bars if b.session and not b.officer and not b.visit]
        closed = {b.session for b in shut}
        sessions = [s for s in self.round.sessions if s.id not in closed]
        if not sessions and shut:
            codes = Counter(b.code for b in shut)
            return _told(need, max(shut, key=lambda b: (codes[b.code], b.code)))
        manned = [s for s in sessions if len(free(self.places, need, visit, s)) >= need.people]
        if not manned:
            return self._no_officer(need, visit, sessions)
        return self._beside_the_rest(need, visit, manned)

    def _no_officer(self, need: Need, visit: Visit, sessions: list[Session]) -> Unmet:
        named = sorted({o for s in sessions for o in able(self.places, need, s)})
        return Unmet(
            need=need.id,
            code=NO_OFFICER,
            says=say_nobody(self.places, need, visit, sessions or self.round.sessions),
            helps=Text(
                zh=f"请{need.body}另派一名持证人员，或调整请假、值班",
                en=f"ask {need.body} for another certified officer, or move a leave",
            ),
            example_officer=named[0] if named else "",
        )

    def _beside_the_rest(self, need: Need, visit: Visit, sessions: list[Session]) -> Unmet:
        """First why it cannot join a visit of its site, then what stops one of its own."""
        example = free(self.places, need, visit, sessions[0])[0]
        there = self.places.sketch.at_site(need.site)
        said = [bar(self.places, visit, s, [need]) for s in sessions]
        codes = Counter(b.code for b in said if b.code)
        self.heard = sorted(codes, key=lambda c: (-codes[c], c))
        apart = self._parts(need, there[0].needs) if there else None
        if apart is not None:
            return self._cannot_join(need, there[0], apart, example)
        possible = next((b.session for b in said if not b.code), "")
        if possible:
            return self._still_possible(need, example, possible)
        code = self.heard[0]
        says = next(b.says for b in said if b.code == code)
        if there:
            at = self.round.say_session(there[0].session)
            says = Text(
                zh=f"该工地{at.zh}的检查容不下此项；另去一次，{says.zh}",
                en=f"no room in the visit of {at.en}; another visit: {says.en}",
            )
        return Unmet(
            need=need.id,
            code=code,
            says=says,
            helps=self._help(need, RULES.get(code)),
            example_officer=example,
        )

    def _cannot_join(self, need: Need, there: Booking, rule: Rule, example: str) -> Unmet:
        at = self.round.say_session(there.session)
        return Unmet(
            need=need.id,
            code=rule.name,
            says=Text(
                zh=f"该工地{at.zh}已安排检查，按“{rule.title.zh}”规则此项不能并入，"
                "本周不宜再去一次",
                en=f"the site is visited on {at.en}; “{rule.title.en}” keeps this need out",
            ),
            helps=self._help(need, rule),
            example_officer=example,
        )

    def _parts(self, need: Need, others: tuple[str, ...]) -> Rule | None:
        """The first rule that keeps the need apart from one of the others."""
        for rule in self.rules.values():
            if rule.has("may_join"):
                params = rule.params(self.round)
                met = [self.round.need[n] for n in others]
                if not all(rule.call("may_join", need, other, params) for other in met):
                    return rule
        return None

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

    def _still_possible(self, need: Need, example: str, session: str) -> Unmet:
        """The search ended before it came to this one, by its limit or by Ctrl-C."""
        at = self.round.say_session(session)
        return Unmet(
            need=need.id,
            code=STILL_POSSIBLE,
            says=Text(
                zh=f"{at.zh}初看仍可单独安排，求解结束前未排入",
                en=f"a visit on {at.en} looks possible still; the search ended before it",
            ),
            helps=Text(
                zh="延长规划时限重排，或用 insert 试插",
                en="plan again with a longer limit, or try to insert it",
            ),
            example_officer=example,
        )


def _no_visit(need: Need) -> Unmet:
    return Unmet(
        need=need.id,
        code=COMBINATION,
        says=Text(
            zh="该工地本周的各次检查都容不下此项",
            en="none of the visits that the site may have this week can hold it",
        ),
        helps=Text(
            zh="放宽该工地的合并规则，或改到下一周",
            en="let the site's checks be merged otherwise, or wait for next week",
        ),
    )


def _told(need: Need, bar: Never) -> Unmet:
    return Unmet(need=need.id, code=bar.code, says=bar.says, helps=bar.helps)


def _not_asked(need: Need, left: int) -> Unmet:
    says = Text(
        zh="规划时限已到，未及查明此项为何排不进",
        en="the time limit came before it was looked into why this one is left out",
    )
    if left > EXPLAINED:
        says = Text(
            zh=f"未安排的有{left}项，只查明了最急的（至多{EXPLAINED}项）",
            en=f"{left} needs are left out; only the most pressing, {EXPLAINED} at most, "
            "were looked into",
        )
    helps = Text(
        zh=f"可延长规划时限；或请{need.body}增派人员，或分几周完成",
        en=f"a longer time limit will tell; more people of {need.body}, or another week",
    )
    return Unmet(need=need.id, code=NOT_ASKED, says=says, helps=helps)
