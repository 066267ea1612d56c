"""Reasons, codes, and changes that would help: only what is true is told."""

from __future__ import annotations

from datetime import date

import pytest
from first_plans import first_plan
from strategies import random_round
from tiny import tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from constraints import RULES, verify
from constraints._codes import CODES
from constraints._fits import Fits
from scheduler.bundle import bundle
from scheduler.diagnose import colliding
from scheduler.explain import Explainer
from scheduler.nearest import Nearest, with_one_more
from scheduler.reasons import Reasons
from scheduler.settings import Settings
from scheduler.why import why_not
from sites.book import Absence, Pin, Recusal
from sites.plan import Plan, Unmet
from sites.round import Round

ALL = tuple(RULES.values())
SEEDS = range(0, 90, 3)
MONDAY = date(2026, 11, 30)


def week(seed: int) -> tuple[Round, Plan]:
    """A random round with what insertion makes of it."""
    round = bundle(random_round(seed).but(visits=(), published=None), ALL)
    return round, first_plan(round, ALL)


def unmet_of(round: Round, plan: Plan) -> dict[str, Unmet]:
    """Need id → what is told of it."""
    return {u.need: u for u in Explainer(plan, round, ALL).unmet()}


@pytest.mark.parametrize("seed", SEEDS)
def test_codes_are_of_the_closed_list_and_hold(seed: int) -> None:
    round, plan = week(seed)
    nevers = Fits(round, ALL).nevers
    for site in round.sites:
        for asked in why_not(plan, round, site.id, ALL):
            booked = next((b.session for b in plan.bookings if b.visit == asked.visit), "")
            assert booked not in {b.session for b in asked.bars}
            for bar in asked.bars:
                assert bar.code == "" or bar.code in CODES
                if any(
                    not n.officer and n.session in ("", bar.session) and not n.visit
                    for need in asked.needs
                    for n in nevers.of_need(need)
                ):
                    assert bar.code, "what a rule forbids is never called possible"
    for unmet in Explainer(plan, round, ALL).unmet():
        assert unmet.code in CODES


@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_told_as_tried_gives_the_need_a_lawful_place(seed: int) -> None:
    round, plan = week(seed)
    if not verify(plan, round).lawful:
        return
    nearest = Nearest(plan, round, ALL)
    for unmet in Explainer(plan, round, ALL).unmet():
        if not unmet.tried:
            continue
        need = round.need[unmet.need]
        codes = list(CODES)
        changes = nearest._changes(need, codes, unmet.example_officer)
        told = [c for c in changes if unmet.helps.zh.startswith(c.says.zh)]
        assert told, unmet.helps.zh
        drafts = [nearest.fitting(change.round, need) for change in told]
        assert any(d is not None and need.id in d.plan.met for d in drafts)


def test_random_rounds_have_changes_that_help_and_some_in_vain() -> None:
    told = [u.tried for s in SEEDS for u in Explainer(*reversed(week(s)), ALL).unmet()]  # type: ignore[arg-type,misc]
    assert {True, False} <= set(told)


def test_a_leave_in_the_way_is_named_and_lifting_it_was_tried() -> None:
    away = (Absence(officer="o3", first=MONDAY, last=date(2026, 12, 4)),)
    round = bundle(tiny_round(absences=away), ALL)
    plan = tiny_plan(tiny_booking("A#1")).but(round_digest=round.digest)
    unmet = unmet_of(round, plan)["A/urban/routine"]
    assert (unmet.code, unmet.example_officer) == ("no_officer", "o3")
    assert "Officer Three" in unmet.says.zh
    assert unmet.tried
    assert "Officer Three" in unmet.helps.zh


def test_a_recused_officer_is_no_runner_up_and_the_only_one_is_called_so() -> None:
    recusals = (Recusal(officer="o2", site="A", reason="family"),)
    officers = (*tiny_round().officers[:3], tiny_officer("o4", "Officer Four", "urban"))
    round = bundle(tiny_round(recusals=recusals, officers=officers), ALL)
    booking = tiny_booking("A#1", officers=("o1", "o3"))
    plan = tiny_plan(booking).but(round_digest=round.digest)
    assert verify(plan, round).lawful
    (reason,) = Reasons(Explainer(plan, round, ALL)).all()
    people = reason.says[2].zh
    assert "只有Officer One" in people
    assert "Officer Two" in people.split("不行")[1]
    assert "候补" not in people


def test_the_runner_up_is_free_then() -> None:
    round = bundle(tiny_round(), ALL)
    plan = tiny_plan(tiny_booking("A#1", officers=("o1", "o3"))).but(round_digest=round.digest)
    (reason,) = Reasons(Explainer(plan, round, ALL)).all()
    assert reason.says[2].zh.startswith("housing可派2人，由Officer One去，候补Officer Two")


def test_a_day_that_is_shut_is_told_with_its_reason() -> None:
    pin = Pin(how="never", site="A", day=MONDAY, part="pm", reason="浇筑", by="李甲", cell="X!A3")
    round = bundle(tiny_round(pins=(pin,)), ALL)
    plan = tiny_plan(tiny_booking("A#1")).but(round_digest=round.digest)
    (reason,) = Reasons(Explainer(plan, round, ALL)).all()
    assert "11月30日下午不行：李甲指定：浇筑" in reason.says[1].zh
    assert "没有别的时段可排" in reason.says[1].zh
    asked = {a.visit: a.bars for a in why_not(plan, round, "A", ALL)}
    assert [(b.session, b.code) for b in asked["A#1"]] == [("2026-11-30/pm", "pinned")]


def test_a_pin_in_the_way_was_lifted_before_that_is_told_to_help() -> None:
    pin = Pin(how="never", site="A", reason="停工", by="李甲", cell="人工指定!A3")
    round = bundle(tiny_round(pins=(pin,)), ALL)
    unmet = unmet_of(round, tiny_plan().but(round_digest=round.digest))["A/housing/routine"]
    assert unmet.code == "pinned"
    assert unmet.tried
    assert unmet.helps.zh.startswith("取消人工指定!A3的“不排”")


def test_one_more_officer_has_the_authority_of_his_colleagues() -> None:
    round = tiny_round()
    more = with_one_more(round, "urban")
    assert more is not None
    wider, new = more
    assert new.id not in round.officer
    assert wider.may_stand(new.id, "A/urban/routine", MONDAY)
    assert not wider.may_stand(new.id, "A/housing/routine", MONDAY)
    assert with_one_more(round, "nobody") is None


def test_needs_are_not_called_unmet_where_they_are_met() -> None:
    round = bundle(tiny_round(needs=(tiny_need("A"), tiny_need("B"))), ALL)
    plan = tiny_plan(tiny_booking("A#1")).but(round_digest=round.digest)
    assert set(unmet_of(round, plan)) == {"B/housing/routine"}
    unmet = unmet_of(round, plan)["B/housing/routine"]
    assert unmet.code == "still_possible"  # nothing is in its way but that nobody planned it
    assert "初看仍可单独安排" in unmet.says.zh


# -- pins that collide ----------------------------------------------------------------------


def _clash() -> Round:
    pins = (
        Pin(how="must", site="A", officers=("o1",), cell="A3"),
        Pin(how="must", site="B", cell="A4"),
        Pin(how="override", site="B", rule="left_in_peace", reason="r", by="b", cell="A5"),
    )
    return bundle(tiny_round(pins=pins, recusals=(Recusal(officer="o1", site="A"),)), ALL)


def test_a_collision_is_minimal_and_holds() -> None:
    found = colliding(_clash(), ALL, Settings(seconds=60))
    assert found is not None
    assert found.minimal
    assert [p.cell for p in found.pins] == ["A3"]
    assert {r.name for r in found.rules} == {"pinned", "recusal"}


def test_all_questions_share_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from scheduler import diagnose

    clock, seconds = [0.0], []
    real = diagnose.solve

    def slow(*args, **more):  # type: ignore[no-untyped-def]
        seconds.append(more["seconds"])
        clock[0] += 8
        return real(*args, **more)

    monkeypatch.setattr(diagnose.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(diagnose, "solve", slow)
    found = colliding(_clash(), ALL, Settings(seconds=20))
    assert seconds == [20, 12, 4]
    assert found is not None
    assert not found.minimal
    assert "A3" in {p.cell for p in found.pins}


def test_ctrl_c_ends_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    from scheduler import diagnose
    from scheduler.solve import Outcome

    monkeypatch.setattr(
        diagnose, "solve", lambda *args, **more: Outcome("unknown", interrupted=True)
    )
    with pytest.raises(KeyboardInterrupt):
        colliding(_clash(), ALL, Settings())


def test_pins_that_can_be_kept_do_not_collide() -> None:
    round = bundle(tiny_round(pins=(Pin(how="must", site="A", cell="A3"),)), ALL)
    assert colliding(round, ALL, Settings()) is None
