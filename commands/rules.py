"""The table of rules, their sources and numbers."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import FROM_LEDGER, LANGUAGE, LEDGER, WEEK
from commands._words import LANG, echo, t

ORDER = 930


@click.command(help=t("列出全部规则、依据和参数。", "Print the table of rules."))
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("说明在这份工作簿里哪些规则缺数据。", "Also tell which rules lack data in this book."),
)
@FROM_LEDGER
@WEEK
@LEDGER
@LANGUAGE
def rules(book: Path | None, from_ledger: bool, week: str | None, ledger: str) -> None:
    """Print the rules from their files."""
    from commands._book import site_book
    from exports.judgement import rule_lines
    from scheduler.prepare import prepare

    asked = book is not None or from_ledger
    round = prepare(site_book(book, ledger), week=week)[1] if asked else None
    echo(rule_lines(round, LANG))
