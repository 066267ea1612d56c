"""Accounts of a shared board."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import echo, say, t

ORDER = 192
ROLES = click.Choice(["clerk", "officer", "body", "leader", "admin"])
STDIN = click.option(
    "--password-stdin", is_flag=True, help=t("从标准输入读密码。", "Read it from stdin.")
)
ROLE_HELP = t(
    "clerk 内勤，officer 执法人员，body 部门，leader 领导，admin 管理员。",
    "clerk, officer (own visits), body (own items), leader, admin.",
)
OFFICER = click.option("--officer", default="", help=t("是哪名执法人员。", "Which officer it is."))
BODY = click.option("--body", default="", help=t("是哪个部门。", "Which department it is."))


@click.group(
    invoke_without_command=True,
    help=t("看板账号：列出、新建、改密码、停用。", "The board's accounts: list, add, change."),
)
@LEDGER
@LANGUAGE
@click.pass_context
def account(context: click.Context, ledger: str) -> None:
    """List the accounts."""
    if context.invoked_subcommand is not None:
        return
    from contextlib import closing

    from sites.ledger import open_ledger
    from web.accounts import account_line

    with closing(open_ledger(ledger, make=False)) as opened, opened.reading() as rows:
        found = rows.rows("accounts")
    echo(t(line.zh, line.en) for line in map(account_line, found))
    say(f"共{len(found)}个账号", f"{len(found)} accounts")


@account.command(help=t("新建账号；密码在终端输入两次。", "Add an account; asks for a password."))
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help=ROLE_HELP)
@OFFICER
@BODY
@STDIN
@LEDGER
@WHO
@LANGUAGE
def add(
    name: str, role: str, officer: str, body: str, password_stdin: bool, ledger: str, by: str
) -> None:
    """Add one; the first must be an administrator's."""
    from contextlib import closing

    from sites.accounts import new_account
    from sites.ledger import open_ledger
    from web.accounts import add as add_account

    fresh = new_account(name, role, officer, body)  # type: ignore[arg-type]
    with closing(open_ledger(ledger)) as opened:
        made = add_account(opened, by, fresh, _password(password_stdin))
    say(f"已建账号“{made.name}”", f"the account “{made.name}” is made")


@account.command(help=t("重设密码，也解除锁定。", "Set another password; it also unlocks."))
@click.argument("name")
@STDIN
@LEDGER
@WHO
@LANGUAGE
def password(name: str, password_stdin: bool, ledger: str, by: str) -> None:
    """Set a password."""
    from contextlib import closing

    from sites.ledger import open_ledger
    from web.accounts import set_password

    with closing(open_ledger(ledger, make=False)) as opened:
        set_password(opened, by, name, _password(password_stdin))
    say(f"已重设“{name}”的密码", f"“{name}” has a new password")


@account.command(help=t("改角色。", "Change the role."))
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help=ROLE_HELP)
@OFFICER
@BODY
@LEDGER
@WHO
@LANGUAGE
def role(name: str, role: str, officer: str, body: str, ledger: str, by: str) -> None:
    """Give an account another role, and whom it stands for."""
    _change(ledger, by, name, {"role": role, "officer": officer, "body": body})


@account.command(help=t("停用账号。", "Disable an account."))
@click.argument("name")
@LEDGER
@WHO
@LANGUAGE
def disable(name: str, ledger: str, by: str) -> None:
    """Nobody logs in with it any more; its events stay."""
    _change(ledger, by, name, {"disabled": True})


@account.command(help=t("重新启用账号。", "Enable an account again."))
@click.argument("name")
@LEDGER
@WHO
@LANGUAGE
def enable(name: str, ledger: str, by: str) -> None:
    """Let people log in with it again."""
    _change(ledger, by, name, {"disabled": False})


def _change(ledger: str, by: str, name: str, fields: dict[str, object]) -> None:
    from contextlib import closing

    from sites.ledger import open_ledger
    from web.accounts import account_line, change

    with closing(open_ledger(ledger, make=False)) as opened:
        line = account_line(change(opened, by, name, fields))
    say(line.zh, line.en)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        import sys

        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt(t("密码", "Password"), hide_input=True, confirmation_prompt=True))
