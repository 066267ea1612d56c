"""Which weeks the board offers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from web.week.weeks import monday_of, name_of, weeks_to_choose


def test_this_week_the_next_and_what_is_there(tmp_path: Path) -> None:
    for name in ("2026-W40", ".board", "2026-W99", "notes"):
        (tmp_path / name).mkdir()
    (tmp_path / "2026-W41").write_text("no folder")
    found = weeks_to_choose(tmp_path, date(2026, 12, 28), "zh")
    assert list(found) == ["2027-W01", "2026-W53", "2026-W40"]
    assert found["2026-W53"].startswith("本周")
    assert found["2027-W01"].startswith("下周")


@pytest.mark.parametrize("name", ["2026-W54", "2026-49", "../x", "2026-W49/..", ""])
def test_only_a_week_names_a_folder(name: str) -> None:
    with pytest.raises(ValueError, match=r"\w*"):
        monday_of(name)


def test_a_week_is_named_by_its_monday() -> None:
    for day in (date(2026, 11, 30), date(2027, 1, 4), date(2024, 12, 30)):
        assert monday_of(name_of(day)) == day
