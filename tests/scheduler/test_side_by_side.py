"""Two cores share a round: who is done with his other work searches on, whatever becomes of the
other one.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from strategies import random_round

from constraints import RULES
from scheduler import side_by_side
from scheduler.beside import Beside
from scheduler.bundle import bundle
from scheduler.engine import Bounds
from scheduler.search import Search
from scheduler.settings import Settings
from scheduler.side_by_side import SideBySide

ALL = tuple(RULES.values())
SETTINGS = Settings(seconds=600.0, effort=600.0)


@contextmanager
def begun(seed: int = 12) -> Iterator[SideBySide]:
    """A search of a random week, with its first plan."""
    round = bundle(random_round(seed).but(visits=(), published=None, pins=()), ALL)
    with SideBySide(Search(round, ALL, SETTINGS, lambda text: None)) as cores:
        cores.start()
        yield cores


def test_a_core_that_is_done_with_its_block_searches_for_the_rest_of_the_round() -> None:
    with begun() as cores:
        cores.budget = 2_000
        before = cores.own.weighed
        with cores.beside():
            assert cores.own.weighed == before
        assert cores.own.weighed > before


def test_a_block_as_long_as_the_round_leaves_nothing_to_search_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(side_by_side, "OPTIONS_BESIDE", 2_000)
    with begun() as cores:
        cores.budget = 2_000
        before = cores.own.weighed
        with cores.beside(effort=1.0):
            pass
        assert cores.own.weighed == before


def test_the_same_bound_is_not_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int, tuple[tuple[str, int], ...]]] = []
    with begun(seed=1) as cores:  # its bounds stay below what it has
        bounds = Bounds(cores.search, cores.nevers)
        bounds.raise_all()
        assert bounds._coarse is not None
        bound = bounds._coarse.bound

        def noted(tier: str, above: dict[str, int], *, detail: int, seconds: float) -> int:
            asked.append((tier, detail, tuple(sorted(above.items()))))
            return bound(tier, above, detail=detail, seconds=seconds)

        monkeypatch.setattr(bounds._coarse, "bound", noted)
        for _ in range(4):
            bounds.raise_all()
    assert asked
    assert len(asked) == len(set(asked))


def kill(cores: SideBySide) -> None:
    """What the system does with the second process when memory is short."""
    assert cores.other is not None
    pid = cores.other._process.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    cores.other._process.join()


def test_a_second_process_that_dies_takes_nothing_with_it() -> None:
    with begun() as cores:
        with cores.beside():
            kill(cores)
        assert cores.other is None
        cores.round()
        assert cores.other is None
        assert cores.search.incumbent is not None


def test_one_that_dies_between_two_rounds_takes_nothing_with_it_either() -> None:
    with begun() as cores:
        with cores.beside():
            pass
        kill(cores)
        before = cores.own.weighed
        cores.round()
        assert cores.other is None
        assert cores.own.weighed > before


def test_where_there_is_no_room_for_a_process_one_core_searches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_room(*_: object) -> None:
        raise OSError("no memory")

    monkeypatch.setattr(Beside, "__init__", no_room)
    with begun() as cores:
        cores.round()
        before = cores.own.weighed
        cores.round()
        assert cores.own.weighed > before


def test_ctrl_c_while_the_second_process_ends_loses_no_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    close, pressed = Beside.close, []

    def impatient(beside: Beside) -> None:
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        close(beside)

    monkeypatch.setattr(Beside, "close", impatient)
    with begun() as cores, cores.beside():
        pass
    assert pressed
    assert cores.other is None
    assert cores.search.interrupted
    assert cores.search.incumbent is not None
