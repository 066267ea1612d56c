"""Tokens: let a program ask the board's interface for somebody."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import echo, say, t

ORDER = 194


@click.group(
    invoke_without_command=True,
    help=t("接口令牌：列出、新建、撤销。", "Tokens for programs: list, new, revoke."),
)
@LEDGER
@LANGUAGE
@click.pass_context
def token(context: click.Context, ledger: str) -> None:
    """List the tokens, never their secrets."""
    if context.invoked_subcommand is not None:
        return
    from contextlib import closing

    from sites.ledger import open_ledger

    with closing(open_ledger(ledger, make=False)) as opened, opened.reading() as rows:
        found = rows.rows("tokens")
    until = t("有效期至", "until")
    echo(f"{k.id}  {k.account}  {until} {k.expires:%Y-%m-%d}  {k.note}".rstrip() for k in found)
    say(f"共{len(found)}个令牌", f"{len(found)} tokens")


@token.command(help=t("新建令牌，只显示这一次。", "Make a token; it is shown this once."))
@click.argument("account")
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help=t("有效多少天。", "Days that it is valid."),
)
@click.option("--note", default="", help=t("给谁用、做什么。", "What it is for."))
@LEDGER
@WHO
@LANGUAGE
def new(account: str, days: int, note: str, ledger: str, by: str) -> None:
    """Print a token of an account; the ledger keeps only its hash."""
    from contextlib import closing

    from sites.ledger import open_ledger
    from web.accounts import new_token

    with closing(open_ledger(ledger, make=False)) as opened:
        made = new_token(opened, by, account, days, note)
    echo([made.text])
    say("请立即保存：以后无法再看到", "keep it now: it is never shown again")


@token.command(help=t("撤销令牌。", "Take a token away."))
@click.argument("id")
@LEDGER
@WHO
@LANGUAGE
def revoke(id: str, ledger: str, by: str) -> None:
    """Nobody comes in with it any more."""
    from contextlib import closing

    from sites.ledger import open_ledger
    from web.accounts import revoke as take

    with closing(open_ledger(ledger, make=False)) as opened:
        take(opened, by, id)
    say(f"已撤销令牌{id}", f"the token {id} is revoked")
