"""What a move asks for, one short question each; a question yields what is wrong, in a sentence.

Those about people are in `signers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sites.base import Text
from sites.book import Hazard
from sites.closure.flags import (
    deadline,
    has_passed,
    is_extended,
    is_major,
    is_overdue,
    window_opens,
)
from sites.closure.move import Move
from sites.closure.world import World

Ask = Callable[[Hazard, Move, World], Iterator[Text]]


def day_is_past(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Nothing is entered ahead of its day, or before the hazard was found."""
    if move.on > world.today:
        yield Text(zh=f"{move.on}还没有到", en=f"{move.on} has not come yet")
    if hazard.found_on is not None and move.on < hazard.found_on:
        yield Text(
            zh=f"{move.on}早于发现日期{hazard.found_on}",
            en=f"{move.on} is before it was found, {hazard.found_on}",
        )


def in_order(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """A step on the way to closure is not dated before the one that came before it."""
    done = (hazard.replied_on, hazard.rechecked_on, hazard.closed_on, hazard.moved_on)
    days = [d for d in (*done, hazard.stopped_on, hazard.resumed_on) if d is not None]
    if days and move.on < max(days):
        yield Text(
            zh=f"{move.on}早于上一步（{max(days)}）",
            en=f"{move.on} is before the last step, {max(days)}",
        )


def has_deadline(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """There is a deadline to put off."""
    if deadline(hazard) is None:
        yield Text(zh="还没有整改期限", en="it has no deadline yet")


def before_deadline(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Put off by the deadline at the latest."""
    due = deadline(hazard)
    if due is not None and move.on > due:
        yield Text(zh=f"期限{due}已过", en=f"its deadline, {due}, is past")


def not_extended(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Put off once only."""
    if is_extended(hazard):
        by = hazard.extended_by or "—"
        yield Text(zh=f"已延期过一次（批准人{by}）", en=f"it was put off before (by {by})")


def not_passed(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """A re-check that was passed is not made again, nor overtaken."""
    if has_passed(hazard):
        yield Text(
            zh=f"复查已于{hazard.rechecked_on}通过，只待销号",
            en=f"its re-check was passed on {hazard.rechecked_on}; only closing is left",
        )


def passed(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Closed only after a re-check that was passed."""
    if not has_passed(hazard):
        yield Text(zh="复查还没有通过", en="no re-check has been passed")


def window_is_open(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Re-checked from the reply, or from the day after the deadline."""
    opens = window_opens(hazard)
    if hazard.state == "open" and (opens is None or move.on < opens):
        yield Text(
            zh="工地还没有回复，期限也没有过；工地说已整改的，先登记整改回复",
            en="the site has not replied and its time is not up; enter its reply first",
        )


def overdue(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """The ladder is for what is overdue."""
    if not is_overdue(hazard, move.on):
        yield Text(zh=f"{move.on}尚未逾期", en=f"it was not overdue on {move.on}")


def reminded(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """First the reminder, then the talk."""
    if hazard.reminded_on is None:
        yield Text(zh="还没有催办", en="no reminder was sent yet")


def not_filed(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """One case a hazard."""
    if hazard.filed_on is not None:
        yield Text(zh=f"已于{hazard.filed_on}立案", en=f"a case was filed on {hazard.filed_on}")


def major(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Only 重大 is reported and listed."""
    if not is_major(hazard):
        grade = hazard.grade or "—"
        yield Text(zh=f"隐患等级是“{grade}”，不是重大", en=f"its grade is “{grade}”, not 重大")


def review_is_open(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Reviewed once."""
    if hazard.reviewer:
        yield Text(zh=f"已由{hazard.reviewer}审核", en=f"{hazard.reviewer} has reviewed it")


def found_that_day(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """At once means the day it was found."""
    if hazard.found_on != move.on:
        yield Text(
            zh=f"当场整改只能是发现当天（{hazard.found_on or '未填'}）",
            en=f"at once is the day it was found ({hazard.found_on or 'not given'})",
        )


def tells_what(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """A hazard is entered with its site, its day, what it is and who found it."""
    told = (
        (hazard.site, Text(zh="缺工地", en="its site is missing")),
        (hazard.found_on, Text(zh="缺检查时间", en="its day is missing")),
        (hazard.what, Text(zh="缺问题描述", en="what it is, is missing")),
        (hazard.finders, Text(zh="缺发现人", en="who found it, is missing")),
        (world.ordering_body(hazard), Text(zh="缺责令主体", en="the body is missing")),
    )
    yield from (says for value, says in told if not value)


def later_deadline(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """A new deadline is a date, not before the day it is set."""
    if move.due is None:
        yield Text(zh="缺整改期限（日期）", en="the deadline (a date) is missing")
    elif move.due < move.on:
        yield Text(
            zh=f"期限{move.due}早于{move.on}", en=f"the deadline {move.due} is before {move.on}"
        )


def after_the_old(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """To put off is to set a later day."""
    old = deadline(hazard)
    if old is not None and move.due is not None and move.due <= old:
        yield Text(zh=f"{move.due}不晚于原期限{old}", en=f"{move.due} is not after {old}")


def why_changed(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """A deadline once set is changed only to correct it, and that is said."""
    if hazard.due is not None and not move.reason:
        yield Text(
            zh=f"期限已定为{hazard.due}；推迟要走延期，更正写错的期限须写明理由",
            en=f"its deadline is {hazard.due}: extend it, or give the reason of a correction",
        )


def evidence(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """A photo of it mended, or papers that show it."""
    if not (move.evidence or hazard.evidence or hazard.id in world.photos):
        yield Text(
            zh="缺整改后照片或佐证材料", en="a photo of it mended, or other evidence, is missing"
        )


def new_evidence(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """After a failed re-check what was shown before shows nothing."""
    if hazard.recheck_result == "failed" and move.evidence in ("", hazard.evidence):
        yield Text(
            zh="上一轮复查不通过，缺新的照片或佐证材料",
            en="the last re-check failed; new evidence is missing",
        )
    else:
        yield from evidence(hazard, move, world)


def consent(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Work resumes by a written consent."""
    if not move.evidence:
        yield Text(zh="缺书面同意复工的文书", en="the written consent is missing")


def reason(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Said why, or what was answered."""
    if not move.reason:
        yield Text(zh="缺理由或反馈内容", en="the reason, or what was answered, is missing")


def another_unit(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """Transferred to somebody else."""
    if not move.to:
        yield Text(zh="缺移送单位", en="to whom, is missing")
    elif world.enforcing(move.to) == world.ordering_body(hazard):
        yield Text(zh="不能移送给责令主体自己", en="it cannot be transferred to the body itself")


def paper_allowed(hazard: Hazard, move: Move, world: World) -> Iterator[Text]:
    """On paper only where the law lets it, and never for 重大."""
    if not move.on_paper:
        return
    if is_major(hazard):
        yield Text(zh="重大隐患必须现场复查", en="a 重大 hazard is re-checked on site")
    elif not world.paper_will_do(hazard):
        yield Text(
            zh="部门表和检查事项表都没有写明可书面复查",
            en="neither its body nor its item allows a re-check on paper",
        )
