"""What `insert` prints: the choices for one urgent complaint, and what each of them displaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.summary import TIER_NAMES
from exports.text import hours_of, mark_of, people_of
from sites.base import Language, Text
from sites.choice import Bar, Choice
from sites.need import Need
from sites.plan import Booking
from sites.round import Round

NOT_AT_ALL = Text(zh="不插入", en="do not insert")
LEFT_OUT = Text(zh="本周不到场", en="nobody goes this week")
UNCHANGED = Text(zh="其他检查都不动", en="nothing else changes")


def choice_lines(
    choices: Sequence[Choice], need: Need, round: Round, lang: Language
) -> Iterator[str]:
    """Yield the ranked list, numbered as ``--take`` counts; ``round`` has the need already."""
    site = round.site[need.site].name
    yield Text(
        zh=f"{site}（{need.body}，约{need.minutes}分钟）：{len(choices)}种办法，按优先顺序：",
        en=f"{site} ({need.body}, {need.minutes} minutes): {len(choices)} choices, best first:",
    ).in_(lang)
    for number, choice in enumerate(choices, start=1):
        head, *effects = choice_text(choice, round, lang)
        yield f"{number}. {head}"
        yield from (f"   {text}" for text in effects)
    yield Text(
        zh="用 --take 序号 采用其中一种，例如 --take 1", en="Apply one with --take, as --take 1"
    ).in_(lang)


def choice_text(choice: Choice, round: Round, lang: Language) -> Iterator[str]:
    """Yield what a choice is, then what it means for the clock, the others and the charges."""
    yield _head(choice, round).in_(lang) + _who(choice, round, lang)
    yield from (text.in_(lang) for text in _effects(choice, round))


def bar_lines(bars: Sequence[Bar], round: Round, lang: Language) -> Iterator[str]:
    """Yield why the need has no place, session by session; the same sentence once."""
    yield Text(zh="各时段都插不进：", en="no session has a place for it:").in_(lang)
    told: dict[str, list[Bar]] = {}
    for one in bars:
        told.setdefault(one.code, []).append(one)
    for group in told.values():
        sessions = [round.say_session(b.session) for b in group]
        zh, en = "、".join(s.zh for s in sessions), ", ".join(s.en for s in sessions)
        says = group[0].says
        yield Text(zh=f"  {zh}：{says.zh}", en=f"  {en}: {says.en}").in_(lang)


def taken_lines(choice: Choice, round: Round, lang: Language) -> Iterator[str]:
    """Yield what a choice has changed, once it is taken."""
    yield (
        Text(zh="已采用：", en="taken: ").in_(lang)
        + _head(choice, round).in_(lang)
        + _who(choice, round, lang)
    )
    yield from (f"   {text.in_(lang)}" for text in _displaced(choice, round))
    if choice.booking is not None and choice.booking.state != "urgent":
        yield Text(
            zh="   并入的检查含非个案事项，不能事后补批，须随该次检查报批",
            en="   the visit meets more than cases: it is approved beforehand, as a whole",
        ).in_(lang)
    version = choice.plan.approval.version
    if version > 1:
        yield Text(
            zh=f"   计划成为第{version}版草稿，须重新送审；待补批的个案可以先去",
            en=f"   the plan is now version {version}, a draft; an urgent case may go first",
        ).in_(lang)


def _head(choice: Choice, round: Round) -> Text:
    booking = choice.booking
    if booking is None:
        return NOT_AT_ALL
    at, clock = round.say_session(booking.session), hours_of(booking, round)
    how = Text(zh="并入已排的检查", en="joins the planned visit") if choice.joins else None
    how = how or Text(zh="新增一次检查", en="a visit of its own")
    return Text(zh=f"{at.zh} {clock}，{how.zh}", en=f"{at.en} {clock}, {how.en}")


def _who(choice: Choice, round: Round, lang: Language) -> str:
    if choice.booking is None:
        return ""
    between = "：" if lang == "zh" else ": "
    return between + people_of(choice.booking, round, lang) + mark_of(choice.booking.state, lang)


def _effects(choice: Choice, round: Round) -> Iterator[Text]:
    late = _late(choice)
    yield late
    yield from _displaced(choice, round)
    yield _costs(choice)


def _late(choice: Choice) -> Text:
    if choice.booking is None:
        return LEFT_OUT
    if not choice.minutes_late:
        in_time = Text(zh="在时限内到场", en="in time")
    else:
        hours, minutes = divmod(choice.minutes_late, 60)
        in_time = Text(
            zh=f"比时限晚{hours}小时{minutes}分到场", en=f"{hours} h {minutes} min after its clock"
        )
    roads = choice.travel_minutes
    return Text(
        zh=f"{in_time.zh}，路上合计{'多' if roads >= 0 else '少'}{abs(roads):g}分钟",
        en=f"{in_time.en}, {abs(roads):g} minutes {'more' if roads >= 0 else 'less'} on the road",
    )


def _displaced(choice: Choice, round: Round) -> Iterator[Text]:
    for booking in choice.cancelled:
        name, at = round.site[booking.site].name, round.say_session(booking.session)
        yield Text(zh=f"取消{at.zh}{name}的检查", en=f"cancels {name} on {at.en}")
    for old, new in choice.moved:
        yield _moved(old, new, round)
    for need in (round.need[n] for n in choice.dropped):
        name = round.site[need.site].name
        yield Text(zh=f"不再安排：{name}（{need.body}）", en=f"left out: {name} ({need.body})")
    if not (choice.cancelled or choice.moved or choice.dropped):
        yield UNCHANGED


def _moved(old: Booking, new: Booking, round: Round) -> Text:
    name = round.site[old.site].name
    was, now = round.say_session(old.session), round.say_session(new.session)
    if old.session != new.session:
        return Text(
            zh=f"{name}由{was.zh}改到{now.zh} {hours_of(new, round)}",
            en=f"{name} moves from {was.en} to {now.en} {hours_of(new, round)}",
        )
    if (old.start, old.end) != (new.start, new.end):
        clocks = f"{hours_of(old, round)} → {hours_of(new, round)}"
        return Text(zh=f"{name}（{was.zh}）{clocks}", en=f"{name} ({was.en}) {clocks}")
    joined = [round.officer[o].name for o in new.people if o not in old.people]
    return Text(
        zh=f"{name}（{was.zh}）人员有变：增{'、'.join(joined) or '无'}",
        en=f"{name} ({was.en}): other people, {', '.join(joined) or 'nobody'} joins",
    )


def _costs(choice: Choice) -> Text:
    changed = [
        (TIER_NAMES[tier], choice.before[tier], after)
        for tier, after in choice.after.items()
        if after != choice.before[tier]
    ]
    if not changed:
        return Text(zh="代价不变", en="no charge changes")
    zh = "；".join(f"{name.zh} {a} → {b}" for name, a, b in changed)
    en = "; ".join(f"{name.en} {a} → {b}" for name, a, b in changed)
    return Text(zh=f"代价：{zh}", en=f"charges: {en}")
