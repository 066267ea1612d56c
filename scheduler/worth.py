"""What a plan is worth to ruin and recreate: the tiers as one number, and the price of time."""

from __future__ import annotations

from scheduler.bookings import Option
from scheduler.draft import Draft
from scheduler.tables import Cost, Tables

TIER_ONE, TIER_THREE = 10.0, 0.8
"""A unit of tier 1 in units of tier 2, and a trip as a share of the least worth of a need."""

SPREAD = 0.1
"""What a tick of travel weighs in the search, as a share of what a tick of people could earn."""


class Worth:
    """Values of drafts of one round."""

    def __init__(self, tables: Tables):
        owed = [sum(w) for w in tables.worth.values() if sum(w)]
        self.unit = sum(owed) / len(owed) if owed else 1.0
        self.trip = TIER_THREE * min(owed, default=1)
        self.density = _density(tables)

    def number(self, cost: Cost) -> float:
        """A cost as one number, in which tiers trade softly."""
        return TIER_ONE * cost[0] + cost[1] + self.trip * cost[2]

    def of(self, draft: Draft) -> float:
        """The draft's cost as one number, and what all ways together cost."""
        travel = sum(t.travel for t in draft.timetables)
        return self.number(draft.cost) + SPREAD * self.density * travel

    def gain(self, draft: Draft, option: Option) -> float:
        """What an option saves at its site."""
        site, host = option.visit.site, option.host
        at = draft.at[site]
        met = at.met
        if host is not None:
            met = {n: when for n, when in met.items() if n not in host.needs}
        when = draft.round.sessions[option.session].id
        met = met | {n.id: when for n in option.needs}
        visits = len(at.stops) + (host is None)
        return self.number(at.cost) - self.number(draft.tables.cost_at(site, met, visits))


def _density(tables: Tables) -> float:
    """Worth that one tick of the people on duty could earn at most, on average."""
    ticks = sum(
        tables.ends[k] - tables.begins[k]
        for k, s in enumerate(tables.round.sessions)
        for o in tables.people
        if tables.round.on_duty(o.id, s.id)
    )
    return sum(map(sum, tables.worth.values())) / max(1, ticks)
