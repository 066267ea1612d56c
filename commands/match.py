"""Another ledger of the same sites, beside ours."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import BOOK, LANGUAGE, LEDGER, WHO
from commands._words import LANG, echo, t

ORDER = 450


@click.command(
    help=t(
        "另一份台账与本台账比对：哪些隐患、工地、企业是同一个。",
        "Which hazards, sites and companies of another ledger are ours.",
    )
)
@BOOK
@click.option("--site", default="", help=t("文件里的隐患都是这个工地的。", "All are of this site."))
@click.option(
    "--take",
    is_flag=True,
    help=t("并入：相同的补空格，新的加入，疑似的待定。", "Bring it in; the doubtful wait."),
)
@LEDGER
@WHO
@LANGUAGE
def match(book: Path, site: str, take: bool, ledger: str, by: str) -> None:
    """Compare, and with --take bring in; nothing is merged silently."""
    from exports.matching import comparison_lines, taken_lines
    from sites.ledger import open_ledger
    from sites.ledger.matching import compare
    from sites.ledger.matching import take as bring_in
    from sites.lookup import site_called
    from sites.reading import read_ledger

    other = read_ledger(book, LANG)
    opened = open_ledger(ledger)
    with opened.reading() as rows:
        named = site_called(site, rows.rows("sites")).id if site else ""
        found = compare(rows, other, named)
    echo(comparison_lines(found, LANG))
    if take:
        with opened.act(by, source=f"match {book.name}") as act:
            echo(taken_lines(bring_in(act, compare(act, other, named), book.name), LANG))
