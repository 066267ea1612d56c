"""What a site can be visited for in one session: its needs there, their people, their worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple

from scheduler.tables import Menu, Pick, Tables
from scheduler.worth import Worth
from sites.need import Need
from sites.round import Visit

Reader = Callable[[list[int]], Any]
"""Reads the numbers of some people off a list of everybody's."""


class Wish(NamedTuple):
    """A need that can be met there.

    ``bit`` tells it among its site's needs; a visit for it alone lasts ``length`` ticks and takes
    so many ``people``; who could come is the mask ``crowd``; meeting it then is worth ``merit`` by
    itself.
    """

    need: Need
    bit: int
    picks: tuple[tuple[Pick, Reader], ...]
    length: int
    people: int
    merit: float
    crowd: int


class Venue(NamedTuple):
    """A visit in a session, as far as it is the same whatever the plan.

    ``possible`` and ``pressing`` are masks of needs, ``read`` reads the versions of all whose ways
    matter; ``plain`` if one person for one need is all it takes.
    """

    visit: Visit
    session: int
    place: int
    wishes: tuple[Wish, ...]
    possible: int
    pressing: int
    read: Reader
    barred: frozenset[int]
    plain: bool


class Venues:
    """Venues of one round, worked out when asked for."""

    def __init__(self, tables: Tables, worth: Worth):
        self.tables, self.worth = tables, worth
        self._known: dict[tuple[int, int], Venue] = {}
        self._menus: dict[tuple[str, int], tuple[tuple[int, Menu], ...]] = {}
        self._readers: dict[tuple[int, ...], Reader] = {}
        self._groups: dict[str, tuple[tuple[tuple[str, ...], float], ...]] = {}

    def of(self, visit: Visit, session: int) -> Venue:
        """The venue of a visit, or of one that is alike, in a session."""
        key = (self.tables.alike[visit.id], session)
        if key not in self._known:
            self._known[key] = self._find(visit, session)
        return self._known[key]

    def _find(self, visit: Visit, session: int) -> Venue:
        tables = self.tables
        common = tables.picks(visit, None, session)
        wishes = [] if common is None else [*self._wishes(visit, session)]
        people = {p for w in wishes for pick, _ in w.picks for p in pick.people}
        own = [p for w in wishes for p in tables.picks(visit, w.need, session) or () if not p.need]
        for pick in (*(common or ()), *own):
            if not all(_filled(pick, w) for w in wishes):
                people.update(pick.people)
        if tables.seats:
            people.update(i for i, own in enumerate(tables.own_way) if not own)
        return Venue(
            visit,
            session,
            tables.round.site_index[visit.site],
            tuple(wishes),
            sum(w.bit for w in wishes),
            sum(w.bit for w in wishes if tables.pressing[w.need.id]),
            self._reader(tuple(sorted(people))),
            tables.barred(visit, session),
            _is_plain(wishes) and not common and not tables.seats,
        )

    def _wishes(self, visit: Visit, session: int) -> Iterable[Wish]:
        tables, when = self.tables, self.tables.round.sessions[session].id
        for need in tables.ranked[visit.site]:
            picks = tables.picks(visit, need, session)
            if picks is None:
                continue
            standing = tuple(p for p in picks if p.need) or picks
            late = [0] * len(tables.worth[need.id])
            for tier, amount in tables.late.get((need.id, when), ()):
                late[tier] += amount
            yield Wish(
                need,
                tables.bit[need.id],
                tuple((p, self._reader(p.people)) for p in standing),
                tables.round.visit_ticks(visit, tables.ticks[need.id]),
                sum(p.least for p in standing),
                self.worth.number(tables.worth[need.id]) - self.worth.number(tuple(late)),
                sum({1 << person for p in picks for person in p.people}),
            )

    def _reader(self, people: tuple[int, ...]) -> Reader:
        if people not in self._readers:
            self._readers[people] = itemgetter(*people) if people else _nothing
        return self._readers[people]

    def menus(self, site: str, mask: int) -> tuple[tuple[int, Menu], ...]:
        """Largest sets of those needs that may share a visit, nothing bound left out of them."""
        key = (site, mask)
        if key not in self._menus:
            tables = self.tables
            needs = tuple(n for n in tables.ranked[site] if tables.bit[n.id] & mask)
            ids = {n.id for n in needs}
            needs = tuple(n for n in needs if ids.issuperset(tables.together.get(n.id, ())))
            joined = tables.joined[site]
            if all(b in joined[a] for a, b in combinations([n.id for n in needs], 2)):
                menus: tuple[Menu, ...] = (tables.menu(needs),) if needs else ()
            else:
                menus = tables.menus(site, needs)
            self._menus[key] = tuple(
                (sum(tables.bit[n.id] for n in menu.needs), menu) for menu in menus if menu.needs
            )
        return self._menus[key]

    def groups(self, site: str) -> tuple[tuple[tuple[str, ...], float], ...]:
        """Needs of a site that are worth something only all together, and how much."""
        if site not in self._groups:
            self._groups[site] = tuple(
                (p.needs, self.worth.number(tuple(p.amount * (t == p.tier) for t in range(3))))
                for p in self.tables.pieces[site]
                if len(p.needs) > 1
            )
        return self._groups[site]

    def merit(self, venue: Venue, mask: int) -> float:
        """What meeting the needs in the mask there would be worth, if all could be met."""
        return sum([w.merit for w in venue.wishes if w.bit & mask])


def _filled(pick: Pick, wish: Wish) -> bool:
    """Whether those who stand for a need are enough for what every visit takes."""
    able = set(pick.people)
    return any(able.issuperset(own.people) and own.least >= pick.least for own, _ in wish.picks)


def _is_plain(wishes: list[Wish]) -> bool:
    return len(wishes) == 1 and [p.least for p, _ in wishes[0].picks] == [1]


def _nothing(versions: list[int]) -> tuple[()]:
    return ()
