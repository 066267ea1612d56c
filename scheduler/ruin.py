"""Ruin: which visits are taken out of a plan before it is built up again.

Strings of visits near a site, visits of a session in a row, or any (Christiaens and Vanden Berghe
2020, "slack induction by string removals"); often near a site that lacks something. Or the people
whom such a site lacks are freed from a few visits in a row, which go on without them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from scheduler.draft import Draft
from scheduler.habits import Habits
from scheduler.stop import Stop
from scheduler.tables import Tables
from sites.need import Need

SIZES, LONGEST = (3, 6, 12), 6
"""Most visits taken out at once, by habit one of these, and most of them in one string."""

WAYS = ("room", "near", "row", "any")
"""Room is made for a site that lacks something; or visits go: near a site, of a session in a row,
any."""

WHOLE = 0.15
"""How often whole visits go where room is made."""

FEW = (2, 100, 100)
"""So many sessions at most lose visits near a site; one of these."""


class Ruin:
    """Chooses what to take out."""

    def __init__(self, tables: Tables, held: frozenset[str]):
        self.tables, self.held = tables, held
        self.names = [s.id for s in tables.round.sites]
        legs, every = tables.legs, range(len(self.names))
        self._ways, self._sizes = Habits(WAYS), Habits(SIZES)
        self._near = [sorted(every, key=lambda j: (legs[i][j] + legs[j][i], j)) for i in every]

    def ruin(self, draft: Draft, dice: random.Random) -> str:
        """Take visits out, or people out of visits; return the site that room was made for."""
        how, most = self._ways.choose(dice), self._sizes.choose(dice)
        if draft.stops and how == "room":
            return self._make_room(draft, dice)
        for stop in self.choose(draft, dice, how, most):
            draft.drop(stop)
        return ""

    def judge(self, earned: float, worked: float) -> None:
        """Tell what the last ruin has led to, and the work it took (`Habits.judge`)."""
        self._ways.judge(earned, worked)
        self._sizes.judge(earned, worked)

    def _make_room(self, draft: Draft, dice: random.Random) -> str:
        """Free the people that a site lacks from a few visits in a row."""
        lacking = [s for s, at in draft.at.items() if at.open_needs or at.cost[0]]
        if not lacking:
            return ""
        site = dice.choice(lacking)
        visit = dice.choice(self.tables.round.visits_at[site] or (None,))
        wanted = [*draft.at[site].open_needs, *self._late(draft, site)]
        sessions = self.tables.sessions_of(visit) if visit else ()
        if visit is None or not wanted or not sessions:
            return site
        session = dice.choice(sessions)
        picks = self.tables.picks(visit, dice.choice(wanted), session) or ()
        routes = draft.timetables[session].routes
        busy = [p for pick in picks[:1] for p in pick.people if routes[p]]
        if busy:
            route = routes[dice.choice(busy)]
            self._free(frozenset(picks[0].people), _some_in_a_row(route, dice), draft, dice)
        return site

    def _late(self, draft: Draft, site: str) -> list[Need]:
        """Needs of a site that are met late."""
        met, late = draft.at[site].met, self.tables.late
        return [n for n in self.tables.ranked[site] if (n.id, met.get(n.id, "")) in late]

    def _free(
        self, people: frozenset[int], stops: list[Stop], draft: Draft, dice: random.Random
    ) -> None:
        """Take the people out of the stops, and now and then the stops out altogether."""
        wholly = dice.random() < WHOLE
        for stop in stops:
            if stop.site in self.held:
                continue
            if wholly:
                draft.drop(stop)
            else:
                draft.without(stop, people)

    def choose(self, draft: Draft, dice: random.Random, how: str, most: int) -> list[Stop]:
        """Stops to take out, about ``most`` at most; none at a site that is held."""
        if not draft.stops:
            return []
        count = dice.randint(1, max(2, min(most, len(draft.stops) // 2)))
        if how == "row":
            chosen = _in_a_row(draft, dice, count)
        elif how == "any":
            visits = dice.sample(sorted(draft.stops), min(count, len(draft.stops)))
            chosen = [draft.stops[v] for v in visits]
        else:
            chosen = list(self._near_a_site(draft, dice, count))
        return [stop for stop in chosen if stop.site not in self.held]

    def _near_a_site(self, draft: Draft, dice: random.Random, count: int) -> Iterator[Stop]:
        """Strings of visits of the ways near a site."""
        longest, sessions = dice.randint(1, LONGEST), range(len(draft.timetables))
        few = frozenset(dice.sample(sessions, min(len(sessions), dice.choice(FEW))))
        gone: set[str] = set()
        for place in self._near[self._seed(draft, dice)]:
            for stop in draft.at[self.names[place]].stops:
                if stop.number in few and stop.visit not in gone:
                    for one in _string(draft, dice, stop, min(longest, count - len(gone)), gone):
                        gone.add(one.visit)
                        yield one
                if len(gone) >= count:
                    return

    def _seed(self, draft: Draft, dice: random.Random) -> int:
        costs = ((s, at.cost) for s, at in draft.at.items())
        lacking = [s for s, c in costs if c[0] or c[1] or c[2] > 1]
        if lacking and dice.random() < 0.5:
            return self.tables.round.site_index[dice.choice(lacking)]
        return dice.randrange(len(self.names))


def _string(
    draft: Draft, dice: random.Random, stop: Stop, length: int, gone: set[str]
) -> list[Stop]:
    """Consecutive visits of one of the stop's people, the stop among them."""
    route = draft.timetables[stop.number].routes[dice.choice(stop.crew)]
    left = [s for s in route if s.visit not in gone]
    k = left.index(stop)
    first = max(0, min(k - dice.randrange(length), len(left) - length))
    return left[first : first + length]


def _some_in_a_row(route: list[Stop], dice: random.Random) -> list[Stop]:
    count = dice.randint(1, min(LONGEST, len(route)))
    first = dice.randrange(len(route) - count + 1)
    return route[first : first + count]


def _in_a_row(draft: Draft, dice: random.Random, count: int) -> list[Stop]:
    """Visits of one session, in a row."""
    order = dice.choice([t for t in draft.timetables if t.order]).order
    first = dice.randrange(max(1, len(order) - count + 1))
    return order[first : first + count]
