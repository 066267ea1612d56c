"""A choice: one way to take an urgent need into a plan that stands, or to leave it out."""

from __future__ import annotations

from pydantic import Field

from sites.base import Frozen, Text
from sites.plan import Booking, Plan


class Choice(Frozen):
    """What would be done, and everything it would change.

    ``booking`` is where the need is met (None: it is not inserted); ``joins`` tells whether that
    visit was planned already. ``moved`` are the other bookings whose session, clock or people
    change, as (old, new); ``cancelled`` those that go. ``dropped`` are the needs met before and
    not any more. ``before`` and ``after``: what the rules of each tier charge.
    """

    need: str
    plan: Plan
    booking: Booking | None = None
    joins: bool = False
    moved: tuple[tuple[Booking, Booking], ...] = ()
    cancelled: tuple[Booking, ...] = ()
    dropped: tuple[str, ...] = ()
    minutes_late: int = Field(0, ge=0, description="start of the visit after the clock")
    travel_minutes: float = Field(0, description="more on the road than before; may be negative")
    before: dict[str, int]
    after: dict[str, int]

    @property
    def rescheduled(self) -> tuple[tuple[Booking, Booking], ...]:
        """Those of ``moved`` that change their session."""
        return tuple((old, new) for old, new in self.moved if old.session != new.session)


class Bar(Frozen):
    """Why something is not in a session: a code of the closed list and its sentence.

    An empty code: nothing speaks against it.
    """

    session: str
    code: str
    says: Text


class Elsewhere(Frozen):
    """Needs of one site asked about session by session; ``visit`` is where they are met, if any."""

    needs: tuple[str, ...]
    visit: str = ""
    bars: tuple[Bar, ...]
