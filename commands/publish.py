"""What was approved, published and kept."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import BY, LANGUAGE, ON, PLANNED
from commands._signing import sign
from commands._words import t

ORDER = 230


@click.command(help=t("发布已批准的计划，并存一份。", "Publish what was approved, and keep it."))
@PLANNED
@BY
@ON
@LANGUAGE
def publish(out: Path, by: str, today: str | None) -> None:
    """Move a planned week from 已批准 to 已发布."""
    sign(out, "publish", by, today)
