"""What moving a planned week on takes: its day, its roster as it is now, the move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commands._words import LANG, echo, say, stop, tell_written

if TYPE_CHECKING:
    from datetime import date

    from scheduler.by_hand import Week
    from sites.approval import Verb
    from sites.plan import Plan
    from sites.round import Round


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


def sign(out: Path, verb: Verb, by: str, day: str | None, ledger: str = "") -> None:
    """Move the folder's week one step on, if it is lawful and the step is open; write it again.

    A plan that is published is kept in the ledger first, if one is named. Killed in between, it
    stands there and the folder still says 已批准: the same command again then writes the folder.
    """
    from constraints import verify
    from exports.changes import approval_lines
    from exports.week import last_published, see_writable, write_again
    from scheduler.by_hand import told
    from sites.approval import moved

    week = lawful_week(out)
    plan = moved(week.plan, verb, by, day_said(day), last_published(out) + 1)
    if week.edited:
        plan = told(plan, week.round, week.verdict)
    verdict = verify(plan, week.round)
    archive = verb == "publish"
    if archive and ledger:
        see_writable(out)
        plan = keep(ledger, plan, week.round, by, str(out))
    kept = write_again(
        out, week.round, plan, verdict, places=week.places, lang=LANG, archive=archive
    )
    echo(note.in_(LANG) for note in week.notes)
    echo(approval_lines(plan, LANG))
    tell_written(out, kept)


def keep(ledger: str, plan: Plan, round: Round, by: str, source: str) -> Plan:
    """Keep a published plan and its tasks in the ledger; return it as it is kept."""
    from sites.ledger import open_ledger
    from sites.ledger.publishing import keep_published

    place = open_ledger(ledger)
    try:
        with place.act(by, source=f"publish {source}", on=plan.approval.on) as act:
            kept = keep_published(act, plan, round)
    finally:
        place.close()
    count = len(kept.bookings)
    say(f"台账：已登记{count}项任务", f"ledger: {count} tasks are kept")
    return kept
