"""Random plans that hang together: lawful, almost lawful or not at all, as ``care`` wills."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import TypeVar

from sites.book import Officer
from sites.need import Need
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Round, Session, Visit

T = TypeVar("T")


def random_plan(round: Round, seed: int, care: float) -> Plan:
    """A plan that is whole; each choice is made carefully with probability ``care``."""
    maker = _Maker(round, random.Random(seed), care)
    visits = list(round.visits)
    maker.dice.shuffle(visits)
    pinned = {p.site for p in round.pins if p.how in ("must", "fixed")}
    for visit in visits:
        wanted = visit.site in pinned and maker.careful()
        if wanted or maker.dice.random() < 0.75:
            any(maker.book(visit) for _ in range(3))
    index = round.session_index
    bookings = sorted(maker.bookings, key=lambda b: (index[b.session], b.start, b.visit))
    return Plan(round_digest=round.digest, bookings=tuple(bookings), rides=tuple(maker.rides()))


class _Maker:
    def __init__(self, round: Round, dice: random.Random, care: float):
        self.round, self.dice, self.care = round, dice, care
        self.bookings: list[Booking] = []
        self.crowded = self.dice.random() < 0.6 - care

    def careful(self) -> bool:
        return self.dice.random() < self.care

    def _prefer(self, values: Iterable[T], good: Callable[[T], bool]) -> list[T]:
        """The good values where care is taken, perhaps none; all of them otherwise."""
        return [v for v in values if not self.careful() or good(v)]

    def book(self, visit: Visit) -> bool:
        """Try to book a visit; tells whether it was possible with the care taken."""
        needs = self._needs(visit)
        if not needs:
            return False
        sessions = self._prefer(self.round.sessions, lambda s: self._open(s, needs))
        if not sessions:
            return False
        session = self.dice.choice(sessions)
        people, stands = self._people(needs, session)
        if self.crowded:
            session, people, stands = self._crowd(needs)
        stood = {n.id: sum(s.need == n.id for s in stands) for n in needs}
        if self.careful() and (len(people) < 2 or any(stood[n.id] < n.people for n in needs)):
            return False
        ticks = self._ticks(visit, people, stands)
        start = self._start(visit, session, people, ticks)
        if start is None:
            return False
        helpers = [a for a in self.round.auxiliaries if self.dice.random() < 0.7 - self.care / 2]
        self.bookings.append(
            Booking(
                visit=visit.id,
                site=visit.site,
                session=session.id,
                start=start,
                end=start + ticks,
                needs=tuple(n.id for n in needs),
                officers=tuple(o.id for o in self.round.inspectors if o in people),
                stands_for=stands,
                auxiliaries=tuple(a.id for a in helpers),
                state=visit.state,
            )
        )
        return True

    def _crowd(self, needs: list[Need]) -> tuple[Session, list[Officer], tuple[Stand, ...]]:
        """One session and one person for everything, far more than fits."""
        person = self.round.inspectors[0]
        stands = tuple(Stand(officer=person.id, need=n.id) for n in needs)
        return self.round.sessions[0], [person], stands

    def _needs(self, visit: Visit) -> list[Need]:
        met = {n for b in self.bookings for n in b.needs}
        own = [self.round.need[n] for n in visit.needs]
        lawful = self._prefer(
            own,
            lambda n: (
                n.id not in met
                and (n.kind == "case" if visit.state == "urgent" else n.approved)
                and all(c in self.round.item and self.round.item[c].listed for c in n.items)
            ),
        )
        chosen = [n for n in lawful if self.dice.random() < 0.7] or lawful[:1]
        if self.careful():
            words = {n.together for n in chosen} - {""}
            chosen = [n for n in own if n in chosen or n.together in words]
        return chosen

    def _open(self, session: Session, needs: list[Need]) -> bool:
        site = self.round.site[needs[0].site]
        hours = (site.opens or 0) < session.end and session.start < (site.closes or 1440)
        return (
            hours
            and site.status == "active"
            and not session.suspended
            and session.day not in site.closed_days
            and (site.starts_on is None or site.starts_on <= session.day)
            and (site.ends_on is None or session.day <= site.ends_on)
            and all(n.not_before is None or n.not_before <= session.opens for n in needs)
            and all(n.expires is None or session.day <= n.expires for n in needs)
            and not (session.weather and any(n.rain == "postpone" for n in needs))
            and all(p.day in (None, session.day) for p in self.round.pins if p.site == site.id)
        )

    def _able(self, need: Need, session: Session) -> list[Officer]:
        return self._prefer(self.round.inspectors, lambda o: self._fit(o, need, session))

    def _ready(self, need: Need, session: Session) -> list[Officer]:
        return self._prefer(
            self.round.inspectors,
            lambda o: o.certified(session.day) and self._goes(o, need, session),
        )

    def _goes(self, person: Officer, need: Need, session: Session) -> bool:
        site, round = self.round.site[need.site], self.round
        street = site.street or round.street
        return (
            round.on_duty(person.id, session.id)
            and (not person.posted_to or street in person.posted_to)
            and not any(
                r.officer == person.id and r.bars(site, session.day) for r in round.recusals
            )
        )

    def _fit(self, person: Officer, need: Need, session: Session) -> bool:
        return (
            self._goes(person, need, session)
            and person.certified(session.day)
            and self.round.may_stand(person.id, need.id, session.day)
        )

    def _has_room(self, person: Officer, need: Need, stands: list[Stand]) -> bool:
        bodies = {self.round.need[s.need].body for s in stands if s.officer == person.id}
        limit = self.round.bodies_at_once(person.id)
        return not self.careful() or len(bodies | {need.body}) <= limit

    def _people(
        self, needs: list[Need], session: Session
    ) -> tuple[list[Officer], tuple[Stand, ...]]:
        people: list[Officer] = []
        stands: list[Stand] = []
        for need in needs:
            pool = [o for o in self._able(need, session) if self._has_room(o, need, stands)]
            count = need.people if self.careful() else self.dice.randint(0, 2)
            there = [o for o in pool if o in people]
            pool = there if there and not self.careful() else pool
            chosen = self.dice.sample(pool, min(count, len(pool)))
            if need.skills and self.careful():
                skilled = [o for o in pool if set(need.skills) <= set(o.skills)]
                chosen = skilled[:1] + [o for o in chosen if o not in skilled[:1]]
                chosen = chosen[:count] if skilled else []
            stands += [Stand(officer=o.id, need=need.id) for o in chosen]
            people += [o for o in chosen if o not in people]
        least = 2 if self.careful() else self.dice.randint(0, 3)
        for need in [n for n in needs if n.two_certified and self.careful()]:
            own = self._able(need, session)
            short = 2 - sum(o in people for o in own)
            people += [o for o in own if o not in people][: max(0, short)]
        spare = [o for o in self._ready(needs[0], session) if o not in people]
        return people + spare[: max(0, least - len(people))], tuple(stands)

    def _ticks(self, visit: Visit, people: list[Officer], stands: tuple[Stand, ...]) -> int:
        round = self.round
        own = [sum(round.need[s.need].minutes for s in stands if s.officer == o.id) for o in people]
        return round.visit_ticks(visit, round.ticks(max(own, default=0)))

    def _start(
        self, visit: Visit, session: Session, people: list[Officer], ticks: int
    ) -> int | None:
        """A start inside the session: at the first moment that suits all, or near a boundary."""
        round, site = self.round, self.round.site[visit.site]
        least, most = round.ticks(session.start), round.ticks(session.end) - ticks
        if most < least:
            return None
        marks = [least + round.first_leg(o, visit.site) for o in people]
        marks += [
            b.end + round.leg(b.site, visit.site)
            for b in self.bookings
            if b.session == session.id and any(o.id in b.officers for o in people)
        ]
        marks += [round.ticks(site.opens)] if site.opens else []
        earliest = max([least, *marks]) if self.careful() else self.dice.choice([least, *marks])
        late = [most - round.last_leg(o, visit.site) for o in people]
        late += [round.ticks(site.closes) - ticks] if site.closes else []
        wanted = earliest + self.dice.choice((0, 0, 0, 5, 20))
        if self.dice.random() < 0.3:
            wanted = min([most, *late])
        if not self.careful():
            wanted += self.dice.choice((-1, -1, 1, -10, 30))
        return max(least, min(most, wanted))

    def rides(self) -> Iterable[Ride]:
        """Who is busy in a session rides something, or goes his own way."""
        for session in self.round.sessions if self.round.vehicles else ():
            own = [b for b in self.bookings if b.session == session.id]
            crews: dict[tuple[str, ...], list[Officer]] = {}
            for person in self.round.officers:
                together = tuple(b.visit for b in own if person.id in b.people)
                if together and not (person.own_way and self.careful()):
                    crews.setdefault((self.round.base(person), *together), []).append(person)
            for k, crew in enumerate(crews.values()):
                yield from self._crew_rides(session, crew, k)

    def _crew_rides(self, session: Session, crew: list[Officer], k: int) -> Iterable[Ride]:
        """Those who go the same way share a vehicle, unless care is not taken."""
        vehicles = self.round.vehicles
        usual = vehicles[k % len(vehicles)]
        for person in crew:
            vehicle = usual if self.careful() else self.dice.choice(vehicles)
            if self.careful() or self.dice.random() < 0.7:
                yield Ride(session=session.id, officer=person.id, vehicle=vehicle.id)
            if not self.careful() and self.dice.random() < 0.15:
                other = next((v for v in vehicles if v != vehicle), vehicle)
                if other != vehicle:
                    yield Ride(session=session.id, officer=person.id, vehicle=other.id)
