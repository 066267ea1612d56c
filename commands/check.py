"""A roster that a person edited, judged by every rule."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from commands._options import FROM_LEDGER, LANGUAGE, LEDGER, MAP
from commands._words import LANG, echo, t

ORDER = 160


@click.command(help=t("核对改过的周检查计划，不重排，不写文件。", "Judge an edited roster."))
@click.argument("roster", type=click.Path(path_type=Path))
@click.option(
    "--round",
    "round_file",
    type=click.Path(path_type=Path),
    help=t("该周的 round.json，默认取同一文件夹的。", "Its round.json; default: beside it."),
)
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("改用现在的工作簿来核对。", "Judge by the workbook as it is now."),
)
@FROM_LEDGER
@LEDGER
@MAP
@LANGUAGE
def check(
    roster: Path,
    round_file: Path | None,
    book: Path | None,
    from_ledger: bool,
    ledger: str,
    column_map: Path | None,
) -> None:
    """Read a roster back and judge it by every rule; nothing is solved, nothing written."""
    from commands._book import site_book
    from constraints import verify
    from exports.judgement import verdict_lines
    from scheduler.prepare import round_like
    from sites.errors import BookError
    from sites.json_files import read_round
    from sites.roster_reading import read_roster

    round = read_round(round_file or roster.parent / "round.json")
    as_now = book is not None or from_ledger
    if as_now:
        round, changed = round_like(round, site_book(book, ledger, column_map))
        echo(note.in_(LANG) for note in changed)
    read = read_roster(roster, round)
    if read.faults:
        raise BookError(read.faults)
    if not as_now and read.plan.round_digest not in ("", round.digest):
        note = t("注意：此表不是按这份 round.json 排的。", "Note: planned from another round.")
        echo([note])
    echo(note.in_(LANG) for note in read.notes)
    verdict = verify(read.plan, read.round)
    echo(verdict_lines(verdict, read.plan, read.round, read.places, LANG))
    sys.exit(0 if verdict.lawful else 1)
