"""What is due in a week, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands._options import AFTER, BOOK, DRAW, LANGUAGE, MAP, TODAY, WEEK
from commands._words import LANG, echo, t

ORDER = 110


@click.command(help=t("列出本周应查什么、为什么。", "List what is due and why."))
@BOOK
@WEEK
@TODAY
@MAP
@DRAW
@AFTER
@LANGUAGE
def needs(book: Path, after: Path | None, **which: Any) -> None:
    """List the needs of a week."""
    from exports.summary import need_lines, warning_lines
    from scheduler.outlook import week_before
    from scheduler.prepare import prepare

    earlier, notes = week_before(after) if after else ((), ())
    _, round = prepare(book, lang=LANG, earlier=earlier, **which)
    echo(note.in_(LANG) for note in notes)
    echo(warning_lines(round, LANG))
    echo(need_lines(round, LANG))
