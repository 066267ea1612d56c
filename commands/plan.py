"""A week of joint inspections."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import (
    AFTER,
    BOOK,
    DRAW,
    EFFORT,
    LANGUAGE,
    LEDGER,
    MAP,
    OUT,
    SEED,
    TODAY,
    WEEK,
    limit,
    searching,
)
from commands._words import LANG, echo, t, tell, tell_written

ORDER = 140


@click.command(help=t("排出一周的联合检查计划。", "Plan a week of joint inspections."))
@BOOK
@WEEK
@TODAY
@MAP
@OUT
@click.option("--ics", is_flag=True, help=t("另写日历文件。", "Also write a calendar file."))
@limit(120)
@EFFORT
@SEED
@DRAW
@click.option(
    "--weeks",
    type=click.IntRange(1, 4),
    default=1,
    help=t("共几周：第一周详排，其余展望。", "Weeks in all: the first in full, then an outlook."),
)
@AFTER
@LEDGER
@LANGUAGE
def plan(
    book: Path | None,
    week: str | None,
    today: str | None,
    column_map: Path | None,
    out: Path,
    ics: bool,
    limit: float,
    effort: float | None,
    seed: int,
    draw: Path | None,
    weeks: int,
    after: Path | None,
    ledger: str,
) -> None:
    """Workbook or ledger in; roster, tracker, plan and round out."""
    from commands._book import promises, site_book
    from exports.judgement import collision_faults
    from exports.outlook import outlook_lines
    from exports.summary import plan_lines, warning_lines
    from exports.week import see_writable, write_week
    from scheduler.outlook import outlook
    from scheduler.plan_round import PinsCollide, plan_round
    from scheduler.prepare import prepare
    from sites.errors import BookError

    see_writable(out)
    read = site_book(book, ledger, column_map)
    earlier, notes = promises(book, ledger, after, read, week, today)
    read, round = prepare(read, week=week, today=today, draw=draw, earlier=earlier)
    try:
        planned = plan_round(round, searching(limit, effort, seed), say=tell)
    except PinsCollide as clash:
        raise BookError(collision_faults(*clash.told)) from clash
    report = [note.in_(LANG) for note in notes]
    report += [*warning_lines(round, LANG), *plan_lines(planned.plan, round, planned.verdict, LANG)]
    ahead = None
    if weeks > 1:
        ahead = outlook(read, round, planned.plan, weeks, seed=seed, say=tell)
        report += outlook_lines(ahead, LANG)
    kept = write_week(
        out, read, round, planned.plan, planned.verdict, lang=LANG, ics=ics, outlook=ahead
    )
    echo(report)
    tell_written(out, kept)
