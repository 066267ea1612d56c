"""提示: what a hazard asks of somebody as of a day, said in a few words."""

from __future__ import annotations

from datetime import date

from sites.base import Text
from sites.book import Hazard
from sites.closure.flags import deadline, has_passed

DUE_SOON_DAYS = 3
OVERDUE = Text(zh="逾期", en="overdue")
DUE_SOON = Text(zh="将到期", en="due soon")
NO_DEADLINE = Text(zh="未定期限", en="no deadline")
NO_DATE = Text(zh="期限不是日期", en="deadline is no date")
PASSED = Text(zh="复查通过，待销号", en="passed, to be closed")
AT_REST = {
    "closed": Text(zh="已销号", en="closed"),
    "moved": Text(zh="已移送，待反馈", en="transferred, no reply yet"),
    "moved_done": Text(zh="移送办结", en="transfer done"),
    "cancelled": Text(zh="已撤销", en="cancelled"),
    "paused": Text(zh="已中止", en="paused"),
}


def days_left(hazard: Hazard, today: date) -> int | None:
    """Calendar days until the deadline, negative when it is past; None: no clock runs.

    The clock is the site's: it runs while the hazard is 待整改. From the site's reply on it is
    the office's turn, and neither 移送 nor 中止 lets it run.
    """
    due = deadline(hazard)
    return (due - today).days if due and hazard.state == "open" else None


def is_overdue(hazard: Hazard, today: date) -> bool:
    """逾期: a flag, never a state."""
    left = days_left(hazard, today)
    return left is not None and left < 0


def is_due_soon(hazard: Hazard, today: date) -> bool:
    """Due today or within three calendar days."""
    left = days_left(hazard, today)
    return left is not None and 0 <= left <= DUE_SOON_DAYS


def hint(hazard: Hazard, today: date) -> Text:
    """Say 逾期3天, 将到期（还有2天）, 还有12天, 已销号, …

    Examples
    --------
    >>> late = Hazard(id="1", what="临边无防护", due=date(2026, 11, 24))
    >>> hint(late, date(2026, 11, 27)).zh
    '逾期3天'
    """
    if hazard.state in AT_REST:
        return AT_REST[hazard.state]
    if hazard.state == "recheck":
        return _recheck_hint(hazard, today)
    left = days_left(hazard, today)
    if left is None:
        return NO_DATE if "due" in dict(hazard.typed) else NO_DEADLINE
    if left < 0:
        return Text(zh=f"{OVERDUE.zh}{-left}天", en=f"{OVERDUE.en} by {-left} d")
    if left == 0:
        return Text(zh=f"{DUE_SOON.zh}（今天）", en=f"{DUE_SOON.en} (today)")
    days = Text(zh=f"还有{left}天", en=f"{left} d left")
    if left > DUE_SOON_DAYS:
        return days
    return Text(zh=f"{DUE_SOON.zh}（{days.zh}）", en=f"{DUE_SOON.en} ({days.en})")


def _recheck_hint(hazard: Hazard, today: date) -> Text:
    if has_passed(hazard):
        return PASSED
    since = hazard.replied_on or hazard.fixed_on
    if since is None or since > today:
        return Text(zh="待复查", en="re-check due")
    days = (today - since).days
    return Text(zh=f"待复查（已{days}天）", en=f"re-check due (for {days} d)")
