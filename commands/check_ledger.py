"""See whether the ledger is whole."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER
from commands._words import LANG, echo, stop, t

ORDER = 484


@click.command(help=t("检查台账是否完整、有没有被改动。", "See that the ledger is whole."))
@LEDGER
@LANGUAGE
def check_ledger(ledger: str) -> None:
    """Replay all events and compare; exit code 1 if something is wrong."""
    from contextlib import closing

    from sites.ledger import open_ledger
    from sites.ledger.check import check

    with closing(open_ledger(ledger, make=False)) as opened:
        found = check(opened)
    if found.faults:
        echo(fault.in_(LANG) for fault in found.faults)
        many = len(found.faults)
        stop([t(f"台账有{many}类问题", f"the ledger has {many} kinds of faults")], 1)
    zh = f"台账完整：{found.rows}行，{found.events}条记录，{found.acts}次操作"
    en = f"the ledger is whole: {found.rows} rows, {found.events} events, {found.acts} acts"
    echo([t(zh, en)])
