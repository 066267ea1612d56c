"""A ledger's file: whether it is one of ours, and how a new one comes to its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sites.base import Text
from sites.ledger.failures import failure
from sites.ledger.place import is_shared, refuse

APPLICATION = 0x1257EC7
"""SQLite's application id (byte 68 of a file): tells our ledgers from other programs' files."""
_SQLITE = b"SQLite format 3\x00"
_OURS = Text(zh="本程序的台账文件", en="a ledger of this program")


def see_place(path: Path) -> None:
    """See that a ledger may lie here, whether it is there yet or not.

    Raises
    ------
    BookError
        If it lies on a network share, or in no folder, or where nothing can be written.
    """
    if is_shared(path):
        raise refuse(
            str(path),
            Text(zh="台账放在网络共享盘上", en="a ledger on a network share"),
            Text(
                zh="本机硬盘上的文件；多人共用请用PostgreSQL或浏览器看板",
                en="a file on this machine; for several people use PostgreSQL or the board",
            ),
        )
    folder = path.absolute().parent
    if not folder.is_dir():
        raise refuse(
            str(path),
            Text(zh=f"没有文件夹“{folder}”", en=f"no folder “{folder}”"),
            Text(zh="一个已有的文件夹", en="a folder that is there"),
        )
    writable = os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    if not writable:
        raise failure(str(path), "readonly")


def see_ours(path: Path) -> None:
    """See that a file that is there is a ledger of ours: nothing of others is ever touched.

    Raises
    ------
    BookError
        If it is a folder, empty, or of another program.
    """
    if path.is_dir():
        raise refuse(str(path), Text(zh="一个文件夹", en="a folder"), _OURS)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        raise failure(str(path), "readonly") from None
    if not head:
        empty = Text(
            zh="一份台账（可用 restore 恢复备份；删掉空文件则新建台账）",
            en="a ledger (restore a backup, or delete the empty file to start a new one)",
        )
        raise refuse(str(path), Text(zh="空文件", en="an empty file"), empty)
    if not head.startswith(_SQLITE):
        raise refuse(str(path), Text(zh="不是台账文件", en="no ledger"), _OURS)
    if int.from_bytes(head[68:72], "big") != APPLICATION:
        found = Text(zh="别的程序的数据库文件", en="a database of another program")
        raise refuse(str(path), found, _OURS)


def was_cut_off(path: Path) -> bool:
    """Whether somebody who wrote to a file did not close it, or has it open at this moment."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def mark(connection: Any) -> None:
    """Make the new, empty file behind a connection of SQLite's own one of ours."""
    connection.execute(f"PRAGMA application_id={APPLICATION}")


def put_new(made: Path, path: Path) -> None:
    """Put a file that was made beside it in its place, unless somebody else has been faster."""
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        if not path.exists():
            os.rename(made, path)
    made.unlink(missing_ok=True)
