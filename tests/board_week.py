"""A ledger of the smallest example, and its next week planned beside it as the board keeps it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cli_runs import ROOT, run

BOOK = ROOT / "examples" / "smallest" / "smallest.xlsx"
NAME = "2026-W49"
_KEPT = TemporaryDirectory(prefix="board_week")


@cache
def _made() -> Path:
    folder = Path(_KEPT.name)
    read = run("read", BOOK, "--ledger", folder / "ledger.sqlite", "--by", "李甲")
    assert read.exit_code == 0, read.output
    out = folder / "ledger.weeks" / NAME
    words = ("--ledger", folder / "ledger.sqlite", "--week", NAME, "--limit", "20", "--out", out)
    planned = run("plan", *words)
    assert planned.exit_code == 0, planned.output
    return folder


def small_ledger(folder: Path) -> Path:
    """The ledger alone, in a folder of the test's own."""
    return Path(shutil.copy(_made() / "ledger.sqlite", folder / "ledger.sqlite"))


def small_week(folder: Path) -> Path:
    """The planned week's folder, with its ledger beside ``ledger.weeks``."""
    small_ledger(folder)
    shutil.copytree(_made() / "ledger.weeks", folder / "ledger.weeks")
    return folder / "ledger.weeks" / NAME
