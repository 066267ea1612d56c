"""What is due in a week, and why."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import AFTER, BOOK, DRAW, LANGUAGE, LEDGER, MAP, TODAY, WEEK
from commands._words import LANG, echo, t

ORDER = 110


@click.command(help=t("列出本周应查什么、为什么。", "List what is due and why."))
@BOOK
@WEEK
@TODAY
@MAP
@DRAW
@AFTER
@LEDGER
@LANGUAGE
def needs(
    book: Path | None,
    week: str | None,
    today: str | None,
    column_map: Path | None,
    draw: Path | None,
    after: Path | None,
    ledger: str,
) -> None:
    """List the needs of a week."""
    from commands._book import promises, site_book
    from exports.summary import need_lines, warning_lines
    from scheduler.prepare import prepare

    read = site_book(book, ledger, column_map)
    earlier, notes = promises(book, ledger, after, read, week, today)
    _, round = prepare(read, week=week, today=today, draw=draw, earlier=earlier)
    echo(note.in_(LANG) for note in notes)
    echo(warning_lines(round, LANG))
    echo(need_lines(round, LANG))
