"""What each kind of move asks for, and the rule it rests on, with its source.

Rules marked 本街道规定 are the office's own and to be confirmed by its 法制科 [judgment].
"""

from __future__ import annotations

from typing import NamedTuple

from sites.base import Text
from sites.closure import asks, signers
from sites.closure.asks import Ask
from sites.closure.move import MoveKind


class Spec(NamedTuple):
    """One kind of move: the rule that people read, and its questions.

    ``ready`` is asked before somebody is offered the move, ``asks`` once he has said all.
    """

    rule: Text
    ready: tuple[Ask, ...] = ()
    asks: tuple[Ask, ...] = ()


LAW_CERTIFIED = Text(
    zh="行政处罚法第42条：两名以上持证执法人员",
    en="处罚法 art. 42: two or more certified officers",
)
LOCAL = Text(zh="本街道规定，待法制科确认", en="local rule [judgment]")


def _rule(zh: str, en: str, source: Text) -> Text:
    return Text(zh=f"{zh}（{source.zh}）", en=f"{en} ({source.en})")


DECIDED = (asks.in_order, signers.may_sign, signers.of_ordering_body)
"""Of every move that the ordering body decides."""

SPECS: dict[MoveKind, Spec] = {
    "found": Spec(
        _rule(
            "登记隐患须写明工地、日期、问题、发现人和责令主体",
            "a hazard is entered with site, day, finders and body",
            LOCAL,
        ),
        (signers.may_sign,),
        (asks.tells_what,),
    ),
    "fixed_at_once": Spec(
        _rule(
            "当场整改的，发现当天凭整改后照片或佐证、由两名持证人员销号，次日补审核",
            "what is fixed at once is closed that day by two certified officers with a photo, and "
            "reviewed the next day",
            LOCAL,
        ),
        (*DECIDED, asks.found_that_day),
        (asks.evidence, signers.two_certified),
    ),
    "order": Spec(
        _rule(
            "责令整改须有日期形式的期限，由责令主体作出",
            "an order to mend has a date as its deadline",
            Text(zh="行政处罚法第28条；第85条“日”的算法不及于本期限", en="处罚法 arts. 28, 85"),
        ),
        (signers.may_sign, signers.of_ordering_body),
        (asks.later_deadline, asks.why_changed),
    ),
    "extend": Spec(
        _rule(
            "期满前书面申请，经批准只延期一次",
            "a deadline is put off once, before it passes, by a name",
            LOCAL,
        ),
        (*DECIDED, asks.has_deadline, asks.before_deadline, asks.not_extended),
        (asks.later_deadline, asks.after_the_old, signers.approver),
    ),
    "reply": Spec(
        _rule("整改回复须附整改后照片或佐证材料", "the site's reply comes with evidence", LOCAL),
        (asks.in_order, asks.not_passed),
        (asks.new_evidence,),
    ),
    "recheck_pass": Spec(
        _rule(
            "收到回复后或期满次日起复查；两名当日有效的持证人员，其中至少一名是责令主体的；"
            "法律允许的才可书面复查",
            "re-checked from the reply or the day after the deadline, by two officers certified "
            "that day, one of the ordering body; on paper only where the law lets it",
            LAW_CERTIFIED,
        ),
        (*DECIDED, asks.not_passed, asks.window_is_open),
        (signers.two_certified, asks.paper_allowed),
    ),
    "recheck_fail": Spec(
        _rule(
            "复查不通过的，轮次加一，另定期限；复查人要求同复查通过",
            "a failed re-check starts the next round with a new deadline",
            LAW_CERTIFIED,
        ),
        (*DECIDED, asks.not_passed, asks.window_is_open),
        (signers.two_certified, asks.paper_allowed, asks.later_deadline),
    ),
    "close": Spec(
        _rule(
            "销号须复查通过，有整改后照片或佐证、复查日期、两名持证复查人和一名未参加的审核人，"
            "由责令主体销号，辅助人员不得签字",
            "closed after a passed re-check, with evidence, two certified re-checkers and a "
            "reviewer who was not there, by the body that ordered",
            LOCAL,
        ),
        (*DECIDED, asks.passed),
        (asks.evidence, signers.rechecked_by_two, signers.reviewer),
    ),
    "review": Spec(
        _rule(
            "当场整改销号的，次日由未参加该次检查的人补审核",
            "what was closed on the spot is reviewed the next day by somebody who was not there",
            LOCAL,
        ),
        (asks.in_order, asks.review_is_open),
        (signers.reviewer,),
    ),
    "reopen": Spec(
        _rule(
            "审核不通过或销号后发现未整改的，经批准退回待整改，另定期限",
            "what proves not to be mended is opened again, approved, with a new deadline",
            LOCAL,
        ),
        DECIDED,
        (asks.reason, signers.approver, asks.later_deadline),
    ),
    "remind": Spec(
        _rule(
            "逾期先催办，再约谈，再立案或停工", "reminder, talk, then a case or stop-work", LOCAL
        ),
        (asks.overdue,),
    ),
    "talk": Spec(
        _rule(
            "逾期先催办，再约谈，再立案或停工", "reminder, talk, then a case or stop-work", LOCAL
        ),
        (asks.overdue, asks.reminded),
    ),
    "file": Spec(
        _rule(
            "立案与整改并行，不代替销号，一条隐患立案一次",
            "a case runs beside and closes nothing; one a hazard",
            Text(zh="行政处罚法第54、60条", en="处罚法 arts. 54, 60"),
        ),
        (signers.may_sign, signers.of_ordering_body, asks.not_filed),
    ),
    "pause": Spec(
        _rule(
            "停工由责令主体决定，写明理由",
            "work is stopped by the ordering body, with a reason",
            LOCAL,
        ),
        DECIDED,
        (asks.reason,),
    ),
    "resume": Spec(
        _rule(
            "复工须两名持证人员现场核查并书面同意",
            "work resumes when two certified officers have verified on site and consent in writing",
            Text(
                zh="浙江省安全生产条例（2016）第25条，以现行条文为准",
                en="浙江安全生产条例 2016 §25",
            ),
        ),
        DECIDED,
        (signers.two_certified, asks.consent),
    ),
    "transfer": Spec(
        _rule(
            "不属职权的及时移送有关部门，写明受移送单位，形成记录备查",
            "what is not the body's to handle is handed over at once, to whom, and kept on record",
            Text(
                zh="安全生产法第69条、浙江省综合行政执法条例第18条",
                en="安全生产法 art. 69, 浙江条例 art. 18",
            ),
        ),
        (*DECIDED, asks.not_passed),
        (asks.another_unit,),
    ),
    "transfer_reply": Spec(
        _rule("受移送单位反馈后办结", "settled by the answer of the other unit", LOCAL),
        (asks.in_order,),
        (asks.reason,),
    ),
    "return": Spec(
        _rule(
            "受移送单位退回的，写明理由，另定期限",
            "what is sent back comes with its reason and gets a new deadline",
            LOCAL,
        ),
        (asks.in_order,),
        (asks.reason, asks.later_deadline),
    ),
    "cancel": Spec(
        _rule("撤销须写明理由并经批准", "cancelled with a reason, and approved", LOCAL),
        DECIDED,
        (asks.reason, signers.approver),
    ),
    "report": Spec(
        _rule(
            "只有重大事故隐患上报",
            "only a 重大 hazard is reported",
            Text(zh="安全生产法第41条", en="安全生产法 art. 41"),
        ),
        (asks.major,),
    ),
    "list": Spec(
        _rule(
            "只有重大事故隐患挂牌督办",
            "only a 重大 hazard is listed",
            Text(zh="安全生产法第41条", en="安全生产法 art. 41"),
        ),
        (asks.major,),
    ),
}
"""Every kind of move with its rule."""
