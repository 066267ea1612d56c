"""The outlook in plain lines: for the report and for roster.txt. No names."""

from __future__ import annotations

from collections.abc import Iterator

from constraints._codes import CODES
from exports.text import WEEKDAYS, without_phones
from sites.approval import content_digest
from sites.base import Language, Text
from sites.outlook import Outlook, OutlookUnmet, OutlookVisit, OutlookWeek
from sites.plan import Plan
from sites.roster_words import word
from sites.weeks import say_week

MOST_NAMED = 3
BUSY = 0.6
"""From this share of its time on duty a department is named as busy."""

ABOUT = Text(
    zh="只到日期、部门和人数，不含姓名；排到那一周时会变",
    en="days, bodies and headcounts only, no names; it will change when that week is planned",
)
STALE = Text(
    zh="第一周在此之后改动过，展望按改动前计算；请重新 plan --weeks",
    en="the first week was changed afterwards; the outlook is of before: plan --weeks again",
)


def outlook_lines(outlook: Outlook, lang: Language) -> Iterator[str]:
    """Yield the report: for each later week what is due, what can be done, who is busy."""
    title = Text(zh="展望", en="Outlook")
    yield f"{title.in_(lang)}{'：' if lang == 'zh' else ': '}{ABOUT.in_(lang)}"
    for week in outlook.later:
        yield f"  {period(week, lang)}{'：' if lang == 'zh' else ': '}{figures(week).in_(lang)}"
        yield from (f"    {line.in_(lang)}" for line in _trouble(week))
    yield from (f"  {note.in_(lang)}" for note in outlook.notes)


def period(week: OutlookWeek, lang: Language) -> str:
    """Its working days as people say them."""
    return say_week(week.days or (week.first_day, week.last_day), lang)


def figures(week: OutlookWeek) -> Text:
    """What is due, what can be done and what comes along, in a line."""
    if not week.days:
        return Text(zh="没有可排的工作日", en="no working day")
    zh = f"应查{week.owed}项，可排{week.met}项，上门{len(week.visits)}次，少上门{week.saved}次"
    en = f"{week.met} of {week.owed} owed needs in {len(week.visits)} visits, {week.saved} saved"
    if week.early:
        zh, en = f"{zh}，后面到期并入{week.early}项", f"{en}, {week.early} due later merged in"
    return Text(zh=zh, en=en)


def _trouble(week: OutlookWeek) -> Iterator[Text]:
    busy = sorted((x for x in week.loads if x.share >= BUSY), key=lambda x: (-x.share, x.body))
    if busy:
        zh = "、".join(f"{x.body}{x.share:.0%}" for x in busy[:MOST_NAMED])
        en = ", ".join(f"{x.body} {x.share:.0%}" for x in busy[:MOST_NAMED])
        yield Text(zh=f"较忙：{zh}", en=f"busy: {en}")
    if week.unmet:
        shown, more = week.unmet[:MOST_NAMED], len(week.unmet) - MOST_NAMED
        zh = "、".join(f"{x.name}（{x.body}，{reason(x).zh}）" for x in shown)
        en = ", ".join(f"{x.name} ({x.body}, {reason(x).en})" for x in shown)
        yield Text(
            zh=f"排不下{len(week.unmet)}项：{zh}{'等' if more > 0 else ''}",
            en=f"{len(week.unmet)} do not fit: {en}{f' and {more} more' if more > 0 else ''}",
        )


def reason(unmet: OutlookUnmet) -> Text:
    """Why it does not fit, as the closed list says it."""
    return CODES.get(unmet.code, Text(zh=unmet.code, en=unmet.code))


def is_stale(outlook: Outlook, plan: Plan) -> bool:
    """Whether the planned week has changed since."""
    return outlook.content != content_digest(plan)


def outlook_text(outlook: Outlook, plan: Plan, lang: Language) -> str:
    """Return what ``roster.txt`` says of the later weeks: one block a week, one line a visit."""
    blocks = ["\n".join(_week_block(week, lang)) for week in outlook.later]
    notes = [*outlook.notes, *([STALE] if is_stale(outlook, plan) else [])]
    told = (ABOUT, *notes) if blocks else notes
    blocks += ["\n".join(note.in_(lang) for note in told)]
    return without_phones("\n" + "\n\n".join(blocks)) + "\n"


def _week_block(week: OutlookWeek, lang: Language) -> Iterator[str]:
    title = Text(zh="展望", en=" outlook")
    yield f"■ {period(week, lang)}{title.in_(lang)}"
    if not week.visits:
        yield Text(zh="暂无应排的联合检查", en="no joint visits yet").in_(lang)
    for visit in week.visits:
        bodies = ("、" if lang == "zh" else ", ").join(visit.bodies)
        count = Text(zh=f"{visit.people}人", en=f"{visit.people} people").in_(lang)
        line = f"{when(visit, lang)} {' '.join(visit.name.split())}"
        yield f"{line}（{bodies}，{count}）" if lang == "zh" else f"{line} ({bodies}; {count})"


def when(visit: OutlookVisit, lang: Language) -> str:
    """12月7日 周一 上午."""
    day, part = visit.day, word("parts", visit.part, lang)
    if lang == "zh":
        return f"{day.month}月{day.day}日 {WEEKDAYS[day.weekday()]} {part}"
    return f"{day:%a} {day.day} {day:%b} {part}"
