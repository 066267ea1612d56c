"""月报锁定: a month whose figures were reported, kept as they were."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from sites.base import Frozen, Text
from sites.errors import Refused
from sites.figures.figure import Result, Traced
from sites.figures.month import Month, month_with
from sites.figures.trend import Trend


class LateFigure(Frozen):
    """A figure of a locked month: as it was counted last, and as the ledger has it now."""

    month: str
    key: str
    name: Text
    unit: Text
    then: int
    now: int
    came: tuple[Traced, ...] = Field((), description="counted now and not then")
    went: tuple[Traced, ...] = Field((), description="counted then and not any more")


class ClosedMonth(Frozen):
    """月报: the figures of a month as they were when it was locked, by whom and when."""

    id: str = Field(description="2026-11")
    by: str
    at: str = Field(description="ISO 8601, China time")
    seq: int = Field(description="number of the last event that is in the figures")
    figures: tuple[Result, ...] = ()
    late: tuple[LateFigure, ...] = Field((), description="补录 of earlier months reported with it")
    trend: Trend = Trend()


def next_open(closed: Iterable[ClosedMonth]) -> Month | None:
    """The month that is locked next, and whose report tells what came late; None: any."""
    ids = [c.id for c in closed]
    return month_with(max(ids)).after if ids else None


def see_closable(month: Month, closed: Iterable[ClosedMonth], today: date) -> None:
    """See that a month may be locked.

    Raises
    ------
    Refused
        If it is locked, is not over yet, or is not the next after the last one locked: what came
        late is told in the report of the next month, so that none may be left out.
    """
    several = tuple(closed)
    due = next_open(several)
    done = next((c for c in several if c.id == month.id), None)
    if done is not None:
        zh = f"{month.name.zh}月报已由{done.by}于{done.at[:10]}锁定"
        en = f"{month.name.en} was locked by {done.by} on {done.at[:10]}"
    elif today <= month.last:
        zh, en = f"{month.name.zh}还没有过完，不能锁定", f"{month.name.en} is not over yet"
    elif due is not None and due.id != month.id:
        zh, en = f"月报按月依次锁定，下一个是{due.name.zh}", f"the next to lock is {due.name.en}"
    else:
        return
    raise Refused(Text(zh=zh, en=en))
