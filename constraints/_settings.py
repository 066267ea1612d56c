"""The office's own numbers for the rules (规则 sheet) and its overrides (人工指定), judged."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from constraints._registry import Rule, rule_called
from sites.base import Text
from sites.book import RuleSetting, SiteBook
from sites.errors import BookError, Fault


def rule_numbers(book: SiteBook, rules: dict[str, Rule]) -> dict[str, dict[str, str]]:
    """Return rule file name → number → value as typed.

    Raises
    ------
    BookError
        With every unknown rule, unknown number, impossible value, and every override that names
        no rule or a rule of law.
    """
    faults = [*_unknown(book, rules), *_overrides(book, rules)]
    numbers: dict[str, dict[str, str]] = {}
    for setting in book.rule_settings:
        rule = rule_called(setting.rule, rules)
        number = _number(rule, setting) if rule else None
        if rule and number:
            numbers.setdefault(rule.name, {})[number] = setting.value
            faults += _impossible(rule, number, setting)
    if faults:
        raise BookError(faults)
    return numbers


def _number(rule: Rule, setting: RuleSetting) -> str | None:
    """The field a setting means, by its name or by its title for people."""
    for name, field in rule.module.Params.model_fields.items():
        if setting.param.strip() in (name, field.title, field.description):
            return name
    return None


def _place(cell: str) -> tuple[str, str]:
    sheet, _, address = cell.rpartition("!")
    return sheet, address


def _unknown(book: SiteBook, rules: dict[str, Rule]) -> Iterator[Fault]:
    titles = "、".join(r.title.zh for r in rules.values())
    for setting in book.rule_settings:
        sheet, cell = _place(setting.cell)
        rule = rule_called(setting.rule, rules)
        if rule is None:
            yield Fault(
                sheet=sheet,
                cell=cell,
                found=Text(zh=f"规则“{setting.rule}”", en=f"rule “{setting.rule}”"),
                expected=Text(zh=f"下列之一：{titles}", en=f"one of {', '.join(rules)}"),
            )
        elif _number(rule, setting) is None:
            names = "、".join(rule.module.Params.model_fields) or "（该规则没有参数）"
            yield Fault(
                sheet=sheet,
                cell=cell,
                found=Text(zh=f"参数“{setting.param}”", en=f"number “{setting.param}”"),
                expected=Text(zh=names, en=names),
            )


def _impossible(rule: Rule, number: str, setting: RuleSetting) -> list[Fault]:
    try:
        rule.module.Params.model_validate({number: setting.value})
    except ValidationError as error:
        sheet, cell = _place(setting.cell)
        return [
            Fault(
                sheet=sheet,
                cell=cell,
                found=Text(zh=f"“{setting.value}”", en=f"“{setting.value}”"),
                expected=_bounds(problem),
            )
            for problem in error.errors()
        ]
    return []


def _bounds(problem: ErrorDetails) -> Text:
    limits = problem.get("ctx", {})
    said = {"ge": "不小于", "gt": "大于", "le": "不大于", "lt": "小于"}
    zh = "、".join(f"{word}{limits[k]}" for k, word in said.items() if k in limits)
    return Text(zh=zh or "合适的数", en=problem["msg"])


def _overrides(book: SiteBook, rules: dict[str, Rule]) -> Iterator[Fault]:
    for pin in book.pins:
        if pin.how != "override":
            continue
        sheet, cell = _place(pin.cell)
        rule = rule_called(pin.rule, rules)
        found = Text(zh=f"豁免规则“{pin.rule}”", en=f"an override of “{pin.rule}”")
        if rule is None:
            titles = "、".join(r.title.zh for r in rules.values() if not (r.is_law or r.is_soft))
            expected = Text(zh=f"本街道规定之一：{titles}", en="the name of a local rule")
            yield Fault(sheet=sheet, cell=cell, found=found, expected=expected)
        elif rule.is_law or rule.is_soft:
            expected = Text(
                zh="只能豁免“本街道规定”类规则，法定规则不可豁免",
                en="a local hard rule; rules of law cannot be overridden",
            )
            yield Fault(sheet=sheet, cell=cell, found=found, expected=expected)
        if not (pin.reason.strip() and pin.by.strip() and pin.site):
            expected = Text(
                zh="填写工地、理由和指定人", en="a site, a reason and the name of who decided"
            )
            yield Fault(sheet=sheet, cell=cell, found=found, expected=expected)
