"""抽取名单: what the platform drew (双随机), row by row, with its 任务编号; or our own 预抽."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from sites.base import Frozen, Text

NOTICE = Text(
    zh="预抽，不替代平台抽取", en="a preliminary draw; it does not replace the platform's"
)
"""Stands on everything that comes from our own draw (``clerk-and-law.md`` 13)."""

DrawOrigin = Literal["platform", "predraw"]


class DrawnTask(Frozen):
    """抽取名单: a site drawn for one enforcing body, and the people drawn with it.

    What was drawn is never edited: ``skip`` (the site is not inspected) and ``instead`` (who goes
    in place of ``officers``) stand beside it, each with ``why`` and ``by`` whom.
    """

    task_no: str = Field("", description="任务编号, the platform's; a 预抽 has none")
    name: str = ""
    site: str
    body: str = Field(description="实施主体")
    kind: Literal["routine", "campaign"] = "routine"
    campaign: str = Field("", description="计划文号 of a drawn 专项")
    items: tuple[str, ...] = Field((), description="empty: the body's that apply to the site")
    officers: tuple[str, ...] = ()
    drawn_on: date | None = None
    first: date | None = None
    last: date | None = None
    from_above: bool = False
    origin: DrawOrigin = "platform"
    skip: bool = False
    instead: tuple[str, ...] = ()
    why: str = ""
    by: str = ""

    @property
    def going(self) -> tuple[str, ...]:
        """Ids of the people who go: those drawn, or who takes their place."""
        return self.instead or self.officers
