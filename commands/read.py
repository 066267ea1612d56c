"""A workbook read into the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER, MAP, WHO
from commands._words import LANG, echo, say, t

ORDER = 400


@click.command(
    help=t(
        "把工作簿读入台账：只并入改动，说明新增、修改、未变和冲突，不会悄悄删行。",
        "Read a workbook into the ledger: edits are merged; nothing is dropped silently.",
    )
)
@click.argument("book", type=click.Path(path_type=Path))
@MAP
@click.option(
    "--drop",
    multiple=True,
    help=t("工作表名，可多个：表中已删的行，台账也删。", "Sheets whose deleted rows go, too."),
)
@click.option(
    "--dry-run", is_flag=True, help=t("只看会有什么变化，不写。", "Show the differences only.")
)
@click.option("--why", default="", help=t("原因，记入台账。", "Why; kept with the events."))
@WHO
@LEDGER
@LANGUAGE
def read(
    book: Path,
    column_map: Path | None,
    drop: tuple[str, ...],
    dry_run: bool,
    why: str,
    by: str,
    ledger: str,
) -> None:
    """Upsert every row by its natural key; all faults at once, or all rows."""
    from commands._taking import merged
    from exports.ledger_words import labels
    from exports.merging import merge_lines
    from exports.summary import warning_lines
    from scheduler.prepare import faults_of_rules
    from sites.ledger.intake import dropped_sheets, without_twins
    from sites.ledger.place import named
    from sites.reading import read_whole
    from sites.reading.mark import folder_of

    sheets = dropped_sheets(drop)
    file = read_whole(book, column_map, LANG, faults_of_rules)
    file = file._replace(book=without_twins(file.book, LANG), folder=folder_of(book))
    taken = merged(ledger, file, book.name, sheets, (by, why), dry_run)
    echo(warning_lines(file.book, LANG))
    if taken.is_foreign:
        other = t(
            "注意：这份表由另一份台账导出，按普通工作簿读入。",
            "Note: another ledger wrote this file; it is read like any workbook.",
        )
        echo([other])
    echo(merge_lines(taken.reports, {**taken.names, **labels(file.book)}, LANG))
    if dry_run:
        say("只是预览，没有写入台账。", "a preview: nothing is written")
    else:
        say(f"已读入台账 {named(ledger)}", f"read into the ledger {named(ledger)}")
