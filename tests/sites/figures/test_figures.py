"""The figures of a month by hand-made rows: what each selects, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from month_rows import (
    BODIES,
    FIRST,
    NOVEMBER,
    closed,
    hazard,
    officer,
    past,
    seed_month,
    site,
    task,
)

from sites.book import Body, Company, Complaint
from sites.errors import Refused
from sites.figures.catalogue import FIGURES, figure_named, results
from sites.figures.figure import Result, shown
from sites.figures.material import ColourStep, Keyed, Material
from sites.figures.month import month_of, parse_month
from sites.kept import Call, Rating
from sites.offsite import LEAD_CHANNELS

OCTOBER_31 = FIRST - timedelta(days=1)


def material(**rows: object) -> Material:
    """Material of November; tuples of rows get keys of their own."""
    keyed = ("tasks", "history", "hazards", "complaints", "calls", "ratings")
    fields = {
        name: tuple(Keyed(f"{name}{k}", row) for k, row in enumerate(several))  # type: ignore[arg-type,var-annotated]
        if name in keyed
        else several
        for name, several in rows.items()
    }
    return Material(month=NOVEMBER, **fields)  # type: ignore[arg-type]


def of(key: str, **rows: object) -> Result:
    """One figure of such material."""
    return figure_named(key).of(material(**rows))


def test_the_bulletin_of_a_street() -> None:
    rows = {name: several for name, several in seed_month().items() if name != "settings"}
    found = {r.key: r for r in results(material(**rows))}
    told = {
        key: shown(found[key]).zh for key in ("joint_actions", "found", "fixed", "rate", "cases")
    }
    assert told == {
        "joint_actions": "32", "found": "176", "fixed": "170", "rate": "96.6%", "cases": "31",
    }  # fmt: skip
    assert found["visits"].value == 32
    assert found["places"].value == 16
    assert found["people"].value == 64
    assert found["saved"].value == 64
    assert found["joint_rate"].value == 1


def test_visits_of_one_day_and_lead_are_one_action() -> None:
    same = (task(1, FIRST, site="S01", lead="住建"), task(2, FIRST, site="S02", lead="住建"))
    other = task(3, FIRST, site="S03", lead="消防")
    rows = {"tasks": (*same, other, task(4, FIRST, state="cancelled"))}
    assert of("actions", **rows).value == 2
    assert of("visits", **rows).value == 3
    assert of("people", **rows).value == 6  # 甲, 乙, 辅 (unknown here) at each of two actions


def test_auxiliaries_experts_and_drivers_are_no_officers() -> None:
    people = (officer("甲"), officer("辅", kind="auxiliary"), officer("乙", kind="expert"))
    assert of("people", tasks=(task(1, FIRST),), officers=people).value == 1
    came = task(1, FIRST, present=("甲", "丙"))
    assert of("people", tasks=(came,), officers=people).value == 2


def test_a_row_of_a_task_is_no_visit_of_its_own() -> None:
    one = task(1, FIRST, site="S01")
    rows = tuple(past("S01", FIRST, b, joint=True, origin=f"任务单 {one.id}") for b in BODIES)
    merged = past("S01", FIRST, BODIES[0], task_no="平台7")
    figure = of("visits", tasks=(one,), history=(*rows, merged))
    assert figure.value == 1
    assert len(figure.traced[0].rows) == 5
    assert of("saved", tasks=(one,), history=rows).value == 2


def test_joint_rows_without_a_task_are_one_visit_and_others_are_not() -> None:
    joint = tuple(past("S01", FIRST, b, joint=True) for b in BODIES)
    alone = tuple(past("S02", FIRST, b) for b in BODIES)
    rows = {"history": (*joint, *alone, past("S03", FIRST, "住建", onsite=False))}
    assert of("visits", **rows).value == 4
    assert of("joint_rate", **rows).value == 0.25
    assert of("saved", **rows).value == 2
    assert of("off_site", **rows).value == 1


def test_needs_not_carried_out_save_nothing() -> None:
    one = task(1, FIRST)
    needs = (one.needs[0], *(n.but(done=False) for n in one.needs[1:]))
    assert of("saved", tasks=(one.but(needs=needs),)).value == 0
    assert of("joint_rate", tasks=(one.but(needs=needs),)).value == 0


def test_hazards_count_by_their_days() -> None:
    last = NOVEMBER.last
    rows = {
        "hazards": (
            closed(1, FIRST, last),
            closed(2, last, last + timedelta(days=1)),  # closed in December
            closed(3, OCTOBER_31, FIRST),  # found in October
            closed(4, FIRST, None),  # closed, nobody says when
            hazard(5, FIRST, state="recheck", fixed_on=FIRST),
            hazard(6, None, moved_on=FIRST),
        )
    }
    assert of("found", **rows).value == 4
    assert of("fixed", **rows).value == 2
    assert "1处未填" in of("fixed", **rows).note.zh
    assert of("rate", **rows).value == 0.5
    assert of("closed", **rows).value == 2
    assert of("moved", **rows).value == 1


def test_papers_count_once() -> None:
    rows = {
        "hazards": (
            hazard(0, notice_no="1号", body="住建", filed_on=FIRST, case_no="案1"),
            hazard(1, notice_no="1号", body="住建", filed_on=FIRST, case_no="案1"),
            hazard(2, notice_no="1号", body="消防", filed_on=FIRST),
            hazard(3, filed_on=OCTOBER_31, site="S01", body="住建", stopped_on=FIRST),
            hazard(4, site="S01", body="住建", stopped_on=FIRST),
        )
    }
    assert of("notices", **rows).value == 2
    assert of("cases", **rows).value == 2
    assert of("stops", **rows).value == 1
    assert of("stops", **rows).traced[0].rows == (("hazards", "hazards3"), ("hazards", "hazards4"))


def test_colours_at_the_end_of_the_month_and_their_moves() -> None:
    sites = (
        site(1, colour="yellow"),
        site(2, colour="red"),
        site(3, status="finished", colour="red"),
        site(4, starts_on=NOVEMBER.last + timedelta(days=1)),
    )
    rated = (
        Rating(site="S01", on=OCTOBER_31, colour="red"),
        Rating(site="S01", on=FIRST, colour="yellow"),
        Rating(site="S01", on=NOVEMBER.last, colour="green"),
        Rating(site="S01", on=date(2026, 12, 1), colour="yellow"),
    )
    event = ColourStep(site="S02", on=FIRST, colour="red", before="green", noun="sites", key="S02")
    rows = {"sites": sites, "ratings": rated, "colours": (event,)}
    assert [of(c, **rows).value for c in ("red", "yellow", "green")] == [1, 0, 1]
    moves = [f.key for f in FIGURES if "_" in f.key and f.family == "colours"]
    assert {k for k in moves if of(k, **rows).value} == {"red_green", "green_red"}


def test_complaints_against_last_year_only_where_they_are_on_record() -> None:
    year_ago = NOVEMBER.year_before.first
    made = tuple(Complaint(id=f"T{k}", site="S01", on=FIRST) for k in range(6))
    lead = Complaint(id="L", site="S01", on=FIRST, channel=LEAD_CHANNELS["drone"])
    before = tuple(Complaint(id=f"B{k}", site="S01", on=year_ago) for k in range(8))
    rows = {"complaints": (*made, lead, *before)}
    assert of("complaints", **rows).value == 6
    unknown = of("complaints_change", **rows)
    assert unknown.value is None
    assert "不作同比" in unknown.note.zh
    known = of("complaints_change", **rows, complaints_reach_back=True)
    assert shown(known).zh == "-25.0%"
    none = of("complaints_change", complaints=made, complaints_reach_back=True)
    assert none.value is None
    assert "不算百分比" in none.note.zh


def test_urgent_calls_kept() -> None:
    at = datetime(2026, 11, 30, 23, 0)
    kept = Call(
        id="1", site="S01", accepted_at=at, arrived_at=at + timedelta(minutes=15),
        reported_at=at + timedelta(minutes=30),
    )  # fmt: skip
    late = kept.but(id="2", arrived_at=at + timedelta(minutes=16))
    figure = of("1530按时率", calls=(kept, late, kept.but(id="3", reported_at=None)))
    assert (figure.counted, figure.rest) == (1, 2)
    assert of("calls", calls=(kept, late)).value == 2


def test_ceilings_count_the_year_and_carry_their_caveat() -> None:
    bodies = (Body(id="住建", ceiling=2), Body(id="消防", ceiling=2, count_by="project"))
    visits = (
        past("S01", date(2026, 1, 5), "住建"),
        past("S02", FIRST, "住建"),  # the same builder's other site
        past("S01", FIRST, "消防"),
        past("S02", FIRST, "消防"),
        past("S01", FIRST, "住建", kind="case"),
        past("S01", date(2026, 12, 1), "消防"),
    )
    companies = (Company(id="K", name="建工一公司"),)
    figure = of(
        "ceilings", sites=(site(1), site(2)), bodies=bodies, history=visits, companies=companies
    )
    assert figure.value == 1
    assert [(t.label, t.site, t.what.zh) for t in figure.traced] == [
        ("住建", "建工一公司", "今年已计2次，上限2次，余0次"),
        ("消防", "1号工地", "今年已计1次，上限2次，余1次"),
        ("消防", "2号工地", "今年已计1次，上限2次，余1次"),
    ]
    assert "以省执法平台为准" in figure.note.zh
    assert "只计数" in of("ceilings").note.zh


def test_no_figure_is_about_one_officer() -> None:
    """C16: called by other names, people leave no trace in any figure, and none is counted up."""
    rows = {name: several for name, several in seed_month().items() if name != "settings"}
    renamed = material(**rows)
    other = {"甲": "赵", "乙": "钱", "辅": "孙"}
    renamed = replace(
        renamed,
        found={},
        officers=tuple(o.but(id=other[o.id], name=other[o.id]) for o in renamed.officers),
        tasks=tuple(
            Keyed(k, t.but(officers=tuple(other[o] for o in t.officers))) for k, t in renamed.tasks
        ),
    )
    assert results(renamed) == results(material(**rows))
    for result in results(renamed):
        assert all(noun != "officers" for t in result.traced for noun, _ in t.rows)


def test_every_figure_says_in_both_languages_what_it_is() -> None:
    for figure in FIGURES:
        assert figure.name.zh
        assert figure.name.en
        assert len(figure.definition.zh) > 5
        assert len(figure.definition.en) > 5
    assert len({f.key for f in FIGURES}) == len({f.name.zh for f in FIGURES}) == len(FIGURES)
    assert "未查到官方口径" in figure_named("联合检查率").definition.zh


@given(st.lists(st.tuples(st.integers(0, 80), st.none() | st.integers(0, 80)), max_size=30))
def test_a_value_is_what_its_trace_adds_up_to(days: list[tuple[int, int | None]]) -> None:
    start = FIRST - timedelta(days=20)
    hazards = tuple(
        hazard(k, start + timedelta(days=a))
        if b is None
        else closed(k, start + timedelta(days=a), start + timedelta(days=a + b))
        for k, (a, b) in enumerate(days)
    )
    for result in results(material(hazards=hazards)):
        counted = sum(t.amount for t in result.traced if t.counts)
        everything = sum(t.amount for t in result.traced)
        if result.how == "sum":
            assert result.value == counted
        elif result.how == "share":
            assert result.value == (counted / everything if everything else None)
    fixed, found = of("fixed", hazards=hazards), of("found", hazards=hazards)
    assert len(fixed.traced) == found.value


def test_a_figure_is_found_by_what_people_call_it() -> None:
    assert figure_named(" 整改率 ").key == "rate"
    assert figure_named("红->绿").key == "red_green"
    with pytest.raises(Refused, match="no figure"):
        figure_named("排名")


def test_months_are_read_as_people_say_them() -> None:
    today = date(2026, 1, 5)
    assert parse_month("11月", today).id == "2025-11"
    assert parse_month(None, today).id == "2025-12"
    assert month_of(today).moved(-13).id == "2024-12"
    for wrong in ("13月", "2026-00", "下月", "x"):
        with pytest.raises(Refused, match="cannot read the month"):
            parse_month(wrong, today)
