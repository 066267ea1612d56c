"""Why one site is planned as it is, and not at other times."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, OUT
from commands._words import LANG, echo, t

ORDER = 150


@click.command(help=t("一个工地：为何这样排，为何不在别的时段。", "Everything about one site."))
@click.argument("site")
@OUT
@LANGUAGE
def why(site: str, out: Path) -> None:
    """Print needs, visits with reasons, what was left out, and why not at other times."""
    from constraints import RULES
    from exports.why import why_lines
    from scheduler.by_hand import read_week, told
    from scheduler.why import why_not
    from sites.lookup import site_called

    week = read_week(out)
    echo(note.in_(LANG) for note in week.notes)
    round = week.round
    plan = told(week.plan, round, week.verdict) if week.edited else week.plan
    found = site_called(site, round.sites)
    echo(why_lines(found, plan, round, why_not(plan, round, found.id, RULES.values()), LANG))
