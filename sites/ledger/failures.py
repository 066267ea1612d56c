"""What a database's failures say to people: plain sentences, no password and nobody's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from sites.base import Text
from sites.errors import BookError, Fault
from sites.ledger.place import named

_SAYS = {
    "locked": (
        Text(zh="另一个人正在写台账", en="somebody else writing to the ledger"),
        Text(zh="没有别人在写的时候（稍候再试）", en="nobody else writing (try again in a moment)"),
    ),
    "readonly": (
        Text(zh="文件或文件夹只读", en="a read-only file or folder"),
        Text(zh="可以写入的文件和文件夹", en="a file and a folder that can be written to"),
    ),
    "damaged": (
        Text(zh="文件损坏", en="a damaged file"),
        Text(zh="完整的台账（可用 restore 恢复备份）", en="a whole ledger (restore a backup)"),
    ),
    "full": (
        Text(zh="磁盘已满", en="a full disk"),
        Text(zh="有空间的磁盘（台账没有改动）", en="a disk with room (nothing was changed)"),
    ),
    "unreached": (
        Text(zh="数据库连不上", en="that the database cannot be reached"),
        Text(
            zh="已启动、可以登录的PostgreSQL（检查地址、端口、用户和密码）",
            en="a PostgreSQL that runs and lets you in (see address, port, user and password)",
        ),
    ),
    "other": (
        Text(zh="数据库出错", en="a failure of the database"),
        Text(zh="一份可以读写的台账", en="a ledger that can be written to"),
    ),
}
_SIGNS = {
    "locked": ("is locked", "lock timeout"),
    "readonly": ("readonly", "unable to open", "permission denied"),
    "damaged": ("malformed", "not a database"),
    "full": ("is full", "no space left"),
    "unreached": ("connection", "connect to server", "does not exist", "terminat"),
}


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn failures of the database under the block into sentences about ``place``.

    Raises
    ------
    BookError
        In place of every failure that the place is to blame for.
    RuntimeError
        In place of every other, which the program is to blame for.
    """
    try:
        yield
    except sa.exc.DatabaseError as error:
        said = str(error.orig)
        which = _which(said.lower())
        if which in ("unreached", "other") and not isinstance(error, sa.exc.OperationalError):
            # our own mistake; what follows the first line may quote somebody's row
            raise RuntimeError(said.partition("\n")[0]) from None
        raise failure(place, which) from None


def _which(text: str) -> str:
    return next((w for w, signs in _SIGNS.items() if any(s in text for s in signs)), "other")


def failure(place: str, which: str) -> BookError:
    """The refusal of a place for one of the reasons above, as ``damaged`` or ``readonly``."""
    found, expected = _SAYS[which]
    return BookError([Fault(sheet=named(place), found=found, expected=expected)])
