"""Files appear whole, all of them, or nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.files import write_all, write_text
from sites.errors import BookError


def test_writes_every_file_into_a_new_folder(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    write_all({out / "a.txt": write_text("甲\n"), out / "b.txt": write_text("乙\n")})
    assert (out / "a.txt").read_bytes() == "甲\n".encode()
    assert sorted(p.name for p in out.iterdir()) == ["a.txt", "b.txt"]


def test_an_interrupted_build_changes_nothing(tmp_path: Path) -> None:
    old = tmp_path / "a.txt"
    old.write_text("old")

    def interrupted(path: Path) -> None:
        path.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all({old: write_text("new"), tmp_path / "b.txt": interrupted})
    assert old.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_a_file_is_a_fault_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(BookError) as caught:
        write_all(
            {tmp_path / "ok.txt": write_text("x"), tmp_path / "out" / "a.txt": write_text("x")}
        )
    (fault,) = caught.value.faults
    assert "out" in fault.sheet
    assert "无法写入" in fault.found.zh
    assert not (tmp_path / "ok.txt").exists()


def test_a_target_that_is_a_folder_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(BookError):
        write_all({tmp_path / "a.txt": write_text("new"), tmp_path / "b.txt": write_text("new")})
    assert (tmp_path / "a.txt").read_text() == "old"
