"""The report of a month: its figures, what came late, the trend, and whether it is locked."""

from __future__ import annotations

from pydantic import Field

from sites.base import Frozen
from sites.figures.closed import LateFigure
from sites.figures.figure import Result
from sites.figures.trend import Trend


class Report(Frozen):
    """月报. Of a locked month ``figures`` and ``trend`` are those kept when it was locked."""

    month: str = Field(description="2026-11")
    street: str = ""
    over: bool = Field(True, description="the month is over; else the figures are so far")
    locked_by: str = ""
    locked_at: str = ""
    figures: tuple[Result, ...]
    late: tuple[LateFigure, ...] = Field((), description="补录 of earlier, locked months")
    came_since: tuple[LateFigure, ...] = Field((), description="what came after it was locked")
    trend: Trend = Trend()

    def figure(self, key: str) -> Result:
        """One of its figures. Raises StopIteration if there is none."""
        return next(r for r in self.figures if r.key == key)
