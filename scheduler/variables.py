"""The birth of a board's variables, each linked to the others when it is made.

`constraints._contract.Board` tells what each method means. Some visits may be held as an
incumbent plan has them: their literals are constants, and a rule does not notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from constraints._contract import Never
from constraints._never import Nevers
from constraints._registry import Rule
from scheduler.modelling import Modelling
from scheduler.thin import Thin
from sites.plan import Booking, Plan
from sites.round import MINUTES_A_DAY, Round, Session, Visit


class Variables(Modelling):
    """The variables of one round.

    Parameters
    ----------
    round, rules
        The round, and the rules whose `Never` tuples thin the variables.
    incumbent, free
        With an incumbent plan, only the visits in ``free`` are open; the others stay as they are.
    hold
        The open visits keep their session and their needs; people, rides and clocks are open.
    auxiliaries
        Whether auxiliaries are on the board too (they are assigned after the search).
    """

    def __init__(
        self,
        round: Round,
        rules: Iterable[Rule],
        *,
        incumbent: Plan | None = None,
        free: Iterable[str] = (),
        hold: bool = False,
        auxiliaries: bool = False,
    ):
        super().__init__()
        self.round = round
        self.visits: tuple[Visit, ...] = round.visits
        self.people = round.inspectors + (round.auxiliaries if auxiliaries else ())
        self.thin = Thin(round, Nevers(round, rules))
        self.incumbent = incumbent
        self._free = frozenset(free) if incumbent else frozenset(v.id for v in round.visits)
        self._hold = hold
        self._kept = {b.visit: b for b in incumbent.bookings} if incumbent else {}
        self._open_sessions = self._find_open_sessions()
        self._lits: dict[tuple[str, ...], Any] = {}
        self._ints: dict[tuple[str, ...], Any] = {}
        for visit in round.visits:
            self._link(visit)
        for visit_id, never in self.thin.clauses():
            self.any_of(~literal for literal in self._spoken_of(visit_id, never))

    # -- birth ------------------------------------------------------------------------------

    def _find_open_sessions(self) -> frozenset[str]:
        """Sessions that some open visit may be in; the rides of the others are held."""
        if self._hold:
            return frozenset(self._kept[v].session for v in self._free if v in self._kept)
        return frozenset(
            s.id
            for s in self.round.sessions
            if any(not self.thin.in_session(v, s.id) for v in sorted(self._free))
        )

    def _make(
        self, kind: str, ids: tuple[str, ...], dead: bool, kept: Callable[[Booking], bool]
    ) -> Any:
        """A literal of one visit: constant if dead or held, a fresh variable otherwise."""
        visit, is_held_kind = ids[0], kind in ("booked", "session", "meets")
        held = self._hold and (is_held_kind or visit not in self._kept)
        if held or visit not in self._free:
            literal = self.constant(visit in self._kept and kept(self._kept[visit]))
        else:
            literal = self.false if dead else self.new_bool(f"{kind}{list(ids)}")
        self._lits[kind, *ids] = literal
        return literal

    def _link(self, visit: Visit) -> None:
        v, thin = visit.id, self.thin
        booked = self._make("booked", (v,), thin.booked(v), lambda b: True)
        sessions = [
            self._make("session", (v, s.id), thin.in_session(v, s.id), _is_in(s.id))
            for s in self.round.sessions
        ]
        self.add(sum(sessions) == booked)
        meets = [self._make("meets", (v, n), thin.meets(v, n), _does_meet(n)) for n in visit.needs]
        self.any_of(meets, booked)
        for literal in meets:
            self.any_of([booked], literal)
        for person in self.people:
            here = self._make("here", (v, person.id), thin.here(v, person.id), _has(person.id))
            self.any_of([booked], here)
            if not self.is_false(here) and person.kind != "auxiliary":
                self._link_stands(visit, person.id, here)
        self._link_clock(visit, booked)

    def _link_stands(self, visit: Visit, officer: str, here: Any) -> None:
        for need in visit.needs:
            dead = self.thin.stands(visit.id, officer, need)
            stands = self._make("stands", (visit.id, officer, need), dead, _stands(officer, need))
            self.any_of([here], stands)
            self.any_of([self.meets(visit.id, need)], stands)

    def _link_clock(self, visit: Visit, booked: Any) -> None:
        v, round = visit.id, self.round
        opening, least = round.ticks(round.opening_minutes), round.ticks(visit.min_minutes)
        own = {p.id: self._own_ticks(visit, p.id) for p in self.people}
        most = opening + sum(round.ticks(round.need[n].minutes) for n in visit.needs)
        length = self.new_int(0, max(most, least), f"length[{v}]")
        longest = self.new_int(0, max(most, least), f"longest[{v}]")
        self.max_of(longest, [max(opening, least), *(opening + e for e in own.values())])
        self.add(length == longest, booked)
        self.add(length == 0, ~booked)
        first, last = self.clocks_of(v)
        start = self.new_int(first, last, f"start[{v}]")
        end = self.new_int(first, last, f"end[{v}]")
        self.add(end == start + length)
        self._ints["length", v], self._ints["start", v], self._ints["end", v] = length, start, end
        for session in round.sessions:
            chosen = self.in_session(v, session.id)
            self.add(start >= self.clock(session, round.ticks(session.start)), chosen)
            self.add(end <= self.clock(session, round.ticks(session.end)), chosen)
        if v not in self._free:
            kept = self._kept.get(v)
            at = self.clock(round.session[kept.session], kept.start) if kept else first
            self.add(start == at)

    def clocks_of(self, visit: str) -> tuple[int, int]:
        """First and last clock of the sessions that the visit may be in.

        No wider, and an unbooked visit's clock is free: a clock of 0 would make every order of two
        visits say nothing in a linear relaxation (measured: proofs five times longer).
        """
        found = [s for s in self.round.sessions if not self.is_false(self.in_session(visit, s.id))]
        clocks = [self.clock(s, self.round.ticks(m)) for s in found for m in (s.start, s.end)]
        return min(clocks, default=0), max(clocks, default=0)

    def _own_ticks(self, visit: Visit, officer: str) -> Any:
        return sum(
            self.round.ticks(self.round.need[n].minutes) * self.stands(visit.id, officer, n)
            for n in visit.needs
            if not self.is_false(self.stands(visit.id, officer, n))
        )

    def _spoken_of(self, visit: str, never: Never) -> list[Any]:
        """The literals that can never hold together."""
        literals = []
        if never.officer and never.need:
            literals.append(self.stands(visit, never.officer, never.need))
        elif never.officer:
            literals.append(self.here(visit, never.officer))
        elif never.need:
            literals.append(self.meets(visit, never.need))
        if never.session:
            literals.append(self.in_session(visit, never.session))
        return literals

    # -- the plain literals; `constraints._contract.Board` tells what each means ------------

    def booked(self, visit: str) -> Any:
        """The visit takes place."""
        return self._lits["booked", visit]

    def in_session(self, visit: str, session: str) -> Any:
        """The visit takes place in that session."""
        return self._lits["session", visit, session]

    def meets(self, visit: str, need: str) -> Any:
        """The visit meets the need."""
        return self._lits.get(("meets", visit, need), self.false)

    def stands(self, visit: str, officer: str, need: str) -> Any:
        """The officer stands for the need there."""
        return self._lits.get(("stands", visit, officer, need), self.false)

    def here(self, visit: str, officer: str) -> Any:
        """The person is there from start to end."""
        return self._lits.get(("here", visit, officer), self.false)

    def clock(self, session: Session, ticks: int) -> int:
        """A clock of that session's day on the time line from the first session's midnight."""
        days = (session.day - self.round.sessions[0].day).days
        return self.round.ticks(days * MINUTES_A_DAY) + ticks


def _is_in(session: str) -> Callable[[Booking], bool]:
    return lambda booking: booking.session == session


def _does_meet(need: str) -> Callable[[Booking], bool]:
    return lambda booking: need in booking.needs


def _has(person: str) -> Callable[[Booking], bool]:
    return lambda booking: person in booking.people


def _stands(officer: str, need: str) -> Callable[[Booking], bool]:
    return lambda booking: any(s.officer == officer and s.need == need for s in booking.stands_for)
