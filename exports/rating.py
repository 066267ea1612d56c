"""三色评定 for the office: who moved, the arithmetic line by line, the history; not for sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from exports.ledger_words import verb_word
from sites.base import Language, Text
from sites.book import Colour, Settings
from sites.jgj59 import GRADES, Summary
from sites.ledger.event import Event
from sites.rating import TRIGGERS, Assessment, Line
from sites.rating.table import ESTIMATE
from sites.standing import ScoreRule, Trigger
from sites.vocabulary import word

INTERNAL = Text(
    zh="内部使用：三色、扣分和原因不对外公布，不得带入现场",
    en="INTERNAL: colours, points and reasons are never published or shown to a site",
)
VERBS = {
    "rated": Text(zh="评定，等级不变", en="rated, no change"),
    "lowered": Text(zh="降级", en="lowered"),
    "raised": Text(zh="升一级", en="raised one step"),
    "set": Text(zh="人工调整", en="set by hand"),
}
Behind = Mapping[tuple[str, str], Sequence[Event]]


def rated_lines(
    found: Sequence[Assessment], names: Mapping[str, str], lang: Language
) -> Iterator[str]:
    """Yield what a rating of all sites changed, and how many of each colour there are."""
    yield INTERNAL.in_(lang)
    for one in found:
        if one.before != one.colour:
            yield f"{names[one.site]}：{_step(one, lang)}（{one.why.in_(lang)}）"
    counts = Counter(one.colour for one in found)
    told = "、".join(f"{_word(c, lang)} {counts[c]}" for c in ("red", "yellow", "green"))
    moved = sum(one.before != one.colour for one in found)
    yield Text(
        zh=f"共评定{len(found)}个工地，调整{moved}个：{told}",
        en=f"{len(found)} sites rated, {moved} changed: {told}",
    ).in_(lang)


def site_lines(
    found: Sequence[Assessment], names: Mapping[str, str], lang: Language
) -> Iterator[str]:
    """Yield one line a site: its colour, its points and the arithmetic."""
    yield INTERNAL.in_(lang)
    for one in found:
        moves = one.before != one.colour
        to = Text(zh="（尚未评定，运行 rate 登记）", en=" (not on record yet: run rate)").in_(lang)
        yield f"{names[one.site]}：{_step(one, lang)}{to if moves else ''}　{one.why.in_(lang)}"


def table_lines(
    table: Mapping[Trigger, ScoreRule], settings: Settings, lang: Language
) -> Iterator[str]:
    """Yield the table in force with its thresholds, and say which numbers are estimates."""
    yield Text(zh="【评分标准】", en="[Scoring table]").in_(lang)
    for trigger, rule in table.items():
        does = [Text(zh=f"每次扣{rule.points:g}分", en=f"{rule.points:g} points off")]
        does = does if rule.points else []
        does += [Text(zh="一票否决，定为红", en="veto: red")] if rule.veto else []
        does = does or [Text(zh="不扣分", en="nothing")]
        said = "，".join(d.in_(lang) for d in does)
        basis = f"（{rule.basis}）" if rule.basis else ""
        yield f"  {TRIGGERS[trigger].in_(lang)}：{said}{basis}"
    yield Text(
        zh=f"  满分100，看最近{settings.rating_days}天；{settings.rating_green}分及以上为绿，"
        f"{settings.rating_yellow}分及以上为黄，以下为红",
        en=f"  100 less all of it over {settings.rating_days} days; green from "
        f"{settings.rating_green}, yellow from {settings.rating_yellow}, red below",
    ).in_(lang)
    if any(rule.basis == ESTIMATE for rule in table.values()):
        yield Text(
            zh="  提示：标“估计”的是默认值，请在工作簿“评分标准”“设置”两表中核定",
            en="  The estimates are defaults: set your own in the sheets Scoring and Settings",
        ).in_(lang)


def explained_lines(
    one: Assessment, name: str, behind: Behind, history: Sequence[Event], lang: Language
) -> Iterator[str]:
    """Yield one site's arithmetic with the events behind it, why it is not greener, its history."""
    yield INTERNAL.in_(lang)
    told = Text(zh=f"截至{one.on}", en=f"as of {one.on}").in_(lang)
    yield f"{name}（{told}）：{_step(one, lang)}"
    yield Text(zh="【计分】", en="[Arithmetic]").in_(lang)
    for line in one.lines:
        yield f"  {line.day} {_line(line, lang)}"
        yield from (f"      {_event(e, lang)}" for e in behind.get((line.noun, line.key), ()))
    yield f"  {one.why.in_(lang)}"
    if one.holds:
        yield Text(zh="【为何不能更绿】", en="[Why not greener]").in_(lang)
        yield from (f"  {hold.in_(lang)}" for hold in one.holds)
    yield Text(zh="【历次评定】", en="[History]").in_(lang)
    colour: Colour | None = None
    for event in history:
        colour = event.value("colour") or colour
        yield f"  {_past(event, colour, lang)}"
    if not history:
        yield Text(zh="  还没有评定记录", en="  none yet").in_(lang)


def score_lines(summaries: Sequence[Summary], lang: Language) -> Iterator[str]:
    """Yield each safety score by JGJ 59-2011: sheets, total, grade."""
    yield INTERNAL.in_(lang)
    if not summaries:
        zh = "还没有评分表：在工作簿“安全检查评分”里填写，再读入台账"
        yield Text(zh=zh, en="no score sheets yet: fill in the sheet Safety scores").in_(lang)
    for score in summaries:
        zeros = "、".join(word("safety_sheet", s, lang) for s in score.zeros)
        zero = Text(zh=f"，零分：{zeros}", en=f", zero: {zeros}").in_(lang) if zeros else ""
        total = Text(zh=f"汇总{score.total:g}分", en=f"total {score.total:g}").in_(lang)
        yield f"{score.on} {total}，{GRADES[score.grade].in_(lang)}{zero}"
        for sheet, marks in score.marks:
            yield f"  {word('safety_sheet', sheet, lang)}：{marks:g}"


def _step(one: Assessment, lang: Language) -> str:
    before, after = _word(one.before, lang), _word(one.colour, lang)
    return after if before == after else f"{before} → {after}"


def _word(colour: Colour, lang: Language) -> str:
    return word("colour", colour, lang)


def _line(line: Line, lang: Language) -> str:
    taken = f" −{line.points:g}" if line.points else ""
    veto = Text(zh="（一票否决）", en=" (veto)").in_(lang) if line.veto else ""
    what = line.what.in_(lang)
    return f"{TRIGGERS[line.trigger].in_(lang)}{taken}{veto}" + (f"：{what}" if what else "")


def _event(event: Event, lang: Language) -> str:
    why, verb = (f"，{event.why}" if event.why else ""), verb_word(event.verb, lang)
    number = Text(zh=f"事件{event.seq}", en=f"event {event.seq}").in_(lang)
    return f"{number}：{event.on} {event.who} {verb}{why}"


def _past(event: Event, colour: Colour | None, lang: Language) -> str:
    """One step of the history; an event that kept the colour does not tell it again."""
    points = event.value("points")
    shown = [_word(colour, lang)] if colour else []
    if points is not None:
        shown.append(Text(zh=f"{points:g}分", en=f"{points:g} points").in_(lang))
    why = event.value("why") or event.why
    verb = VERBS.get(event.verb, Text(zh=event.verb, en=event.verb)).in_(lang)
    day: date = event.on
    return f"{day} {verb} {' '.join(shown)}（{event.who}）" + (f" {why}" if why else "")
