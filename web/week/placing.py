"""A need that no visit meets, put into a session by hand: what the rules answer."""

from __future__ import annotations

from constraints import RULES
from constraints._codes import CODES, COMBINATION
from constraints._registry import Rule
from scheduler.places import Places
from scheduler.why import bar, free_slot
from sites.base import Text
from sites.choice import Bar
from sites.plan import Plan
from web.week.answers import ALWAYS, LAW, LOCAL, Answer, Broken, answer
from web.week.edits import placed
from web.week.store import Step

NO_SLOT = Text(zh="工地本周没有可用的上门机会", en="the site has no visit left this week")
PAST = Text(zh="该时段已经过去", en="that session is over")


def place(step: Step, need: str, session: str) -> Answer:
    """The best the rules allow: kept, else with the fewest local ones broken, else why it cannot.

    Raises KeyError if the week has no such need or session, or a visit meets it already.
    """
    every = tuple(RULES.values())
    laws = tuple(r for r in every if r.is_law)
    found = _best(step, need, session, every)
    if found is not None and found.kind == "kept":
        return found
    first = _bar(step, need, session, every)
    others = tuple(r for r in every if r.name != first.code)
    for rules in (others, laws):
        found = found or _best(step, need, session, rules)
    if found is not None:
        return found
    last = _bar(step, need, session, laws)
    broken = _said(last if last.code else first)
    return Answer(step.plan, step.round, step.verdict, "law", (broken,), ())


def _best(step: Step, need: str, session: str, rules: tuple[Rule, ...]) -> Answer | None:
    """The first that keeps all rules, else the one with the fewest local ones broken, if any."""
    found = []
    for plan in placed(step.plan, step.round, need, session, rules):
        judged = answer(plan, step.round, step.plan, step.verdict, visit_of(plan, need))
        if judged.kind == "kept":
            return judged
        found += [judged] if judged.kind == "local" else []
    return min(found, key=lambda a: len(a.broken), default=None)


def visit_of(plan: Plan, need: str) -> str:
    """The visit that meets a need; empty if none does."""
    return next((b.visit for b in plan.bookings if need in b.needs), "")


def _bar(step: Step, need: str, session: str, rules: tuple[Rule, ...]) -> Bar:
    """What speaks first against a visit of its own, beside what is planned."""
    round, wanted, when = step.round, step.round.need[need], step.round.session[session]
    slot = free_slot(round, step.plan, wanted)
    if when.day < round.today:
        return Bar(session=session, code=COMBINATION, says=PAST)
    if slot is None:
        return Bar(session=session, code=COMBINATION, says=NO_SLOT)
    return bar(Places(round, step.plan, rules), slot, when, [wanted])


def _said(found: Bar) -> Broken:
    rule, title = RULES.get(found.code), CODES.get(found.code) or CODES[COMBINATION]
    if rule is None:
        return Broken(found.says if found.code else title, title, ALWAYS, "", "", "")
    kind = LAW if rule.is_law else LOCAL
    return Broken(found.says, title, kind, rule.fields["source"], "", "")
