"""What if: one thing changed in the data of a round, and two plans compared."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tiny import tiny_need, tiny_officer, tiny_round

from constraints import RULES
from exports.comparison import Side, compared, comparison_lines, write_comparison
from scheduler.bundle import bundle
from scheduler.plan_round import plan_round
from scheduler.settings import Settings
from scheduler.whatif import changed
from sites.base import Text
from sites.book import PastVisit, Pin, Recusal
from sites.errors import BookError
from sites.round import Round

ALL = tuple(RULES.values())
SETTINGS = Settings(seconds=60, effort=2)


def joint() -> Round:
    """Two sites that two bodies owe a check each, and people enough for either way of doing it."""
    officers = tuple(
        tiny_officer(f"{body[0]}{k}", f"{body} {k}", body)
        for body in ("housing", "urban")
        for k in range(4)
    )
    needs = tuple(tiny_need(s, b) for s in "AB" for b in ("housing", "urban"))
    return bundle(tiny_round(officers=officers, needs=needs), ALL)


def side(name: str, round: Round) -> Side:
    """The round, planned."""
    planned = plan_round(round, SETTINGS)
    return Side(Text(zh=name, en=name), planned.plan, round, planned.verdict)


@cache
def jointly() -> Side:
    """The joint round, planned once."""
    return side("joint", joint())


@cache
def separately() -> Side:
    """The same, each body on its own."""
    return side("apart", changed(joint(), apart=True)[0])


def numbers(one: Side, other: Side) -> dict[str, tuple[float, float, float]]:
    """Label → both numbers and their difference."""
    rows = [row for rows in compared(one, other) for row in rows]
    return {r.label.en: (r.one, r.other, r.difference) for r in rows}


def test_a_plan_compared_with_itself_differs_in_nothing() -> None:
    one = jointly()
    rows = [row for rows in compared(one, one) for row in rows]
    assert rows
    assert all(row.difference == 0 and row.one == row.other for row in rows)
    assert any(row.one for row in rows)
    table = list(comparison_lines(one, one, "en"))[1:]
    assert all(line.endswith(" 0") or line.startswith("owed needs met,") for line in table)


def test_apart_every_visit_is_of_one_body_and_inspecting_once_saves_the_rest() -> None:
    round = joint()
    other, says = changed(round, apart=True)
    assert "各查各的" in says.zh
    assert all(len({other.need[n].body for n in v.needs}) == 1 for v in other.visits)
    assert {n for v in other.visits for n in v.needs} == {n.id for n in round.needs}
    found = numbers(jointly(), separately())
    assert found["owed needs met"] == (4, 4, 0)
    assert found["visits (gate openings)"] == (2, 4, 2)
    assert found["visits saved"] == (2, 0, -2)
    assert found["housing"] == (2, 2, 0)


def test_needs_bound_together_are_bound_within_their_body_only() -> None:
    needs = (tiny_need("A", together="x"), tiny_need("A", "urban", together="x"))
    other, _ = changed(bundle(tiny_round(needs=needs), ALL), apart=True)
    assert len({n.together for n in other.needs}) == 2
    assert len(plan_round(other, SETTINGS).plan.bookings) == 2


def test_apart_pins_recusals_roads_and_records_go_along() -> None:
    pins = (
        Pin(how="never", site="A", day=date(2026, 11, 30), part="pm"),
        Pin(how="fixed", site="A", officers=("u0", "u1")),
        Pin(how="must", site="B"),
    )
    past = (
        PastVisit(site="A", on=date(2026, 11, 3), body="urban"),
        PastVisit(site="A", on=date(2026, 11, 2), body="fire"),
    )
    recusals = (Recusal(officer="h0", site="A"),)
    round = joint().but(pins=pins, history=past, recusals=recusals)
    other, _ = changed(round, apart=True)
    assert [(p.how, p.site) for p in other.pins] == [
        ("never", "A·housing"),
        ("never", "A·urban"),
        ("fixed", "A·urban"),
        ("must", "B·housing"),
    ]
    assert [h.site for h in other.history] == ["A·urban", "A"]
    assert {r.site for r in other.recusals} == {"A", "A·housing", "A·urban"}
    assert other.leg("A·housing", "B·urban") == round.leg("A", "B")
    assert other.leg("A·housing", "A·urban") == 0
    found = plan_round(other, SETTINGS).plan
    met = {n for b in found.bookings for n in b.needs}
    assert "A/housing/routine" in met
    assert all(b.session == "2026-11-30/am" for b in found.bookings if b.site.startswith("A"))


def test_one_more_officer_meets_what_was_left_out() -> None:
    officers = (tiny_officer("o1", "One", "housing"), tiny_officer("o3", "Three", "urban"))
    away: dict[str, Any] = {"officers": officers, "needs": (tiny_need("A"),)}
    alone = bundle(tiny_round(**away | {"officers": officers[:1]}), ALL)
    other, says = changed(alone, one_more="housing")
    assert "housing" in says.en
    assert plan_round(alone, SETTINGS).plan.bookings == ()
    (booking,) = plan_round(other, SETTINGS).plan.bookings
    assert len(booking.officers) == 2


def test_one_less_is_away_all_week() -> None:
    other, _ = changed(joint(), less="housing 0")
    assert not any(other.on_duty("h0", s.id) for s in other.sessions)
    assert all(joint().on_duty("h0", s.id) for s in joint().sessions)


def test_a_number_of_a_rule_is_set_as_the_sheet_would() -> None:
    other, says = changed(joint(), numbers=("持证人数.least=3",))
    assert "least=3" in says.zh
    assert RULES["certified_quorum"].params(other).least == 3  # type: ignore[attr-defined]
    assert all(len(b.officers) >= 3 for b in plan_round(other, SETTINGS).plan.bookings)


WRONG = {
    "no form": {"numbers": ("least=3",)},
    "no rule": {"numbers": ("nonsense.least=3",)},
    "no number": {"numbers": ("certified_quorum.most=3",)},
    "impossible": {"numbers": ("certified_quorum.least=0",)},
    "no body": {"one_more": "nobody"},
    "no officer": {"less": "nobody"},
    "several": {"less": "housing"},
    "nothing": {},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_changed_is_refused(name: str) -> None:
    with pytest.raises(BookError) as error:
        changed(joint(), **WRONG[name])  # type: ignore[arg-type]
    assert error.value.faults[0].found.zh


def test_all_wrong_numbers_are_told_at_once() -> None:
    with pytest.raises(BookError) as error:
        changed(joint(), numbers=("nonsense.a=1", "certified_quorum.least=0"))
    assert len(error.value.faults) == 2


def test_the_workbook_has_the_numbers_of_the_lines_and_a_chart(tmp_path: Path) -> None:
    one, other = jointly()._replace(name=Text(zh="=1+1", en="=1+1")), separately()
    write_comparison(tmp_path / "two.xlsx", one, other, "en")
    (sheet,) = load_workbook(tmp_path / "two.xlsx").worksheets
    cells = {row[0].value: [c.value for c in row[1:4]] for row in sheet.iter_rows(min_row=3)}
    for label, (a, b, difference) in numbers(one, other).items():
        assert cells[label] == [a, b, difference]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value == "=1+1"
    (chart,) = sheet._charts  # type: ignore[attr-defined]
    assert len(chart.series) == 2


def test_days_of_a_round_bound_the_absence() -> None:
    other, _ = changed(joint(), less="housing 0")
    assert (other.absences[-1].first, other.absences[-1].last) == (
        joint().first_day,
        date(2026, 12, 4),
    )
