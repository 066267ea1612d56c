"""The second core's process: it ends when its owner has no more questions, and says nothing."""

from __future__ import annotations

import threading

import pytest
from processes import PATIENCE
from strategies import random_round

from constraints import RULES
from scheduler.beside import Ask, Beside
from scheduler.bundle import bundle
from scheduler.improve import Improver
from scheduler.tables import Tables


def test_an_answer_that_nobody_reads_is_dropped_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    round = bundle(random_round(12).but(visits=(), pins=(), published=None), RULES.values())
    plan = Improver(Tables(round, tuple(RULES.values())), 0).build()
    other = Beside(round, RULES.values())
    assert other.ask(Ask(plan, 5, 50), PATIENCE)
    assert other.ready(PATIENCE)
    other.close()
    assert "Traceback" not in capfd.readouterr().err


def test_one_that_is_closed_before_it_has_heard_the_round_leaves_nothing_behind(
    capfd: pytest.CaptureFixture[str],
) -> None:
    round = random_round(12)
    long_name = "工" * 1_000_000  # more than any pipe holds
    sites = (round.sites[0].but(name=long_name), *round.sites[1:])
    before = threading.active_count()
    Beside(round.but(sites=sites), RULES.values()).close()
    assert threading.active_count() == before
    assert capfd.readouterr().err == ""
