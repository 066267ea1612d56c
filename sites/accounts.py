"""Accounts of a shared board: who may log in, as what; when too many wrong tries lock the door.

Pure rules over rows. Nothing here knows a password: hashes are made and checked by `web.accounts`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from sites.base import Frozen, Text
from sites.errors import Refused

Role = Literal["clerk", "officer", "body", "leader", "admin"]

MOST_TRIES = 5
LOCKED_MINUTES = 15
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
"""NIST SP 800-63B asks for length, not for kinds of characters; argon2 bounds no length itself."""


class Account(Frozen):
    """账号: a person's way into a shared board. Moments are China's time."""

    name: str = Field(min_length=1, max_length=50, description="what is typed to log in")
    role: Role
    hash: str = Field("", description="argon2id of the password; never shown")
    officer: str = Field("", description="执法人员 id whose visits an officer sees")
    body: str = Field("", description="部门 id whose items a department sees")
    disabled: bool = False
    failed: int = Field(0, ge=0, description="wrong passwords since the last right one")
    locked_until: datetime | None = None

    @model_validator(mode="after")
    def _stands_for_somebody(self) -> Self:
        if self.role == "officer" and not self.officer:
            raise ValueError("an officer's account names the officer")
        if self.role == "body" and not self.body:
            raise ValueError("a department's account names the department")
        return self


class ApiToken(Frozen):
    """接口令牌: lets a program act for an account, with that account's role."""

    id: str
    account: str
    hash: str = Field(description="SHA-256 of its secret, which is random and long")
    expires: datetime
    note: str = ""


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
