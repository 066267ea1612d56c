"""The suite itself: mistakes planted in rules are caught."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import test_every_rule as suite
from rule_suite import agrees, cases

from constraints import RULES
from constraints._registry import Rule


def mutant(name: str, **hooks: Any) -> Rule:
    """A rule with some of its functions replaced."""
    return Rule(name, SimpleNamespace(**(vars(RULES[name].module) | hooks)))


def agrees_everywhere(rule: Rule) -> None:
    """More of `agrees` than the suite's own tests need for rules that are not one-sided."""
    for round, plan in cases(range(200)):
        agrees(rule, round, plan)


SAID_TWICE = {("annual_ceiling", "forbids")}
"""What ``post`` says too: a ceiling without headroom is named beforehand only to explain it."""

HOOKS = [
    pytest.param(rule.name, hook, id=f"{rule.name}-{hook}")
    for rule in RULES.values()
    for hook in ("check", "post", "forbids")
    if rule.has(hook) and (rule.name, hook) not in SAID_TWICE
]


@pytest.mark.parametrize(("name", "hook"), HOOKS)
def test_a_rule_without_one_of_its_sides_is_caught(name: str, hook: str) -> None:
    one_sided = mutant(name, **{hook: lambda *_: ()})
    with pytest.raises(AssertionError):
        agrees_everywhere(one_sided)


def test_a_post_that_is_off_by_one_is_caught() -> None:
    def post(board: Any, params: Any) -> None:
        for need in board.round.needs:
            literals = [board.meets(v.id, need.id) for v in board.visits if need.id in v.needs]
            board.add(sum(literals) <= 2)

    with pytest.raises(AssertionError):
        suite.test_board_and_checker_agree(mutant("need_met_once", post=post))


def test_a_blind_checker_is_caught() -> None:
    blind = mutant("need_met_once", check=lambda plan, round, params: ())
    with pytest.raises(AssertionError):
        suite.test_board_and_checker_agree(blind)
    with pytest.raises(AssertionError, match="hardly ever broken"):
        suite.test_some_plan_breaks_it_and_some_keeps_it(blind)


def test_a_forgotten_case_is_caught() -> None:
    def forbids(round: Any, params: Any) -> Any:
        for never in RULES["recusal"].module.forbids(round, params):
            if never.session != round.sessions[0].id:
                yield never

    with pytest.raises(AssertionError):
        suite.test_board_and_checker_agree(mutant("recusal", forbids=forbids))


def test_a_charge_that_is_forgotten_on_the_board_is_caught() -> None:
    def post(board: Any, params: Any) -> Any:
        return list(RULES["coverage"].module.post(board, params))[1:]

    with pytest.raises(AssertionError):
        suite.test_board_and_checker_agree(mutant("coverage", post=post))


def test_too_eager_a_quick_test_is_caught() -> None:
    with pytest.raises(AssertionError):
        suite.test_nothing_lawful_is_ruled_out_beforehand(
            mutant("need_met_once", fits=lambda sketch, move, params: not sketch.bookings)
        )
