"""Which literals can never hold, told from the rules' `Never` tuples before a board is born."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from constraints._contract import Never
from constraints._never import Nevers
from sites.round import Round

Key = tuple[str, str, str]
NOBODY: Set[str] = frozenset()


class Thin:
    """Dead combinations per visit: what needs no variable, and what still needs a clause.

    ``_dead`` holds officers by (visit or site, need, session), with an empty string where any will
    do; only those that rule out a single literal are here. ``clauses`` are the rest. Of a district
    there are 870,000, mostly of officers and needs: as tuples of four they took 60 MB more.
    ``special`` are the visits of which something is said that is not said of all at their site.
    """

    def __init__(self, round: Round, nevers: Nevers):
        self.round, self._nevers = round, nevers
        self._site_of = {v.id: v.site for v in round.visits}
        self.special: set[str] = set()
        self._dead: defaultdict[Key, set[str]] = defaultdict(set)
        self._apart: defaultdict[Key, set[str]] = defaultdict(set)
        for site in round.site if round.visits else ():
            for never in nevers.of_site(site):
                if never.visit:
                    self.special.add(never.visit)
                key = (never.visit or site, never.need, never.session)
                (self._apart if _of_two(never) else self._dead)[key].add(never.officer)

    def clauses(self) -> Iterator[tuple[str, Never]]:
        """Visits, and what can never be there in one session."""
        for visit in self.round.visits:
            for never in self._nevers.of_visit(visit):
                if _of_two(never):
                    yield visit.id, never

    def _is_dead(self, visit: str, officer: str, need: str, session: str) -> bool:
        dead, site = self._dead, self._site_of[visit]
        here = dead.get((visit, need, session), NOBODY)
        return officer in here or officer in dead.get((site, need, session), NOBODY)

    def _is_apart(self, visit: str, officer: str, need: str, session: str) -> bool:
        apart, site = self._apart, self._site_of[visit]
        here = apart.get((visit, need, session), NOBODY)
        return officer in here or officer in apart.get((site, need, session), NOBODY)

    def booked(self, visit: str) -> bool:
        """Whether the visit can never take place."""
        return self._is_dead(visit, "", "", "")

    def in_session(self, visit: str, session: str) -> bool:
        """Whether the visit can never be in that session."""
        return self.booked(visit) or self._is_dead(visit, "", "", session)

    def meets(self, visit: str, need: str) -> bool:
        """Whether the visit can never meet the need."""
        return self.booked(visit) or self._is_dead(visit, "", need, "")

    def here(self, visit: str, officer: str) -> bool:
        """Whether the person can never be there."""
        return self.booked(visit) or self._is_dead(visit, officer, "", "")

    def stands(self, visit: str, officer: str, need: str) -> bool:
        """Whether the officer can never stand for the need there."""
        return (
            self._is_dead(visit, officer, need, "")
            or self.here(visit, officer)
            or self.meets(visit, need)
        )

    def absent(self, visit: str, officer: str, session: str) -> bool:
        """Whether the person can never be there in that session."""
        return self.here(visit, officer) or self._is_apart(visit, officer, "", session)

    def blocked(self, visit: str, need: str, session: str) -> bool:
        """Whether the visit can never meet the need in that session."""
        return self.meets(visit, need) or self._is_apart(visit, "", need, session)


def _of_two(never: Never) -> bool:
    """Whether it speaks of a session and of somebody or something besides."""
    return bool(never.session and (never.officer or never.need))
