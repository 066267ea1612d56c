"""Visits, needs and people counted by group: the variables of the coarse model.

A count is kept by its key: the place, the cell of sessions, the class of length, and what is
counted. A class of length are the visits whose longest single need lasts so long: nobody can leave
before, so it is what the visit takes of everybody, however short his own need. Of people only
those are counted whom a need calls for; who else comes along is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from constraints._contract import Group, Price
from scheduler.coarse_linear import Linear
from scheduler.coarse_places import Block, Place, Roles, hardest
from sites.round import Round

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
        *,
        linear: Linear,
        helpers: bool,
    ):
        self.round, self.groups, self.blocks, self.places = round, groups, blocks, places
        self.linear, self.helpers = linear, helpers
        self.at_most = self.linear.at_most
        self._called: dict[tuple[int, Kind, bool], dict[int, dict[str, Roles]]] = {}
        self._standing: dict[tuple[str | int, ...], Term] = {}
        self.head_count = {
            (g, s.id): sum((o, s.id) not in absent for o in group.people)
            for g, group in enumerate(groups)
            for s in round.sessions
        }
        self.at: defaultdict[str, list[int]] = defaultdict(list)
        for k, place in enumerate(places):
            self.at[place.visit.site].append(k)
        self.kinds = [
            tuple(
                (c, ticks)
                for c, cell in enumerate(place.cells)
                for ticks in sorted({place.ticks[n] for n in cell.needs})
            )
            for place in places
        ]
        self.roles = [
            [{n: hardest(roles) for n, roles in cell.needs.items()} for cell in place.cells]
            for place in places
        ]

    # -- what is counted --------------------------------------------------------------------

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
        """People of the group called to visits of that kind; None if none is."""
        needs, cell = self.calling(p, g, kind), self.places[p].cells[kind[0]]
        helps = self.helpers and any(g in role.groups for role in cell.any_visit)
        most = max(self.head_count[g, s] for s in cell.sessions)
        if not (needs or helps) or not most:
            return None
        if len(needs) == 1 and not helps:
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

    def calling(self, p: int, g: int, kind: Kind, *, stands: bool = False) -> dict[str, Roles]:
        """Needs of such a visit that call for the group, perhaps to stand for them."""
        key = (p, kind, stands)
        if key not in self._called:
            place = self.places[p]
            by_group: defaultdict[int, dict[str, Roles]] = defaultdict(dict)
            for n, roles in self.roles[p][kind[0]].items():
                if place.ticks[n] <= kind[1]:
                    for role in roles:
                        for h in role.groups if role.stands or not stands else ():
                            by_group[h][n] = roles
            self._called[key] = by_group
        return self._called[key].get(g, {})

    def stands(self, p: int, need: str, g: int, kind: Kind) -> Term | None:
        """Those of them who stand for the need; all, where they can stand for nothing else."""
        here, needs = self.here(p, g, kind), self.calling(p, g, kind, stands=True)
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
        needs, here = self.calling(p, g, kind, stands=True), self.here(p, g, kind)
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
        for p in self.at[self.round.need[need].site]:
            for kind in self.kinds[p]:
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
            for p in self.at[site] if site else ():
                for kind in self.kinds[p]:
                    cost[self.visit(p, kind)] += amount
            if not session and not site:
                cost[self.unmet(tuple(needs))] += amount
        for need, by_session in then.items():
            for met, sessions in self.met(need):
                cost[met] += min(by_session[s] for s in sorted(sessions))
        return {x: amount for x, amount in cost.items() if amount}
