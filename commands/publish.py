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
@click.option(
    "--ledger",
    help=t(
        "登记任务的台账；默认用已有的（INSPECT_ONCE_LEDGER 或 ledger.sqlite）。",
        "Ledger to keep its tasks in; default: the office's, if there is one.",
    ),
)
@LANGUAGE
def publish(out: Path, by: str, today: str | None, ledger: str | None) -> None:
    """Move a planned week from 已批准 to 已发布; its tasks come into the ledger."""
    from sites.default_ledger import default_place
    from sites.ledger.place import is_url

    place = ledger or default_place()
    there = ledger is not None or is_url(place) or Path(place).exists()
    sign(out, "publish", by, today, place if there else "")
