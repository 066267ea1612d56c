"""A conflict decided by a person."""

from __future__ import annotations

from typing import Literal

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import LANG, echo, t

ORDER = 406


@click.command(
    help=t("处理冲突：取表中的值或保留台账的值。", "Decide conflicts: the file's or the ledger's.")
)
@click.argument("numbers", nargs=-1)
@click.option("--all", "everything", is_flag=True, help=t("全部冲突。", "All of them."))
@click.option("--file", "file", help=t("只处理这个文件的冲突。", "Only those of this file."))
@click.option(
    "--take",
    type=click.Choice(["file", "ledger"]),
    required=True,
    help=t("file 取表中的值，ledger 保留台账的值。", "Whose value holds."),
)
@click.option("--why", required=True, help=t("原因。", "The reason."))
@WHO
@LEDGER
@LANGUAGE
def resolve(
    numbers: tuple[str, ...],
    everything: bool,
    file: str | None,
    take: Literal["file", "ledger"],
    why: str,
    by: str,
    ledger: str,
) -> None:
    """Decide all that are named, or none."""
    from commands._book import ledger_there, names_in
    from exports.merging import decided_lines
    from sites.ledger.conflicts import open_conflicts
    from sites.ledger.conflicts import resolve as decide

    if bool(numbers) == (everything or file is not None):
        raise click.UsageError(
            t("请写冲突号，或用 --all、--file。", "Name conflicts, or take --all or --file.")
        )
    with ledger_there(ledger).act(by, why, "resolve") as act:
        ids = numbers or tuple(c.id for c in open_conflicts(act, file=file or ""))
        decided = [decide(act, id, take) for id in ids]
        names = names_in(act)
    echo(decided_lines(decided, names, LANG))
