"""Copy the ledger while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER
from commands._words import say, t

ORDER = 480


@click.command(help=t("备份台账（使用中也可以）。", "Back up the ledger, also while it is in use."))
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@LEDGER
@LANGUAGE
def backup(file: Path | None, ledger: str) -> None:
    """Write one file that holds everything; default: beside the ledger, named by the moment."""
    from contextlib import closing

    from sites.ledger import open_ledger
    from sites.ledger.backup import backup as write
    from sites.ledger.backup import usual_name

    target = file or usual_name(ledger)
    with closing(open_ledger(ledger, make=False)) as opened:
        write(opened, target)
    say(f"已备份到 {target}", f"backed up to {target}")
