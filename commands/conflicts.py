"""Cells that the ledger and a file changed differently."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER
from commands._words import LANG, echo, t

ORDER = 404


@click.command(
    help=t("列出待处理的冲突：台账和表改得不一样的格。", "List the conflicts that are open.")
)
@LEDGER
@LANGUAGE
def conflicts(ledger: str) -> None:
    """Print the open conflicts; personal data are not shown."""
    from commands._book import ledger_there, names_in
    from exports.merging import conflict_lines
    from sites.ledger.conflicts import open_conflicts

    with ledger_there(ledger).reading() as rows:
        found, names = open_conflicts(rows), names_in(rows)
    echo(conflict_lines(found, names, LANG))
