"""Put a backup in the ledger's place."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import say, t

ORDER = 482


@click.command(
    help=t("用备份恢复台账；原来的另存为旧版。", "Restore a backup; keeps what stood there.")
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@WHO
@LEDGER
@LANGUAGE
def restore(file: Path, by: str, ledger: str) -> None:
    """See that the backup is whole, keep what stands in the ledger's place, and replace it."""
    from sites.clock import china_now
    from sites.ledger.backup import restore as put_back
    from sites.ledger.place import named

    kept = put_back(file, ledger, by, china_now())
    if kept:
        say(f"原来的台账已另存为 {kept}", f"the ledger that stood there is kept as {kept}")
    say(f"已从 {file} 恢复 {named(ledger)}", f"restored {named(ledger)} from {file}")
