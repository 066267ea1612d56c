"""What follows from a hazard and a day: deadline, 逾期, what a re-check waits for, what is missing.

Flags are computed and close nothing (``clerk-and-law.md`` 27).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sites.base import Text
from sites.book import Body, Hazard, Settings
from sites.calendar import WorkCalendar
from sites.closure.move import MoveKind

UNDER_WAY = ("open", "recheck", "moved", "paused")


def deadline(hazard: Hazard) -> date | None:
    """The deadline that counts: 延期至 if it was put off, else 整改期限."""
    return hazard.extended_to or hazard.due


def days_overdue(hazard: Hazard, today: date) -> int:
    """Calendar days past the deadline; 0 if it is not past, or if no clock of the site runs.

    The clock runs while the hazard is 待整改. From the site's reply on it is the office's turn.
    """
    due = deadline(hazard)
    if due is None or hazard.state != "open":
        return 0
    return max(0, (today - due).days)


def is_overdue(hazard: Hazard, today: date) -> bool:
    """逾期."""
    return days_overdue(hazard, today) > 0


def ran_out_while_stopped(hazard: Hazard) -> bool:
    """Whether the deadline passed while work was stopped: no clock of the site ran then."""
    due, stopped, resumed = deadline(hazard), hazard.stopped_on, hazard.resumed_on
    if due is None or stopped is None or due < stopped:
        return False
    return hazard.state == "paused" or (resumed is not None and due < resumed)


def is_extended(hazard: Hazard) -> bool:
    """Whether it was put off: once in its life. 延期批准人 stays when a failed re-check sets a
    new deadline, 延期至 does not."""
    return hazard.extended_to is not None or hazard.extended_by != ""


def is_major(hazard: Hazard) -> bool:
    """重大事故隐患; every other grade is 一般 to the law (``clerk-and-law.md`` 15)."""
    return "重大" in hazard.grade and "非重大" not in hazard.grade


def has_passed(hazard: Hazard) -> bool:
    """Whether its re-check was passed and only 销号 is left."""
    return hazard.state == "recheck" and hazard.recheck_result == "passed"


def awaits_review(hazard: Hazard) -> bool:
    """Whether it was closed on the spot and its review (次日补审核) has not been made."""
    at_once = hazard.state == "closed" and hazard.fixed_at_once is True
    return at_once and not hazard.reviewer and not hazard.unverified


def reply_day(hazard: Hazard) -> date | None:
    """Day of the site's reply, unless a re-check has answered it already.

    Of a hazard that waits for its re-check, 整改完成日期 stands for a reply day not written down;
    a reply on the very day of a failed re-check came after it.
    """
    waits = hazard.state == "recheck"
    reply = hazard.replied_on or (hazard.fixed_on if waits else None)
    if reply is None or hazard.rechecked_on is None:
        return reply
    answered = reply < hazard.rechecked_on or (reply == hazard.rechecked_on and not waits)
    return None if answered else reply


def window_opens(hazard: Hazard) -> date | None:
    """Return the first day of the re-check: min(reply day, day after the deadline), or None.

    None too where the last re-check was passed: nothing is left to look at. A deadline before
    work was let resume no longer counts: the consent is where the re-check begins.
    """
    if has_passed(hazard):
        return None
    due, resumed = deadline(hazard), hazard.resumed_on
    if due is not None and resumed is not None and due < resumed:
        due = None
    days = (reply_day(hazard), due and due + timedelta(days=1))
    return min((d for d in days if d), default=None)


def recheck_due(body: Body, opens: date, calendar: WorkCalendar) -> date:
    """The last day of a re-check: so many (working) days as its row of 部门 says, a worked day."""
    if body.recheck_in == "workdays":
        last = calendar.add_workdays(opens, body.recheck_days)
    else:
        last = opens + timedelta(days=body.recheck_days)
    return calendar.next_workday(last)


class Step(NamedTuple):
    """The next step of the overdue ladder and the day from which it has been due."""

    kind: MoveKind
    since: date


def ladder(hazard: Hazard, today: date, settings: Settings) -> Step | None:
    """催办 → 约谈 → 立案或停工 of an overdue hazard: the first not taken, due by ``today``.

    The days are those of 设置 and count from the deadline [estimate]; a step is not skipped.
    ``file`` stands for 立案或停工: stop-work makes the hazard 中止, where no ladder runs.
    """
    due = deadline(hazard)
    if due is None or not is_overdue(hazard, today):
        return None
    steps: tuple[tuple[MoveKind, date | None, int], ...] = (
        ("remind", hazard.reminded_on, settings.remind_days),
        ("talk", hazard.talked_on, settings.talk_days),
        ("file", hazard.filed_on, settings.case_days),
    )
    for kind, taken, days in steps:
        since = due + timedelta(days=days)
        if taken is None:
            return Step(kind, since) if since <= today else None
    return None


def missing(hazard: Hazard) -> Iterator[Text]:
    """What a hazard under way, or just closed, should have and does not; told, never enforced."""
    if hazard.state in UNDER_WAY and is_major(hazard):
        if hazard.reported_on is None:
            yield Text(zh="重大隐患未填上报日期", en="a 重大 hazard without a day of report")
        if hazard.listed_on is None:
            yield Text(
                zh="重大隐患未填挂牌督办日期（决定不挂牌的除外）",
                en="a 重大 hazard without a day of listing (unless it was decided not to list it)",
            )
    if hazard.state == "open" and hazard.due is None and "due" not in dict(hazard.typed):
        yield Text(zh="未定整改期限", en="no deadline")
    if hazard.filed_on is not None and not hazard.case_no:
        yield Text(zh="已立案，未填案号", en="a case was filed, its number is missing")
    if awaits_review(hazard):
        yield Text(zh="当场整改，待补审核", en="fixed at once, review to be made")
