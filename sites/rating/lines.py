"""The lines of the arithmetic: each row of the ledger that takes points off or makes red."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pydantic import Field

from sites.base import Frozen, Text
from sites.book import Hazard
from sites.closure.flags import deadline, is_major, ran_out_while_stopped, reply_day
from sites.jgj59 import summaries
from sites.offsite import is_lead
from sites.rating.facts import CLOSED, SiteFacts
from sites.standing import ScoreRule, Trigger


class Line(Frozen):
    """One occurrence: what it takes off, whether it makes red, and the row behind it."""

    trigger: Trigger
    day: date
    points: float
    veto: bool
    noun: str = Field(description="the ledger's noun of the row")
    key: str = Field(description="the row's natural key, or its beginning")
    what: Text


Found = tuple[Trigger, date, str, str, Text]


def lines_of(
    facts: SiteFacts, table: Mapping[Trigger, ScoreRule], today: date, window: int
) -> tuple[Line, ...]:
    """Return every line in force on ``today``, oldest first.

    ``window`` is in days. What is not settled (an open hazard, a veto not cleared) counts however
    old it is; of the rest what happened in the last ``window`` days.
    """
    first = today - timedelta(days=window - 1)
    found = [*_hazards(facts, today, first), *_complaints(facts, today, first)]
    found += [*_incidents(facts, today, first), *_scores(facts, today, first)]
    found += _tasks(facts, today, first)
    lines = (
        Line(
            trigger=trigger,
            day=day,
            points=table[trigger].points,
            veto=table[trigger].veto,
            noun=noun,
            key=key,
            what=what,
        )
        for trigger, day, noun, key, what in found
    )
    counted = (line for line in lines if line.points or line.veto)
    return tuple(sorted(counted, key=lambda x: (x.day, x.trigger, x.noun, x.key)))


def grade_of(hazard: Hazard) -> Trigger:
    """The grade as the table knows it; only 一般 and 重大 are statutory (``clerk-and-law.md`` 15).

    >>> grade_of(Hazard(id="1", what="x", grade="重大隐患")), grade_of(Hazard(id="2", what="x"))
    ('major', 'minor')
    """
    if is_major(hazard):
        return "major"
    return "serious" if "较" in hazard.grade else "minor"


def overdue_from(hazard: Hazard, today: date) -> date | None:
    """First day after the deadline, if nobody had said by then that it is mended."""
    due = deadline(hazard)
    if due is None or due >= today or hazard.state == "paused" or ran_out_while_stopped(hazard):
        return None
    done: tuple[date | None, ...] = (reply_day(hazard),)
    if hazard.state != "open":
        done = (hazard.replied_on, hazard.fixed_on, hazard.closed_on, hazard.moved_on)
    mended = min((day for day in done if day), default=None)
    in_time = mended is not None and mended <= due
    unknown = mended is None and hazard.state != "open"
    return None if in_time or unknown else due + timedelta(days=1)


def _hazards(facts: SiteFacts, today: date, first: date) -> Iterator[Found]:
    for hazard in facts.hazards:
        if hazard.state == "cancelled" or (hazard.found_on and hazard.found_on > today):
            continue
        still = hazard.state not in CLOSED
        what = Text(zh=f"隐患{hazard.id} {hazard.what}", en=f"hazard {hazard.id} {hazard.what}")
        grade, found = grade_of(hazard), hazard.found_on or first
        if still or found >= first:
            yield grade, found, "hazards", hazard.id, what
        if still and grade == "major":
            yield "major_open", found, "hazards", hazard.id, what
        late = overdue_from(hazard, today)
        if late and (still or late >= first):
            yield "overdue", late, "hazards", hazard.id, what


def _complaints(facts: SiteFacts, today: date, first: date) -> Iterator[Found]:
    for complaint in facts.complaints:
        if complaint.verified and first <= complaint.on <= today and not is_lead(complaint):
            what = Text(zh=f"工单{complaint.id}", en=f"order {complaint.id}")
            yield "complaint", complaint.on, "complaints", complaint.id, what


def _incidents(facts: SiteFacts, today: date, first: date) -> Iterator[Found]:
    for row in facts.incidents:
        cleared = row.cleared_on is not None and row.cleared_on <= today
        if row.on <= today and not cleared:
            key = f"{row.site}|{row.on}|{row.kind}"
            yield row.kind, row.on, "incidents", key, Text(zh=row.what, en=row.what)


def _scores(facts: SiteFacts, today: date, first: date) -> Iterator[Found]:
    """Only the last score counts: a better one replaces it."""
    made = [s for s in summaries(facts.score_sheets) if s.on <= today]
    for score in made[-1:]:
        if score.on >= first and score.grade == "failed":
            what = Text(zh=f"得{score.total}分", en=f"{score.total} points")
            yield "score_failed", score.on, "score_sheets", f"{score.site}|{score.on}|", what


def _tasks(facts: SiteFacts, today: date, first: date) -> Iterator[Found]:
    """A visit not carried out because the site refused it; or carried out and not signed."""
    for task in facts.tasks:
        if task.refused and first <= task.on <= today:
            trigger: Trigger = "refused" if task.state == "not_done" else "unsigned"
            what = Text(zh=f"任务{task.id} {task.refusal}", en=f"task {task.id} {task.refusal}")
            yield trigger, task.on, "tasks", task.id, what
