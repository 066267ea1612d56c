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


def least_stops(
    round: Round, people: Iterable[str], sites: Sequence[str]
) -> tuple[dict[str, tuple[int, int]], int]:
    """What getting to each of the sites takes any of the people at least, wherever he stops.

    By site: the ticks of the shortest way in plus those of the shortest way out, and the ticks
    straight from the base and back. A way may lead over other sites, where a visit takes at least
    its opening. Then the same sum of ways for the base, which everybody leaves and comes back to.
    """
    legs, opening = round.legs.between, round.ticks(round.opening_minutes)
    bases = sorted({round.base(round.officer[o]) for o in people})
    first, last = (
        [min(legs) for legs in zip(*(way[base] for base in bases), strict=True)]
        for way in (round.legs.first, round.legs.last)
    )
    known = [round.site_index[s] for s in sites]
    others = [k for k in range(len(first)) if k not in set(known)]
    into = [min(first[j], *_but(column, j)) for j, column in enumerate(zip(*legs, strict=True))]
    out = [min(last[i], *_but(row, i)) for i, row in enumerate(legs)]
    found = {}
    for site, j in zip(sites, known, strict=True):
        arrive = [first[j], opening + into[j], *(legs[i][j] for i in known if i != j)]
        leave = [last[j], opening + out[j], *(legs[j][i] for i in known if i != j)]
        arrive += [opening + into[k] + legs[k][j] for k in others]
        leave += [opening + out[k] + legs[j][k] for k in others]
        found[site] = min(arrive) + min(leave), first[j] + last[j]
    return found, min(first, default=0) + min(last, default=0)


def _but(numbers: Sequence[int], k: int) -> Sequence[int]:
    """All numbers but one; that one, if there is no other."""
    return (*numbers[:k], *numbers[k + 1 :]) or numbers


def least_break(round: Round) -> int:
    """Ticks between the end of a session and the start of the next one, where they are fewest.

    A way no longer than this always fits between visits of different sessions. Negative where
    sessions overlap.
    """
    days = [(s.day.toordinal() * round.ticks(MINUTES_A_DAY), s) for s in round.sessions]
    clocks = [(m + round.ticks(s.start), m + round.ticks(s.end)) for m, s in days]
    return min((b[0] - a[1] for a, b in pairwise(sorted(clocks))), default=0)


def is_far(round: Round, one: Visit, other: Visit) -> bool:
    """Whether the way between two visits, there or back, may outlast a break between sessions."""
    legs = round.leg(one.site, other.site), round.leg(other.site, one.site)
    return len(round.sessions) > 1 and max(legs) > least_break(round)


def orders(round: Round, one: Visit, other: Visit) -> Iterator[tuple[Visit, Visit, int]]:
    """Orders in which a person may be at two visits, each with the ticks of the leg between them.

    Far visits come one after the other only within a session: an order that no session has the
    time for, from a base and back to one, is left out.
    """
    near = len(round.sessions) > 1 and not is_far(round, one, other)
    longest = max((s.end - s.start for s in round.sessions), default=0)
    for v, w in ((one, other), (other, one)):
        i, j, leg = round.site_index[v.site], round.site_index[w.site], round.leg(v.site, w.site)
        first = min(legs[i] for legs in round.legs.first.values())
        last = min(legs[j] for legs in round.legs.last.values())
        lasts = first + round.visit_ticks(v, 0) + leg + round.visit_ticks(w, 0) + last
        if near or lasts <= round.ticks(longest):
            yield v, w, leg


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
