"""Reminders (催办) by company as text: what is to be mended at its sites, until when.

They go to the company: nothing of complaints, colours, points or reasons stands in them
(``clerk-and-law.md`` 12), only what its notices say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from exports.tracker.companies import NOBODY, Owed, owed
from exports.tracker.figures import site_name
from sites.base import Language, Text
from sites.book import Hazard, SiteBook
from sites.closure.flags import days_overdue, deadline

HEAD = Text(zh="整改提醒", en="Reminder")
FOOT = Text(
    zh="请按期整改并书面回复，附整改后照片；已回复的请忽略。",
    en="Please mend these in time and reply in writing, with photos; ignore what you replied to.",
)


def reminders(hazards: Iterable[Hazard], book: SiteBook) -> tuple[Owed, ...]:
    """What is 待整改 by company."""
    return owed(hazards, book, ("open",))


def reminder_lines(
    reminder: Owed, book: SiteBook, today: date, lang: Language = "zh"
) -> Iterator[str]:
    """One company's reminder, ready to be sent."""
    street, count = book.settings.street, len(reminder.hazards)
    late = sum(days_overdue(h, today) > 0 for h in reminder.hazards)
    yield f"【{HEAD.in_(lang)}】{reminder.company or NOBODY.in_(lang)}"
    yield Text(
        zh=f"截至{today.year}年{today.month}月{today.day}日，以下{count}处隐患待整改"
        + (f"，其中{late}处已逾期：" if late else "："),
        en=f"As of {today}, {count} to be mended" + (f", {late} overdue:" if late else ":"),
    ).in_(lang)
    named = site_name(book)
    for name in dict.fromkeys(named(h) for h in reminder.hazards):
        yield name
        rows = [h for h in reminder.hazards if named(h) == name]
        for number, hazard in enumerate(rows, start=1):
            yield f"  {number}. {_told(hazard, today).in_(lang)}"
    yield FOOT.in_(lang)
    if street:
        yield street


def _told(hazard: Hazard, today: date) -> Text:
    where = f"{hazard.place}：" if hazard.place else ""
    zh, en = [where + hazard.what], [where + hazard.what]
    if hazard.measure:
        zh.append(f"整改要求：{hazard.measure}")
        en.append(f"to do: {hazard.measure}")
    if hazard.notice_no:
        zh.append(f"通知书{hazard.notice_no}")
        en.append(f"notice {hazard.notice_no}")
    due = _due(hazard, today)
    return Text(zh="；".join([*zh, due.zh]), en="; ".join([*en, due.en]))


def _due(hazard: Hazard, today: date) -> Text:
    due, late = deadline(hazard), days_overdue(hazard, today)
    if due is None:
        typed = dict(hazard.typed).get("due", "")
        return Text(zh=f"期限：{typed or '另行通知'}", en=f"deadline: {typed or 'to be told'}")
    day = Text(zh=f"期限{due.month}月{due.day}日", en=f"by {due.day} {due:%b}")
    if not late:
        return day
    return Text(zh=f"{day.zh}，已逾期{late}天", en=f"{day.en}, {late} d overdue")
