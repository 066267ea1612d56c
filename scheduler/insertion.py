"""Room for one visit in a plan that stands: the best session and team, nothing else moved.

The search builds its plans by another decoder (`scheduler.recreate`), which sets every clock anew
and knows no helpers: it could not leave what is published as it is.
"""

from __future__ import annotations

import networkx as nx

from constraints import verify
from constraints._fits import Fits
from constraints._registry import Rule
from scheduler.bundle import joinable
from scheduler.team import Teams
from scheduler.thin import Thin
from sites.book import Pin
from sites.need import Need
from sites.plan import Plan
from sites.round import Round, Session, Visit
from sites.sketch import Move, Sketch


def lawful_part(sketch: Sketch, rules: tuple[Rule, ...]) -> Plan:
    """Take out bookings until no rule names one any more."""
    while True:
        plan = sketch.plan()
        breaches = verify(plan, sketch.round, rules).breaches
        named = [b.visit for b in breaches if b.visit in sketch.bookings]
        if not named:
            return plan
        sketch.remove(named[0])


class Insertion:
    """Finds the best booking for a visit slot, given what stands already."""

    def __init__(self, round: Round, rules: tuple[Rule, ...]):
        self.round = round
        self.fits = Fits(round, rules)
        self.thin = Thin(round, self.fits.nevers)
        self.teams = Teams(round, self.thin)
        asked = [r for r in rules if r.has("may_join")]
        self._joined = {s.id: joinable(round.needs_at[s.id], asked, round) for s in round.sites}
        self._pins = {
            p.site: p for p in reversed(round.pins) if p.how in ("must", "fixed") and p.site
        }

    def best(self, sketch: Sketch, visit: Visit) -> Move | None:
        """The best booking of the slot for the site's needs that are not met yet, or None."""
        pin = self._pins.get(visit.site)
        open_needs = [self.round.need[n] for n in visit.needs if n not in sketch.met]
        if not any(n.owed for n in open_needs) and not (pin and not sketch.at_site(visit.site)):
            return None
        found = [
            (self._worth(move), move)
            for session in self._sessions(visit, pin)
            for move in self._moves(sketch, visit, session, open_needs, pin)
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def _moves(
        self, sketch: Sketch, visit: Visit, session: Session, needs: list[Need], pin: Pin | None
    ) -> list[Move]:
        """What fits, asking for fewer needs until something does."""
        wanted = self._clique(visit, session, needs)
        officers = pin.officers if pin else ()
        while wanted:
            moves = self.teams.moves(sketch, visit, session, wanted, officers)
            fitting = [m for m in moves if self.fits(sketch, m)]
            if fitting:
                return fitting
            wanted = wanted[:-1]
        return []

    def _clique(self, visit: Visit, session: Session, needs: list[Need]) -> list[Need]:
        """Needs that may all share the visit in that session, the most pressing first."""
        graph: nx.Graph = self._joined[visit.site]
        chosen: list[Need] = []
        for need in sorted(needs, key=lambda n: (not n.statutory, not n.owed, -n.weight, n.id)):
            possible = not self.thin.blocked(visit.id, need.id, session.id)
            if possible and all(graph.has_edge(need.id, other.id) for other in chosen):
                chosen.append(need)
        return chosen

    def _sessions(self, visit: Visit, pin: Pin | None) -> list[Session]:
        def open_to_it(session: Session) -> bool:
            return not self.thin.in_session(visit.id, session.id) and (
                pin is None
                or (pin.day in (None, session.day) and pin.part in (None, "day", session.part))
            )

        return [s for s in self.round.sessions if open_to_it(s)]

    def _worth(self, move: Move) -> tuple[int, int, int, int, int]:
        needs = [self.round.need[n] for n in move.booking.needs]
        return (
            sum(n.weight for n in needs if n.owed and n.statutory),
            sum(n.weight for n in needs if n.owed),
            len(needs),
            -len(move.booking.officers),
            -self.round.session_index[move.booking.session],
        )
