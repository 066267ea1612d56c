"""What is to be done next about a hazard, by whom and by when, in one plain sentence."""

from __future__ import annotations

from datetime import date, timedelta

from sites.base import Text
from sites.book import Hazard, Settings
from sites.closure.flags import (
    awaits_review,
    days_overdue,
    deadline,
    has_passed,
    ladder,
    recheck_due,
    window_opens,
)
from sites.closure.move import TITLES
from sites.closure.world import World

DONE = {
    "closed": Text(zh="已销号，无须再办。", en="Closed: nothing is left to do."),
    "moved_done": Text(zh="移送已办结，无须再办。", en="Settled elsewhere: nothing is left to do."),
    "cancelled": Text(zh="已撤销，无须再办。", en="Cancelled: nothing is left to do."),
}
PAUSED = Text(
    zh="停工中：企业验收合格并申请复工后，由两名持证人员现场核查、书面同意。",
    en="Work is stopped: two certified officers verify on site and consent in writing.",
)
NO_DEADLINE = Text(
    zh="尚未定整改期限，由责令主体下达。", en="It has no deadline yet; the ordering body sets one."
)
TO_CLOSE = Text(
    zh="复查已通过，由一名未参加检查和复查的人审核后销号。",
    en="Its re-check was passed: closed once somebody who was not there has reviewed it.",
)
CASE = Text(zh="立案或停工", en="file a case or stop work")


def next_step(hazard: Hazard, today: date, world: World | None = None) -> Text:
    """Say it; ``world`` gives the days of the ladder and of the body's re-checks."""
    if awaits_review(hazard):
        by = _day((hazard.closed_on or today) + timedelta(days=1))
        return Text(
            zh=f"当场整改已销号，{by.zh}前由未参加检查的人补审核。",
            en=f"Closed on the spot: somebody who was not there reviews it by {by.en}.",
        )
    if hazard.state in DONE:
        return DONE[hazard.state]
    if hazard.state == "paused":
        return PAUSED
    if hazard.state == "moved":
        to = hazard.moved_to
        return Text(
            zh=f"等{to or '受移送单位'}反馈。", en=f"{to or 'The other unit'} is to answer."
        )
    if has_passed(hazard):
        return TO_CLOSE
    if hazard.state == "recheck":
        return _recheck(hazard, today, world)
    return _open(hazard, today, world)


def _day(day: date) -> Text:
    return Text(zh=f"{day.month}月{day.day}日", en=f"{day.day} {day:%b}")


def _recheck(hazard: Hazard, today: date, world: World | None) -> Text:
    opens = window_opens(hazard)
    body = world.body(hazard.body or hazard.found_by_body) if world else None
    who = hazard.body or hazard.found_by_body
    if opens is None or world is None or body is None:
        return Text(zh=f"由{who or '责令主体'}复查。", en=f"{who or 'The body'} re-checks it.")
    last = recheck_due(body, opens, world.calendar)
    by, late = _day(last), (today - last).days
    if late > 0:
        return Text(
            zh=f"由{who}复查，应在{by.zh}前，已超{late}天。",
            en=f"{who} re-checks it; it was to be by {by.en}, {late} d ago.",
        )
    return Text(zh=f"由{who}在{by.zh}前复查。", en=f"{who} re-checks it by {by.en}.")


def _open(hazard: Hazard, today: date, world: World | None) -> Text:
    due = deadline(hazard)
    if due is None:
        return NO_DEADLINE
    late, by = days_overdue(hazard, today), _day(due)
    if not late:
        left = (due - today).days
        return Text(
            zh=f"工地在{by.zh}前整改并回复（还有{left}天）。",
            en=f"The site mends it and replies by {by.en} ({left} d left).",
        )
    step = ladder(hazard, today, world.settings if world else Settings())
    head = Text(zh=f"逾期{late}天（期限{by.zh}）：", en=f"Overdue by {late} d ({by.en}): ")
    if step is None:
        return Text(zh=f"{head.zh}安排复查。", en=f"{head.en}re-check it.")
    title = CASE if step.kind == "file" else TITLES[step.kind]
    since = _day(step.since)
    return Text(
        zh=f"{head.zh}{since.zh}起应{title.zh}，并安排复查。",
        en=f"{head.en}since {since.en} it is time to {title.en}; re-check it.",
    )
