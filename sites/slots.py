"""The pieces of a round: sessions of a working day, visit slots at sites, and the legs between."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pydantic import Field

from sites.base import Frozen
from sites.book import DayPart, Minute, Weather
from sites.need import PlanState

MINUTES_A_DAY = 1440
PART_WORDS = {
    "am": ("上午", "morning"),
    "pm": ("下午", "afternoon"),
    "night": ("夜间", "night"),
    "day": ("全天", "all day"),
}


class Session(Frozen):
    """A block of one working day, in minutes since that day's midnight."""

    id: str = Field(description="2026-11-30/am")
    day: date
    part: DayPart
    start: Minute
    end: Minute
    weather: tuple[Weather, ...] = ()
    suspended: bool = False

    @property
    def opens(self) -> datetime:
        """The moment the session starts."""
        return datetime.combine(self.day, time.min) + timedelta(minutes=self.start)


class Visit(Frozen):
    """A slot at a site: a visit that may be booked, and the needs it may meet.

    Where the slots of a site are alike, the search books the one of lowest ``order`` first.
    """

    id: str
    site: str
    order: int = 0
    needs: tuple[str, ...]
    min_minutes: Minute = Field(0, ge=0)
    state: PlanState = "draft"


class Legs(Frozen):
    """Travel in ticks. ``between[i][j]`` runs over the round's sites in their order.

    ``first[base][j]`` leads from a base to site j, ``last[base][i]`` from site i back to it.
    """

    first: dict[str, tuple[int, ...]]
    last: dict[str, tuple[int, ...]]
    between: tuple[tuple[int, ...], ...]
