"""What rules ask of people counted by group: `constraints._contract.Crowd` over `Counts`.

What binds the counts of a place to each other by birth is added last (`Crowd.close`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import networkx as nx

from constraints._contract import Group
from scheduler.coarse_counts import Counts, Kind, Term
from scheduler.coarse_linear import Linear
from scheduler.coarse_packing import measures
from scheduler.coarse_places import Block
from sites.round import Session, Visit

Ways = Mapping[str, tuple[int, int]]


class Crowd(Counts):
    """The counts as rules see them; `constraints._contract.Crowd` tells what each method means."""

    def __init__(self, *noun: Any, linear: Linear, helpers: bool):
        super().__init__(*noun, linear=linear, helpers=helpers)
        self.at_most = self.linear.at_most
        self.visits: tuple[Visit, ...] = tuple(p.visit for p in self.places)
        self._once: set[str] = set()
        self._limits: dict[int, int] = {}
        self._back: dict[tuple[str, int], int] = {}
        self._packed: list[tuple[int, int, int, Ways, int]] = []
        self._number = {p.visit.id: k for k, p in enumerate(self.places)}
        self._group = {g.people[0]: k for k, g in enumerate(self.groups)}
        self._block = {block[0].id: b for b, block in enumerate(self.blocks)}

    def heads(self, group: Group, session: Session) -> int:
        """How many of the group may be planned at all in that session."""
        return self.head_count[self._group[group.people[0]], session.id]

    def booked(self, visit: Visit, sessions: Iterable[str] | None = None) -> list[int]:
        """Visits booked surely in some of these sessions, or at all."""
        p, inside = self._number[visit.id], self._inside(sessions)
        cells = self.places[p].cells
        return [self.visit(p, k) for k in self.kinds[p] if cells[k[0]].sessions <= inside]

    def _inside(self, sessions: Iterable[str] | None) -> frozenset[str]:
        return frozenset(self.round.session if sessions is None else sessions)

    def meeting(
        self, visit: Visit, needs: Iterable[str], sessions: Iterable[str] | None = None
    ) -> list[int]:
        """Visits that meet some of the needs, surely in some of these sessions, or at all."""
        p, named, inside = self._number[visit.id], frozenset(needs), self._inside(sessions)
        found = []
        for kind in self.kinds[p]:
            when = self.places[p].cells[kind[0]].when
            possible = [n for n in when if self.places[p].ticks[n] <= kind[1]]
            own = [n for n in possible if n in named and when[n] <= inside]
            if own and len(own) == len(possible):
                found.append(self.visit(p, kind))
            elif own:
                found.append(self._some(p, tuple(own), kind))
        return found

    def _some(self, p: int, needs: tuple[str, ...], kind: Kind) -> int:
        each = [m for n in needs if (m := self.meets(p, n, kind)) is not None]
        if len(each) == 1:
            return each[0]
        key = ("some", p, needs, *kind)
        if key not in self.linear.index:
            some = self.linear.variable(key, len(self.places[p].slots))
            for m in each:
                self.at_most([(1, m), (-1, some)], 0)
        return self.linear.index[key]

    def together(self, visit: Visit, one: str, other: str) -> Iterator[tuple[list[int], list[int]]]:
        """Of each kind of visit, those that meet the one need and those that meet the other."""
        p = self._number[visit.id]
        for kind in self.kinds[p]:
            these, those = self.meets(p, one, kind), self.meets(p, other, kind)
            yield [these] if these is not None else [], [those] if those is not None else []

    def once(self, need: str) -> None:
        """The need is met by one visit at most."""
        seen = {v.id for v in self.visits}
        places = self.at[self.round.need[need].site]
        if all(self.places[p].visit.id in seen for p in places):
            self._once.add(need)
            self.at_most(((1, m) for m, _ in self.met(need)), 1)

    def stand_for_few(
        self, visit: Visit, sets: Iterable[Sequence[str]], most: Callable[[str, Session], int]
    ) -> None:
        """Nobody stands at one visit for needs of more of the sets than ``most`` says."""
        p, listed = self._number[visit.id], [tuple(one) for one in sets]
        for g in range(len(self.groups)) if len(listed) > 1 else ():
            for kind in self.kinds[p]:
                here, able = self.here(p, g, kind), self.calling(p, g, kind, stands=True)
                mine = [own for one in listed if (own := tuple(n for n in one if n in able))]
                if here is not None and len(mine) > 1:
                    each = [self._some_stand(p, own, g, kind) for own in mine]
                    self.at_most([*each, (-self._highest(g, most) * here[0], here[1])], 0)

    def _highest(self, g: int, most: Callable[[str, Session], int]) -> int:
        if g not in self._limits:
            people, sessions = self.groups[g].people, self.round.sessions
            self._limits[g] = max(most(o, s) for o in people for s in sessions)
        return self._limits[g]

    def _some_stand(self, p: int, needs: tuple[str, ...], g: int, kind: Kind) -> Term:
        """People of the group who stand for at least one of the needs."""
        each = [t for n in needs if (t := self.stands(p, n, g, kind)) is not None]
        if len(each) == 1:
            return each[0]
        some = self.linear.variable(("stand", p, needs, g, *kind), self.linear.most[each[0][1]])
        for t in each:
            self.at_most([t, (-1, some)], 0)
        return 1, some

    def busy(self, group: Group, block: Block) -> int:
        """People of the group with some booking that the rule sees, summed over sessions."""
        g, b = self._group[group.people[0]], self._block[block[0].id]
        seen = tuple(v.id for v in self.visits) if len(self.visits) < len(self.places) else ()
        key = ("busy", seen, g, b)
        if key not in self.linear.index:
            busy = self.linear.variable(key, sum(self.head_count[g, s.id] for s in block))
            for visit in self.visits:
                p = self._number[visit.id]
                own = [k for k in self.kinds[p] if self.places[p].cells[k[0]].block == b]
                here = [t for k in own if (t := self.here(p, g, k)) is not None]
                self.at_most([*here, (-len(self.places[p].slots), busy)], 0)
        return self.linear.index[key]

    def sites(self, group: Group, block: Block) -> list[str]:
        """Sites to which some need calls the group in the block, in the round's order."""
        g, b = self._group[group.people[0]], self._block[block[0].id]
        return [
            site
            for site in self.round.site
            if any(
                self.places[p].cells[kind[0]].block == b and self.here(p, g, kind) is not None
                for p in self.at[site]
                for kind in self.kinds[p]
            )
        ]

    def packed(
        self, group: Group, block: Block, ways: Mapping[str, tuple[int, int]], ends: int
    ) -> None:
        """Visits, and the ways to them, of everybody who is busy in a session fit into it."""
        g, b = self._group[group.people[0]], self._block[block[0].id]
        self._packed.append((g, b, self.busy(group, block), ways, ends))

    def close(self, conflicts: dict[str, nx.Graph]) -> None:
        """Bind the counts of each place; ``conflicts`` has the needs that may not share a visit."""
        for p, place in enumerate(self.places):
            self.at_most([(1, self.visit(p, kind)) for kind in self.kinds[p]], len(place.slots))
            for kind in self.kinds[p]:
                self._bind_needs(p, kind, conflicts[place.visit.site])
                for able, least, _ in place.cells[kind[0]].any_visit if self.helpers else ():
                    self._call(p, kind, "", able, (least, self.visit(p, kind)))
                for need, roles in self.roles[p][kind[0]].items():
                    if (met := self.meets(p, need, kind)) is not None:
                        for able, least, stands in roles:
                            self._call(p, kind, need if stands else "", able, (least, met))
        for request in self._packed:
            self._pack(*request)
        self._called.clear()  # of a district some dozens of megabytes, asked no more

    def _bind_needs(self, p: int, kind: Kind, conflicts: nx.Graph) -> None:
        """Needs that exclude each other share nothing; a length is that of some need met."""
        place, visit = self.places[p], self.visit(p, kind)
        when = place.cells[kind[0]].when
        met = {n: m for n in place.visit.needs if (m := self.meets(p, n, kind)) is not None}
        apart: nx.Graph[str] = nx.Graph(conflicts.subgraph(met))
        apart.add_edges_from((a, b) for a, b in combinations(met, 2) if when[a].isdisjoint(when[b]))
        for clique in sorted(sorted(c) for c in nx.find_cliques(apart)):
            self.at_most([*((1, met[n]) for n in clique), (-1, visit)], 0)
        longest = [(-1, m) for n, m in met.items() if place.ticks[n] == kind[1]]
        self.at_most([(1, visit), *longest], 0)

    def _call(self, p: int, kind: Kind, need: str, able: frozenset[int], due: Term) -> None:
        people: defaultdict[int, int] = defaultdict(int)
        people[due[1]] += due[0]
        for g in sorted(able):
            term = self.stands(p, need, g, kind) if need else self.here(p, g, kind)
            if term is not None:
                people[term[1]] -= term[0]
        self.at_most(((a, x) for x, a in people.items() if a), 0)

    def _pack(
        self, g: int, b: int, busy: int, ways: Mapping[str, tuple[int, int]], ends: int
    ) -> None:
        lasts = 2 * self.round.ticks(max(s.end - s.start for s in self.blocks[b]))
        sizes: list[tuple[int, Term]] = []
        extras = []
        for p, place in enumerate(self.places):
            way, straight = ways.get(place.visit.site, (0, 0))
            for kind in self.kinds[p]:
                here = self.here(p, g, kind) if place.cells[kind[0]].block == b else None
                if here is None:
                    continue
                if 2 * (kind[1] + straight) > lasts:
                    self.at_most([(1, here[1])], 0)
                    continue
                sizes.append((2 * kind[1] + way // self._returns(p, g), here))
                extra = self.extra(p, g, kind)
                extras += [(2, extra)] if extra is not None else []
        spent = [(size * a, x) for size, (a, x) in sizes]
        self.at_most([*spent, *extras, (ends - lasts, busy)], 0)
        for measure in measures(lasts - ends):
            measured = [(f * a, x) for size, (a, x) in sizes if (f := measure(size))]
            self.at_most([*measured, (-measure(lasts - ends), busy)], 0)

    def _returns(self, p: int, g: int) -> int:
        """Visits to which one person of the group can be called at a site in one session."""
        site = self.places[p].visit.site
        if (site, g) not in self._back:
            own = self.at[site]
            slots = sum(len(self.places[q].slots) for q in own)
            needs = {n for q in own for kind in self.kinds[q] for n in self.calling(q, g, kind)}
            few = not self.helpers and needs <= self._once
            self._back[site, g] = min(slots, len(needs)) if few else slots
        return self._back[site, g]
