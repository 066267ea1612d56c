"""Urgent calls and the street's clock."""

from __future__ import annotations

from typing import Literal

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import LANG, echo, t

ORDER = 580
AT = click.option(
    "--at", help=t("时间：14:05、11月23日 14:05，默认现在。", "When: 14:05, 2026-11-23 14:05.")
)


@click.group(
    invoke_without_command=True,
    help=t("紧急呼叫：接报、到场、反馈，看还剩几分钟。", "Urgent calls and their clock."),
)
@AT
@LEDGER
@LANGUAGE
@click.pass_context
def call(context: click.Context, at: str | None, ledger: str) -> None:
    """Show the open calls with the minutes left, and how often the clock was kept."""
    if context.invoked_subcommand is not None:
        return
    from contextlib import closing

    from exports.calls import call_lines
    from sites.calls import moment_said
    from sites.clock import china_now
    from sites.ledger import open_ledger

    now = moment_said(at, china_now().replace(tzinfo=None, microsecond=0))
    with closing(open_ledger(ledger, make=False)) as opened, opened.reading() as rows:
        names = {s.id: s.name for s in rows.rows("sites")}
        calls = rows.rows("calls")
    echo(call_lines(calls, names, now, LANG))


@call.command(help=t("接报一个紧急呼叫。", "Accept an urgent call."))
@click.argument("site")
@click.option("--complaint", default="", help=t("工单编号。", "Order number."))
@click.option("--note", default="", help=t("情况（只供内部）。", "What it is about."))
@AT
@LEDGER
@WHO
@LANGUAGE
def new(site: str, complaint: str, note: str, at: str | None, ledger: str, by: str) -> None:
    """Start the clock."""
    from contextlib import closing

    from exports.calls import step_line
    from sites.clock import china_now
    from sites.ledger import open_ledger
    from sites.ledger.calls import accept

    now = china_now().replace(tzinfo=None, microsecond=0)
    with closing(open_ledger(ledger, make=False)) as opened:
        echo([step_line(accept(opened, site, at, now, by, complaint, note), LANG)])


@call.command(help=t("登记已到场。", "People have arrived."))
@click.argument("id")
@AT
@LEDGER
@WHO
@LANGUAGE
def arrived(id: str, at: str | None, ledger: str, by: str) -> None:
    """Stop the first clock."""
    _move(id, "arrived", at, ledger, by)


@call.command(help=t("登记已反馈。", "It has been reported back."))
@click.argument("id")
@AT
@LEDGER
@WHO
@LANGUAGE
def reported(id: str, at: str | None, ledger: str, by: str) -> None:
    """Stop the second clock."""
    _move(id, "reported", at, ledger, by)


def _move(
    id: str, moment: Literal["arrived", "reported"], at: str | None, ledger: str, by: str
) -> None:
    from contextlib import closing

    from exports.calls import step_line
    from sites.clock import china_now
    from sites.ledger import open_ledger
    from sites.ledger.calls import move

    now = china_now().replace(tzinfo=None, microsecond=0)
    with closing(open_ledger(ledger, make=False)) as opened:
        echo([step_line(move(opened, id, moment, at, now, by), LANG)])
