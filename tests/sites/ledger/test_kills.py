"""Thirty processes are killed at seeded random points; the ledger is whole each time.

`benchmarks/ledger.py --kills 500` does it more often.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from ledgers import Server

from benchmarks.killed_week import KilledWeek
from benchmarks.kills import Step, acts, homes, kill_often, state
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


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> KilledWeek:
    return KilledWeek(tmp_path_factory.mktemp("week"))


def test_reading_and_publishing_are_killed(week: KilledWeek, tmp_path: Path) -> None:
    """Each place has its own copy of the plan."""
    places = homes(tmp_path, 2)
    kills = kill_often(places, week.taken_up, 6, seed=6)
    assert kills.amid > 0
    assert state(open_ledger(places[1]))["tasks"]


def test_recording_is_killed(week: KilledWeek, tmp_path: Path) -> None:
    """A 任务单 with findings, then a tracker that people typed into."""
    places = homes(tmp_path, 2)
    week.take_up(places)
    kills = kill_often(places, week.recorded, 6, seed=7)
    assert kills.amid > 0
    now = state(open_ledger(places[1]))
    assert {row["place"] for row in now["hazards"]} >= {"塔吊基础"}
    assert any(row["id"].startswith("YH2026W49-") for row in now["hazards"])
    assert {row["name"] for row in now["photos"]} == {"限位.jpg"}


def test_a_kill_that_loses_something_would_be_seen(tmp_path: Path) -> None:
    """The harness itself: a step that is acknowledged and not written is found."""

    def forgetful(place: str) -> list[Step]:
        forgets = place.endswith("a1.sqlite")
        return [*acts(place)[:2], lambda: None] if forgets else acts(place)[:3]

    with pytest.raises(AssertionError, match=r"missing|otherwise"):
        kill_often([str(tmp_path / "a0.sqlite"), str(tmp_path / "a1.sqlite")], forgetful, 3, 1)
    with closing(open_ledger(tmp_path / "a1.sqlite")) as ledger, ledger.reading() as rows:
        assert rows.count("hazards") == 10
