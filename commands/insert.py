"""One urgent complaint, put into a planned week."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands._options import FROM_LEDGER, LANGUAGE, LEDGER
from commands._words import LANG, echo, t, tell_written

ORDER = 320


@click.command(
    help=t("把一件紧急投诉插进已排好的一周。", "Insert one urgent complaint into a week.")
)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--site", required=True, help=t("工地：编号、名称或其一部分。", "The site."))
@click.option("--body", required=True, help=t("承办主体。", "The body it is for."))
@click.option(
    "--by",
    "--due",
    required=True,
    help=t("到场时限：周三下午、12月2日。", "Its clock: Wednesday pm, 2026-12-02."),
)
@click.option("--minutes", type=click.IntRange(1, 480), help=t("现场用时。", "Minutes on site."))
@click.option("--item", "items", multiple=True, help=t("检查事项，可多个。", "Items."))
@click.option("--what", default="", help=t("投诉什么（只供内部）。", "What it is about."))
@click.option(
    "--today",
    help=t("今天几号，之前的时段不再动；默认排班时的截至日期。", "Days before it are over."),
)
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("工作簿：工地本周原无应查时用。", "The workbook, for a site with nothing due."),
)
@FROM_LEDGER
@LEDGER
@click.option("--take", type=click.IntRange(min=1), help=t("采用第几种。", "Apply a choice."))
@LANGUAGE
def insert(
    out: Path,
    take: int | None,
    book: Path | None,
    from_ledger: bool,
    ledger: str,
    today: str | None,
    **order: Any,
) -> None:
    """Print ranked choices; with --take apply one of them."""
    from commands._book import site_book
    from constraints import RULES, verify
    from exports.insertion import bar_lines, choice_lines, taken_lines
    from exports.week import see_writable, write_again
    from scheduler.by_hand import read_week, told
    from scheduler.insert import choices, taken
    from scheduler.urgent import ordered, with_need
    from scheduler.why import why_not

    see_writable(out)
    week, rules = read_week(out), RULES.values()
    echo(note.in_(LANG) for note in week.notes)
    now = site_book(book, ledger) if book is not None or from_ledger else None
    round, need, by = ordered(week.round, now, today, **order)
    found, grown = choices(round, week.plan, need, rules, by), with_need(round, need)
    if take is None:
        echo(choice_lines(found, need, grown, LANG))
        asked = why_not(week.plan, grown, need.site, rules) if len(found) == 1 else ()
        echo(s for a in asked if a.needs == (need.id,) for s in bar_lines(a.bars, grown, LANG))
        return
    if take > len(found):
        raise click.BadParameter(t(f"只有{len(found)}种办法", f"only {len(found)} choices"))
    new_round, bare = taken(round, week.plan, found[take - 1], need, rules)
    verdict = verify(bare, new_round)
    plan = told(bare, new_round, verdict)
    kept = write_again(out, new_round, plan, verdict, lang=LANG)
    echo(taken_lines(found[take - 1], new_round, LANG))
    tell_written(out, kept)
