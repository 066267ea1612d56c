"""A draft, submitted as its roster says it now."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import BY, LANGUAGE, ON, PLANNED
from commands._signing import sign
from commands._words import t

ORDER = 210


@click.command(help=t("送审：按表中现在的安排，先核对再送。", "Submit the roster as it is now."))
@PLANNED
@BY
@ON
@LANGUAGE
def submit(out: Path, by: str, today: str | None) -> None:
    """Move a planned week from 草稿 to 送审."""
    sign(out, "submit", by, today)
