"""People counted by group: alike in all that the rules say of them while they are on duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from constraints._contract import Group, Role
from constraints._never import Nevers
from constraints._registry import Rule, overridden_sites
from sites.book import Officer
from sites.round import Round, Visit


class Call(NamedTuple):
    """A role without its need's name: so many of these people, who stand for it or are there."""

    people: frozenset[str]
    least: int
    stands: bool


class Calls:
    """Whom a visit of a site calls for, and each need met there, by session; asked once."""

    def __init__(self, round: Round, rules: Iterable[Rule]):
        self.round = round
        self._asked = [
            (rule, overridden_sites(rule, round), rule.params(round))
            for rule in rules
            if rule.has("calls_for")
        ]
        self._people: dict[tuple[str, ...], frozenset[str]] = {}
        self._found: dict[tuple[object, ...], tuple[Call, ...]] = {}

    def of(self, site: str, need: str, session: str) -> tuple[Call, ...]:
        """Roles of a need, or of any visit where ``need`` is empty."""
        outside = () if need else tuple(site in sites for _, sites, _ in self._asked)
        key = (need, session, *outside)
        if key not in self._found:
            self._found[key] = tuple(self._ask(site, need, session))
        return self._found[key]

    def _ask(self, site: str, need: str, session: str) -> Iterator[Call]:
        asked, when = self.round.need[need] if need else None, self.round.session[session]
        for rule, outside, params in self._asked:
            if site not in outside:
                for role in rule.call("calls_for", asked, when, self.round, params):
                    yield Call(self._set(role), role.least, bool(role.need))

    def _set(self, role: Role) -> frozenset[str]:
        return self._people.setdefault(role.people, frozenset(role.people))

    @property
    def sets(self) -> list[frozenset[str]]:
        """All sets of people named so far, each once."""
        return list(dict.fromkeys(self._people.values()))


class Bars:
    """What the rules say can never be, by site and slot; full absences are told apart."""

    def __init__(self, round: Round, nevers: Nevers):
        self._at: defaultdict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        self._of_slot: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for site in round.site:
            for never in nevers.of_site(site):
                self._at[site, never.visit, never.need, never.session].add(never.officer)
                if never.visit:
                    what = never.officer, never.need, never.session
                    self._of_slot[never.visit].add(what)
        self.absent = frozenset(
            (officer.id, session.id)
            for session in round.sessions
            for officer in round.inspectors
            if all(self._is_away(officer.id, site, session.id) for site in round.site)
        )

    def _is_away(self, officer: str, site: str, session: str) -> bool:
        keys = ((site, "", "", session), (site, "", "", ""))
        return any(officer in self._at[key] for key in keys if key in self._at)

    def at(self, visit: Visit, need: str, session: str) -> frozenset[str]:
        """Who can never stand for the need there then; who can never be there, if it is empty.

        An empty id among them says that the need, or the visit itself, can never be.
        """
        needs = ("", need) if need else ("",)
        keys = product((visit.site,), ("", visit.id), needs, ("", session))
        return frozenset().union(*(self._at[key] for key in keys if key in self._at))

    def of_slot(self, visit: str) -> frozenset[tuple[str, str, str]]:
        """What can never be of this slot, and perhaps of others at its site."""
        return frozenset(self._of_slot.get(visit, ()))


def groups(round: Round, calls: Calls, *, wide: bool) -> tuple[Group, ...]:
    """Everybody who may stand at a gate, in groups, each in the round's order.

    One employer's people with the same certificates, who can fill the same roles and start from
    one base; where groups are ``wide``, one employer's people.
    """
    named, alike = calls.sets, defaultdict(list)
    for officer in round.inspectors:
        own = () if wide else _record(round, officer, named)
        alike[officer.kind, officer.body, own].append(officer.id)
    return tuple(Group(tuple(people)) for people in alike.values())


def _record(round: Round, officer: Officer, named: list[frozenset[str]]) -> tuple[object, ...]:
    certified = tuple(officer.certified(s.day) for s in round.sessions)
    return round.base(officer), certified, tuple(officer.id in people for people in named)
