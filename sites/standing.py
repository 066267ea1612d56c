"""Rows on how a site and its companies stand: what is scored, penalties, the alliance.

All of it is internal: nothing here is ever on anything that a site sees.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sites.base import Frozen

Trigger = Literal[
    "minor", "serious", "major", "overdue", "complaint", "score_failed", "unsigned",
    "major_open", "fatal", "refused", "resumed",
]  # fmt: skip
"""What takes points off, or makes a site red by itself."""

Grievance = Literal["fatal", "refused", "resumed"]

SafetySheet = Literal[
    "management", "civilised", "scaffold", "pit", "formwork", "height", "power", "hoist",
    "crane", "machines",
]  # fmt: skip
"""The ten 分项 of JGJ 59-2011, in its order."""


class ScoreRule(Frozen):
    """评分标准: what one occurrence takes off, and whether it makes the site red by itself."""

    trigger: Trigger
    points: float = Field(0, ge=0, le=100)
    veto: bool = Field(False, description="一票否决: red while it stands")
    basis: str = ""
    changed_by: str = ""
    changed_on: date | None = None


class Incident(Frozen):
    """事故与违规: a fatal accident, an inspection refused, work resumed without approval."""

    site: str
    on: date
    kind: Grievance
    what: str = ""
    noted_by: str = ""
    cleared_on: date | None = Field(None, description="处理完毕日期: no veto from that day on")


class ScoreSheet(Frozen):
    """安全检查评分: one 分项检查评分表 (JGJ 59-2011 annex B) of one check of one site.

    ``form`` tells two forms of one sheet apart (悬挑式脚手架, 附着式升降脚手架). Items that the
    site does not have (缺项) are left out of both the full and the real marks.
    """

    site: str
    on: date
    sheet: SafetySheet
    form: str = ""
    sure_full: float = Field(60, ge=0, le=100, description="保证项目应得分, of the items checked")
    sure: float = Field(0, ge=0, le=100, description="保证项目实得分")
    sure_zero: bool = Field(False, description="some 保证项目 got nothing")
    other_full: float = Field(40, ge=0, le=100, description="一般项目应得分, of the items checked")
    other: float = Field(0, ge=0, le=100, description="一般项目实得分")
    officers: tuple[str, ...] = ()


class Penalty(Frozen):
    """处罚: one decision of a body against a company; what it fined is text and never counted."""

    id: str = Field(description="决定书文号")
    company: str = Field(description="a Company id")
    site: str = ""
    body: str = Field("", description="实施主体")
    on: date
    what: str = Field("", description="违法事实")
    decision: str = Field("", description="处罚种类和内容")
    published_on: date | None = None


class Member(Frozen):
    """工地联盟: a site that has joined, and until when it belonged."""

    site: str
    joined_on: date
    left_on: date | None = None
    note: str = ""

    def belongs(self, day: date) -> bool:
        """Whether the site is a member that day."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


class Exchange(Frozen):
    """互学互查: companies look at each other's sites by themselves. Never an inspection."""

    on: date
    host: str = Field(description="the site that was looked at, a Site id")
    guests: tuple[str, ...] = Field((), description="sites whose people came")
    subject: str = ""
    outcome: str = ""
