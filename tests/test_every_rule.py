"""Every rule, found by its file, against the suite of ``rule_suite``."""

from __future__ import annotations

import re
from typing import Any

import pytest
from rule_suite import (
    CARES,
    agrees,
    cases,
    crowd_breaks,
    everybody_called_for_came,
    judged,
    nothing_lawful_is_ruled_out,
    optimum_is_true,
    plan_of,
    priced,
    relax_holds,
    relaxed_board,
    repaired,
    round_of,
    solve,
    some_plan_is_lawful,
    sub_board_holds,
    with_callers,
)

from constraints import RULES, TIERS, verify
from constraints._fits import Fits
from constraints._registry import FIELDS, Rule
from scheduler import transfer
from sites.book import Pin
from sites.sketch import Move, Sketch

AGREEMENT_SEEDS = range(50)
SEEDS = range(100, 120)
ALL = tuple(RULES.values())
SOFT = tuple(r for r in ALL if r.is_soft)
HARD = tuple(r for r in ALL if not r.is_soft)


def every(rules: Any = ALL) -> Any:
    """One test a rule, named after it."""
    return pytest.mark.parametrize("rule", [pytest.param(r, id=r.name) for r in rules])


def offering(hook: str) -> Any:
    """One test a rule that offers an optional function."""
    return every([r for r in RULES.values() if r.has(hook)])


@every()
def test_says_all_of_itself(rule: Rule) -> None:
    assert set(rule.fields) == set(FIELDS)
    assert all(rule.fields.values())
    assert rule.fields["kind"] == "hard" or rule.tier in TIERS
    assert rule.fields["class"] in ("law", "local")
    assert rule.fields["grain"] in ("session", "minute")
    assert ">>> " in rule.module.__doc__
    for text in (rule.title, rule.sentence):
        assert re.search(r"[\u4e00-\u9fff]", text.zh)
        assert re.search(r"[a-z]{3}", text.en)
        assert not re.search(r"[\u4e00-\u9fff]", text.en)


@every()
def test_offers_the_hooks_of_its_kind(rule: Rule) -> None:
    assert rule.has("check")
    assert rule.has("post") or (not rule.is_soft and rule.has("forbids"))
    assert not (rule.is_soft and (rule.has("forbids") or rule.has("fits")))


@every()
def test_numbers_have_units_and_bounds(rule: Rule) -> None:
    for name, field in rule.module.Params.model_fields.items():
        assert field.description, name
        if field.annotation in (int, float):
            bounds = {type(m).__name__ for m in field.metadata}
            assert bounds & {"Ge", "Gt"}, name
            assert bounds & {"Le", "Lt"}, name


def test_no_two_rules_share_a_name() -> None:
    names = [n for r in RULES.values() for n in (r.name, r.title.zh, r.title.en)]
    assert len(names) == len(set(names))


@every()
def test_board_and_checker_agree(rule: Rule) -> None:
    for seed in AGREEMENT_SEEDS:
        for care in (CARES[seed % 3], CARES[3] if seed % 2 else CARES[1]):
            agrees(rule, round_of(seed), plan_of(seed, care))


@every(SOFT)
def test_the_optimum_costs_what_is_said(rule: Rule) -> None:
    for seed in SEEDS:
        optimum_is_true(rule, round_of(seed), plan_of(seed, 0.9))


@every(HARD)
def test_what_the_board_makes_is_lawful(rule: Rule) -> None:
    for seed in SEEDS:
        some_plan_is_lawful(rule, round_of(seed), seed)


@every()
def test_a_lawful_plan_survives_any_freed_set(rule: Rule) -> None:
    for seed in SEEDS:
        plan = repaired([rule], round_of(seed), plan_of(seed, 0.97))
        if plan is not None:
            sub_board_holds(rule, round_of(seed), plan, seed)


@offering("relax")
def test_the_relaxation_is_true(rule: Rule) -> None:
    for seed in SEEDS:
        for care in (1.0, 0.5):
            relax_holds(rule, round_of(seed), plan_of(seed, care))


@offering("relax")
def test_the_relaxation_excludes_something(rule: Rule) -> None:
    def excludes(seed: int) -> bool:
        board = relaxed_board(rule, round_of(seed))
        transfer.fix(board, plan_of(seed, CARES[-1]))
        return solve(board) is None

    assert any(map(excludes, range(400)))


@every(HARD)
def test_nothing_lawful_is_ruled_out_beforehand(rule: Rule) -> None:
    asked = 0
    for round, plan in cases(SEEDS):
        lawful = repaired([rule], round, plan)
        asked += nothing_lawful_is_ruled_out(rule, round, lawful) if lawful else 0
    assert asked


@offering("fits")
def test_the_quick_test_refuses_something(rule: Rule) -> None:
    refused = 0
    for round, plan in cases(AGREEMENT_SEEDS):
        sketch, fits = Sketch(round), Fits(round, [rule])
        for booking in plan.bookings:
            rides = [r for r in plan.rides if r.session == booking.session]
            own = tuple(r for r in rides if r.officer in booking.people)
            move = Move(booking, own)
            refused += fits.refusal(sketch, move) == rule.name
            sketch.add(move)
    assert refused


@offering("forbids")
def test_something_can_never_be(rule: Rule) -> None:
    found = [never for seed in AGREEMENT_SEEDS for never in rule.never(round_of(seed))]
    assert found
    for never in found:
        assert never.code.startswith(rule.name)
        assert never.says.zh
        assert never.helps.zh


@offering("may_join")
def test_some_needs_may_share_a_visit_and_some_may_not(rule: Rule) -> None:
    answers = set()
    for seed in AGREEMENT_SEEDS:
        round = round_of(seed)
        for a in round.needs:
            for b in round.needs_at[a.site]:
                answer = rule.call("may_join", a, b, rule.params(round))
                assert answer == rule.call("may_join", b, a, rule.params(round))
                answers.add(bool(answer))
    assert answers == {True, False}


@offering("crowd")
def test_what_it_says_of_a_crowd_is_true(rule: Rule) -> None:
    for seed in SEEDS:
        for care, rules in ((1.0, with_callers(rule)), (0.5, [rule])):
            plan = repaired(rules, round_of(seed), plan_of(seed, care))
            if plan is not None:
                how = {"detail": seed % 4, "merge": seed % 2 > 0}
                assert not crowd_breaks(rules, round_of(seed), plan, **how), seed


@offering("crowd")
def test_what_it_says_of_a_crowd_excludes_something(rule: Rule) -> None:
    callers = with_callers(rule)

    def excludes(seed: int) -> bool:
        plan = repaired(callers[1:], round_of(seed), plan_of(seed, CARES[-1]))
        if plan is None:
            return False
        try:
            least, found = (
                crowd_breaks(rules, round_of(seed), plan, detail=3, merge=False)
                for rules in (callers[1:], callers)
            )
        except LookupError:  # refused beforehand: what it forbids has no place at all
            return False
        assert not least
        return bool(found)

    assert any(map(excludes, range(400)))


@offering("calls_for")
def test_who_is_called_for_is_there(rule: Rule) -> None:
    came = 0
    for round, plan in cases(AGREEMENT_SEEDS, (1.0, 0.9)):
        lawful = repaired([rule], round, plan)
        came += everybody_called_for_came(rule, round, lawful) if lawful else 0
    assert came


@offering("price")
def test_the_pieces_are_the_whole_price(rule: Rule) -> None:
    for round, plan in cases(AGREEMENT_SEEDS):
        lawful = repaired([RULES["need_met_once"]], round, plan)
        assert lawful is not None
        assert priced(rule, round, lawful) == judged(rule, round, lawful)


@every()
def test_some_plan_breaks_it_and_some_keeps_it(rule: Rule) -> None:
    found = [judged(rule, round, plan) for round, plan in cases(AGREEMENT_SEEDS)]
    kept = [cost for cost in found if cost is not None]
    if rule.is_soft:
        assert min(kept) < max(kept), "widen strategies.py"
    else:
        assert len(kept) >= 5, "widen strategies.py: it is hardly ever kept"
        assert len(found) - len(kept) >= 5, "widen strategies.py: it is hardly ever broken"


@every()
def test_silence_is_silence(rule: Rule) -> None:
    for round, plan in cases(AGREEMENT_SEEDS, (0.5,)):
        if rule.silent(round) is not None:
            assert judged(rule, round, plan) == 0


@every()
def test_an_overridden_site_is_invisible(rule: Rule) -> None:
    asked, blamed, lifted = 0, 0, 0
    for round, plan in cases(range(100, 180), (0.97, 0.5)):
        bare = round.but(pins=tuple(p for p in round.pins if p.how != "override"))
        before = verify(plan, bare, [rule])
        visit = next((b.visit for b in before.breaches if b.visit), round.visits[0].id)
        site = round.visit[visit].site
        pin = Pin(how="override", site=site, rule=rule.title.zh, reason="r", by="b")
        over = bare.but(pins=(*bare.pins, pin))
        after = verify(plan, over, [rule])
        if asked < 20 and (before.breaches or rule.is_soft):
            agrees(rule, over, plan)
            asked += 1
        if rule.is_law or rule.is_soft:
            assert after == before
        else:
            assert not {v.id for v in round.visits_at[site]} & {b.visit for b in after.breaches}
            blamed += any(b.visit for b in before.breaches)
            lifted += after.lawful and not before.lawful
    assert asked
    assert lifted or not blamed
