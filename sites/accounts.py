"""Accounts of a shared board: who may log in, as what; when too many wrong tries lock the door.

Pure rules over rows. Nothing here knows a password: hashes are made and checked by `web.accounts`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from sites.base import Frozen, Text
from sites.errors import Refused

Role = Literal["clerk", "officer", "body", "leader", "admin"]

MOST_TRIES = 5
LOCKED_MINUTES = 15
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
LONGEST_NAME = 50
"""NIST SP 800-63B asks for length, not for kinds of characters; argon2 bounds no length itself."""


class Account(Frozen):
    """账号: a person's way into a shared board. Moments are China's time."""

    name: str = Field(description="what is typed to log in")
    role: Role
    hash: str = Field("", description="argon2id of the password; never shown")
    officer: str = Field("", description="执法人员 id whose visits an officer sees")
    body: str = Field("", description="部门 id whose items a department sees")
    disabled: bool = False
    failed: int = Field(0, ge=0, description="wrong passwords since the last right one")
    locked_until: datetime | None = None


class ApiToken(Frozen):
    """接口令牌: lets a program act for an account, with that account's role."""

    id: str
    account: str
    hash: str = Field(description="SHA-256 of its secret, which is random and long")
    expires: datetime
    note: str = ""


def new_account(name: str, role: Role, officer: str = "", body: str = "") -> Account:
    """An account without a password yet; raises `Refused` as `see_complete` does."""
    account = Account(name=name.strip(), role=role, officer=officer.strip(), body=body.strip())
    see_complete(account)
    return account


def see_complete(account: Account) -> None:
    """Raise `Refused` unless its name can be typed and a narrow role says whose things it sees."""
    if not 0 < len(account.name) <= LONGEST_NAME or not account.name.isprintable():
        raise Refused(
            Text(zh=f"账号名须为1至{LONGEST_NAME}个字", en=f"a name has 1 to {LONGEST_NAME} signs")
        )
    if account.role == "officer" and not account.officer:
        raise Refused(Text(zh="请写明是哪名执法人员", en="say which officer it is"))
    if account.role == "body" and not account.body:
        raise Refused(Text(zh="请写明是哪个部门", en="say which department it is"))


def is_locked(account: Account, now: datetime) -> bool:
    """Whether too many wrong tries keep it shut at this moment."""
    return account.locked_until is not None and now < account.locked_until


def tried(account: Account, is_right: bool, now: datetime) -> Account:
    """Return the account after somebody typed a password; a locked one stays as it is."""
    if is_locked(account, now):
        return account
    if is_right:
        return account.but(failed=0, locked_until=None)
    failed = 1 if account.locked_until else account.failed + 1
    until = now + timedelta(minutes=LOCKED_MINUTES) if failed >= MOST_TRIES else None
    return account.but(failed=failed, locked_until=until)


def see_password(name: str, password: str) -> None:
    """Raise `Refused` for a password that is too short, too long, or the name itself."""
    short, long = SHORTEST_PASSWORD, LONGEST_PASSWORD
    if not short <= len(password) <= long:
        raise Refused(
            Text(zh=f"密码须为{short}至{long}个字符", en=f"a password has {short} to {long} signs")
        )
    if name in password or len(set(password)) < short // 2:
        raise Refused(
            Text(
                zh="密码不能含有账号名，也不能只用很少几个字符重复",
                en="a password neither holds the account's name nor repeats a few signs",
            )
        )


def see_administered(accounts: tuple[Account, ...]) -> None:
    """Raise `Refused` unless an administrator can log in: somebody must be able to mend things."""
    if not any(a.role == "admin" and not a.disabled and a.hash for a in accounts):
        raise Refused(
            Text(
                zh="至少要有一个可用的管理员账号：inspect-once account add 姓名 --role admin",
                en="there must be an administrator: inspect-once account add NAME --role admin",
            )
        )
