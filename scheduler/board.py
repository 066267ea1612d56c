"""What rules ask of a plan that is not yet known: the board behind ``constraints._contract``.

`constraints._contract.Board` tells what each method means.
"""

from __future__ import annotations

from typing import Any

from scheduler.variables import Variables


class Board(Variables):
    """The variables of one round, as rules see them; see `Variables` for how they are made."""

    def met(self, need: str) -> Any:
        """Some visit meets the need."""
        site = self.round.need[need].site
        return self.either(self.meets(v.id, need) for v in self.round.visits_at[site])

    def at(self, visit: str, officer: str, session: str) -> Any:
        """The person is there, and the visit is in that session."""
        return self._in(self.here(visit, officer), visit, session, ("here", officer))

    def meets_in(self, visit: str, need: str, session: str) -> Any:
        """The visit meets the need, and is in that session."""
        return self._in(self.meets(visit, need), visit, session, ("meets", need))

    def stands_in(self, visit: str, officer: str, need: str, session: str) -> Any:
        """The officer stands for the need there, and the visit is in that session."""
        stands = self.stands(visit, officer, need)
        return self._in(stands, visit, session, ("stands", officer, need))

    def _in(self, literal: Any, visit: str, session: str, what: tuple[str, ...]) -> Any:
        """Split a literal of a visit by sessions: its parts sum up to it, which bounds well."""
        if self.is_false(literal):
            return self.false
        key = ("in", visit, *what)
        if (*key, session) not in self._lits:
            sessions = [s.id for s in self.round.sessions]
            for s in sessions:
                self._lits[(*key, s)] = self._part(literal, visit, s, what)
            self.add(sum(self._lits[(*key, s)] for s in sessions) == literal)
        return self._lits[(*key, session)]

    def _part(self, literal: Any, visit: str, session: str, what: tuple[str, ...]) -> Any:
        chosen = self.in_session(visit, session)
        dead = (
            what[0] == "here"
            and visit in self._free
            and (self.thin.absent(visit, what[1], session))
        )
        if dead or self.is_false(chosen):
            return self.false
        if self.is_true(chosen):
            return literal
        part = self.new_bool(f"{what}@{visit},{session}")
        self.model.add_implication(part, chosen)
        return part

    def busy(self, officer: str, session: str) -> Any:
        """The person has some booking in the session."""
        if self._sees_all:
            return self._busy(officer, session)
        return self.either(self.at(v.id, officer, session) for v in self.visits)

    @property
    def _sees_all(self) -> bool:
        """Whether no visit is hidden from the rule that is posting (人工指定 may hide some)."""
        return len(self.visits) == len(self.round.visits)

    def _busy(self, officer: str, session: str) -> Any:
        key = ("busy", officer, session)
        if key not in self._lits:
            self._lits[key] = self.either(
                self.at(v.id, officer, session) for v in self.round.visits
            )
        return self._lits[key]

    def rides(self, session: str, officer: str, vehicle: str) -> Any:
        """The person rides that vehicle in that session."""
        key = ("rides", session, officer, vehicle)
        if key not in self._lits:
            if session in self._open_sessions or self.incumbent is None:
                self._lits[key] = self.new_bool(f"rides{list(key[1:])}")
                self.any_of([self._busy(officer, session)], self._lits[key])
            else:
                kept = self.incumbent.ride_of(session, officer) == vehicle
                self._lits[key] = self.constant(kept)
        if self._sees_all:
            return self._lits[key]
        return self.product(self._lits[key], self.busy(officer, session))

    def start(self, visit: str) -> Any:
        """Start clock; meaningless if not booked."""
        return self._ints["start", visit]

    def length(self, visit: str) -> Any:
        """Length in ticks; 0 if not booked."""
        return self._ints["length", visit]

    def end(self, visit: str) -> Any:
        """End clock; meaningless if not booked."""
        return self._ints["end", visit]

    def spent(self, visit: str, officer: str) -> Any:
        """The visit's length where the person is there, else 0."""
        here, key = self.here(visit, officer), ("spent", visit, officer)
        if self.is_false(here):
            return 0
        if key not in self._ints:
            most = self._most_ticks(visit)
            self._ints[key] = self.new_int(0, most, f"spent[{visit},{officer}]")
            self.add(self._ints[key] == self.length(visit), here)
            self.add(self._ints[key] == 0, ~here)
        return self._ints[key]

    def interval(self, visit: str, officer: str) -> Any:
        """The visit's time, present where the person is there."""
        return self.model.new_optional_interval_var(
            self.start(visit),
            self.length(visit),
            self.end(visit),
            self.here(visit, officer),
            f"time[{visit},{officer}]",
        )

    def _most_ticks(self, visit: str) -> int:
        slot = self.round.visit[visit]
        own = sum(self.round.ticks(self.round.need[n].minutes) for n in slot.needs)
        return self.round.visit_ticks(slot, own)
