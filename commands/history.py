"""What happened to one thing of the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER
from commands._words import LANG, echo, say, t

ORDER = 408


@click.command(
    help=t(
        "一个工地、一条隐患或任何编号的变更记录：谁、何时、为何、原为、改为。",
        "The history of a site, a hazard or any key: who, when, why, before, after.",
    )
)
@click.argument("called")
@click.option(
    "--xlsx",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    help=t("另写成表。", "Also write it as a workbook."),
)
@LEDGER
@LANGUAGE
def history(called: str, table: Path | None, ledger: str) -> None:
    """Print the events in their order."""
    from commands._book import ledger_there, names_in
    from exports.files import write_all
    from exports.history import history_book, history_lines
    from sites.ledger.past import events_of

    with ledger_there(ledger).reading() as rows:
        events, names = events_of(rows, called), names_in(rows)
    if table is not None:
        write_all({table: history_book(events, names, LANG)})
        say(f"已写入 {table}", f"written to {table}")
    echo(history_lines(events, names, LANG))
