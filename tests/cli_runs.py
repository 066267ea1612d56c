"""Runs the program: inside this process where that is enough, as a process of its own elsewhere."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cli_street import WEEK, write_street
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import cli

ROOT = Path(cli.__file__).parent


def run(*words: object) -> Result:
    """Run a command in this process, in Chinese."""
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def start(*words: object, cwd: Path = ROOT, **env: str) -> subprocess.Popen[str]:
    """Start ``python -m cli`` as a process that hears Ctrl-C, whatever started us."""
    silent = {k: v for k, v in os.environ.items() if not k.startswith("INSPECT_ONCE")}
    return subprocess.Popen(
        [sys.executable, "-m", "cli", *(str(word) for word in words)],
        cwd=cwd,
        env=silent | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_hear_ctrl_c if os.name == "posix" else None,
    )


def _hear_ctrl_c() -> None:
    """A shell starts what runs in the background deaf to Ctrl-C, and children inherit it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def shell(*words: object, cwd: Path = ROOT, **env: str) -> tuple[int, str]:
    """Run ``python -m cli`` to its end; its exit code and all it printed."""
    process = start(*words, cwd=cwd, **env)
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def refused(result: Result, out: Path) -> list[str]:
    """The faults of a refused run: exit code 2, plain sentences, nothing left in ``out``."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert not out.exists() or not list(out.iterdir())
    lines = result.stderr.splitlines()
    assert lines
    assert result.stdout == ""
    return lines


class Cells:
    """A workbook open for spoiling: finds a cell by sheet, heading and row of data."""

    def __init__(self, path: Path):
        self.path = path
        self.book = load_workbook(path)

    def sheet(self, name: str) -> Worksheet:
        """A sheet."""
        return self.book[name]

    def set(self, sheet: str, heading: str, value: Any, row: int = 1) -> str:
        """Type a value into the row of data with that number; the cell's place."""
        page = self.book[sheet]
        column = next(c.column for c in page[2] if c.value == heading)
        cell = page.cell(row + 2, column)
        cell.value = value
        return f"{sheet}!{cell.coordinate}"

    def save(self) -> Path:
        """Save it where it was."""
        self.book.save(self.path)
        return self.path


def spoiled(folder: Path, *spoils: Callable[[Cells], Any], **street: Any) -> Path:
    """The street's workbook, spoiled."""
    cells = Cells(write_street(folder / "street.xlsx", **street))
    for spoil in spoils:
        spoil(cells)
    return cells.save()


def plan(book: Path, out: Path, *words: object) -> Result:
    """Run ``plan`` for the street's week."""
    return run("plan", book, "--week", WEEK, "--out", out, *words)
