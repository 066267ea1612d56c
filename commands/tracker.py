"""A hazard ledger as the office's tracker, with no planning."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER, OUT, TODAY
from commands._words import LANG, echo, t, tell_written

ORDER = 410


@click.command(help=t("把隐患台账整理成问题隐患台账，不排班。", "Write a ledger's tracker."))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@TODAY
@OUT
@LEDGER
@LANGUAGE
def tracker(file: Path | None, today: str | None, out: Path, ledger: str) -> None:
    """Read a list of hazards as it is, a street's workbook or the ledger; write tracker.xlsx."""
    from commands._book import whole_book
    from exports.summary import ledger_lines, warning_lines
    from exports.week import write_tracker_alone
    from sites.clock import china_today
    from sites.reading import read_ledger
    from sites.weeks import parse_day

    book = read_ledger(file, LANG) if file is not None else whole_book(ledger)
    as_of = book.settings.today or china_today()
    kept = write_tracker_alone(out, book, parse_day(today, as_of) if today else as_of, LANG)
    echo(warning_lines(book, LANG))
    echo(ledger_lines(book.hazards, LANG))
    tell_written(out, kept)
