"""Thirty processes are killed at seeded random points; the ledger is whole each time.

`benchmarks/ledger.py --kills 500` does it more often.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from cli_runs import run
from cli_street import WEEK, write_street
from ledgers import Server

from benchmarks.kills import Step, acts, commands, homes, kill_often, state
from sites.ledger import open_ledger

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a process is killed as on POSIX")


def test_acts_are_killed_on_a_file(tmp_path: Path) -> None:
    kills = kill_often(homes(tmp_path, 4), acts, 18, seed=4)
    assert kills.all == 18
    assert kills.amid > 5


def test_acts_are_killed_on_a_server(postgresql: Server) -> None:
    places = [postgresql.empty() for _ in range(2)]
    kills = kill_often(places, acts, 8, seed=5)
    assert kills.amid > 0


def test_commands_are_killed(tmp_path: Path) -> None:
    """``read`` and ``publish`` on a planned street, each place with its own copy of the plan."""
    book, out = write_street(tmp_path / "street.xlsx"), tmp_path / "out"
    for words in (
        ("plan", book, "--week", WEEK, "--out", out, "--limit", "1"),
        ("submit", out, "--by", "李甲", "--today", "2026-11-27"),
        ("approve", out, "--by", "王乙", "--today", "2026-11-27"),
    ):
        done = run(*words)
        assert done.exit_code == 0, done.output

    def steps(place: str) -> list[Step]:
        here = f"{place}.out"
        shutil.copytree(out, here)
        keep = ("--by", "李甲", "--ledger", place)
        return commands([("read", book, *keep), ("publish", here, *keep, "--today", "2026-11-27")])

    places = homes(tmp_path, 2)
    kills = kill_often(places, steps, 8, seed=6)
    assert kills.amid > 0
    assert state(open_ledger(places[1]))["tasks"]


def test_a_kill_that_loses_something_would_be_seen(tmp_path: Path) -> None:
    """The harness itself: a step that is acknowledged and not written is found."""

    def forgetful(place: str) -> list[Step]:
        return [*acts(place)[:2], lambda: None] if "1" in place else acts(place)[:3]

    with pytest.raises(AssertionError, match=r"missing|otherwise"):
        kill_often([str(tmp_path / "a0.sqlite"), str(tmp_path / "a1.sqlite")], forgetful, 3, 1)
    with closing(open_ledger(tmp_path / "a1.sqlite")) as ledger, ledger.reading() as rows:
        assert rows.count("hazards") == 10
