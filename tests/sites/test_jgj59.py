"""JGJ 59-2011: summary, missing sheets, forms, zeros and grades."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.jgj59 import FULL, summaries, summary
from sites.standing import SafetySheet, ScoreSheet
from sites.vocabulary import CHOICES

DAY = date(2026, 11, 2)


def sheet(name: str, marks: float = 80, **more: Any) -> ScoreSheet:
    values = {"site": "A", "on": DAY, "sheet": name, "sure": marks * 0.6, "other": marks * 0.4}
    return ScoreSheet.model_validate(values | more)


def test_the_ten_sheets_make_a_hundred() -> None:
    assert sum(FULL.values()) == 100
    assert tuple(FULL) == get_args(SafetySheet) == tuple(CHOICES["safety_sheet"])


@pytest.mark.parametrize(
    ("marks", "grade"), [(80, "excellent"), (79.9, "passed"), (70, "passed"), (69.9, "failed")]
)
def test_grades(marks: float, grade: str) -> None:
    found = summary(sheet(name, marks) for name in FULL)
    assert (found.total, found.grade) == (marks, grade)


def test_a_site_without_a_crane_is_rescaled() -> None:
    found = summary(sheet(name, 84 / 90 * 100) for name in FULL if name != "crane")
    assert found.total == 93.33


def test_forms_of_one_sheet_count_with_their_mean() -> None:
    found = summary([sheet("scaffold", 86, form="落地式"), sheet("scaffold", 82, form="悬挑式")])
    assert dict(found.marks) == {"scaffold": 84}


def test_one_zero_on_any_form_fails_the_whole() -> None:
    others = [sheet(name, 100) for name in FULL if name != "scaffold"]
    zero = sheet("scaffold", 100, form="悬挑式", sure_zero=True)
    found = summary([*others, sheet("scaffold", 100, form="落地式"), zero])
    assert found.total == 95
    assert (found.grade, found.zeros) == ("failed", ("scaffold",))


def test_machines_have_no_assured_items() -> None:
    found = summary([sheet("machines", sure_full=0, sure=0, other_full=100, other=72)])
    assert (found.total, found.grade) == (72, "passed")


def test_a_summary_for_each_check() -> None:
    later = date(2026, 11, 9)
    rows = [sheet("power"), sheet("power", on=later), sheet("pit", on=later)]
    assert [(s.on, len(s.marks)) for s in summaries(rows)] == [(DAY, 1), (later, 2)]


@given(
    st.lists(st.tuples(st.sampled_from(list(FULL)), st.floats(0, 60), st.floats(0, 40)), min_size=1)
)
def test_within_0_and_100_and_a_zero_always_fails(rows: list[tuple[str, float, float]]) -> None:
    found = summary(sheet(name, sure=a, other=b) for name, a, b in rows)
    assert 0 <= found.total <= 100
    assert not found.zeros or found.grade == "failed"
