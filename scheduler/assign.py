"""After the search: who leads, which auxiliaries come along, and who stays in reserve, by name."""

from __future__ import annotations

from constraints import verify
from constraints._registry import Rule
from sites.book import Officer
from sites.plan import Booking, Plan, Reserve, Ride
from sites.round import Round


def assign(plan: Plan, round: Round, rules: tuple[Rule, ...], helpers: int = 1) -> Plan:
    """Return the plan with leads, auxiliaries (``helpers`` a booking, where lawful) and reserve."""
    led = plan.but(bookings=tuple(b.but(lead=lead_of(b, round)) for b in plan.bookings))
    staffed = _with_auxiliaries(led, round, rules, helpers)
    return with_reserve(staffed, round, rules)


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


def _with_auxiliaries(plan: Plan, round: Round, rules: tuple[Rule, ...], helpers: int) -> Plan:
    """Offer each group of bookings that share people an auxiliary; keep what the rules allow."""
    hard = tuple(r for r in rules if not r.is_soft)
    turns = dict.fromkeys((a.id for a in round.auxiliaries), 0)
    for group in _groups(plan):
        for _ in range(helpers):
            ranked = sorted(
                round.auxiliaries, key=lambda a: (*_preference(a, group, round), turns[a.id])
            )
            for auxiliary in ranked:
                wider = _joined_by(plan, group, auxiliary)
                if wider is not None and verify(wider, round, hard).lawful:
                    plan = wider
                    turns[auxiliary.id] += 1
                    break
    return plan


def _groups(plan: Plan) -> list[list[str]]:
    """Visits of one session that share a vehicle go together; every other visit alone."""
    groups: dict[tuple[str, str], list[str]] = {}
    for booking in plan.bookings:
        vehicles = sorted({plan.ride_of(booking.session, o) for o in booking.officers} - {""})
        key = (booking.session, vehicles[0] if vehicles else booking.visit)
        groups.setdefault(key, []).append(booking.visit)
    return [groups[key] for key in sorted(groups)]


def _preference(auxiliary: Officer, group: list[str], round: Round) -> tuple[bool, ...]:
    zones = {round.site[round.visit[v].site].zone for v in group}
    return (auxiliary.zone not in zones,)


def _joined_by(plan: Plan, group: list[str], auxiliary: Officer) -> Plan | None:
    """The plan with the auxiliary at every visit of the group, on its vehicle where needed."""
    taken = [b for b in plan.bookings if b.visit in group]
    session = taken[0].session
    if any(auxiliary.id in b.people for b in plan.bookings if b.session == session):
        return None
    vehicles = sorted({plan.ride_of(session, o) for b in taken for o in b.officers} - {""})
    rides = plan.rides
    if vehicles and not auxiliary.own_way:
        rides = (*rides, Ride(session=session, officer=auxiliary.id, vehicle=vehicles[0]))
    bookings = tuple(
        b.but(auxiliaries=(*b.auxiliaries, auxiliary.id)) if b.visit in group else b
        for b in plan.bookings
    )
    return plan.but(bookings=bookings, rides=rides)


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
