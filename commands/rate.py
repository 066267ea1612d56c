"""Every site's colour, computed from the ledger and written."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, ON, WHO
from commands._words import LANG, echo, t

ORDER = 510


@click.command(
    help=t("按台账评定全部工地的三色并记录（内部）。", "Rate every site from the ledger.")
)
@ON
@LEDGER
@WHO
@LANGUAGE
def rate(today: str | None, ledger: str, by: str) -> None:
    """Rate as of a day: down at once, up one step after closure and a clean re-check."""
    from contextlib import closing

    from commands._signing import day_said
    from exports.rating import rated_lines, table_lines
    from sites.book import Settings
    from sites.ledger import open_ledger
    from sites.ledger.rating import rate as rate_all
    from sites.rating import scoring_table

    with closing(open_ledger(ledger, make=False)) as opened:
        with opened.act(who=by, source="rate", on=day_said(today)) as act:
            found = rate_all(act)
        with opened.reading() as rows:
            names = {s.id: s.name for s in rows.rows("sites")}
            table = scoring_table(rows.rows("scoring"))
            settings = next(iter(rows.rows("settings")), Settings())
    echo(rated_lines(found, names, LANG))
    echo(table_lines(table, settings, LANG))
