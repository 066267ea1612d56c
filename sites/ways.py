"""The ways people make in a session, and the least that any order of visits must contain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from sites.book import Officer
from sites.plan import Booking
from sites.round import MINUTES_A_DAY, Round, Visit


def least_legs(round: Round, person: Officer, visits: Iterable[Visit]) -> dict[str, int]:
    """Ticks of the shortest way in plus the shortest way out of each visit, by visit.

    A way leads from or to the base or any other of the visits; the legs may be asymmetric and
    need not obey the triangle inequality.
    """
    stops, found = tuple(visits), {}
    for visit in stops:
        site, others = visit.site, [v.site for v in stops if v.id != visit.id]
        arrive = [round.first_leg(person, site), *(round.leg(o, site) for o in others)]
        leave = [round.last_leg(person, site), *(round.leg(site, o) for o in others)]
        found[visit.id] = min(arrive) + min(leave)
    return found


def least_ends(round: Round, person: Officer, visits: Iterable[Visit]) -> int:
    """Ticks of the shortest way from the base to a visit plus the shortest way back to it."""
    sites = [v.site for v in visits]
    firsts = (round.first_leg(person, s) for s in sites)
    return min(firsts, default=0) + min((round.last_leg(person, s) for s in sites), default=0)


def least_break(round: Round) -> int:
    """Ticks between the end of a session and the start of the next one, where they are fewest.

    A way no longer than this always fits between visits of different sessions. Negative where
    sessions overlap.
    """
    days = [(s.day.toordinal() * round.ticks(MINUTES_A_DAY), s) for s in round.sessions]
    clocks = [(m + round.ticks(s.start), m + round.ticks(s.end)) for m, s in days]
    return min((b[0] - a[1] for a, b in pairwise(sorted(clocks))), default=0)


def ways(
    round: Round, person: Officer, bookings: Sequence[Booking]
) -> Iterator[tuple[Booking, str, str, int, int]]:
    """Every way between two visits of one session, and between each of them and the base.

    Yields booking, from, to (by name), the ticks the way takes and the ticks there are for it.
    ``bookings`` are in order of time; a pair that fits the other way round is left out.
    """
    base, session = round.base(person), round.session[bookings[0].session]
    for b in bookings:
        name, opens = round.site[b.site].name, round.ticks(session.start)
        yield b, base, name, round.first_leg(person, b.site), b.start - opens
        yield b, name, base, round.last_leg(person, b.site), round.ticks(session.end) - b.end
    for one, other in combinations(bookings, 2):
        if other.end + round.leg(other.site, one.site) > one.start:
            here, there = round.site[one.site].name, round.site[other.site].name
            yield other, here, there, round.leg(one.site, other.site), other.start - one.end
