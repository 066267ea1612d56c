"""What a visit calls for, as integers and plain lists: asked thousands of times a second.

Who must come is told by the rules' ``calls_for``; the answers are worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import networkx as nx

from constraints._contract import Role
from constraints._registry import Rule, overridden_sites
from scheduler.ground import SEARCHED, Cost, Ground
from sites.need import Need
from sites.round import Round, Visit

__all__ = ["SEARCHED", "Cost", "Menu", "Pick", "Recipe", "Tables"]

MENUS = 4
"""Sets of needs tried for one visit at a site."""


class Pick(NamedTuple):
    """So many of these people, by number; with a need, they stand for it."""

    people: tuple[int, ...]
    least: int
    need: str = ""


class Menu(NamedTuple):
    """Needs of a site that may share a visit, the most pressing first; equal ones are one."""

    number: int
    needs: tuple[Need, ...]


class Recipe(NamedTuple):
    """What it takes to meet some needs in one visit: its people, whose body, and how long.

    ``lengths`` in ticks: with as many people side by side as each body has, and with as few.
    """

    menu: Menu
    picks: tuple[Pick, ...]
    body_of: dict[str, str]
    lengths: tuple[int, ...]


class Tables(Ground):
    """Look-ups of one round under some rules."""

    def __init__(self, round: Round, rules: Iterable[Rule]):
        super().__init__(round, rules)
        self._roles: dict[tuple[str, date], tuple[Role, ...]] = {}
        self._numbered: dict[tuple[str, ...], list[int]] = {}
        self._picks: dict[tuple[str, str, int], tuple[Pick, ...] | None] = {}
        self._barred: dict[tuple[str, int], frozenset[int]] = {}
        self._recipes: dict[tuple[str, int, int], Recipe | None] = {}
        self._menus: dict[tuple[str, ...], tuple[Menu, ...]] = {}
        self._known_menus: dict[tuple[str, ...], Menu] = {}
        self._sessions: dict[str, tuple[int, ...]] = {}
        self._asked = [
            (r, overridden_sites(r, round), r.params(round))
            for r in self.rules
            if r.has("calls_for")
        ]

    def menus(self, site: str, needs: tuple[Need, ...]) -> tuple[Menu, ...]:
        """Largest sets of the needs that may share a visit, the most worth first."""
        key = tuple([n.id for n in needs])
        if key not in self._menus:
            graph = self.joined[site].subgraph(key)
            cliques = [frozenset(c) for c in nx.find_cliques(graph)] if needs else []
            ranked = [tuple(n for n in needs if n.id in c) for c in cliques]
            ranked.sort(key=lambda menu: (*self._worth_of(menu), [n.id for n in menu]))
            self._menus[key] = tuple(self.menu(needs) for needs in ranked[:MENUS])
        return self._menus[key]

    def menu(self, needs: tuple[Need, ...]) -> Menu:
        """The menu of these needs."""
        key = tuple([n.id for n in needs])
        if key not in self._known_menus:
            self._known_menus[key] = Menu(len(self._known_menus), needs)
        return self._known_menus[key]

    def _worth_of(self, needs: tuple[Need, ...]) -> tuple[int, ...]:
        each = [self.worth[n.id] for n in needs]
        return tuple(-sum(w[t] for w in each) for t in range(len(SEARCHED)))

    # -- who a visit calls for --------------------------------------------------------------

    def sessions_of(self, visit: Visit) -> tuple[int, ...]:
        """Sessions the visit may be in."""
        if visit.id not in self._sessions:
            self._sessions[visit.id] = tuple(
                k
                for k, s in enumerate(self.round.sessions)
                if not self.thin.in_session(visit.id, s.id)
            )
        return self._sessions[visit.id]

    def recipe(self, visit: Visit, session: int, menu: Menu) -> Recipe | None:
        """What it takes to meet as much of the menu as that session allows; None if nothing."""
        key = (visit.id, session, menu.number)
        if key not in self._recipes:
            self._recipes[key] = self._find_recipe(visit, session, menu)
        return self._recipes[key]

    def _find_recipe(self, visit: Visit, session: int, menu: Menu) -> Recipe | None:
        common = self.picks(visit, None, session)
        wanted = [n for n in menu.needs if self.picks(visit, n, session) is not None]
        ids = {n.id for n in wanted}
        wanted = [n for n in wanted if ids.issuperset(self.together.get(n.id, ()))]
        if common is None or not wanted:
            return None
        standing: list[Pick] = []
        present: list[Pick] = list(common)
        own: dict[str, list[int]] = {}
        abreast: dict[str, int] = {}
        for need in wanted:
            for pick in self.picks(visit, need, session) or ():
                (standing if pick.need else present).append(pick)
                if pick.need:
                    teams = len(pick.people) // pick.least
                    abreast[need.body] = min(teams, abreast.get(need.body, teams))
            own.setdefault(need.body, []).append(self.ticks[need.id])
        standing.sort(key=self._hard_to_fill)
        lengths = {
            self.round.visit_ticks(visit, max(_makespan(t, k(b)) for b, t in own.items()))
            for k in (lambda body: abreast.get(body, 1), lambda body: 1)
        }
        bodies = {n.id: n.body for n in wanted}
        menu = self.menu(tuple(wanted))
        return Recipe(menu, (*standing, *present), bodies, tuple(sorted(lengths)))

    def _hard_to_fill(self, pick: Pick) -> tuple[int, int, int]:
        return len(pick.people) - pick.least, len(pick.people), -self.ticks[pick.need]

    def fewer(self, menu: Menu, missing: str) -> Menu:
        """Without the need for which nobody can come (or the last), and all that is bound to it."""
        gone = missing if any(n.id == missing for n in menu.needs) else menu.needs[-1].id
        group = self.together.get(gone, (gone,))
        return self.menu(tuple(n for n in menu.needs if n.id not in group))

    def barred(self, visit: Visit, session: int) -> frozenset[int]:
        """People who can never be at the visit in that session."""
        key = (self._ground_of(visit), session)
        if key not in self._barred:
            when = self.round.sessions[session].id
            self._barred[key] = frozenset(
                i for i, o in enumerate(self.people) if self.thin.absent(visit.id, o.id, when)
            )
        return self._barred[key]

    def picks(self, visit: Visit, need: Need | None, session: int) -> tuple[Pick, ...] | None:
        """Who must come for a need (or at all, if None); None if that can never be.

        Roles that the same people can fill are filled by the same people.
        """
        if need is not None and need.id not in visit.needs:
            return None
        key = (self._ground_of(visit), need.id if need else "", session)
        if key not in self._picks:
            self._picks[key] = self._find_picks(visit, need, session)
        return self._picks[key]

    def _ground_of(self, visit: Visit) -> str:
        """What is the same for all of a site's visits is worked out once."""
        return visit.id if visit.id in self.thin.special else visit.site

    def _find_picks(self, visit: Visit, need: Need | None, session: int) -> tuple[Pick, ...] | None:
        thin, barred = self.thin, self.barred(visit, session)
        if need is not None and thin.blocked(visit.id, need.id, self.round.sessions[session].id):
            return None
        standing, present = [], []
        for role in self._roles_of(visit.site, need, session):
            able = [p for p in self._numbers(role.people) if p not in barred]
            if role.need:
                standing.append((able, role.least, role.need))
            else:
                present.append((able, role.least))
        fewest = set(min((able for able, *_ in standing), key=len, default=()))
        dead = {p for p in fewest if thin.stands(visit.id, self.people[p].id, standing[0][2])}
        picks = _merged([([p for p in able if p not in dead], k, n) for able, k, n in standing])
        picks += [Pick(tuple(able), least) for able, least in present]
        return tuple(picks) if all(len(p.people) >= p.least for p in picks) else None

    def _numbers(self, people: tuple[str, ...]) -> list[int]:
        if people not in self._numbered:
            self._numbered[people] = [self.number[o] for o in people]
        return self._numbered[people]

    def _roles_of(self, site: str, need: Need | None, session: int) -> tuple[Role, ...]:
        when = self.round.sessions[session]
        key = (need.id if need else "*" + site, when.day)
        if key not in self._roles:
            self._roles[key] = tuple(
                role
                for rule, outside, params in self._asked
                if site not in outside
                for role in rule.call("calls_for", need, when, self.round, params)
            )
        return self._roles[key]


def _makespan(ticks: list[int], teams: int) -> int:
    """Ticks until so many teams side by side have done these checks, the longest first."""
    ends = [0] * max(1, teams)
    for one in sorted(ticks, reverse=True):
        ends[ends.index(min(ends))] += one
    return max(ends)


def _merged(roles: list[tuple[list[int], int, str]]) -> list[Pick]:
    """Fill what one person can fill by one person: the people that all open roles share first."""
    picks = []
    while roles:
        shared = set(roles[0][0]).intersection(*(r[0] for r in roles))
        least = min(r[1] for r in roles)
        if len(shared) < least:
            people, least, need = min(roles, key=lambda r: len(r[0]))
            picks.append(Pick(tuple(people), least, need))
            roles = [r for r in roles if r[0] is not people]
            continue
        picks.append(Pick(tuple(p for p in roles[0][0] if p in shared), least, roles[0][2]))
        roles = [(p, k - least, n) for p, k, n in roles if k > least]
    return picks
