"""People counted by group: alike in all that the rules say of them while they are on duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from constraints._contract import Group, Role
from constraints._registry import Rule, overridden_sites
from scheduler.thin import Thin
from sites.book import Officer
from sites.round import Round


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
    """What the rules keep people from, visit by visit; full absences are told apart."""

    def __init__(self, round: Round, thin: Thin):
        self._at: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for visit, officer, need, session in thin.bars:
            if officer:
                self._at[visit, need, session].add(officer)
        everyone = [o.id for o in round.inspectors]
        self.absent = frozenset(
            (officer, session.id)
            for session in round.sessions
            for officer in everyone
            if all(
                officer in self._at.get((v.id, "", session.id), ())
                or officer in self._at.get((v.id, "", ""), ())
                for v in round.visits
            )
        )

    def at(self, visit: str, need: str, session: str) -> frozenset[str]:
        """Who can never stand for the need there then; who can never be there, if it is empty."""
        keys = {(visit, n, s) for n in ("", need) for s in ("", session)}
        return frozenset().union(*(self._at[key] for key in keys if key in self._at))


def groups(round: Round, calls: Calls) -> tuple[Group, ...]:
    """Everybody who may stand at a gate, in groups, each in the round's order."""
    named, alike = calls.sets, defaultdict(list)
    for officer in round.inspectors:
        alike[(_record(round, officer), _roles(named, officer))].append(officer)
    return tuple(Group(tuple(o.id for o in own), own[0]) for own in alike.values())


def _record(round: Round, officer: Officer) -> tuple[object, ...]:
    certified = tuple(officer.certified(s.day) for s in round.sessions)
    return officer.kind, officer.body, round.base(officer), officer.own_way, certified


def _roles(named: list[frozenset[str]], officer: Officer) -> tuple[bool, ...]:
    return tuple(officer.id in people for people in named)
