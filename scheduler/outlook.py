"""Several weeks: the later ones planned one behind the other, and told without names.

Each week starts from what the weeks before it have promised. It is planned by ruin and recreate
alone, verified like any plan, and then only days, bodies and headcounts are kept (docs/adr/0008).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from constraints import RULES, verify
from constraints._registry import Rule
from scheduler.by_hand import read_week
from scheduler.explain import Explainer
from scheduler.improve import Improver
from scheduler.insertion import lawful_part
from scheduler.prepare import round_of
from scheduler.search import Progress
from scheduler.tables import Tables
from sites.approval import content_digest
from sites.base import Text
from sites.book import SiteBook
from sites.calendar import WorkCalendar
from sites.earlier import earlier_of
from sites.need import Need
from sites.needs.words import say_day
from sites.outlook import Outlook, OutlookWeek, What, outlook_week, what
from sites.plan import Plan
from sites.planned import PlannedVisit
from sites.roster_words import word
from sites.round import Round
from sites.sketch import Sketch

OPTIONS = 8_000
"""Options weighed for one week of the outlook."""

MOST_EXPLAINED = 50
"""Needs of a week of which is told why they do not fit; a fifth of a second each, in a district."""

WEEK = timedelta(days=7)


def outlook(
    book: SiteBook,
    round: Round,
    plan: Plan,
    weeks: int,
    *,
    seed: int = 0,
    options: int = OPTIONS,
    rules: Iterable[Rule] = tuple(RULES.values()),
    say: Progress = lambda text: None,
) -> Outlook:
    """Return the outlook of so many weeks, the planned one of ``round`` among them.

    ``book`` is the one that ``round`` was made from, as of its "today". ``options`` weighed a week
    bound the effort; no clock does, so the same input and seed give the same outlook. Ctrl-C ends
    it with the weeks that are done; a plan that was interrupted has none.
    """
    codes = {u.need: u.code for u in plan.unmet}
    told, notes = [outlook_week(round, plan, frozenset(), codes)], []
    try:
        if plan.stopped_by == "interrupt":
            raise KeyboardInterrupt
        coming = _Coming(book, round, plan, tuple(rules), seed, options)
        for _ in range(weeks - 1):
            say(Text(zh=f"展望第{len(told) + 1}周…", en=f"outlook, week {len(told) + 1} …"))
            told.append(coming.next())
            notes += coming.notes
    except KeyboardInterrupt:
        notes.append(_interrupted(told, weeks))
    return Outlook(
        street=round.street,
        today=round.today,
        content=content_digest(plan),
        asked=weeks,
        weeks=tuple(told),
        notes=(*notes, *_of_the_calendar(book, round, told[-1])),
    )


class _Coming:
    """The weeks to come, one behind the other."""

    def __init__(
        self,
        book: SiteBook,
        round: Round,
        plan: Plan,
        rules: tuple[Rule, ...],
        seed: int,
        options: int,
    ):
        self.book, self.round, self.plan = book, round, plan
        self.rules, self.seed, self.options = rules, seed, options
        self.late: frozenset[What] = frozenset()
        self.notes: list[Text] = []

    def next(self) -> OutlookWeek:
        """Plan the next week, and tell of it without names."""
        before, done = self.round, self.plan
        late = frozenset(what(n) for n in _left_out(before, done))
        settled = frozenset(what(before.need[n]) for n in done.met)
        first, last = before.first_day + WEEK, before.last_day + WEEK
        round = round_of(self.book, first, last, earlier_of(before, done))
        kept = self._plan(round)
        self.notes = [] if kept else [_wishes_left_out(round)]
        if kept is None:
            round = _without_wishes(round)
            kept = self._plan(round) or Plan(round_digest=round.digest, bookings=())
        self.late = (self.late - settled) | late
        self.round, self.plan = round, kept
        return outlook_week(round, kept, self.late, self._codes(round, kept))

    def _codes(self, round: Round, plan: Plan) -> dict[str, str]:
        """Why the weightiest owed needs do not fit."""
        left = sorted(_left_out(round, plan), key=lambda n: (not n.statutory, -n.weight, n.id))
        return Explainer(plan, round, self.rules).codes(left[:MOST_EXPLAINED]) if left else {}

    def _plan(self, round: Round) -> Plan | None:
        """A lawful plan; None if none was found that keeps what the clerk fixed."""
        if not round.sessions or not round.visits:
            return Plan(round_digest=round.digest, bookings=())
        improver = Improver(Tables(round, self.rules), self.seed)
        first = improver.build()
        improver.run(self.options, lambda: False)
        for plan in (improver.best or first, first):
            part = lawful_part(Sketch(round, plan), self.rules)
            for kept in (_without_riders_alone(part, round), part):
                if verify(kept, round, self.rules).lawful:
                    return kept
        return None


def _left_out(round: Round, plan: Plan) -> list[Need]:
    met = plan.met
    return [n for n in round.needs if n.owed and n.id not in met]


def _without_riders_alone(plan: Plan, round: Round) -> Plan:
    """Leave out visits that nothing owed asks for: they save no trip, and can wait."""
    sketch = Sketch(round, plan)
    for booking in plan.bookings:
        if not any(round.need[n].owed for n in booking.needs):
            sketch.remove(booking.visit)
    return sketch.plan()


def _without_wishes(round: Round) -> Round:
    return round.but(pins=tuple(p for p in round.pins if p.how not in ("must", "fixed")))


def _wishes_left_out(round: Round) -> Text:
    day = say_day(round.first_day)
    return Text(
        zh=f"{day.zh}一周：人工指定（必排、固定）未能全部排上，展望中未计入",
        en=f"week of {day.en}: what is pinned does not all fit and is left out of the outlook",
    )


def _interrupted(told: list[OutlookWeek], weeks: int) -> Text:
    return Text(
        zh=f"展望被中断：要{weeks}周，只有{len(told)}周",
        en=f"the outlook was interrupted: {len(told)} of {weeks} weeks",
    )


def _of_the_calendar(book: SiteBook, round: Round, last: OutlookWeek) -> tuple[Text, ...]:
    """Years whose holidays are not known yet, as far as the planned week has not said so."""
    calendar = WorkCalendar(book.day_marks)
    calendar.workdays(round.first_day, last.last_day)
    return tuple(w for w in calendar.warnings if w not in round.warnings)


def week_before(folder: Path) -> tuple[tuple[PlannedVisit, ...], tuple[Text, ...]]:
    """Return what the plan in a folder promises, its roster as people left it, and what to tell.

    Raises
    ------
    BookError
        With every fault of the folder's files.
    """
    week = read_week(folder)
    return earlier_of(week.round, week.plan), (*week.notes, _counted(folder, week.plan))


def _counted(folder: Path, plan: Plan) -> Text:
    approval, count = plan.approval, len(plan.bookings)
    zh, en = word("states", approval.state, "zh"), word("states", approval.state, "en")
    return Text(
        zh=f"接在{folder}的计划之后（{zh}，第{approval.version}版，{count}次检查）",
        en=f"following the plan in {folder} ({en}, version {approval.version}, {count} visits)",
    )
