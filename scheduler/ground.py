"""What a round costs piece by piece, and the plain facts that ruin and recreate looks up.

Nothing here decides what is lawful: what can never be comes from the rules' ``forbids``, which
needs go together from their ``may_join``, what a change costs from their ``price``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

import networkx as nx

from constraints._contract import Price
from constraints._fits import Fits
from constraints._registry import Rule
from scheduler.bundle import joinable
from scheduler.clashes import Clashes
from scheduler.thin import Thin
from sites.facts import may_ride
from sites.need import Need
from sites.round import Round, Visit

SEARCHED = ("1", "2", "3")
"""Tiers whose price ruin and recreate knows; the others are polished."""

Cost = tuple[int, ...]


class Piece(NamedTuple):
    """Paid once if some of the needs stays unmet, on one of the searched tiers."""

    tier: int
    amount: int
    needs: tuple[str, ...]


class Ground:
    """Facts and prices of one round under some rules; people, sites and sessions by number."""

    def __init__(self, round: Round, rules: Iterable[Rule]):
        self.round = round
        self.rules = tuple(rules)
        self.fits = Fits(round, self.rules)
        self.thin = Thin(round, self.fits.nevers)
        self.clashes = Clashes(round, self.fits)
        self.people = round.inspectors
        self.number = {o.id: i for i, o in enumerate(self.people)}
        self.first = [round.legs.first[round.base(o)] for o in self.people]
        self.last = [round.legs.last[round.base(o)] for o in self.people]
        self.legs = round.legs.between
        self.begins = [round.ticks(s.start) for s in round.sessions]
        self.ends = [round.ticks(s.end) for s in round.sessions]
        self.opens = [round.ticks(s.opens or 0) for s in round.sites]
        self.closes = [
            round.ticks(s.closes) if s.closes is not None else 10**9 for s in round.sites
        ]
        self.opening = round.ticks(round.opening_minutes)
        self.ticks = {n.id: round.ticks(n.minutes) for n in round.needs}
        self.alike = _alike(round)
        self.shortest = [self._shortest(s.id) for s in round.sites]
        self.at_once = [round.bodies_at_once(o.id) for o in self.people]
        self.own_way = [o.own_way or not round.vehicles for o in self.people]
        self._find_joins()
        self._find_prices()
        self._find_vehicles()

    def _shortest(self, site: str) -> int:
        """Ticks of the shortest visit that a site can have."""
        least = min((self.ticks[n.id] for n in self.round.needs_at[site]), default=0)
        visits = self.round.visits_at[site]
        return min((self.round.visit_ticks(v, least) for v in visits), default=self.opening)

    def length(self, visit: Visit, stands: Iterable[tuple[object, str]]) -> int:
        """Ticks of a visit: what one of its people stands for adds up."""
        own: dict[object, int] = {}
        for person, need in stands:
            own[person] = own.get(person, 0) + self.ticks[need]
        return self.round.visit_ticks(visit, max(own.values(), default=0))

    # -- which needs may share a visit ------------------------------------------------------

    def _find_joins(self) -> None:
        asked = [r for r in self.rules if r.has("may_join")]
        self.joined: dict[str, nx.Graph] = {
            s.id: joinable(self.round.needs_at[s.id], asked, self.round) for s in self.round.sites
        }
        bound: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for need in self.round.needs:
            if need.together:
                bound[need.site, need.together].append(need.id)
        self.together = {n: tuple(group) for group in bound.values() for n in group}

    # -- prices -----------------------------------------------------------------------------

    def _find_prices(self) -> None:
        self.late: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self.per_visit: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self.pieces: defaultdict[str, list[Piece]] = defaultdict(list)
        for rule in self.rules:
            if rule.has("price") and rule.tier in SEARCHED:
                tier = SEARCHED.index(rule.tier)
                for price in rule.call("price", self.round, rule.params(self.round)):
                    self._file(tier, price)
        most = [0] * len(SEARCHED)
        for piece in (p for pieces in self.pieces.values() for p in pieces):
            most[piece.tier] += piece.amount
        self.worth = {
            n.id: tuple(
                sum(p.amount for p in self.pieces[n.site] if p.tier == t and p.needs == (n.id,))
                for t in range(len(SEARCHED))
            )
            for n in self.round.needs
        }

        self.pressing = {n: any(w) for n, w in self.worth.items()}
        self.ranked = {
            s: sorted(needs, key=lambda n: (*(-w for w in self.worth[n.id]), n.id))
            for s, needs in self.round.needs_at.items()
        }
        self.bit = {n.id: 1 << i for needs in self.ranked.values() for i, n in enumerate(needs)}

    def _file(self, tier: int, price: Price) -> None:
        amount, needs, session, site = price
        if site:
            self.per_visit[site].append((tier, amount))
        elif session:
            for need in needs:
                self.late[need, session].append((tier, amount))
        else:
            self.pieces[self.round.need[needs[0]].site].append(Piece(tier, amount, needs))

    def cost_at(self, site: str, met: Mapping[str, str], visits: int) -> Cost:
        """What a site pays; ``met`` maps its needs to the sessions that meet them."""
        cost = [0] * len(SEARCHED)
        for piece in self.pieces[site]:
            for need in piece.needs:
                if need not in met:
                    cost[piece.tier] += piece.amount
                    break
        for tier, amount in self.per_visit[site]:
            cost[tier] += amount * visits
        if self.late:
            for pair in met.items():
                for tier, amount in self.late.get(pair, ()):
                    cost[tier] += amount
        return tuple(cost)

    def open_needs(self, site: str, met: Container[str]) -> tuple[Need, ...]:
        """Needs of a site not met, most pressing first; none if meeting them is worth nothing."""
        found = [n for n in self.ranked[site] if n.id not in met]
        return tuple(found) if any(self.pressing[n.id] for n in found) else ()

    # -- vehicles ---------------------------------------------------------------------------

    def _find_vehicles(self) -> None:
        """Per session, the vehicles each person may ride."""
        round = self.round
        sample = {round.base(o): o for o in self.people}
        self.rideable: list[dict[str, tuple[str, ...]]] = [
            {
                base: tuple(k.id for k in round.vehicles if may_ride(round, who, k, session))
                for base, who in sample.items()
            }
            for session in round.sessions
        ]
        self.base = [round.base(o) for o in self.people]
        self.seats = {k.id: k.seats for k in round.vehicles}


def _alike(round: Round) -> dict[str, int]:
    """A number for each visit, the same for those that can do the same."""
    kinds: dict[tuple[object, ...], int] = {}
    return {
        v.id: kinds.setdefault((v.site, v.needs, v.min_minutes, v.state), len(kinds))
        for v in round.visits
    }
