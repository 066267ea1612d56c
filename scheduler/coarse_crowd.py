"""What rules ask of people counted by group: the counts behind ``constraints._contract.Crowd``.

A count is kept by its key: the place, the cell of sessions, the class of length, and what is
counted. A class of length are the visits whose longest single need lasts so long: nobody can leave
before, so it is what the visit takes of everybody, however short his own need. Of people only
those are counted whom a need calls for; who else comes along is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import networkx as nx

from constraints._contract import Group, Price
from scheduler.coarse_linear import Linear
from scheduler.coarse_packing import measures
from scheduler.coarse_places import Block, Place, Roles, hardest
from sites.round import Round, Session, Visit

Kind = tuple[int, int]
"""A cell of a place, by number, and a least length in ticks."""

Term = tuple[int, int]
"""A coefficient and a variable."""


class Counts:
    """The counts of one round, each made with what binds it to the others."""

    def __init__(
        self,
        round: Round,
        groups: Sequence[Group],
        blocks: Sequence[Block],
        places: Sequence[Place],
        absent: frozenset[tuple[str, str]],
    ):
        self.round, self.groups, self.blocks, self.places = round, groups, blocks, places
        self.linear = Linear()
        self.at_most = self.linear.at_most
        self.visits: tuple[Visit, ...] = tuple(p.visit for p in places)
        self._called: dict[tuple[int, Kind, bool], dict[int, dict[str, Roles]]] = {}
        self._back: dict[tuple[str, int], int] = {}
        self._standing: dict[tuple[str | int, ...], Term] = {}
        self._once: set[str] = set()
        self._packed: list[tuple[int, int, int, Mapping[str, int], int]] = []
        self._number = {p.visit.id: k for k, p in enumerate(places)}
        self._group = {g.one.id: k for k, g in enumerate(groups)}
        self._block = {block[0].id: b for b, block in enumerate(blocks)}
        self._heads = {
            (g, s.id): sum((o, s.id) not in absent for o in group.people)
            for g, group in enumerate(groups)
            for s in round.sessions
        }
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for k, place in enumerate(places):
            self._at[place.visit.site].append(k)
        self._kinds = [
            tuple(
                (c, ticks)
                for c, cell in enumerate(place.cells)
                for ticks in sorted({place.ticks[n] for n in cell.needs})
            )
            for place in places
        ]
        self._calls = [
            [{n: hardest(roles) for n, roles in cell.needs.items()} for cell in place.cells]
            for place in places
        ]

    # -- what is counted --------------------------------------------------------------------

    def heads(self, group: Group, session: Session) -> int:
        """How many of the group may be planned at all in that session."""
        return self._heads[self._group[group.one.id], session.id]

    def visit(self, p: int, kind: Kind) -> int:
        """Visits of that kind."""
        return self.linear.variable(("visit", p, *kind), len(self.places[p].slots))

    def meets(self, p: int, need: str, kind: Kind) -> int | None:
        """Those of them that meet the need; None if none can."""
        place = self.places[p]
        if need not in place.cells[kind[0]].needs or place.ticks[need] > kind[1]:
            return None
        return self.linear.variable(("meets", p, need, *kind), len(place.slots))

    def here(self, p: int, g: int, kind: Kind) -> Term | None:
        """People of the group whom some need calls to visits of that kind; None if none does."""
        needs = self._calling(p, g, kind)
        most = max(self._heads[g, s] for s in self.places[p].cells[kind[0]].sessions)
        if not needs or not most:
            return None
        if len(needs) == 1:
            ((need, roles),) = needs.items()
            if (alone := self._alone(p, need, g, kind, roles)) is not None:
                return alone
        return 1, self.linear.variable(("here", p, g, *kind), most * len(self.places[p].slots))

    def _alone(self, p: int, need: str, g: int, kind: Kind, roles: Roles) -> Term | None:
        """Those whom a need calls for are as many as it asks where no other group can come."""
        mine = [role for role in roles if g in role.groups]
        if any(len(role.groups) > 1 for role in mine):
            return None
        least = max(role.least for role in mine)
        return least, self.linear.variable(("meets", p, need, *kind), len(self.places[p].slots))

    def _calling(self, p: int, g: int, kind: Kind, *, stands: bool = False) -> dict[str, Roles]:
        """Needs of such a visit that call for the group, perhaps to stand for them."""
        key = (p, kind, stands)
        if key not in self._called:
            place = self.places[p]
            by_group: defaultdict[int, dict[str, Roles]] = defaultdict(dict)
            for n, roles in self._calls[p][kind[0]].items():
                if place.ticks[n] <= kind[1]:
                    for role in roles:
                        for h in role.groups if role.stands or not stands else ():
                            by_group[h][n] = roles
            self._called[key] = by_group
        return self._called[key].get(g, {})

    def stands(self, p: int, need: str, g: int, kind: Kind) -> Term | None:
        """Those of them who stand for the need; all, where they can stand for nothing else."""
        here, needs = self.here(p, g, kind), self._calling(p, g, kind, stands=True)
        if here is None or len(needs) < 2:
            return here
        key = ("stands", p, need, g, *kind)
        if key not in self._standing:
            standing = tuple(role for role in needs[need] if role.stands)
            alone = self._alone(p, need, g, kind, standing)
            self._standing[key] = alone or (1, self.linear.variable(key, self.linear.most[here[1]]))
            self.at_most([self._standing[key], (-here[0], here[1])], 0)
        return self._standing[key]

    def extra(self, p: int, g: int, kind: Kind) -> int | None:
        """Ticks that those who stand for several needs take beyond the least length, summed up."""
        needs, here = self._calling(p, g, kind, stands=True), self.here(p, g, kind)
        if here is None or len(needs) < 2:
            return None
        ticks = {n: self.round.ticks(self.round.need[n].minutes) for n in needs}
        own = kind[1] - self.round.ticks(self.round.opening_minutes)
        extra = self.linear.variable(
            ("extra", p, g, *kind), self.linear.most[here[1]] * sum(ticks.values())
        )
        each = [(ticks[n], self.stands(p, n, g, kind)) for n in needs]
        stood = [(t * term[0], term[1]) for t, term in each if term is not None]
        self.at_most([*stood, (-own * here[0], here[1]), (-1, extra)], 0)
        return extra

    def unmet(self, needs: tuple[str, ...]) -> int:
        """1 if some of the needs is met by no visit."""
        key = ("unmet", needs)
        if key not in self.linear.index:
            unmet = self.linear.variable(key, 1)
            for need in needs:
                self.at_most([(-1, unmet), *((-1, m) for m, _ in self.met(need))], -1)
        return self.linear.index[key]

    def met(self, need: str) -> Iterator[tuple[int, frozenset[str]]]:
        """Visits that meet the need, each kind with its sessions."""
        for p in self._at[self.round.need[need].site]:
            for kind in self._kinds[p]:
                met = self.meets(p, need, kind)
                if met is not None:
                    yield met, self.places[p].cells[kind[0]].when[need]

    def cost(self, prices: Iterable[Price]) -> dict[int, int]:
        """What a plan pays at least, as a sum over counts."""
        cost: defaultdict[int, int] = defaultdict(int)
        then: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for amount, needs, session, site in prices:
            for need in needs if session else ():
                then[need][session] += amount
            for p in self._at[site] if site else ():
                for kind in self._kinds[p]:
                    cost[self.visit(p, kind)] += amount
            if not session and not site:
                cost[self.unmet(tuple(needs))] += amount
        for need, by_session in then.items():
            for met, sessions in self.met(need):
                cost[met] += min(by_session[s] for s in sorted(sessions))
        return {x: amount for x, amount in cost.items() if amount}

    # -- what rules ask (see `constraints._contract.Crowd`) ---------------------------------

    def booked(self, visit: Visit, sessions: Iterable[str] | None = None) -> list[int]:
        """Visits booked surely in some of these sessions, or at all."""
        p, inside = self._number[visit.id], self._inside(sessions)
        cells = self.places[p].cells
        return [self.visit(p, k) for k in self._kinds[p] if cells[k[0]].sessions <= inside]

    def _inside(self, sessions: Iterable[str] | None) -> frozenset[str]:
        return frozenset(self.round.session if sessions is None else sessions)

    def meeting(
        self, visit: Visit, needs: Iterable[str], sessions: Iterable[str] | None = None
    ) -> list[int]:
        """Visits that meet some of the needs, surely in some of these sessions, or at all."""
        p, named, inside = self._number[visit.id], frozenset(needs), self._inside(sessions)
        found = []
        for kind in self._kinds[p]:
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
        for kind in self._kinds[p]:
            these, those = self.meets(p, one, kind), self.meets(p, other, kind)
            yield [these] if these is not None else [], [those] if those is not None else []

    def once(self, need: str) -> None:
        """The need is met by one visit at most."""
        seen = {v.id for v in self.visits}
        places = [p for p in self._at[self.round.need[need].site]]
        if all(self.places[p].visit.id in seen for p in places):
            self._once.add(need)
            self.at_most(((1, m) for m, _ in self.met(need)), 1)

    def stand_for_few(
        self, visit: Visit, group: Group, sets: Iterable[Sequence[str]], most: int
    ) -> None:
        """Each of the group stands at one visit for needs of so many of the sets at most."""
        p, g = self._number[visit.id], self._group[group.one.id]
        listed = [tuple(one) for one in sets]
        for kind in self._kinds[p]:
            here, able = self.here(p, g, kind), self._calling(p, g, kind, stands=True)
            mine = [own for one in listed if (own := tuple(n for n in one if n in able))]
            if here is not None and len(mine) > most:
                each = [self._some_stand(p, own, g, kind) for own in mine]
                self.at_most([*each, (-most * here[0], here[1])], 0)

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
        g, b = self._group[group.one.id], self._block[block[0].id]
        seen = tuple(v.id for v in self.visits) if len(self.visits) < len(self.places) else ()
        key = ("busy", seen, g, b)
        if key not in self.linear.index:
            busy = self.linear.variable(key, sum(self._heads[g, s.id] for s in block))
            for visit in self.visits:
                p = self._number[visit.id]
                own = [k for k in self._kinds[p] if self.places[p].cells[k[0]].block == b]
                here = [t for k in own if (t := self.here(p, g, k)) is not None]
                self.at_most([*here, (-len(self.places[p].slots), busy)], 0)
        return self.linear.index[key]

    def sites(self, group: Group, block: Block) -> list[str]:
        """Sites to which some need calls the group in the block, in the round's order."""
        g, b = self._group[group.one.id], self._block[block[0].id]
        return [
            site
            for site in self.round.site
            if any(
                self.places[p].cells[kind[0]].block == b and self.here(p, g, kind) is not None
                for p in self._at[site]
                for kind in self._kinds[p]
            )
        ]

    def packed(
        self, group: Group, block: Block, ways: Mapping[str, tuple[int, int]], ends: int
    ) -> None:
        """Visits, and the ways to them, of everybody who is busy in a session fit into it."""
        g, b = self._group[group.one.id], self._block[block[0].id]
        self._packed.append((g, b, self.busy(group, block), ways, ends))

    # -- what holds by birth ----------------------------------------------------------------

    def close(self, conflicts: dict[str, nx.Graph]) -> None:
        """Bind the counts of each place; ``conflicts`` has the needs that may not share a visit."""
        for p, place in enumerate(self.places):
            self.at_most([(1, self.visit(p, kind)) for kind in self._kinds[p]], len(place.slots))
            for kind in self._kinds[p]:
                self._bind_needs(p, kind, conflicts[place.visit.site])
                for need, roles in self._calls[p][kind[0]].items():
                    met = self.meets(p, need, kind)
                    for able, least, stands in roles if met is not None else ():
                        self._call(p, kind, need if stands else "", able, (least, met))
        for request in self._packed:
            self._pack(*request)

    def _bind_needs(self, p: int, kind: Kind, conflicts: nx.Graph) -> None:
        """Needs that exclude each other share nothing; a length is that of some need met."""
        place, visit = self.places[p], self.visit(p, kind)
        when = place.cells[kind[0]].when
        met = {n: m for n in place.visit.needs if (m := self.meets(p, n, kind)) is not None}
        apart = nx.Graph(conflicts.subgraph(met))
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
            for kind in self._kinds[p]:
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
            own = self._at[site]
            slots = sum(len(self.places[q].slots) for q in own)
            needs = {n for q in own for kind in self._kinds[q] for n in self._calling(q, g, kind)}
            self._back[site, g] = min(slots, len(needs)) if needs <= self._once else slots
        return self._back[site, g]
