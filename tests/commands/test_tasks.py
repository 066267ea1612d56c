"""``tasks`` says what waits, and what still lies ahead."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cli_runs import run, shell
from published_week import DAY, FIRST, FOURTH, SECOND, THIRD, Week, published_week

from sites.ledger import open_ledger


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return published_week(tmp_path_factory.mktemp("week"))


def told(week: Week, *words: object) -> list[str]:
    """What ``tasks`` printed."""
    done = run("tasks", "--ledger", week.place, *words)
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_tasks_that_lie_ahead_are_told_of(week: Week) -> None:
    count = len(week.rows("tasks"))
    assert told(week, "--today", "2026-11-20") == [
        "共0项任务，0项待登记",
        f"后面还有{count}项未到日期，最早2026-11-30（看那一周：--week 2026-W49）",
    ]
    assert "未到日期" not in told(week, "--today", DAY)[-1]
    *tasks, last = told(week, "--today", "2026-11-20", "--week", "2026-W49")
    assert (len(tasks), last) == (count, f"共{count}项任务，0项待登记")


def test_both_those_that_wait_and_those_ahead(week: Week, tmp_path: Path) -> None:
    other = week.copied(tmp_path / "moved")
    with closing(open_ledger(str(other.place))) as ledger, ledger.act("李甲") as act:
        for number, id in enumerate((SECOND, THIRD)):
            moved = act.row("tasks", id)
            act.put("tasks", moved.but(on=date(2026, 12, 7 + number)))
    count = len(week.rows("tasks"))
    *tasks, waiting, later = told(other, "--today", DAY)
    assert [line[: len(FIRST)] for line in tasks] == [FIRST, FOURTH]
    assert waiting == f"共{count - 2}项任务，{count - 2}项待登记"
    assert later == "后面还有2项未到日期，最早2026-12-07（看那一周：--week 2026-W50）"


def test_in_english(week: Week) -> None:
    code, said = shell("--lang", "en", "tasks", "--ledger", week.place, "--today", "2026-11-20")
    assert code == 0
    count = len(week.rows("tasks"))
    assert f"{count} still ahead, the first on 2026-11-30 (see that week: --week 2026-W49)" in said
