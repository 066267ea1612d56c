"""Safety scores by JGJ 59-2011."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER
from commands._words import LANG, echo, t

ORDER = 530


@click.command(
    help=t(
        "安全检查评分（JGJ 59-2011）：换算、汇总、定等级。",
        "Safety scores by JGJ 59-2011: rescaled, summed up, graded.",
    )
)
@click.argument("site")
@LEDGER
@LANGUAGE
def score(site: str, ledger: str) -> None:
    """Show the scores of a site, from its sheet 安全检查评分."""
    from contextlib import closing

    from exports.rating import score_lines
    from sites.jgj59 import summaries
    from sites.ledger import open_ledger
    from sites.lookup import site_called

    with closing(open_ledger(ledger, make=False)) as opened, opened.reading() as rows:
        one = site_called(site, rows.rows("sites"))
        found = summaries(rows.rows("score_sheets", site=one.id))
    echo(score_lines(found, LANG))
