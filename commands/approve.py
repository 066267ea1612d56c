"""What was submitted, approved."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import BY, LANGUAGE, ON, PLANNED
from commands._signing import sign
from commands._words import t

ORDER = 220


@click.command(help=t("批准已送审的计划。", "Approve what was submitted."))
@PLANNED
@BY
@ON
@LANGUAGE
def approve(out: Path, by: str, today: str | None) -> None:
    """Move a planned week from 送审 to 已批准."""
    sign(out, "approve", by, today)
