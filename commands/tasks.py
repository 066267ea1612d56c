"""The tasks of published plans, and which of them still wait to be told of."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, ON
from commands._words import LANG, echo, t

ORDER = 425


@click.command(
    help=t("任务清单：执行情况，哪些还没有登记。", "Tasks, and what waits to be recorded.")
)
@click.option(
    "--week",
    help=t(
        "哪一周：下周、11月30日、2026-W49；不写则列出已到日期、尚未登记的。",
        "Which week, as 2026-W49; without it all that are over and not recorded.",
    ),
)
@ON
@LEDGER
@LANGUAGE
def tasks(week: str | None, today: str | None, ledger: str) -> None:
    """List the tasks of a week, or all that wait; nothing is written."""
    from commands._signing import day_said
    from sites.ledger import open_ledger
    from sites.ledger.task_list import ahead, listed, task_lines
    from sites.weeks import parse_week

    day = day_said(today)
    days = parse_week(week, day) if week else None
    place = open_ledger(ledger, make=False)
    try:
        with place.reading() as rows:
            found, names = listed(rows, days, day)
            later = () if week else ahead(rows, day)
    finally:
        place.close()
    echo(task_lines(found, names, day, LANG, later))
