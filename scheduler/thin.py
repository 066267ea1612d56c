"""Which literals can never hold, told from the rules' `Never` tuples before a board is born."""

from __future__ import annotations

from constraints._contract import Never
from constraints._never import Nevers
from sites.round import Round, Visit


class Thin:
    """Dead combinations per visit: what needs no variable, and what still needs a clause.

    ``dead`` holds tuples (visit, officer, need, session) with an empty string where any will do;
    only those that rule out a single literal are here. ``clauses`` are the rest.
    """

    def __init__(self, round: Round, nevers: Nevers):
        self.dead: set[tuple[str, str, str, str]] = set()
        self.clauses: list[tuple[str, Never]] = []
        self._apart: set[tuple[str, str, str, str]] = set()
        for visit in round.visits:
            for never in nevers.of_visit(visit):
                self._take(visit, never)

    def _take(self, visit: Visit, never: Never) -> None:
        about_people = bool(never.officer or never.need)
        if never.session and about_people:
            self.clauses.append((visit.id, never))
            self._apart.add((visit.id, never.officer, never.need, never.session))
        else:
            self.dead.add((visit.id, never.officer, never.need, never.session))

    def booked(self, visit: str) -> bool:
        """Whether the visit can never take place."""
        return (visit, "", "", "") in self.dead

    def in_session(self, visit: str, session: str) -> bool:
        """Whether the visit can never be in that session."""
        return self.booked(visit) or (visit, "", "", session) in self.dead

    def meets(self, visit: str, need: str) -> bool:
        """Whether the visit can never meet the need."""
        return self.booked(visit) or (visit, "", need, "") in self.dead

    def here(self, visit: str, officer: str) -> bool:
        """Whether the person can never be there."""
        return self.booked(visit) or (visit, officer, "", "") in self.dead

    def stands(self, visit: str, officer: str, need: str) -> bool:
        """Whether the officer can never stand for the need there."""
        return (
            (visit, officer, need, "") in self.dead
            or self.here(visit, officer)
            or self.meets(visit, need)
        )

    def absent(self, visit: str, officer: str, session: str) -> bool:
        """Whether the person can never be there in that session."""
        return self.here(visit, officer) or (visit, officer, "", session) in self._apart

    def blocked(self, visit: str, need: str, session: str) -> bool:
        """Whether the visit can never meet the need in that session."""
        return self.meets(visit, need) or (visit, "", need, session) in self._apart
