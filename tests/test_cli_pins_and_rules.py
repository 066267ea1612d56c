"""Rules, overrides and pins that cannot be kept, and weeks in which nothing can be planned."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_runs import plan, refused, run
from cli_street import MONDAY, street, write_street

from sites.book import Pin, RuleSetting
from sites.json_files import read_plan


def _override(rule: str, reason: str = "领导交办", by: str = "李甲") -> dict[str, Any]:
    pin = Pin(how="override", site="GD-01", rule=rule, reason=reason, by=by)
    return {"pins": (pin,)}


def _number(rule: str, param: str, value: str) -> dict[str, Any]:
    return {"rule_settings": (RuleSetting(rule=rule, param=param, value=value),)}


RULES_CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "law overridden": (_override("回避"), "人工指定!A3", "法定规则不可豁免"),
    "goal overridden": (_override("少跑路"), "人工指定!A3", "本街道规定"),
    "no such rule": (_override("间隔"), "人工指定!A3", "检查间隔"),
    "no reason": (_override("检查间隔", reason=""), "人工指定!A3", "理由"),
    "nobody decided": (_override("备勤", by=""), "人工指定!A3", "指定人"),
    "rule unknown": (_number("无此规则", "days", "5"), "规则!A3", "检查间隔"),
    "number unknown": (_number("left_in_peace", "层数", "5"), "规则!A3", "days"),
    "number too small": (_number("left_in_peace", "days", "-1"), "规则!A3", "不小于0"),
    "no number": (_number("检查间隔", "days", "多"), "规则!A3", "数"),
}


@pytest.mark.parametrize("name", RULES_CASES)
def test_rules_and_overrides_that_cannot_be(tmp_path: Path, name: str) -> None:
    changes, place, expected = RULES_CASES[name]
    book = write_street(tmp_path / "street.xlsx", **changes)
    lines = refused(plan(book, tmp_path / "out"), tmp_path / "out")
    assert all(line.startswith(f"{place}：发现") for line in lines)
    assert any(expected in line.partition("，应为")[2] for line in lines), lines


COLLISIONS: dict[str, tuple[tuple[Pin, ...], list[str], str]] = {
    "must and never": (
        (
            Pin(how="must", site="GD-03", day=MONDAY, reason="交办", by="李甲"),
            Pin(how="must", site="GD-02", reason="交办", by="李甲"),
            Pin(how="never", site="GD-03", reason="考试", by="李甲"),
        ),
        ["人工指定!A3", "人工指定!A5"],
        "人工指定",
    ),
    "somebody recused": (
        (Pin(how="must", site="GD-01", officers=("Z7",), reason="交办", by="李甲"),),
        ["人工指定!A3"],
        "回避",
    ),
    "somebody on leave": (
        (Pin(how="must", site="GD-01", officers=("Z9",), reason="交办", by="李甲"),),
        ["人工指定!A3"],
        "在岗",
    ),
}


@pytest.mark.parametrize("name", COLLISIONS)
def test_pins_that_collide_are_named_with_the_rule_between_them(tmp_path: Path, name: str) -> None:
    pins, places, rule = COLLISIONS[name]
    book = write_street(tmp_path / "street.xlsx", pins=pins)
    result = plan(book, tmp_path / "out")
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()
    told = [line for line in result.stderr.splitlines() if "发现" in line]
    assert [line.split("：")[0] for line in told] == places
    assert all(f"“{rule}" in line.partition("，应为")[0] for line in told), told
    assert all(("豁免" in line) == (name == "somebody on leave") for line in told), told


def test_everything_expired_is_an_empty_plan_with_its_reasons(tmp_path: Path) -> None:
    officers = tuple(
        o.but(certificate_until=date(2020, 1, 1)) if o.certificate else o for o in street().officers
    )
    book = write_street(tmp_path / "street.xlsx", officers=officers, pins=())
    result = plan(book, tmp_path / "out")
    assert result.exit_code == 0, result.output
    told = read_plan(tmp_path / "out" / "plan.json")
    assert told.bookings == ()
    assert len(told.unmet) == 14
    assert "合并为0次上门" in result.stdout
    assert "未安排14项" in result.stdout
    reasons = [line for line in result.stdout.splitlines() if line.startswith("  ")]
    assert len(reasons) == 14
    assert all("证" in line for line in reasons), reasons
    assert run("check", tmp_path / "out" / "roster.xlsx").exit_code == 0


def test_a_week_without_needs_is_an_empty_plan(tmp_path: Path) -> None:
    off = tuple(i.but(on=False) for i in street().items)
    nothing: dict[str, Any] = dict.fromkeys(("history", "complaints", "hazards", "pins"), ())
    book = write_street(tmp_path / "street.xlsx", items=off, **nothing)
    result = plan(book, tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "应查0项，安排0项，合并为0次上门" in result.stdout
