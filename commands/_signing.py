"""What moving a planned week on takes: its day, its roster as it is now, the move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commands._words import LANG, echo, say, stop, tell_written

if TYPE_CHECKING:
    from datetime import date

    from scheduler.by_hand import Week
    from sites.approval import Verb


def day_said(text: str | None) -> date:
    """The day that people said, as they say it; today if they said none."""
    from sites.clock import china_today
    from sites.weeks import parse_day

    return parse_day(text, china_today()) if text else china_today()


def lawful_week(out: Path) -> Week:
    """The folder's week as its roster says it; breaches stop the run with all reasons."""
    from web.week.signing import Unlawful
    from web.week.signing import lawful_week as lawful

    try:
        return lawful(out)
    except Unlawful as broken:
        stop(broken.says.in_(LANG).split("\n"))


def sign(out: Path, verb: Verb, by: str, day: str | None, ledger: str = "") -> None:
    """Move the folder's week one step on, if it is lawful and the step is open; tell of it."""
    from exports.changes import approval_lines
    from web.week import signing

    on = day_said(day)
    try:
        done = signing.sign(out, verb, by, on, ledger=ledger, source=str(out), lang=LANG)
    except signing.Unlawful as broken:
        stop(broken.says.in_(LANG).split("\n"))
    if verb == "publish" and ledger:
        count = len(done.plan.bookings)
        say(f"台账：已登记{count}项任务", f"ledger: {count} tasks are kept")
    echo(note.in_(LANG) for note in done.notes)
    echo(approval_lines(done.plan, LANG))
    tell_written(out, list(done.kept))
