"""A month's report locked."""

from __future__ import annotations

import click

from commands._options import BY, LANGUAGE, LEDGER, ON
from commands._words import echo, t

ORDER = 472


@click.command(
    help=t(
        "锁定月报：数字从此不变，迟到的记录列入下月补录。",
        "Lock a month's report: its figures stay, what comes late is told with the next.",
    )
)
@click.argument("month")
@LEDGER
@BY
@ON
@LANGUAGE
def close_month(month: str, ledger: str, by: str, today: str | None) -> None:
    """Keep a month's figures as they are now, by name."""
    from commands._book import ledger_there
    from commands._signing import day_said
    from sites.figures.month import parse_month
    from sites.ledger import months

    day = day_said(today)
    asked = parse_month(month, day)
    with ledger_there(ledger).act(by, source="close-month") as act:
        kept = months.close_month(act, asked, day)
    name, number = asked.name, len(kept.figures)
    echo([t(f"{name.zh}月报已锁定：{number}项数字", f"{name.en} is locked: {number} figures")])
