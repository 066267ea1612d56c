"""Ruin: which visits are taken out of a plan before it is built up again.

Strings of visits near a site, visits of a session in a row, or any (Christiaens and Vanden Berghe
2020, "slack induction by string removals"); often near a site that lacks something.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from scheduler.draft import Draft
from scheduler.stop import Stop
from scheduler.tables import Tables

LARGEST, LONGEST = 10, 6
"""Most visits taken out at once, and most of them in one string."""

NEAR, IN_A_ROW = 0.75, 0.9
"""Up to which draw of the dice visits near a site go, and visits of a session in a row."""

FEW = (2, 100, 100)
"""So many sessions at most lose visits near a site; one of these."""


class Ruin:
    """Chooses what to take out."""

    def __init__(self, tables: Tables, held: frozenset[str]):
        self.tables, self.held = tables, held
        self.names = [s.id for s in tables.round.sites]
        legs, every = tables.legs, range(len(self.names))
        self._near = [sorted(every, key=lambda j: (legs[i][j] + legs[j][i], j)) for i in every]

    def choose(self, draft: Draft, dice: random.Random) -> list[Stop]:
        """Stops to take out; none at a site that is held."""
        if not draft.stops:
            return []
        how = dice.random()
        count = dice.randint(1, max(2, min(LARGEST, len(draft.stops) // 2)))
        if how < NEAR:
            chosen = list(self._near_a_site(draft, dice, count))
        elif how < IN_A_ROW:
            chosen = _in_a_row(draft, dice, count)
        else:
            visits = dice.sample(sorted(draft.stops), min(count, len(draft.stops)))
            chosen = [draft.stops[v] for v in visits]
        return [stop for stop in chosen if stop.site not in self.held]

    def _near_a_site(self, draft: Draft, dice: random.Random, count: int) -> Iterator[Stop]:
        """Strings of visits of the ways near a site."""
        longest, sessions = dice.randint(1, LONGEST), range(len(draft.timetables))
        few = frozenset(dice.sample(sessions, min(len(sessions), dice.choice(FEW))))
        gone: set[str] = set()
        for place in self._near[self._seed(draft, dice)]:
            for stop in draft.stops_at[self.names[place]]:
                if stop.number in few and stop.visit not in gone:
                    for one in _string(draft, dice, stop, min(longest, count - len(gone)), gone):
                        gone.add(one.visit)
                        yield one
                if len(gone) >= count:
                    return

    def _seed(self, draft: Draft, dice: random.Random) -> int:
        lacking = [s for s, c in draft.costs.items() if c[0] or c[1] or c[2] > 1]
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


def _in_a_row(draft: Draft, dice: random.Random, count: int) -> list[Stop]:
    """Visits of one session, in a row."""
    order = dice.choice([t for t in draft.timetables if t.order]).order
    first = dice.randrange(max(1, len(order) - count + 1))
    return order[first : first + count]
