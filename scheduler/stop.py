"""A booking in the making: its place in time moves as others come and go."""

from __future__ import annotations

from typing import NamedTuple, cast

from sites.need import PlanState
from sites.plan import Booking, Ride, Stand
from sites.sketch import Move


class Window(NamedTuple):
    """A gap of one person's way: he can be at a place from ``early`` until ``until``.

    ``detour``: the ticks by which his way gets longer.
    """

    early: int
    until: int
    detour: int
    before: Stop | None
    after: Stop | None


class Stop:
    """A booking in the making; read like a `Booking`, but its clock moves."""

    __slots__ = (
        "after",
        "auxiliaries",
        "before",
        "crew",
        "end",
        "first_start",
        "last_start",
        "late",
        "lead",
        "length",
        "needs",
        "number",
        "officers",
        "place",
        "rank",
        "rides",
        "session",
        "site",
        "stands_for",
        "start",
        "state",
        "visit",
    )

    def __init__(
        self,
        visit: str,
        site: str,
        place: int,
        session: str,
        number: int,
        needs: tuple[str, ...],
        crew: tuple[int, ...],
        officers: tuple[str, ...],
        stands_for: tuple[Stand, ...],
        length: int,
        state: PlanState,
        rides: tuple[tuple[str, str], ...] = (),
    ):
        self.visit, self.site, self.place = visit, site, place
        self.session, self.number = session, number
        self.needs, self.crew, self.officers, self.stands_for = needs, crew, officers, stands_for
        self.length, self.state, self.rides = length, state, rides
        self.auxiliaries: tuple[str, ...] = ()
        self.lead = ""
        self.start = self.end = self.late = self.rank = 0
        self.first_start = self.last_start = 0
        self.before: dict[int, Stop | None] = {}
        self.after: dict[int, Stop | None] = {}

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody at the gate."""
        return self.officers

    @property
    def where(self) -> dict[str, str]:
        """Its visit, site and session."""
        return {"visit": self.visit, "site": self.site, "session": self.session}

    def needs_of(self, officer: str) -> tuple[str, ...]:
        """Needs that one person stands for."""
        return tuple(s.need for s in self.stands_for if s.officer == officer)

    def stood_by(self, need: str) -> tuple[str, ...]:
        """People who stand for one need, each once."""
        return tuple(dict.fromkeys(s.officer for s in self.stands_for if s.need == need))


def as_move(stop: Stop) -> Move:
    """A stop as the rules' quick tests look at it: it reads like a booking."""
    rides = tuple(
        Ride.model_construct(session=stop.session, officer=o, vehicle=k)
        for o, k in stop.rides
        if o in stop.officers
    )
    return Move(cast(Booking, stop), rides)
