"""How much a week asks of each enforcing body, beside what its people can give.

One function for the generator, which scales a week until its loads are as stated, and for the
tables, which print them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from constraints import RULES
from sites.facts import reserve_least
from sites.round import Round


class Load(NamedTuple):
    """Person-minutes of one enforcing body in a round.

    ``asked`` at each site that owes it something: opening, the longest owed check there (everybody
    stays to the end; its own checks add up) and least legs, times its people. ``on_duty``: its
    certified people, in all their sessions on duty. ``workable``: the same less the reserve, and
    no more sessions a person than the week's limit.
    """

    body: str
    asked: float
    on_duty: int
    workable: int

    @property
    def share(self) -> float:
        """The stated load: what is asked of what the rules let these people work."""
        return self.asked / self.workable if self.workable else float("inf")


def loads(round: Round) -> tuple[Load, ...]:
    """The load of each enforcing body that owes something, by name."""
    legs, asked = least_legs(round), dict.fromkeys(sorted({n.body for n in round.needs}), 0.0)
    for site, needs in round.needs_at.items():
        owed = [n for n in needs if n.owed]
        longest = max((n.minutes for n in owed), default=0)
        for body in sorted({n.body for n in owed}):
            own = [n for n in owed if n.body == body]
            stays = max(longest, sum(n.minutes for n in own))
            people = max(n.people for n in own)
            asked[body] += people * (round.opening_minutes + stays + legs[site])
    return tuple(Load(body, total, *_capacity(round, body)) for body, total in asked.items())


def mean(found: Iterable[Load]) -> float:
    """Mean of the stated loads."""
    shares = [load.share for load in found]
    return sum(shares) / len(shares)


def least_legs(round: Round) -> dict[str, float]:
    """Minutes of travel that no visit can do without: half the least leg in, half the least out."""
    found = {}
    for j, site in enumerate(round.sites):
        others = [i for i in range(len(round.sites)) if i != j]
        came = [round.legs.between[i][j] for i in others]
        went = [round.legs.between[j][i] for i in others]
        came += [first[j] for first in round.legs.first.values()]
        went += [last[j] for last in round.legs.last.values()]
        found[site.id] = (min(came) + min(went)) / 2 / round.ticks_per_minute
    return found


def _capacity(round: Round, body: str) -> tuple[int, int]:
    """Person-minutes on duty and workable of those employed where the body is acted for."""
    most, total, within = _sessions_a_week(round), 0, 0
    employed = [o for o in round.inspectors if round.body[o.body].enforcing == body]
    for officer in employed:
        minutes = sorted(
            s.end - s.start
            for s in round.sessions
            if officer.certified(s.day) and round.on_duty(officer.id, s.id)
        )
        total += sum(minutes)
        within += sum(minutes[-most:])
    reserve = _reserve(round) if set(employed) & set(round.street_team) else 0
    return total, min(within, total - reserve)


def _sessions_a_week(round: Round) -> int:
    return int(getattr(RULES["on_duty"].params(round), "sessions_a_week"))  # noqa: B009


def _reserve(round: Round) -> int:
    people = int(getattr(RULES["reserve_kept"].params(round), "people"))  # noqa: B009
    return sum((s.end - s.start) * reserve_least(round, s, people) for s in round.sessions)
