"""What `why` prints: everything that was decided about one site, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints._codes import CODES
from exports.summary import COLOURS
from exports.text import hours_of, mark_of, people_of
from sites.base import Language, Text
from sites.book import Site
from sites.choice import Bar, Elsewhere
from sites.need import Need
from sites.plan import Booking, Plan
from sites.round import Round


def why_lines(
    site: Site, plan: Plan, round: Round, elsewhere: Sequence[Elsewhere], lang: Language
) -> Iterator[str]:
    """Yield its colour, its needs, its visits with their reasons, and why not at other times."""
    colour = COLOURS[site.colour]
    yield Text(
        zh=f"{site.name}（{site.id}），{colour.zh}工地"
        + (f"：{site.rated_why}" if site.rated_why else ""),
        en=f"{site.name} ({site.id}), a {colour.en} site",
    ).in_(lang)
    needs = round.needs_at[site.id]
    if not needs:
        yield Text(zh="本周没有应查事项", en="nothing is due there this week").in_(lang)
    for need in needs:
        yield "  " + _need(need, plan).in_(lang)
    for booking in plan.bookings:
        if booking.site == site.id:
            yield from _visit(booking, plan, round, lang)
    yield from _left_out(needs, plan, lang)
    for asked in elsewhere:
        yield from _elsewhere(asked, round, lang)


def _need(need: Need, plan: Plan) -> Text:
    owed = Text(zh="应查", en="owed") if need.owed else Text(zh="顺带", en="rider")
    done = Text(zh="已安排", en="met") if need.id in plan.met else Text(zh="未安排", en="not met")
    return Text(
        zh=f"[{owed.zh}·{done.zh}] {need.body}：{need.why.zh}",
        en=f"[{owed.en}, {done.en}] {need.body}: {need.why.en}",
    )


def _visit(booking: Booking, plan: Plan, round: Round, lang: Language) -> Iterator[str]:
    at, mark = round.say_session(booking.session), mark_of(booking.state, lang)
    head = Text(zh="检查：", en="visit: ").in_(lang) + at.in_(lang)
    yield f"{head} {hours_of(booking, round)} {people_of(booking, round, lang)}{mark}"
    for reason in plan.reasons:
        if reason.visit == booking.visit:
            yield from (f"  {text.in_(lang)}" for text in reason.says)


def _left_out(needs: Sequence[Need], plan: Plan, lang: Language) -> Iterator[str]:
    for unmet in plan.unmet:
        need = next((n for n in needs if n.id == unmet.need), None)
        if need is not None:
            code = CODES.get(unmet.code)
            zh, en = (code.zh, code.en) if code else (unmet.code, unmet.code)
            yield Text(
                zh=f"未安排 {need.body}［{zh}］：{unmet.says.zh}；可以：{unmet.helps.zh}",
                en=f"left out: {need.body} [{en}]: {unmet.says.en}; would help: {unmet.helps.en}",
            ).in_(lang)


def _elsewhere(asked: Elsewhere, round: Round, lang: Language) -> Iterator[str]:
    bodies = list(dict.fromkeys(round.need[n].body for n in asked.needs))
    zh, en = "、".join(bodies), ", ".join(bodies)
    if asked.visit:
        yield Text(
            zh=f"该次检查（{zh}）为何不在其他时段：", en=f"why that visit ({en}) is not:"
        ).in_(lang)
    else:
        yield Text(zh=f"{zh}为何不另去一次：", en=f"why no visit for {en} alone:").in_(lang)
    groups: dict[tuple[str, str], list[Bar]] = {}
    for one in asked.bars:
        groups.setdefault((one.code, one.says.zh if one.code else ""), []).append(one)
    yield from (_bars(group, round).in_(lang) for group in groups.values())


def _bars(group: Sequence[Bar], round: Round) -> Text:
    """Sessions with the same answer, in one line."""
    names = [round.say_session(one.session) for one in group]
    zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
    if not group[0].code:
        return Text(
            zh=f"  {zh}：没有规则不许，只是没有排在那时",
            en=f"  {en}: no rule forbids it; it was just not chosen",
        )
    title, says = CODES[group[0].code], group[0].says
    return Text(zh=f"  {zh}：［{title.zh}］{says.zh}", en=f"  {en}: [{title.en}] {says.en}")
