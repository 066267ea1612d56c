"""A person decides whether two rows of two ledgers are one."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import LANG, echo, t

ORDER = 451


@click.command(
    help=t("疑似重复：是同一个（yes）还是两个（no）；不写编号则列出。", "Decide a possible double.")
)
@click.argument("doubt", required=False)
@click.argument("answer", type=click.Choice(["yes", "no"]), required=False)
@click.option("--why", default="", help=t("理由。", "The reason."))
@LEDGER
@WHO
@LANGUAGE
def same(doubt: str | None, answer: str | None, why: str, ledger: str, by: str) -> None:
    """List the open doubts, or decide one."""
    from exports.matching import doubt_line
    from sites.ledger import open_ledger
    from sites.ledger.matching import decide

    opened = open_ledger(ledger, make=False)
    if doubt is None or answer is None:
        with opened.reading() as rows:
            echo(doubt_line(d, LANG) for d in rows.rows("doubts", state="open"))
        return
    with opened.act(by, why, f"same {doubt} {answer}") as act:
        done = decide(act, doubt, answer == "yes")
    one, two = t("同一个，已合并", "one; merged"), t("两个，各自保留", "two; both are kept")
    echo([f"{done.row}: {one if answer == 'yes' else two}"])
