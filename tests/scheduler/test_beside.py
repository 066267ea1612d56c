"""The second core's process: it ends when its owner has no more questions, and says nothing."""

from __future__ import annotations

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
    other.ask(Ask(plan, 5, 50))
    assert other.ready(PATIENCE)
    other.close()
    assert "Traceback" not in capfd.readouterr().err
