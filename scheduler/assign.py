"""After the search: who leads, which auxiliaries come along, and who stays in reserve, by name."""

from __future__ import annotations

from typing import NamedTuple

from constraints import verify
from constraints._fits import Fits
from constraints._registry import Rule
from sites.book import Officer
from sites.plan import Booking, Plan, Reserve, Ride
from sites.round import Round
from sites.sketch import Move, Sketch


def assign(
    plan: Plan,
    round: Round,
    rules: tuple[Rule, ...],
    fits: Fits | None = None,
    helpers: int = 1,
) -> Plan:
    """Return the plan with leads, auxiliaries (``helpers`` a booking, where lawful) and reserve.

    ``fits`` are the quick tests of these rules, where somebody has them already.
    """
    led = plan.but(bookings=tuple(b.but(lead=lead_of(b, round)) for b in plan.bookings))
    if round.auxiliaries:
        asked = Helpers(led, round, fits or Fits(round, rules)).ask(helpers)
        led = _lawful_part(led, asked, round, rules)
    return with_reserve(led, round, rules)


def with_reserve(plan: Plan, round: Round, rules: tuple[Rule, ...]) -> Plan:
    """Name two people a session, and more where the rules ask for more."""
    hard = tuple(r for r in rules if not r.is_soft)
    named = plan
    for people in range(2, max(3, len(round.street_team) + 1)):
        named = plan.but(reserve=_reserve(plan, round, people))
        if verify(named, round, hard).lawful:
            break
    return named


def lead_of(booking: Booking, round: Round) -> str:
    """牵头: of a 个案 or 重大隐患 its body, else the street's own body, else the weightiest."""
    needs = [round.need[n] for n in booking.needs]
    cases = [n.body for n in needs if n.kind == "case" or n.grave]
    own = {b.enforcing for b in round.bodies for o in round.street_team if o.body == b.id}
    street = [n.body for n in needs if n.body in own]
    heaviest = [n.body for n in sorted(needs, key=lambda n: (-n.weight, n.id))]
    return next(iter((*cases, *street, *heaviest)), "")


class Help(NamedTuple):
    """An auxiliary who comes to some visits of one session, and the seat that he takes."""

    visits: tuple[str, ...]
    auxiliary: str
    rides: tuple[Ride, ...]


class Helpers:
    """Offers each group of bookings that share people an auxiliary, as far as quick tests allow."""

    def __init__(self, plan: Plan, round: Round, fits: Fits):
        self.plan, self.round, self.fits = plan, round, fits
        self.sketch = Sketch(round, plan)
        self.turns = dict.fromkeys((a.id for a in round.auxiliaries), 0)

    def ask(self, helpers: int) -> list[Help]:
        """Who comes along: those of the zone first, then those who helped least."""
        found = []
        for visits in _groups(self.plan):
            for _ in range(helpers):
                came = self._first_of(visits)
                if came is not None:
                    self.turns[came.auxiliary] += 1
                    found.append(came)
        return found

    def _rank(self, auxiliary: Officer, visits: tuple[str, ...]) -> tuple[bool, int]:
        zones = {self.round.site[self.round.visit[v].site].zone for v in visits}
        return auxiliary.zone not in zones, self.turns[auxiliary.id]

    def _first_of(self, visits: tuple[str, ...]) -> Help | None:
        """Take one along to all of the visits; None if the rules' quick tests refuse everybody."""
        session = self.sketch.bookings[visits[0]].session
        free = [a for a in self.round.auxiliaries if not self.sketch.of_officer(a.id, session)]
        before = [self.sketch.remove(v) for v in visits]
        riding = {r.officer: r for move in before for r in move.rides}
        vehicles = sorted({r.vehicle for r in riding.values()})
        for auxiliary in sorted(free, key=lambda a: self._rank(a, visits)):
            seat: tuple[Ride, ...] = ()
            if vehicles and not auxiliary.own_way:
                seat = (Ride(session=session, officer=auxiliary.id, vehicle=vehicles[0]),)
            if self._taken(before, {**riding, **{r.officer: r for r in seat}}, auxiliary.id):
                return Help(visits, auxiliary.id, seat)
        for move in before:
            self.sketch.add(Move(move.booking, _rides(move.booking, riding)))
        return None

    def _taken(self, before: list[Move], riding: dict[str, Ride], auxiliary: str) -> bool:
        taken: list[str] = []
        for move in before:
            wider = _with(move.booking, auxiliary)
            wide = Move(wider, _rides(wider, riding))
            if self.fits.refusal(self.sketch, wide):
                for visit in taken:
                    self.sketch.remove(visit)
                return False
            self.sketch.add(wide)
            taken.append(wider.visit)
        return True


def _with(booking: Booking, auxiliary: str) -> Booking:
    return booking.model_copy(update={"auxiliaries": (*booking.auxiliaries, auxiliary)})


def _rides(booking: Booking, riding: dict[str, Ride]) -> tuple[Ride, ...]:
    return tuple(riding[p] for p in booking.people if p in riding)


def _lawful_part(plan: Plan, asked: list[Help], round: Round, rules: tuple[Rule, ...]) -> Plan:
    """The plan with as many of the helpers as its rules accept; quick tests may let too many by."""
    hard = tuple(r for r in rules if not r.is_soft)
    while asked:
        wider = _helped(plan, asked)
        breaches = verify(wider, round, hard).breaches
        if not breaches:
            return wider
        named = {b.visit for b in breaches} | {b.officer for b in breaches}
        kept = [h for h in asked if named.isdisjoint((*h.visits, h.auxiliary))]
        asked = kept if len(kept) < len(asked) else []
    return plan


def _helped(plan: Plan, asked: list[Help]) -> Plan:
    coming: dict[str, list[str]] = {}
    for visits, auxiliary, _ in asked:
        for visit in visits:
            coming.setdefault(visit, []).append(auxiliary)
    bookings = tuple(
        b.but(auxiliaries=(*b.auxiliaries, *coming[b.visit])) if b.visit in coming else b
        for b in plan.bookings
    )
    return plan.but(bookings=bookings, rides=(*plan.rides, *(r for h in asked for r in h.rides)))


def _groups(plan: Plan) -> list[tuple[str, ...]]:
    """Visits of one session that share a vehicle go together; every other visit alone."""
    rides = {(r.session, r.officer): r.vehicle for r in plan.rides}
    groups: dict[tuple[str, str], list[str]] = {}
    for booking in plan.bookings:
        vehicles = sorted({rides.get((booking.session, o), "") for o in booking.officers} - {""})
        key = (booking.session, vehicles[0] if vehicles else booking.visit)
        groups.setdefault(key, []).append(booking.visit)
    return [tuple(groups[key]) for key in sorted(groups)]


def _reserve(plan: Plan, round: Round, people: int) -> tuple[Reserve, ...]:
    """So many free officers of the street a session, the least often named first."""
    times = dict.fromkeys((o.id for o in round.street_team), 0)
    reserve = []
    for session in round.sessions:
        busy = {o for b in plan.bookings if b.session == session.id for o in b.people}
        free = [
            o.id
            for o in round.street_team
            if o.id not in busy and o.certified(session.day) and round.on_duty(o.id, session.id)
        ]
        chosen = sorted(free, key=lambda o: (times[o], o))[:people]
        for officer in chosen:
            times[officer] += 1
        reserve.append(Reserve(session=session.id, officers=tuple(sorted(chosen))))
    return tuple(reserve)
