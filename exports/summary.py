"""What a command prints: plain lines about needs, a plan and its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from constraints import Verdict
from sites.base import Language, Text
from sites.book import Colour, Hazard, SiteBook
from sites.plan import Plan, TierResult
from sites.round import Round
from sites.vocabulary import CHOICES
from sites.vocabulary import word as choice_word
from sites.weeks import say_week

COLOURS: dict[Colour, Text] = {
    "red": Text(zh="红色", en="red"),
    "yellow": Text(zh="黄色", en="yellow"),
    "green": Text(zh="绿色", en="green"),
}
TIER_NAMES = {
    "1": Text(zh="法定期限", en="deadlines"),
    "1.5": Text(zh="不动已发布的安排", en="steady plan"),
    "2": Text(zh="应查尽查", en="coverage"),
    "3": Text(zh="少跑一趟", en="few trips"),
    "4": Text(zh="路程、等候、均衡", en="roads, waiting, balance"),
}
STOPPED = {
    "proof": Text(zh="第1—3层已证明最优", en="tiers 1 to 3 proven optimal"),
    "limit": Text(
        zh="到达限时或规定的计算量，取目前最好；由钟表截止的，再算一次可能略有不同",
        en="stopped at its limit with the best so far; if by the clock, a rerun may differ",
    ),
    "interrupt": Text(zh="被中断，取目前最好", en="interrupted, the best so far"),
    "hand": Text(zh="人工编排", en="made by hand"),
    "settled": Text(
        zh="只调整受影响的部分，邻近安排再改也没有更好的",
        en="only what the change touches was planned again; nothing near it helps any more",
    ),
}


def plan_lines(plan: Plan, round: Round, verdict: Verdict, lang: Language) -> Iterator[str]:
    """Yield the report of `plan`: needs, visits, coverage, tiers, what was left out and why."""
    yield _title(round, lang)
    yield from (text.in_(lang) for text in _merging(plan, round))
    yield from (text.in_(lang) for text in _coverage(plan, round))
    for tier in plan.tiers:
        yield tier_line(tier).in_(lang)
    yield STOPPED[plan.stopped_by].in_(lang)
    yield from _left_out(plan, round, lang)


def _title(round: Round, lang: Language) -> str:
    days = sorted({s.day for s in round.sessions}) or [round.first_day, round.last_day]
    week = say_week(days, lang)
    title = Text(
        zh=f"{round.street}工地“综合查一次” {week}（未审批）",
        en=f"{round.street} joint inspections, {week} (not approved yet)",
    )
    return title.in_(lang).strip()


def _merging(plan: Plan, round: Round) -> Iterator[Text]:
    """Visits saved: over all bookings, bodies stood for less one."""
    owed = sum(n.owed for n in round.needs)
    met = plan.met
    done = sum(round.need[n].owed for n in met)
    saved = visits_saved(plan, round)
    riders = sum(not round.need[n].owed for n in met)
    yield Text(
        zh=f"应查{owed}项，安排{done}项，合并为{len(plan.bookings)}次上门，少上门{saved}次",
        en=f"{done} of {owed} owed needs met in {len(plan.bookings)} visits, {saved} visits saved",
    )
    if riders:
        yield Text(zh=f"另顺带{riders}项近期到期的检查", en=f"{riders} needs due later ride along")


def visits_saved(plan: Plan, round: Round) -> int:
    """Σ over bookings (bodies stood for − 1)."""
    return sum(len({round.need[n].body for n in b.needs}) - 1 for b in plan.bookings)


def _coverage(plan: Plan, round: Round) -> Iterator[Text]:
    met = plan.met
    owed = Counter(round.site[n.site].colour for n in round.needs if n.owed)
    done = Counter(round.site[n.site].colour for n in round.needs if n.owed and n.id in met)
    for colour, word in COLOURS.items():
        if owed[colour]:
            share = done[colour] / owed[colour]
            yield Text(
                zh=f"{word.zh}工地：应查{owed[colour]}项，安排{done[colour]}项（{share:.0%}）",
                en=f"{word.en} sites: {done[colour]} of {owed[colour]} needs met ({share:.0%})",
            )


def tier_line(tier: TierResult) -> Text:
    """One tier in a sentence: 离最优最多差…%, or by how much where it is a count."""
    name = TIER_NAMES[tier.tier]
    if tier.proven:
        gap = Text(zh="已是最优", en="optimal")
    elif tier.tier == "4":
        gap = Text(zh="逐时段优化，未求全局下界", en="polished by session, no bound of the whole")
    elif tier.total:
        gap = Text(zh=f"离最优最多差{tier.gap:.1%}", en=f"at most {tier.gap:.1%} from the best")
    else:
        gap = Text(zh=f"离最优最多差{tier.gap:g}", en=f"at most {tier.gap:g} from the best")
    condition = tier.conditional and tier.tier != "4"
    zh = f"第{tier.tier}层 {name.zh}：代价{tier.value}，下界{tier.bound}，{gap.zh}"
    en = f"tier {tier.tier}, {name.en}: cost {tier.value}, bound {tier.bound}, {gap.en}"
    return Text(
        zh=zh + ("（上层未证明，此下界有条件）" if condition else ""),
        en=en + (" (conditional on the tiers above)" if condition else ""),
    )


def _left_out(plan: Plan, round: Round, lang: Language) -> Iterator[str]:
    if plan.unmet:
        yield Text(zh=f"未安排{len(plan.unmet)}项：", en=f"{len(plan.unmet)} needs left out:").in_(
            lang
        )
    for unmet in plan.unmet:
        need = round.need[unmet.need]
        site = round.site[need.site].name
        line = Text(
            zh=f"  {site}（{need.body}）：{unmet.says.zh}；可以：{unmet.helps.zh}",
            en=f"  {site} ({need.body}): {unmet.says.en}; what would help: {unmet.helps.en}",
        )
        yield line.in_(lang)


def need_lines(round: Round, lang: Language) -> Iterator[str]:
    """Yield what is due, site by site, and why each need is here."""
    yield _title(round, lang).replace("（未审批）", "").replace(" (not approved yet)", "")
    for site in round.sites:
        needs = round.needs_at[site.id]
        if needs:
            yield (
                f"{site.name}（{COLOURS[site.colour].zh}）"
                if lang == "zh"
                else (f"{site.name} ({site.colour})")
            )
        for need in needs:
            mark = Text(zh="应查" if need.owed else "顺带", en="owed" if need.owed else "rider")
            yield f"  [{mark.in_(lang)}] {need.body}：{need.why.in_(lang)}"


def ledger_lines(hazards: Sequence[Hazard], lang: Language) -> Iterator[str]:
    """Yield how many hazards a ledger has, in all and in each state."""
    states: Counter[str] = Counter(hazard.state for hazard in hazards)
    counted = [
        (choice_word("hazard_state", state, lang), states[state])
        for state in CHOICES["hazard_state"]
        if states[state]
    ]
    yield Text(
        zh=f"隐患{len(hazards)}条" + "".join(f"，{name}{count}条" for name, count in counted),
        en=f"hazards: {len(hazards)}" + "".join(f", {count} {name}" for name, count in counted),
    ).in_(lang)


def warning_lines(of: Round | SiteBook, lang: Language) -> Iterator[str]:
    """Yield what had to be assumed or is missing, one line each."""
    for warning in of.warnings:
        yield Text(zh=f"注意：{warning.zh}", en=f"Note: {warning.en}").in_(lang)
