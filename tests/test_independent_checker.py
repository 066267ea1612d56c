"""The example street's plan, judged by a checker that shares no line with the program."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from independent_checker import Judge, Row
from independent_costs import costs, figures
from independent_rules import faults

from exports.summary import plan_lines
from scheduler.plan_round import plan_round
from scheduler.prepare import book_from, prepare
from scheduler.settings import Settings
from sites.json_files import plan_json, round_json

BOOK = Path(__file__).resolve().parent.parent / "examples" / "dongxin" / "street.xlsx"
SECONDS = 4.0
"""Lawful is lawful, proven or not."""

Spoil = Callable[[Row, Row], object]


@pytest.fixture(scope="module")
def week() -> tuple[str, str, str]:
    """plan.json, round.json and the printed report of the example's week."""
    _, round = prepare(book_from(BOOK), week="2026-W49")
    plan, verdict, _ = plan_round(round, Settings(seconds=SECONDS))
    printed = "\n".join(plan_lines(plan, round, verdict, "en"))
    return plan_json(plan), round_json(round), printed


def test_no_hard_rule_is_broken(week: tuple[str, str, str]) -> None:
    assert faults(Judge(json.loads(week[0]), json.loads(week[1]))) == []


def test_tiers_cost_what_the_plan_says(week: tuple[str, str, str]) -> None:
    judge = Judge(json.loads(week[0]), json.loads(week[1]))
    assert {t["tier"]: t["value"] for t in judge.plan["tiers"]} == costs(judge)


def test_printed_figures(week: tuple[str, str, str]) -> None:
    counted = figures(Judge(json.loads(week[0]), json.loads(week[1])))
    printed = week[2]
    assert "{done} of {owed} owed needs met in {visits} visits, {saved} visits".format(
        **counted
    ) in (printed)
    assert f"{counted['riders']} needs due later ride along" in printed
    for colour in ("red", "yellow", "green"):
        met, owed = counted[f"{colour} met"], counted[f"{colour} owed"]
        assert f"{colour} sites: {met} of {owed} needs met" in printed


def _quiet(plan: Row, round: Row) -> tuple[Row, Row]:
    """A booking with a routine need that no pin puts outside a rule, and that need."""
    needs = {n["id"]: n for n in round["needs"]}
    outside = {p["site"] for p in round["pins"] if p["how"] == "override"}
    bookings = [b for b in plan["bookings"] if b["site"] not in outside]
    return next((b, needs[n]) for b in bookings for n in b["needs"] if "/routine" in n)


def _everywhere(rows: list[Row], **values: object) -> None:
    for row in rows:
        row.update(values)


def _absent(plan: Row, round: Row) -> None:
    first = plan["bookings"][0]
    day = first["session"][:10]
    away = {"officer": first["officers"][0], "first": day, "last": day, "part": "day"}
    round["absences"].append(away)


def _recused(plan: Row, round: Row) -> None:
    first = plan["bookings"][0]
    who = {"officer": first["officers"][0], "site": first["site"], "company": ""}
    round["recusals"].append(who | {"first": None, "last": None})


def _full(plan: Row, round: Row) -> None:
    body = _quiet(plan, round)[1]["body"]
    _everywhere([b for b in round["bodies"] if body in (b["acts_as"], b["id"])], ceiling=0)


def _visited(plan: Row, round: Row) -> None:
    """Somebody was there on the very day of the visit."""
    booking, need = _quiet(plan, round)
    past = {"site": booking["site"], "on": booking["session"][:10], "body": need["body"]}
    more = {"kind": "routine", "onsite": True, "counted": None, "from_above": False}
    round["history"].append(past | more | {"officers": []})


def _pin(plan: Row, round: Row) -> None:
    visited = {b["site"] for b in plan["bookings"]}
    site = next(s["id"] for s in round["sites"] if s["id"] not in visited)
    pin = {"how": "must", "site": site, "day": None, "part": None, "officers": [], "rule": ""}
    round["pins"].append(pin | {"until": None, "cell": "A9"})


SPOILT: dict[str, Spoil] = {
    "whole": lambda plan, round: _everywhere(plan["bookings"][:1], end=0),
    "certified_quorum": lambda plan, round: _everywhere(round["officers"], certificate=""),
    "authority_held": lambda plan, round: _everywhere(round["grants"], valid_until="2026-01-01"),
    "drawn_officers": lambda plan, round: _everywhere(round["needs"], drawn=["nobody"]),
    "people_at_the_gate": _recused,
    "annual_ceiling": _full,
    "items_and_orders": lambda plan, round: _everywhere(round["needs"], expires="2026-11-01"),
    "clocks": lambda plan, round: [
        _everywhere([round["legs"]["first"]], **{base: [600] * len(legs)})
        for base, legs in list(round["legs"]["first"].items())
    ],
    "site_open": lambda plan, round: _everywhere(round["sites"], status="finished"),
    "on_duty": _absent,
    "vehicles": lambda plan, round: plan.update(rides=[]),
    "reserve_kept": lambda plan, round: plan.update(reserve=[]),
    "left_in_peace": _visited,
    "weather_and_duration": lambda plan, round: _everywhere(round["sessions"], suspended=True),
    "pinned": _pin,
}


@pytest.mark.parametrize("rule", SPOILT)
def test_the_checker_sees_what_is_broken(week: tuple[str, str, str], rule: str) -> None:
    plan, round = deepcopy(json.loads(week[0])), deepcopy(json.loads(week[1]))
    SPOILT[rule](plan, round)
    assert any(fault.startswith(rule) for fault in faults(Judge(plan, round)))
