"""Where a ledger may lie, and what is said where it may not: plain sentences, no password."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from first_ledger import fill
from ledgers import Server, some_ledger

from sites.errors import BookError
from sites.ledger import open_ledger
from sites.ledger import place as places

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/office cifs rw 0 0
server:/home /mnt/my\\040home nfs4 rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
"""


def refusal(place: object) -> str:
    """What is said, in Chinese, when a ledger is opened there."""
    with pytest.raises(BookError) as refused:
        open_ledger(str(place))
    (fault,) = refused.value.faults
    return fault.in_("zh")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/ledger.sqlite", "ext4"),
        ("/mnt/office/a/ledger.sqlite", "cifs"),
        ("/mnt/officer/ledger.sqlite", "ext4"),
        ("/mnt/my home/ledger.sqlite", "nfs4"),
        ("/mnt/office/local/ledger.sqlite", "ext4"),
    ],
)
def test_the_nearest_mount_tells_the_kind(path: str, kind: str) -> None:
    assert places.file_system(PurePosixPath(path), MOUNTS) == kind  # type: ignore[arg-type]


def test_no_mounts_known_means_a_file_of_this_machine() -> None:
    assert places.file_system(Path("/a"), "") == ""


def test_a_network_share_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    share = f"//server/share {tmp_path.as_posix()} cifs rw 0 0\n"
    monkeypatch.setattr(places, "_mounts", lambda: "/dev/sda1 / ext4 rw 0 0\n" + share)
    assert "网络共享盘" in refusal(tmp_path / "ledger.sqlite")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kind", "shared"), [(4, True), (3, False)])
def test_windows_asks_the_drive(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: int, shared: bool
) -> None:
    import ctypes

    asked = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda root: kind))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", asked, raising=False)
    assert places.is_shared(tmp_path / "ledger.sqlite") is shared


def test_a_folder(tmp_path: Path) -> None:
    assert "发现一个文件夹" in refusal(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "没有文件夹" in refusal(tmp_path / "none" / "ledger.sqlite")


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "空文件"), (b"PK\x03\x04 a workbook", "不是台账文件")]
)
def test_other_files_are_left_alone(tmp_path: Path, content: bytes, said: str) -> None:
    place = tmp_path / "ledger.sqlite"
    place.write_bytes(content)
    assert said in refusal(place)
    assert place.read_bytes() == content
    assert list(tmp_path.iterdir()) == [place]


def test_another_programs_sqlite_file_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(place)) as raw:
        raw.execute("CREATE TABLE invoices (id)")
    before = place.read_bytes()
    assert "别的程序" in refusal(place)
    assert place.read_bytes() == before


def test_no_ledger_is_made_where_one_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no such ledger"):
        open_ledger(tmp_path / "ledger.sqlite", make=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
@pytest.mark.parametrize("closed", ["folder", "file"])
def test_what_is_read_only_is_said(closed: str) -> None:
    for folder in Path(sa.__file__).parents:
        if os.geteuid() == 0 and not folder.stat().st_mode & 0o001:
            pytest.skip(f"only root may read {folder}, and the test gives root's rights away")
    with TemporaryDirectory() as made:  # pytest's own folders are closed to others
        folder, place = Path(made), Path(made) / "ledger.sqlite"
        some_ledger(folder).close()
        folder.chmod(0o755 if closed == "folder" else 0o777)
        place.chmod(0o666 if closed == "folder" else 0o444)
        assert "只读" in as_nobody(lambda: refusal(place))


def as_nobody(said: Callable[[], str]) -> str:
    """What a function says when it runs without root's rights."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            os.write(writing, said().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text


def test_a_file_that_was_cut_off_is_looked_through(tmp_path: Path) -> None:
    """A WAL that was left behind is the sign; a page that is gone is found then, not later."""
    place = tmp_path / "ledger.sqlite"
    with closing(some_ledger(tmp_path)) as ledger:
        fill(ledger)
        beside = ledger.engine.connect()
        with ledger.act("甲") as act:
            act.note("sites", "示例花园", "seen")
        log = (tmp_path / "ledger.sqlite-wal").read_bytes()
        beside.close()
    whole = place.read_bytes()
    (tmp_path / "ledger.sqlite-wal").write_bytes(log)
    open_ledger(place).close()
    (tmp_path / "ledger.sqlite-wal").write_bytes(b"\0" * 32)
    place.write_bytes(whole[:8192] + b"\xff" * 4096 * 4 + whole[8192 + 4096 * 4 :])
    assert "文件损坏，应为完整的台账" in refusal(place)


def test_a_ledger_that_is_open_elsewhere_opens(tmp_path: Path) -> None:
    with closing(some_ledger(tmp_path)) as one, one.act("甲") as act:
        act.note("sites", "x", "seen")
        with closing(open_ledger(tmp_path / "ledger.sqlite")) as two, two.reading() as rows:
            assert rows.events() == ()


def test_a_new_ledger_leaves_one_file(tmp_path: Path) -> None:
    some_ledger(tmp_path).close()
    assert [p.name for p in tmp_path.iterdir()] == ["ledger.sqlite"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("postgresql://office:geheim@127.0.0.1:1/ledger", "数据库连不上"),
        ("postgresql://office:geheim@127.0.0.1:port/ledger", "看不懂的地址"),
        ("mysql://office:geheim@127.0.0.1/ledger", "mysql数据库"),
        ("://office:geheim@", "看不懂的地址"),
    ],
)
def test_a_server_that_cannot_be_used(place: str, said: str) -> None:
    pytest.importorskip("psycopg")
    text = refusal(place)
    assert said in text
    assert "geheim" not in text


def test_a_database_that_is_not_there(postgresql: Server) -> None:
    assert "数据库连不上" in refusal(postgresql.url("nowhere"))


def test_a_server_that_goes_away_is_said(postgresql: Server) -> None:
    stop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    url = postgresql.empty()
    ledger, other = open_ledger(url), open_ledger(url)

    def read_on() -> None:
        with ledger.reading() as rows, other.engine.connect() as connection:
            connection.exec_driver_sql(f"{stop} AND datname = current_database()")
            rows.events()

    with closing(ledger), closing(other), pytest.raises(BookError, match="cannot be reached"):
        read_on()
