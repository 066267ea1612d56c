"""A move: one thing that somebody did about a hazard on a day, as a person tells it."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from pydantic import Field

from sites.base import Frozen, Text

State = Literal[
    "new", "open", "recheck", "closed", "moved", "moved_done", "cancelled", "paused"
]  # fmt: skip
"""``Hazard.state``, and ``new``: found but in no ledger yet."""

MoveKind = Literal[
    "found",
    "fixed_at_once",
    "order",
    "extend",
    "reply",
    "recheck_pass",
    "recheck_fail",
    "close",
    "review",
    "reopen",
    "remind",
    "talk",
    "file",
    "pause",
    "resume",
    "transfer",
    "transfer_reply",
    "return",
    "cancel",
    "report",
    "list",
]
KINDS: tuple[MoveKind, ...] = get_args(MoveKind)

TITLES: dict[MoveKind, Text] = {
    "found": Text(zh="登记", en="enter"),
    "fixed_at_once": Text(zh="当场整改销号", en="close what was fixed at once"),
    "order": Text(zh="责令限期整改", en="order with a deadline"),
    "extend": Text(zh="延期", en="extend"),
    "reply": Text(zh="整改回复", en="take the site's reply"),
    "recheck_pass": Text(zh="复查通过", en="pass the re-check"),
    "recheck_fail": Text(zh="复查不通过", en="fail the re-check"),
    "close": Text(zh="销号", en="close"),
    "review": Text(zh="补审核", en="review afterwards"),
    "reopen": Text(zh="退回待整改", en="open again"),
    "remind": Text(zh="催办", en="remind"),
    "talk": Text(zh="约谈", en="talk"),
    "file": Text(zh="立案", en="file a case"),
    "pause": Text(zh="停工中止", en="stop work"),
    "resume": Text(zh="同意复工", en="let work resume"),
    "transfer": Text(zh="移送", en="transfer"),
    "transfer_reply": Text(zh="移送反馈办结", en="settle the transfer"),
    "return": Text(zh="移送退回", en="take the transfer back"),
    "cancel": Text(zh="撤销", en="cancel"),
    "report": Text(zh="重大隐患上报", en="report as 重大"),
    "list": Text(zh="挂牌督办", en="list for supervision"),
}
"""What people call the moves; a move is also the verb of its event in the ledger."""

STATES: dict[State, Text] = {
    "new": Text(zh="未登记", en="not entered"),
    "open": Text(zh="待整改", en="to be fixed"),
    "recheck": Text(zh="待复查", en="to be re-checked"),
    "closed": Text(zh="已销号", en="closed"),
    "moved": Text(zh="已移送待反馈", en="transferred, no reply yet"),
    "moved_done": Text(zh="移送办结", en="transfer settled"),
    "cancelled": Text(zh="已撤销", en="cancelled"),
    "paused": Text(zh="中止", en="paused"),
}


class Move(Frozen):
    """One move. Names are as people write them (张三) or ids of 执法人员.

    Which fields a kind asks for is said by its rule in `rules.SPECS`; the others are not looked at.
    """

    kind: MoveKind
    on: date
    by: str = Field("", description="who made it, or who enters it for them")
    due: date | None = Field(None, description="整改期限, or 延期至")
    people: tuple[str, ...] = Field((), description="the two certified who looked at it")
    on_paper: bool = Field(False, description="书面复查: nobody went there")
    evidence: str = Field("", description="佐证: photos, papers, a written consent and its number")
    reviewer: str = ""
    approver: str = ""
    to: str = Field("", description="移送单位")
    number: str = Field("", description="通知书文号 or 案号")
    reason: str = Field("", description="why, or what another unit answered")
