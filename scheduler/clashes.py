"""Needs of a site that two visits cannot meet, learned from the rules when they refuse one.

A rule that refuses a second visit at a site is asked about bare pairs: a visit that meets one need
in one session, and another that meets another. What it refuses there it refuses in every plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from constraints._fits import Fits
from scheduler.stop import Stop, as_move
from sites.need import Need
from sites.round import Round
from sites.sketch import Move, Sketch

Test = Callable[[Sketch, Move], bool]


class Clashes:
    """What is known of pairs of needs of one round."""

    def __init__(self, round: Round, fits: Fits):
        self.round, self.fits = round, fits
        self.rules: list[str] = []
        self._known: dict[tuple[str, str, int], frozenset[int]] = {}
        self._alone: dict[str, list[tuple[int, Move, list[Test]]]] = {}
        self._nothing = Sketch(round)

    def learn(self, rule: str) -> bool:
        """Ask this rule too from now on; false if it is asked already."""
        if rule in self.rules:
            return False
        self.rules.append(rule)
        self._known.clear()
        self._alone.clear()
        return True

    def of(self, needs: Iterable[Need], stops: Iterable[Stop]) -> dict[int, frozenset[str]]:
        """By session, those of the needs that clash with what the stops meet."""
        closed: defaultdict[int, set[str]] = defaultdict(set)
        met = [(n, stop.number) for stop in stops for n in stop.needs] if self.rules else []
        for need in needs if met else ():
            for other, number in met:
                for session in self._sessions(need.id, other, number):
                    closed[session].add(need.id)
        return {session: frozenset(ids) for session, ids in closed.items()}

    def _sessions(self, need: str, other: str, number: int) -> frozenset[int]:
        key = (need, other, number)
        if key not in self._known:
            self._known[key] = frozenset(self._find(*key))
        return self._known[key]

    def _find(self, need: str, other: str, number: int) -> Iterable[int]:
        """Sessions in which the need is refused, though it were not if the other was unmet."""
        slots = self.round.visits_at[self.round.need[need].site]
        if len(slots) < 2:
            return
        met = Sketch(self.round)
        met.add(_bare(slots[0].id, other, number, self.round))
        if need not in self._alone:
            self._alone[need] = [*self._accepted(slots[1].id, need)]
        for session, move, tests in self._alone[need]:
            if not all(test(met, move) for test in tests):
                yield session

    def _accepted(self, visit: str, need: str) -> Iterable[tuple[int, Move, list[Test]]]:
        """Of every session, a visit for the need alone and the rules that then accept it."""
        tests = [self.fits.test(rule) for rule in self.rules]
        for session in range(len(self.round.sessions)):
            move = _bare(visit, need, session, self.round)
            yield session, move, [test for test in tests if test(self._nothing, move)]


def _bare(visit: str, need: str, number: int, round: Round) -> Move:
    """A visit that meets one need, without people."""
    site, session = round.visit[visit].site, round.sessions[number].id
    place = round.site_index[site]
    stop = Stop(visit, site, place, session, number, (need,), (), (), (), 0, "draft")
    return as_move(stop)
