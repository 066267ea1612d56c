"""Files are written whole or not at all: built beside their target, then put in its place."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from sites.base import Text
from sites.errors import BookError, Fault

Write = Callable[[Path], None]
"""Writes one whole file to the path it is given."""


def write_all(files: Mapping[Path, Write]) -> None:
    """Build every file first, then put all in place; an interrupted run changes none.

    Folders are made where they are missing.

    Raises
    ------
    BookError
        If a folder or a file cannot be written (read-only, or open in Excel). Nothing changes.
    """
    built: dict[Path, Path] = {}
    try:
        for target, write in files.items():
            reach(target)
            built[target] = target.with_name(f".{target.stem}.{os.getpid()}{target.suffix}")
            _build(built[target], write)
        for target, temporary in built.items():
            _try(target, lambda t=target, s=temporary: os.replace(s, t))  # type: ignore[misc]
    finally:
        for temporary in built.values():
            temporary.unlink(missing_ok=True)


def write_text(text: str) -> Write:
    """A `Write` of plain text in UTF-8 with the line ends it has."""
    return lambda path: _write_bytes(path, text.encode("utf-8"))


def _write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def reach(target: Path) -> None:
    """Make the folder, and see that a file of the same name may be replaced.

    Raises
    ------
    BookError
        If not: the folder is read-only, or the file is open in Excel.
    """

    def touch() -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            with open(target, "r+b"):
                pass

    _try(target, touch)


def _build(temporary: Path, write: Write) -> None:
    def build() -> None:
        write(temporary)
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())

    _try(temporary, build)


def _try(path: Path, act: Callable[[], None]) -> None:
    try:
        act()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise BookError(
            [
                Fault(
                    sheet=str(path.parent / path.name),
                    found=Text(zh=f"无法写入（{why}）", en=f"it cannot be written ({why})"),
                    expected=Text(
                        zh="可写入的文件夹，且文件未在 Excel 或 WPS 中打开",
                        en="a folder that can be written to, and the file not open in Excel",
                    ),
                )
            ]
        ) from None
