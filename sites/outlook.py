"""The outlook: the weeks behind the planned one by day, body and headcount, without any name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from pydantic import Field

from sites.base import Frozen, Text
from sites.book import DayPart, Kind
from sites.need import Need
from sites.plan import Booking, Plan
from sites.round import Round

What = tuple[str, str, str, str]
"""Site, enforcing body, kind and 计划文号: by these a need is the same one week after week."""


class OutlookNeed(Frozen):
    """One body's check within a visit."""

    body: str = Field(description="实施主体")
    kind: Kind
    due: date
    early: bool = Field(False, description="due after its week: it comes along with the others")
    left_over: bool = Field(False, description="owed in an earlier week and not met there")


class Headcount(Frozen):
    """How many inspectors of one department are at a visit."""

    body: str = Field(description="编制单位")
    people: int


class OutlookVisit(Frozen):
    """A visit: where, on which day and session, in whose name, with how many people."""

    site: str
    name: str
    day: date
    session: str
    part: DayPart
    minutes: int
    people: int
    crew: tuple[Headcount, ...]
    needs: tuple[OutlookNeed, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Enforcing bodies in whose name it is made."""
        return tuple(dict.fromkeys(n.body for n in self.needs))


class BodyLoad(Frozen):
    """Person-minutes of a department: under way or on site, and on duty, by those who inspect."""

    body: str = Field(description="编制单位")
    people: int = Field(description="inspectors on duty at least once")
    busy_minutes: int
    duty_minutes: int

    @property
    def share(self) -> float:
        """Busy minutes as a share of those on duty."""
        return self.busy_minutes / self.duty_minutes if self.duty_minutes else 0.0


class OutlookUnmet(Frozen):
    """An owed need that its week does not meet; ``code`` as in a plan's ``unmet``."""

    site: str
    name: str
    body: str
    kind: Kind
    due: date
    code: str = ""


class OutlookWeek(Frozen):
    """One week: its visits in order of time, what it leaves open, and how busy everybody is."""

    first_day: date
    last_day: date
    days: tuple[date, ...] = Field(description="working days that can be planned")
    owed: int
    met: int = Field(description="owed needs met")
    early: int = Field(description="needs met that are due later")
    saved: int = Field(description="visits saved: bodies of each visit, less one")
    visits: tuple[OutlookVisit, ...]
    unmet: tuple[OutlookUnmet, ...]
    loads: tuple[BodyLoad, ...]


class Outlook(Frozen):
    """``outlook.json``: ``weeks[0]`` is the planned week, told like the others."""

    street: str = ""
    today: date
    content: str = Field(description="what of the planned week it continues (content_digest)")
    asked: int = Field(description="weeks asked for, the planned one among them")
    weeks: tuple[OutlookWeek, ...]
    notes: tuple[Text, ...] = ()

    @property
    def later(self) -> tuple[OutlookWeek, ...]:
        """The weeks behind the planned one."""
        return self.weeks[1:]


def what(need: Need) -> What:
    """What makes it the same need in another week."""
    return need.site, need.body, need.kind, need.campaign


def outlook_week(
    round: Round, plan: Plan, late: frozenset[What], codes: Mapping[str, str]
) -> OutlookWeek:
    """Return a planned week without its names.

    ``late`` is what earlier weeks owed and left open; ``codes`` says of unmet needs why.
    """
    met = plan.met
    owed = [n for n in round.needs if n.owed]
    left = [n for n in owed if n.id not in met]
    visits = tuple(_visit(b, round, late) for b in plan.bookings)
    return OutlookWeek(
        first_day=round.first_day,
        last_day=round.last_day,
        days=tuple(sorted({s.day for s in round.sessions})),
        owed=len(owed),
        met=len(owed) - len(left),
        early=sum(n.early for v in visits for n in v.needs),
        saved=sum(len(v.bodies) - 1 for v in visits),
        visits=visits,
        unmet=tuple(_unmet(n, round, codes.get(n.id, "")) for n in left),
        loads=loads(round, plan),
    )


def _visit(booking: Booking, round: Round, late: frozenset[What]) -> OutlookVisit:
    session, needs = round.session[booking.session], [round.need[n] for n in booking.needs]
    crew = Counter(round.officer[o].body for o in booking.officers)
    order = [b.id for b in round.bodies if b.id in crew]
    return OutlookVisit(
        site=booking.site,
        name=round.site[booking.site].name,
        day=session.day,
        session=session.id,
        part=session.part,
        minutes=(booking.end - booking.start) // round.ticks_per_minute,
        people=len(booking.officers),
        crew=tuple(Headcount(body=b, people=crew[b]) for b in order),
        needs=tuple(
            OutlookNeed(
                body=n.body,
                kind=n.kind,
                due=n.due,
                early=not n.owed,
                left_over=what(n) in late,
            )
            for n in needs
        ),
    )


def _unmet(need: Need, round: Round, code: str) -> OutlookUnmet:
    name = round.site[need.site].name
    return OutlookUnmet(
        site=need.site, name=name, body=need.body, kind=need.kind, due=need.due, code=code
    )


def loads(round: Round, plan: Plan) -> tuple[BodyLoad, ...]:
    """Return how busy each department's inspectors are, in the order of 部门.

    Somebody is busy in a session from leaving the base to being back.
    """
    busy: Counter[str] = Counter()
    for session in round.sessions:
        own = [b for b in plan.bookings if b.session == session.id]
        for officer in dict.fromkeys(o for b in own for o in b.officers):
            ways = sorted((b.start, b.end, b.site) for b in own if officer in b.officers)
            person = round.officer[officer]
            begins = ways[0][0] - round.first_leg(person, ways[0][2])
            ends = ways[-1][1] + round.last_leg(person, ways[-1][2])
            busy[person.body] += ends - begins
    return tuple(
        load.but(busy_minutes=busy[load.body] // round.ticks_per_minute) for load in _on_duty(round)
    )


def _on_duty(round: Round) -> list[BodyLoad]:
    """Departments with somebody on duty; nobody is busy yet."""
    found = []
    for body in round.bodies:
        crew = [o.id for o in round.inspectors if o.body == body.id]
        shifts = [(o, s) for o in crew for s in round.sessions if round.on_duty(o, s.id)]
        if shifts:
            people, total = len({o for o, _ in shifts}), sum(s.end - s.start for _, s in shifts)
            found.append(BodyLoad(body=body.id, people=people, busy_minutes=0, duty_minutes=total))
    return found
