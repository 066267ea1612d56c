"""What the rules say, in lines: the rule table, the verdict on a roster, pins that collide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from constraints import RULES, Breach, Rule, Verdict
from constraints._substitutes import substitutes
from exports.summary import TIER_NAMES
from sites.base import Language, Text
from sites.book import Pin
from sites.errors import Fault
from sites.plan import Booking, Plan
from sites.roster_reading.places import place_of
from sites.round import Round

MOST_SUBSTITUTES = 5
WHOLE = Text(
    zh="计划须自成一体（不可豁免）；一次检查在一个时段之内，用时由其事项算出（docs/formats.md）",
    en="A plan hangs together (never overridden); a visit lies in one session and lasts as long "
    "as its items take (docs/formats.md)",
)
"""Stands for the rule where a roster is no plan yet, and no rule has looked at it."""


def rule_lines(round: Round | None, lang: Language) -> Iterator[str]:
    """Yield the table of rules, law first; with a round also which ones lack their data."""
    ordered = sorted(RULES.values(), key=lambda r: (r.is_soft, not r.is_law, r.tier, r.name))
    for rule in ordered:
        yield f"{rule.title.in_(lang)} [{rule.name}] {_kind(rule).in_(lang)}"
        yield f"    {rule.sentence.in_(lang)}"
        yield Text(zh="    依据：", en="    source: ").in_(lang) + rule.fields["source"]
        for name, field in rule.module.Params.model_fields.items():
            meaning = field.description if lang == "zh" else field.title
            yield f"    {name} = {field.default}  {meaning or ''}"
        silent = rule.silent(round) if round is not None else None
        if silent is not None:
            yield Text(zh=f"    未核对：{silent.zh}", en=f"    silent: {silent.en}").in_(lang)


def _kind(rule: Rule) -> Text:
    if rule.is_soft:
        name = TIER_NAMES[rule.tier]
        return Text(zh=f"目标第{rule.tier}层 {name.zh}", en=f"goal, tier {rule.tier} {name.en}")
    if rule.is_law:
        return Text(zh="法定，不可豁免", en="law, never overridden")
    return Text(zh="本街道规定，可凭理由豁免一次检查", en="local, may be overridden for a visit")


def verdict_lines(
    verdict: Verdict,
    plan: Plan,
    round: Round,
    places: Mapping[tuple[str, str], str],
    lang: Language,
) -> Iterator[str]:
    """Yield each breach with its cell, rule, class, source and sentence, and who could step in."""
    if verdict.lawful:
        yield Text(
            zh=f"共{len(plan.bookings)}次检查，全部规则均满足。",
            en=f"{len(plan.bookings)} visits; every rule is kept.",
        ).in_(lang)
    for breach in verdict.breaches:
        place = place_of(breach, plan, places) or breach.pin
        rule = RULES.get(breach.rule)
        head = f"{place}：" if place and lang == "zh" else f"{place}: " if place else ""
        pin = Text(zh=f"（{breach.pin}）", en=f" ({breach.pin})").in_(lang)
        yield head + breach.says.in_(lang) + (pin if breach.pin not in ("", place) else "")
        yield "    " + (_named(rule, lang) if rule else WHOLE.in_(lang))
        yield from _steps_in(breach, plan, round, lang)


def _named(rule: Rule, lang: Language) -> str:
    """A rule's title, class and source."""
    kind = _kind(rule).in_(lang).split("，" if lang == "zh" else ",")[0]
    if lang == "zh":
        return f"{rule.title.zh}（{kind}）；{rule.fields['source']}"
    return f"{rule.title.en} ({kind}); {rule.fields['source']}"


def _steps_in(breach: Breach, plan: Plan, round: Round, lang: Language) -> Iterator[str]:
    """People who could lawfully take the place of whom the breach names, or fill a gap."""
    found = next(
        filter(None, (
            substitutes(plan, round, booking.visit, person, RULES.values())
            for booking in plan.bookings
            if booking.visit == breach.visit
            for person in _in_question(breach, booking)
        )),
        (),
    )  # fmt: skip
    names = [round.officer[o].name for o in found[:MOST_SUBSTITUTES]]
    if names:
        zh, en = "、".join(names), ", ".join(names)
        yield Text(zh=f"    可替补：{zh}", en=f"    could step in: {en}").in_(lang)


def _in_question(breach: Breach, booking: Booking) -> tuple[str, ...]:
    """Who might be replaced: whom the breach names; else nobody yet, or who stands for the need."""
    if breach.officer in booking.people:
        return (breach.officer,)
    return ("", *(s.officer for s in booking.stands_for if s.need == breach.need))


def collision_faults(
    pins: Sequence[Pin], rules: Iterable[Rule], is_minimal: bool = True
) -> list[Fault]:
    """Turn pins that collide into faults of their cells, naming the rules between them.

    Where it was not proven that each of them is needed for the collision, that is told too.
    """
    if not pins:
        said = Text(zh="限时内未能排出满足全部指定的计划", en="no plan that keeps all pins in time")
        more = Text(zh="减少指定，或用 --limit 给更多时间", en="fewer pins, or a longer --limit")
        return [Fault(found=said, expected=more)]
    between = [r for r in rules if r.name != "pinned"]
    found, expected = _collision(between, len(pins)), _way_out(between)
    if not is_minimal:
        found = Text(
            zh=f"{found.zh}（限时内未及缩小范围，其中有的可能不相干）",
            en=f"{found.en} (some of them may not matter: the time to tell was too short)",
        )
    return [
        Fault(sheet=sheet, cell=cell, found=found, expected=expected)
        for sheet, _, cell in (pin.cell.rpartition("!") for pin in pins)
    ]


def _collision(between: Sequence[Rule], pins: int) -> Text:
    zh = "、".join(f"“{r.title.zh}”" for r in between)
    en = ", ".join(f"“{r.title.en}”" for r in between)
    if not between:
        return Text(zh="“人工指定”互相冲突，无法同时满足", en="pins that contradict each other")
    if pins == 1:
        return Text(zh=f"指定与{zh}冲突", en=f"a pin that collides with {en}")
    return Text(
        zh=f"这{pins}处指定合在一起与{zh}冲突", en=f"{pins} pins that together collide with {en}"
    )


def _way_out(between: Sequence[Rule]) -> Text:
    if any(r.is_law for r in between) or not between:
        return Text(zh="改动或删去其中一处指定", en="one of these pins changed or removed")
    return Text(
        zh="改动或删去其中一处指定，或填写理由豁免该规定",
        en="one of these pins changed or removed, or the local rule overridden with a reason",
    )
