"""规则核对表: every rule, whether this plan keeps it, what it cost, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from constraints import RULES, Rule
from exports.roster.lists import write_list
from exports.roster.view import View


def write_rules(book: Workbook, view: View) -> None:
    """Add the sheet 规则核对表: hard rules of law first, then local ones, then goals by tier."""
    t = view.t
    columns = (
        (t("序号", "No."), 6.0),
        (t("规则", "Rule"), 18.0),
        (t("内容", "What it says"), 46.0),
        (t("性质", "Class"), 13.0),
        (t("类别", "Kind"), 13.0),
        (t("核对结果", "Result"), 24.0),
        (t("所用数值", "Numbers in use"), 34.0),
        (t("依据", "Source"), 44.0),
    )
    write_list(book, view, "rules", columns, _rows(view))


def _rows(view: View) -> Iterator[tuple[Any, ...]]:
    ordered = sorted(RULES.values(), key=lambda r: (r.is_soft, not r.is_law, r.tier, r.name))
    for number, rule in enumerate(ordered, start=1):
        yield (
            number,
            rule.title.in_(view.lang),
            rule.sentence.in_(view.lang),
            view.t("法定", "law") if rule.is_law else view.t("本街道规定", "local"),
            _kind(rule, view),
            _result(rule, view),
            _params(rule, view),
            rule.fields.get("source", ""),
        )


def _kind(rule: Rule, view: View) -> str:
    if not rule.is_soft:
        return view.t("必须满足", "must")
    return view.t(f"目标第{rule.tier}层", f"goal, tier {rule.tier}")


def _result(rule: Rule, view: View) -> str:
    """What the rule found; what it lacks, where its data are absent."""
    silent = rule.silent(view.round)
    if silent is not None:
        return view.t(f"未核对：{silent.zh}", f"not checked: {silent.en}")
    if rule.is_soft:
        cost = sum(c.amount for c in view.verdict.charges if c.rule == rule.name)
        return view.t(f"代价 {cost}", f"cost {cost}")
    breaches = [b for b in view.verdict.breaches if b.rule == rule.name]
    if not breaches:
        return view.t("已满足", "kept")
    first = breaches[0].says.in_(view.lang)
    return view.t(f"违反{len(breaches)}处：{first}", f"broken {len(breaches)} times: {first}")


def _params(rule: Rule, view: View) -> str:
    """Its numbers with what each one is."""
    params = rule.params(view.round)
    lines = []
    for name, field in type(params).model_fields.items():
        said = view.t(field.description or "", field.title or "")
        meaning = view.t(f"（{said}）", f" ({said})") if said else ""
        lines.append(f"{name} = {_said(getattr(params, name), view)}{meaning}")
    return "\n".join(lines) or view.t("无", "none")


def _said(value: object, view: View) -> str:
    if isinstance(value, bool):
        return view.t("是", "yes") if value else view.t("否", "no")
    return str(value)
