"""The outlook: true of lawful plans, without names, rolling from week to week."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cli_street import BRIGADE, FIRE, HOUSING, MONDAY, OFFICE, TEAM, TODAY, URBAN, street
from openpyxl import load_workbook
from outlook_street import SUNDAY, book, first_round, names, planned, quickly

from constraints import verify
from exports.outlook import STALE, is_stale, outlook_lines, outlook_text
from exports.roster import write_roster
from scheduler import outlook as verbs
from scheduler.improve import Improver
from scheduler.outlook import outlook
from scheduler.prepare import round_of
from sites.base import Language
from sites.book import Absence, Body, Campaign, Complaint, DayMark, Hazard, PastVisit, Pin
from sites.earlier import earlier_of, told, with_earlier
from sites.facts import last_quiet_days
from sites.json_files import outlook_json, read_outlook
from sites.outlook import Outlook, OutlookNeed, OutlookVisit
from sites.plan import Plan
from sites.planned import PLANNED, PlannedVisit
from sites.round import Round

WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def ahead() -> Outlook:
    given, round, plan = planned()
    return outlook(given, round, plan, 4, options=500)


def visit(look: Outlook, week: int, site: str) -> OutlookVisit:
    """The one visit to a site in a week, the planned one being the first."""
    (found,) = [v for v in look.weeks[week - 1].visits if v.site == site]
    return found


def need(of: OutlookVisit, body: str) -> OutlookNeed:
    (found,) = [n for n in of.needs if n.body == body]
    return found


def next_round(round: Round, plan: Plan, given: Any = None, weeks: int = 1) -> Round:
    """The round so many weeks after a planned one."""
    ahead = WEEK * weeks
    return round_of(given or book(), MONDAY + ahead, SUNDAY + ahead, earlier_of(round, plan))


# -- what it tells -----------------------------------------------------------------------------


def test_a_need_due_in_week_3_is_merged_into_the_visit_of_week_2(ahead: Outlook) -> None:
    found = visit(ahead, 2, "GD-02")
    assert found.bodies == (HOUSING, URBAN)
    assert need(found, HOUSING).early
    assert need(found, HOUSING).due == date(2026, 12, 16)
    assert not need(found, URBAN).early
    assert [v.site for v in ahead.weeks[2].visits] == []


def test_what_week_1_owed_and_left_is_made_up_for_in_week_2(ahead: Outlook) -> None:
    assert [(u.site, u.body) for u in ahead.weeks[0].unmet] == [("GD-04", FIRE)]
    late = need(visit(ahead, 2, "GD-04"), FIRE)
    assert late.left_over
    assert not late.early
    assert ahead.weeks[1].unmet == ()


def test_a_check_of_its_own_week_is_neither_early_nor_left_over(ahead: Outlook) -> None:
    found = need(visit(ahead, 4, "GD-03"), FIRE)
    assert (found.early, found.left_over) == (False, False)


def test_figures_are_those_of_the_visits(ahead: Outlook) -> None:
    for week in ahead.weeks:
        needs = [n for v in week.visits for n in v.needs]
        assert week.early == sum(n.early for n in needs)
        assert week.met == len(needs) - week.early
        assert week.owed == week.met + len(week.unmet)
        assert week.saved == sum(len(v.bodies) - 1 for v in week.visits)
        assert all(week.first_day <= v.day <= week.last_day for v in week.visits)


def test_headcounts_and_loads_are_those_of_lawful_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    given, round, plan = planned()
    under: list[tuple[Round, Plan]] = [(round, plan)]
    real = verbs._Coming.next

    def watched(coming: verbs._Coming) -> Any:
        week = real(coming)
        under.append((coming.round, coming.plan))
        return week

    monkeypatch.setattr(verbs._Coming, "next", watched)
    look = outlook(given, round, plan, 4, options=300)
    assert len(under) == 4
    assert sum(len(p.bookings) for _, p in under[1:]) >= 3
    for week, (its_round, its_plan) in zip(look.weeks, under, strict=True):
        assert verify(its_plan, its_round).lawful
        assert len(week.visits) == len(its_plan.bookings)
        for told_of, booking in zip(week.visits, its_plan.bookings, strict=True):
            crew = Counter(its_round.officer[o].body for o in booking.officers)
            assert {c.body: c.people for c in told_of.crew} == crew
            assert told_of.people == len(booking.officers) == sum(crew.values())
            assert told_of.session == booking.session
        on_site = Counter[str]()
        for booking in its_plan.bookings:
            for officer in booking.officers:
                on_site[its_round.officer[officer].body] += booking.end - booking.start
        for load in week.loads:
            assert bool(load.busy_minutes) == bool(on_site[load.body])
            assert on_site[load.body] <= load.busy_minutes <= load.duty_minutes


def test_who_is_away_is_no_capacity(ahead: Outlook) -> None:
    loads = [{x.body: x for x in week.loads} for week in ahead.weeks]
    assert BRIGADE not in loads[0]
    session_minutes = 150 + 210
    assert loads[1][BRIGADE].duty_minutes == 3 * 5 * session_minutes
    assert loads[1][TEAM].people == 5


# -- no names ----------------------------------------------------------------------------------


def test_no_name_in_the_file_the_lines_or_the_text(ahead: Outlook) -> None:
    plan = planned()[2]
    said = [outlook_json(ahead)]
    for lang in ("zh", "en"):
        said += [*outlook_lines(ahead, lang), outlook_text(ahead, plan, lang)]
    for word in names():
        assert not any(word in text for text in said), word
    assert any("甲项目" in text for text in said)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_says_it_all_without_a_name(
    ahead: Outlook, tmp_path: Path, lang: Language
) -> None:
    _, round, plan = planned()
    path = tmp_path / "roster.xlsx"
    write_roster(path, plan, round, verify(plan, round), {}, lang, None, ahead)
    sheet = load_workbook(path)["四周展望" if lang == "zh" else "Outlook"]
    cells = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    text = "\n".join(cells)
    for word in names():
        assert word.strip('"') not in cells
        assert word not in text
    crew = f"{TEAM}1人、{OFFICE}1人" if lang == "zh" else f"{TEAM} 1, {OFFICE} 1"
    assert crew in cells
    assert cells.count("乙项目") == 1
    early = "住建日常12月16日到期，提前并入", "住建 routine due 2026-12-16, early"
    assert early[lang == "en"] in cells
    shares = [c for row in sheet.iter_rows() for c in row if c.number_format == "0%" and c.value]
    assert shares
    assert all(0 < c.value <= 1 for c in shares)


# -- rolling -----------------------------------------------------------------------------------


def test_what_is_promised_is_not_due_again_before_its_interval() -> None:
    given, round, plan = planned()
    id = f"GD-01/{URBAN}/routine"
    assert id in plan.met
    day = next(round.session[b.session].day for b in plan.bookings if id in b.needs)
    without = round_of(given, MONDAY + WEEK, SUNDAY + WEEK)
    assert without.need[id].owed
    assert id not in next_round(round, plan).need
    due = day + timedelta(days=30)
    rider, owed = (next_round(round, plan, weeks=k).need[id] for k in (3, 6))
    assert (rider.owed, owed.owed) == (False, True)
    assert due <= rider.due <= due + timedelta(days=3)


def test_a_promised_visit_leaves_the_site_in_peace_and_counts_as_lately() -> None:
    _, round, plan = planned()
    after = next_round(round, plan)
    booking = plan.bookings[0]
    day = round.session[booking.session].day
    assert day > TODAY
    assert after.today == TODAY
    assert last_quiet_days(after)[booking.site] == day
    rows = [p for p in after.history if p.origin == PLANNED]
    assert {(p.site, p.on) for p in rows} == {
        (b.site, round.session[b.session].day) for b in plan.bookings
    }
    assert after.earlier == earlier_of(round, plan)
    assert not any(w.zh.startswith("“检查记录”有") for w in after.warnings)


def test_a_week_hands_on_what_the_weeks_before_it_promised() -> None:
    given, round, plan = planned()
    second = next_round(round, plan)
    promised = earlier_of(second, quickly(second))
    third = round_of(given, MONDAY + 2 * WEEK, SUNDAY + 2 * WEEK, promised)
    assert third.earlier[: len(second.earlier)] == second.earlier
    assert {p.row.site for p in promised[len(second.earlier) :]} == {"GD-02", "GD-04"}
    assert not third.need[f"GD-01/{URBAN}/routine"].owed
    assert last_quiet_days(third)["GD-02"] >= MONDAY + WEEK


def test_a_body_that_checks_twice_in_one_visit_counts_once_for_its_ceiling() -> None:
    order = Campaign(id="文1", first=MONDAY, last=SUNDAY, body=URBAN, sites=("GD-01",))
    bodies = tuple(b.but(ceiling=9) if b.enforcing == URBAN else b for b in book().bodies)
    given = book(campaigns=(order,), bodies=bodies)
    round = first_round(given)
    plan = quickly(round)
    both = {f"GD-01/{URBAN}/routine", f"GD-01/{URBAN}/campaign/文1"}
    assert any(both <= set(b.needs) for b in plan.bookings)
    after = next_round(round, plan, given)
    before, now = (r.frequency.headroom(URBAN, "GD-01", 2026) for r in (round, after))
    assert before is not None
    assert now == before - 1


def test_the_record_takes_the_place_of_a_promise() -> None:
    given, round, plan = planned()
    booking = plan.bookings[0]
    day = round.session[booking.session].day
    row = PastVisit(site=booking.site, on=day - timedelta(days=1), body=TEAM)
    today = SUNDAY
    recorded = given.but(history=(*given.history, row), settings=given.settings.but(today=today))
    earlier = earlier_of(round, plan)
    seen = with_earlier(recorded, earlier, MONDAY + WEEK, today)
    rows = [r for r in seen.history if r.site == booking.site and r.on > TODAY]
    assert [r.on for r in rows if r.body in (TEAM, URBAN)] == [row.on]
    assert [r.origin for r in rows if r.body == HOUSING] == [PLANNED]
    typed_later = with_earlier(recorded, earlier, MONDAY + WEEK, TODAY)
    assert sum(r.origin == PLANNED for r in typed_later.history) == len(earlier)
    (_, missing) = told(recorded, earlier, today)
    assert "1次日期已过、检查记录中没有" in missing.zh


def _promise(**more: Any) -> PlannedVisit:
    row = PastVisit(site="GD-01", on=MONDAY, body=HOUSING, kind="recheck", origin=PLANNED)
    return PlannedVisit.model_validate({"row": row, "as_of": TODAY} | more)


def test_complaints_and_hazards_that_are_looked_at_do_not_come_again() -> None:
    hazard = Hazard(id="H", site="GD-01", what="x", body=HOUSING, due=date(2026, 11, 26))
    failed = hazard.but(rechecked_on=date(2026, 12, 1), due=date(2026, 12, 5))
    order = Complaint(id="T", site="GD-01", on=TODAY, body=URBAN)
    promise = _promise(hazards=("H",), complaints=("T",))
    given = book(hazards=(hazard,), complaints=(order,))
    after = with_earlier(given, [promise], MONDAY + WEEK, TODAY)
    assert (after.hazards, after.complaints) == ((), ())
    newer = given.but(hazards=(failed,), complaints=(order, order.but(id="T2")))
    after = with_earlier(newer, [promise], MONDAY + WEEK, date(2026, 12, 4))
    assert after.hazards == (failed,)
    assert [c.id for c in after.complaints] == ["T2"]


def test_a_wish_without_a_day_is_kept_by_a_promised_visit() -> None:
    wish = Pin(how="must", site="GD-01", reason="领导交办", by="李甲")
    dated = wish.but(day=MONDAY + WEEK)
    shut = wish.but(how="never", site="GD-02")
    given = book(pins=(wish, dated, shut, wish.but(site="GD-03")))
    after = with_earlier(given, [_promise()], MONDAY + WEEK, TODAY)
    assert after.pins == (dated, shut, wish.but(site="GD-03"))


def test_a_promise_is_said_with_its_days() -> None:
    _, round, plan = planned()
    after = next_round(round, plan)
    assert after.warnings[0].zh.startswith("前面排定的1次检查（2026年12月")
    assert round.warnings == first_round().warnings


# -- steady, and stoppable ---------------------------------------------------------------------


def test_the_same_input_and_seed_give_the_same_outlook(ahead: Outlook) -> None:
    again = outlook(*planned(), 4, options=500)
    assert outlook_json(again) == outlook_json(ahead)


def test_it_comes_back_from_its_file_and_knows_its_plan(ahead: Outlook, tmp_path: Path) -> None:
    plan = planned()[2]
    (tmp_path / "outlook.json").write_text(outlook_json(ahead), encoding="utf-8")
    assert read_outlook(tmp_path / "outlook.json") == ahead
    assert not is_stale(ahead, plan)
    assert STALE.zh not in outlook_text(ahead, plan, "zh")
    less = plan.but(bookings=plan.bookings[1:])
    assert is_stale(ahead, less)
    assert STALE.zh in outlook_text(ahead, less, "zh")


def test_ctrl_c_leaves_the_weeks_that_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []

    def tired(self: Improver, budget: int, stop: Any) -> None:
        runs.append(budget)
        if len(runs) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Improver, "run", tired)
    look = outlook(*planned(), 4)
    assert [w.first_day for w in look.weeks] == [MONDAY, MONDAY + WEEK]
    assert look.asked == 4
    assert "要4周，只有2周" in look.notes[0].zh
    assert any("要4周，只有2周" in line for line in outlook_lines(look, "zh"))


def test_a_plan_that_was_interrupted_has_no_later_weeks() -> None:
    given, round, plan = planned()
    look = outlook(given, round, plan.but(stopped_by="interrupt"), 4)
    assert len(look.weeks) == 1
    assert "只有1周" in look.notes[0].zh


# -- odd weeks ---------------------------------------------------------------------------------


def test_a_pin_that_cannot_be_kept_is_left_out_and_said() -> None:
    tuesday = MONDAY + WEEK + timedelta(days=1)
    away = tuple(Absence(officer=o.id, first=tuesday, last=tuesday) for o in street().officers)
    pin = Pin(how="must", site="GD-02", day=tuesday, reason="领导交办", by="李甲")
    given = book(absences=(*book().absences, *away), pins=(pin,))
    round = first_round(given)
    look = outlook(given, round, quickly(round), 2, options=200)
    assert "人工指定（必排、固定）未能全部排上" in look.notes[0].zh
    assert visit(look, 2, "GD-02").day != tuesday


def test_weeks_without_people_or_working_days_are_told_as_they_are() -> None:
    second, third = MONDAY + WEEK, MONDAY + 2 * WEEK
    away = tuple(
        Absence(officer=o.id, first=second, last=second + timedelta(days=6))
        for o in street().officers
    )
    off = tuple(DayMark(on=third + timedelta(days=k), working=False) for k in range(7))
    given = book(absences=(*book().absences, *away), day_marks=off)
    round = first_round(given)
    look = outlook(given, round, quickly(round), 3, options=200)
    assert [len(w.visits) for w in look.later] == [0, 0]
    assert {u.code for u in look.weeks[1].unmet} == {"no_officer"}
    assert look.weeks[2].days == ()
    assert len(look.weeks[2].unmet) >= len(look.weeks[1].unmet)
    lines = "\n".join(outlook_lines(look, "zh"))
    assert "没有可排的工作日" in lines
    assert "无人可派" in lines


def test_a_year_whose_holidays_are_not_known_is_said() -> None:
    late = date(2099, 12, 7)
    given = book(bodies=(Body(id=TEAM, acts_as=URBAN, own=True),), absences=(), history=())
    given = given.but(settings=given.settings.but(today=late))
    round = round_of(given, late, late + timedelta(days=6))
    empty = Plan(round_digest=round.digest, bookings=())
    assert not any("2100年" in w.zh for w in round.warnings)
    (note,) = outlook(given, round, empty, 4, options=50).notes
    assert "2100年" in note.zh
