"""Accounts and tokens in the ledger: made, checked and changed, each change an event.

Passwords are hashed by argon2id (RFC 9106); no password and no token ever reaches an event, a log
or an error message.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sites.accounts import (
    Account,
    ApiToken,
    is_locked,
    see_administered,
    see_complete,
    see_password,
    tried,
)
from sites.base import Text
from sites.book import SiteBook
from sites.clock import china_now
from sites.errors import Refused
from sites.ledger import Ledger, Rows
from sites.lookup import body_called, officer_called
from web.desk import ROLES

NOBODY = "未登录"
"""Who tells of a wrong password: whoever typed it did not show who it was."""

_AT_ONCE = BoundedSemaphore(2)
"""Passwords checked at a time: each takes 64 MiB, and anybody may ask."""

_TOKEN = re.compile(r"io-([0-9a-f]{12})-([0-9A-Za-z_-]{43})")


class NewToken(NamedTuple):
    """A token's row, and the text that is shown once and kept nowhere."""

    row: ApiToken
    text: str


def now() -> datetime:
    """The moment in China's time, as accounts keep it."""
    return china_now().replace(tzinfo=None, microsecond=0)


def hashed(password: str) -> str:
    """The argon2id hash of a password."""
    with _AT_ONCE:
        return PasswordHasher().hash(password)


def matches(hash: str, password: str) -> bool:
    """Whether a password is that of a hash; takes as long where there is none."""
    with _AT_ONCE:
        try:
            return PasswordHasher().verify(hash or _decoy(), password) and bool(hash)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _decoy() -> str:
    return PasswordHasher().hash(secrets.token_hex(16))


def add(ledger: Ledger, who: str, account: Account, password: str) -> Account:
    """Add an account; raises `Refused` if its name is taken, or its password or person will not do.

    The first one must be an administrator's.
    """
    see_password(account.name, password)
    hash = hashed(password)
    with ledger.act(who, source="account add") as act:
        made = _seen(act, account).but(hash=hash)
        if act.row("accounts", made.name) is not None:
            raise Refused(
                Text(zh=f"账号“{made.name}”已有", en=f"the account “{made.name}” is there already")
            )
        see_administered((*act.rows("accounts"), made))
        act.put("accounts", made)
    return made


def change(ledger: Ledger, who: str, name: str, fields: Mapping[str, Any]) -> Account:
    """Set role, officer, body or disabled of an account.

    Raises
    ------
    Refused
        If there is no such account, or no administrator would be left.
    """
    with ledger.act(who, source="account change") as act:
        after = _seen(act, called(act, name).but(**fields))
        see_complete(after)
        others = tuple(a for a in act.rows("accounts") if a.name != name)
        see_administered((*others, after))
        act.put("accounts", after)
    return after


def set_password(ledger: Ledger, who: str, name: str, password: str) -> None:
    """Give an account another password, which also opens it if it was locked."""
    see_password(name, password)
    fields = {"hash": hashed(password), "failed": 0, "locked_until": None}
    with ledger.act(who, source="account password") as act:
        called(act, name)
        act.change("accounts", name, fields, "password_set")


def called(rows: Rows, name: str) -> Account:
    """The account of a name; raises `Refused` if there is none."""
    found: Account | None = rows.row("accounts", name)
    if found is None:
        raise Refused(Text(zh=f"没有账号“{name}”", en=f"there is no account “{name}”"))
    return found


def log_in(ledger: Ledger, name: str, password: str) -> Account | None:
    """The account, if the password is right and it is neither disabled nor locked; else None.

    A wrong password is told and counted. Of a name that is not there nothing is kept: people
    type passwords into the wrong field.
    """
    with ledger.reading() as rows:
        known: Account | None = rows.row("accounts", name)
    is_right = matches(known.hash if known else "", password)
    if known is None or known.disabled or is_locked(known, now()):
        return None
    with ledger.act(name if is_right else NOBODY, source="login") as act:
        account = called(act, name)
        if account.hash != known.hash or account.disabled or is_locked(account, now()):
            return None
        after = tried(account, is_right, now())
        if is_right:
            act.put("accounts", after)
            act.note("accounts", name, "logged_in")
            return after
        act.put("accounts", after, "locked_out" if after.locked_until else "login_failed")
    return None


def log_out(ledger: Ledger, name: str) -> None:
    """Tell that somebody left."""
    with ledger.act(name, source="logout") as act:
        act.note("accounts", name, "logged_out")


def has_administrator(ledger: Ledger) -> bool:
    """Whether somebody can log in as administrator; a shared board asks for one."""
    with ledger.reading() as rows:
        accounts = rows.rows("accounts", role="admin", disabled=False)
    return any(a.hash for a in accounts)


def new_token(ledger: Ledger, who: str, account: str, days: int, note: str = "") -> NewToken:
    """Make a token of an account, valid for so many days."""
    id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    expires = now() + timedelta(days=days)
    row = ApiToken(id=id, account=account, hash=_digest(secret), expires=expires, note=note)
    with ledger.act(who, source="token new") as act:
        called(act, account)
        act.put("tokens", row)
    return NewToken(row, f"io-{id}-{secret}")


def revoke(ledger: Ledger, who: str, id: str) -> None:
    """Take a token away; raises `Refused` if there is none of that id."""
    with ledger.act(who, source="token revoke") as act:
        if act.row("tokens", id) is None:
            raise Refused(Text(zh=f"没有令牌“{id}”", en=f"there is no token “{id}”"))
        act.drop("tokens", id)


def holder(ledger: Ledger, text: str) -> Account | None:
    """The account that a token acts for, if it is valid and the account is not disabled."""
    said = _TOKEN.fullmatch(text.strip())
    if said is None:
        return None
    with ledger.reading() as rows:
        token: ApiToken | None = rows.row("tokens", said[1])
        account: Account | None = rows.row("accounts", token.account) if token else None
    if token is None or not hmac.compare_digest(token.hash, _digest(said[2])):
        return None
    return account if account and not account.disabled and now() < token.expires else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def account_line(account: Account) -> Text:
    """An account in one line: who, as what, for whom, whether it is open."""
    role, person = ROLES[account.role], account.officer or account.body
    zh = [account.name, role.zh, person, "已停用" if account.disabled else ""]
    en = [account.name, role.en, person, "disabled" if account.disabled else ""]
    if is_locked(account, now()):
        zh.append(f"锁定至{account.locked_until:%H:%M}")
        en.append(f"locked until {account.locked_until:%H:%M}")
    return Text(zh="  ".join(w for w in zh if w), en="  ".join(w for w in en if w))


def _seen(rows: Rows, account: Account) -> Account:
    """The account with the people it stands for as the ledger names them.

    A department stands under its enforcing name, as tasks and hazards do. Raises `Refused` or
    `BookError` if the ledger does not know them.
    """
    book = SiteBook(officers=rows.rows("officers"), bodies=rows.rows("bodies"))
    officer = officer_called(account.officer, book).id if account.officer else ""
    body = body_called(account.body, book).enforcing if account.body else ""
    return account.but(officer=officer, body=body)
