"""A week as it is and with changes, side by side."""

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
    SEED,
    TABLE,
    TODAY,
    WEEK,
    limit,
    searching,
)
from commands._words import LANG, echo, say, t, tell

ORDER = 920


@click.command(
    help=t("假如多一人、少一人、规则更严、各查各的：会怎样。", "Plan it as is and changed.")
)
@BOOK
@WEEK
@TODAY
@MAP
@click.option("--one-more", help=t("哪个部门多一名持证人员。", "One more officer of a body."))
@click.option("--less", help=t("谁整周不在。", "Who is away all week."))
@click.option("--quorum", type=int, help=t("每次检查至少几名持证人员。", "Certified at a visit."))
@click.option(
    "--set", "numbers", multiple=True, help=t("规则.参数=值，可多个。", "rule.number=value.")
)
@click.option("--apart", is_flag=True, help=t("各部门各查各的。", "Each department on its own."))
@limit(60)
@EFFORT
@SEED
@DRAW
@AFTER
@TABLE
@LEDGER
@LANGUAGE
def whatif(
    book: Path | None,
    week: str | None,
    today: str | None,
    column_map: Path | None,
    one_more: str | None,
    less: str | None,
    quorum: int | None,
    numbers: tuple[str, ...],
    apart: bool,
    limit: float,
    effort: float | None,
    seed: int,
    draw: Path | None,
    after: Path | None,
    table: Path | None,
    ledger: str,
) -> None:
    """Plan the book as it is and with the changes, and compare."""
    from commands._book import promises, site_book
    from exports.comparison import Side, comparison_lines, write_comparison
    from exports.judgement import collision_faults
    from scheduler.plan_round import PinsCollide, plan_round
    from scheduler.prepare import prepare
    from scheduler.whatif import AS_IT_IS, changed
    from sites.errors import BookError

    read = site_book(book, ledger, column_map)
    earlier, notes = promises(book, ledger, after, read, week, today)
    round = prepare(read, week=week, today=today, draw=draw, earlier=earlier)[1]
    typed = (*numbers, *([f"certified_quorum.least={quorum}"] if quorum is not None else ()))
    other, name = changed(round, one_more=one_more, less=less, numbers=typed, apart=apart)
    sides = []
    for title, asked in ((AS_IT_IS, round), (name, other)):
        say(f"{title.zh}…", f"{title.en} …")
        try:
            planned = plan_round(asked, searching(limit, effort, seed), say=tell)
        except PinsCollide as clash:
            raise BookError(collision_faults(*clash.told)) from clash
        sides.append(Side(title, planned.plan, asked, planned.verdict))
        if planned.plan.stopped_by == "interrupt" and len(sides) == 1:
            raise KeyboardInterrupt  # one plan is nothing to compare
    if table is not None:
        write_comparison(table, sides[0], sides[1], LANG)
    echo([*(note.in_(LANG) for note in notes), *comparison_lines(sides[0], sides[1], LANG)])
