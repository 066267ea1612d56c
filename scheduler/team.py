"""Who could go: builds one booking for a visit, greedily, from those who are free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from constraints._whole import booking_ticks
from scheduler.thin import Thin
from sites.book import Officer, Vehicle
from sites.need import Need
from sites.plan import Booking, Ride, Stand
from sites.round import Round, Session, Visit
from sites.sketch import Move, Sketch


@dataclass
class Pool:
    """The people one attempt may draw on, and the vehicle those of the street would ride."""

    people: list[Officer]
    vehicle: Vehicle | None = None
    must_come: list[str] = field(default_factory=list)


@dataclass
class Team:
    """People chosen so far, in order, and what they stand for."""

    people: list[str] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)

    def add(self, officer: str) -> None:
        """Take a person along, once."""
        if officer not in self.people:
            self.people.append(officer)


class Teams:
    """Proposes moves for a visit in a session; the rules' own tests decide among them."""

    def __init__(self, round: Round, thin: Thin):
        self.round = round
        self.thin = thin

    def moves(
        self,
        sketch: Sketch,
        visit: Visit,
        session: Session,
        needs: Sequence[Need],
        wanted: Iterable[str] = (),
    ) -> Iterator[Move]:
        """Yield bookings that meet as many of the needs as each pool of people can."""
        for pool in self._pools(sketch, visit, session):
            team = self._team(sketch, visit, session, needs, pool, tuple(wanted))
            if team.needs:
                yield self._move(sketch, visit, session, team, pool)

    def _pools(self, sketch: Sketch, visit: Visit, session: Session) -> Iterator[Pool]:
        """Those who make their own way, alone or with one vehicle's crew."""
        able = [
            o for o in self.round.inspectors if not self.thin.absent(visit.id, o.id, session.id)
        ]
        if not self.round.vehicles:
            yield Pool(able)
            return
        own_way = [o for o in able if o.own_way]
        fresh_tried: set[tuple[str, int]] = set()
        for vehicle in self.round.vehicles:
            crew = sketch.riders(session.id, vehicle.id)
            if crew:
                riders = [o for o in able if o.id in crew]
                yield Pool(own_way + riders, vehicle, crew)
            elif (vehicle.base, vehicle.seats) not in fresh_tried:
                fresh_tried.add((vehicle.base, vehicle.seats))
                idle = [
                    o for o in able if not o.own_way and not sketch.of_officer(o.id, session.id)
                ]
                yield Pool(own_way + idle, vehicle)
        yield Pool(own_way)

    def _team(
        self,
        sketch: Sketch,
        visit: Visit,
        session: Session,
        needs: Sequence[Need],
        pool: Pool,
        wanted: tuple[str, ...],
    ) -> Team:
        team = Team(people=[*pool.must_come])
        known = {o.id for o in pool.people}
        for officer in wanted:
            if officer in known:
                team.add(officer)
        order = {o.id: self._ready(sketch, visit, session, o) for o in pool.people}
        ranked = sorted(
            pool.people, key=lambda o: (order[o.id], len(sketch.of_officer(o.id)), o.id)
        )
        for need in needs:
            self._stand(team, visit, session, need, ranked)
        certified = [o for o in ranked if o.certified(session.day)]
        while sum(o.id in team.people for o in certified) < 2:
            extra = next((o for o in certified if o.id not in team.people), None)
            if extra is None:
                break
            team.add(extra.id)
        return team

    def _stand(
        self, team: Team, visit: Visit, session: Session, need: Need, ranked: Sequence[Officer]
    ) -> None:
        """Choose who stands for a need: those who are coming anyway, then the first to be free."""
        able = [
            o
            for o in ranked
            if not self.thin.stands(visit.id, o.id, need.id)
            and self.round.may_stand(o.id, need.id, session.day)
        ]
        able.sort(key=lambda o: (-len(set(need.skills) & set(o.skills)), o.id not in team.people))
        free = [o for o in able if self._may_take_on(team, o, need)]
        counted = [o for o in free if o.kind == "officer"][: need.people]
        if len(counted) < need.people:
            return
        held = {skill for o in counted for skill in o.skills}
        experts = [
            o for o in free if o.kind == "expert" and set(need.skills) & set(o.skills) - held
        ]
        for officer in (*counted, *experts[:1]):
            team.add(officer.id)
            team.stands.append(Stand(officer=officer.id, need=need.id))
        if need.two_certified:
            for officer in [o for o in able if o.certified(session.day)][:2]:
                team.add(officer.id)
        team.needs.append(need.id)

    def _may_take_on(self, team: Team, officer: Officer, need: Need) -> bool:
        bodies = {self.round.need[s.need].body for s in team.stands if s.officer == officer.id}
        return len(bodies | {need.body}) <= self.round.bodies_at_once(officer.id)

    def _ready(self, sketch: Sketch, visit: Visit, session: Session, officer: Officer) -> int:
        """First tick at which the person can be at the gate, after all earlier bookings."""
        earlier = sketch.of_officer(officer.id, session.id)
        if not earlier:
            return self.round.ticks(session.start) + self.round.first_leg(officer, visit.site)
        last = max(earlier, key=lambda b: (b.end, b.start))
        return last.end + self.round.leg(last.site, visit.site)

    def _move(self, sketch: Sketch, visit: Visit, session: Session, team: Team, pool: Pool) -> Move:
        people = [self.round.officer[o] for o in team.people]
        opens = self.round.site[visit.site].opens or 0
        ready = [self._ready(sketch, visit, session, o) for o in people]
        draft = Booking(
            visit=visit.id,
            site=visit.site,
            session=session.id,
            start=max([*ready, self.round.ticks(max(opens, session.start))]),
            end=0,
            needs=tuple(n for n in visit.needs if n in team.needs),
            officers=tuple(team.people),
            stands_for=tuple(team.stands),
            state=visit.state,
        )
        booking = draft.model_copy(update={"end": draft.start + booking_ticks(draft, self.round)})
        rides = tuple(
            Ride(session=session.id, officer=o.id, vehicle=pool.vehicle.id)
            for o in people
            if pool.vehicle is not None and not o.own_way
        )
        return Move(booking, rides)
