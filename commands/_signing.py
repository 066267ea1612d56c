"""What moving a planned week on takes: its day, its roster as it is now, the move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commands._words import LANG, echo, stop, tell_written

if TYPE_CHECKING:
    from datetime import date

    from scheduler.by_hand import Week
    from sites.approval import Verb


def day_said(text: str | None) -> date:
    """The day that people said, as they say it; today if they said none."""
    from datetime import date

    from sites.weeks import parse_day

    return parse_day(text, date.today()) if text else date.today()


def lawful_week(out: Path) -> Week:
    """The folder's week as its roster says it; breaches stop the run with all reasons."""
    from exports.judgement import verdict_lines
    from scheduler.by_hand import read_week

    week = read_week(out)
    if not week.verdict.lawful:
        stop(verdict_lines(week.verdict, week.plan, week.round, week.places, LANG))
    return week


def sign(out: Path, verb: Verb, by: str, day: str | None) -> None:
    """Move the folder's week one step on, if it is lawful and the step is open; write it again."""
    from constraints import verify
    from exports.changes import approval_lines
    from exports.week import last_published, write_again
    from scheduler.by_hand import told
    from sites.approval import moved

    week = lawful_week(out)
    plan = moved(week.plan, verb, by, day_said(day), last_published(out) + 1)
    if week.edited:
        plan = told(plan, week.round, week.verdict)
    verdict = verify(plan, week.round)
    archive = verb == "publish"
    kept = write_again(
        out, week.round, plan, verdict, places=week.places, lang=LANG, archive=archive
    )
    echo(note.in_(LANG) for note in week.notes)
    echo(approval_lines(plan, LANG))
    tell_written(out, kept)
