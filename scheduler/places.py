"""Where one more need could go in a plan that stands: drafts, to be judged by the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from constraints._fits import Fits
from constraints._registry import Rule
from scheduler.team import Teams
from scheduler.thin import Thin
from scheduler.timing import settled
from sites.need import Need
from sites.plan import Booking, Plan, Ride, Stand
from sites.round import Round, Session, Visit
from sites.sketch import Move, Sketch


class Draft(NamedTuple):
    """A sketch of the whole plan frozen with the need in it; ``visit`` meets it."""

    plan: Plan
    visit: str
    joins: bool = False


class Ground(NamedTuple):
    """What can be asked about one site: the rules' quick tests, and who could go."""

    fits: Fits
    thin: Thin
    teams: Teams


class Places:
    """Finds places for one need after the other in the plan of one round."""

    def __init__(
        self, round: Round, plan: Plan, rules: Iterable[Rule], *, whole: Ground | bool = False
    ):
        """``whole``: many sites will be asked about, so all is worked out at once, or is here."""
        self.round, self.rules = round, tuple(rules)
        self.plan = plan
        self.sketch = Sketch(round, plan)
        self.open_sessions = tuple(s for s in round.sessions if s.day >= round.today)
        self._grounds: dict[str, Ground] = {}

        known = whole if isinstance(whole, Ground) else None
        self._whole = known or (self._ground(round) if whole else None)
        self._clocked = {r.name for r in self.rules if r.fields["grain"] == "minute"}

    def ground(self, site: str) -> Ground:
        """The tests of a site: what is forbidden elsewhere need not be worked out."""
        if self._whole is not None:
            return self._whole
        if site not in self._grounds:
            self._grounds[site] = self._ground(one_site(self.round, site))
        return self._grounds[site]

    def _ground(self, seen: Round) -> Ground:
        fits = Fits(seen, self.rules)
        thin = Thin(seen, fits.nevers)
        return Ground(fits, thin, Teams(self.round, thin))

    def of(self, plan: Plan) -> Places:
        """The places of another plan of the same round; what is known of the sites is shared."""
        other = Places(self.round, plan, self.rules)
        other._grounds, other._whole = self._grounds, self._whole
        return other

    def joining(self, need: Need) -> Iterator[Draft]:
        """Visits that the site has already, with the need met there too."""
        for booking in list(self.sketch.at_site(need.site)):
            over = self.round.session[booking.session] not in self.open_sessions
            if need.id in self.round.visit[booking.visit].needs and not over:
                for wider, move in self._widened(booking, need):
                    if self._may_widen(booking, move):
                        yield from self._with(wider, move, joins=True)

    def alone(self, need: Need, session: Session, visit: Visit) -> Iterator[Draft]:
        """A visit of its own in one session: behind what the people do then, else between."""
        ground = self.ground(need.site)
        if ground.thin.blocked(visit.id, need.id, session.id) or ground.thin.in_session(
            visit.id, session.id
        ):
            return
        refused = []
        for move in self._moves(ground, need, session, visit):
            refusal = ground.fits.refusal(self.sketch, move)
            if not refusal:
                yield self._draft([move.booking], move)
            elif refusal in self._clocked:
                refused.append(move)
        for move in refused:
            yield from self._between(move)

    def elsewhere(self, booking: Booking) -> Iterator[Move]:
        """The same visit with the same needs in another session, people chosen anew."""
        ground, visit = self.ground(booking.site), self.round.visit[booking.visit]
        needs = [self.round.need[n] for n in booking.needs]
        for session in self.open_sessions:
            shut = ground.thin.in_session(visit.id, session.id)
            if session.id == booking.session or shut:
                continue
            for found in ground.teams.moves(self.sketch, visit, session, needs):
                move = self._parted(found)
                whole = set(move.booking.needs) == set(booking.needs)
                if whole and ground.fits(self.sketch, move):
                    yield move

    def _moves(self, ground: Ground, need: Need, session: Session, visit: Visit) -> Iterator[Move]:
        """Teams for the need alone: the readiest, then each person who may stand for it."""
        able = [
            o.id
            for o in self.round.inspectors
            if self.round.may_stand(o.id, need.id, session.day)
            and not ground.thin.absent(visit.id, o.id, session.id)
        ]
        seen: list[Booking] = []
        for wanted in ((), *((o,) for o in able)):
            for move in ground.teams.moves(self.sketch, visit, session, [need], wanted):
                move = self._parted(move)
                if move.booking not in seen:
                    seen.append(move.booking)
                    yield move

    def _parted(self, move: Move) -> Move:
        """The crew of a vehicle may hold auxiliaries: they come along, and are counted apart."""
        helpers = {a.id for a in self.round.auxiliaries}
        people = move.booking.officers
        if helpers.isdisjoint(people):
            return move
        officers = tuple(p for p in people if p not in helpers)
        auxiliaries = tuple(p for p in people if p in helpers)
        parts = {"officers": officers, "auxiliaries": auxiliaries}
        return Move(move.booking.model_copy(update=parts), move.rides)

    def _between(self, move: Move) -> Iterator[Draft]:
        """The same people earlier in the session: what they do then starts later."""
        new, people = move.booking, set(move.booking.people)
        session = self.round.session[new.session]
        theirs = [b for b in self.sketch.in_session(session.id) if people & set(b.people)]
        starts = [self.round.ticks(session.start), *(b.start + 1 for b in theirs)]
        for start in sorted(set(starts)):
            length = new.end - new.start
            tried = new.model_copy(update={"start": start, "end": start + length})
            yield from self._with([tried], Move(tried, move.rides))

    def _may_widen(self, booking: Booking, move: Move) -> bool:
        """Whether nothing but clocks, which can be settled, speaks against the wider booking."""
        taken = self.sketch.remove(booking.visit)
        whole = Move(move.booking, (*taken.rides, *move.rides))
        refusal = self.ground(booking.site).fits.refusal(self.sketch, whole)
        self.sketch.add(taken)
        return refusal == "" or refusal in self._clocked

    def _widened(self, booking: Booking, need: Need) -> Iterator[tuple[list[Booking], Move]]:
        """The booking with the need: stood for by those who are there, or by some who join them."""
        session, ground = self.round.session[booking.session], self.ground(need.site)
        if ground.thin.blocked(booking.visit, need.id, session.id):
            return
        able = [
            o.id
            for o in self.round.inspectors
            if o.certified(session.day)
            and self.round.may_stand(o.id, need.id, session.day)
            and not ground.thin.stands(booking.visit, o.id, need.id)
            and not ground.thin.absent(booking.visit, o.id, session.id)
        ]
        there = [o for o in able if self._has_room(o, booking, need, session)]
        coming = [o for o in able if not self.sketch.of_officer(o, session.id)]
        lacking = max(0, need.people - len(there))
        crews = [coming[k : k + max(1, lacking)] for k in range(len(coming))]
        for joined in ([], *crews) if not lacking else crews:
            standing = ([*joined, *there] if joined else there)[: need.people]
            if len(standing) == need.people:
                yield self._wider(booking, need, standing, joined)

    def _has_room(self, officer: str, booking: Booking, need: Need, session: Session) -> bool:
        """Whether somebody who is there may stand for one body more."""
        bodies = {self.round.need[n].body for n in booking.needs_of(officer)} | {need.body}
        there = officer in booking.officers
        return there and len(bodies) <= self.round.bodies_at_once(officer, session.day)

    def _wider(
        self, booking: Booking, need: Need, standing: list[str], joined: list[str]
    ) -> tuple[list[Booking], Move]:
        """The booking with need and people; who rides along comes to all that the vehicle does."""
        slot, needs = self.round.visit[booking.visit], {*booking.needs, need.id}
        stands = tuple(Stand(officer=o, need=need.id) for o in standing)
        new = booking.model_copy(
            update={
                "needs": tuple(n for n in slot.needs if n in needs),
                "officers": (*booking.officers, *joined),
                "stands_for": (*booking.stands_for, *stands),
            }
        )
        riding = [o for o in joined if self.round.vehicles and not self.round.officer[o].own_way]
        rides = self.sketch.rides
        vehicles = sorted({rides.get((booking.session, p), "") for p in booking.people} - {""})
        if not riding or not vehicles:
            return [new], Move(new)
        crew = set(self.sketch.riders(booking.session, vehicles[0]))
        shared = [
            b.model_copy(update={"officers": (*b.officers, *riding)})
            for b in self.sketch.in_session(booking.session)
            if b.visit != booking.visit and crew & set(b.people)
        ]
        seats = tuple(Ride(session=booking.session, officer=o, vehicle=vehicles[0]) for o in riding)
        return [new, *shared], Move(new, seats)

    def _with(self, new: list[Booking], move: Move, joins: bool = False) -> Iterator[Draft]:
        """The session with bookings added or replaced, if its clocks can be settled."""
        replaced, session = {b.visit for b in new}, move.booking.session
        others = [b for b in self.sketch.in_session(session) if b.visit not in replaced]
        timed = settled(self.round, [*others, *new])
        if timed is not None:
            changed = [b for b in timed if self.sketch.bookings.get(b.visit) != b]
            yield self._draft(changed, move, joins)

    def _draft(self, changed: list[Booking], move: Move, joins: bool = False) -> Draft:
        plan, index = self.sketch.plan(), self.round.session_index
        now = {b.visit: b for b in (*plan.bookings, *changed)}
        bookings = sorted(now.values(), key=lambda b: (index[b.session], b.start, b.visit))
        known = {(r.session, r.officer) for r in plan.rides}
        extra = tuple(r for r in move.rides if (r.session, r.officer) not in known)
        update = {"bookings": tuple(bookings), "rides": (*plan.rides, *extra)}
        return Draft(plan.model_copy(update=update), move.booking.visit, joins)


def one_site(round: Round, site: str) -> Round:
    """The round with the needs and the visits of one site only."""
    return round.but(
        needs=tuple(n for n in round.needs if n.site == site),
        visits=tuple(v for v in round.visits if v.site == site),
    )
