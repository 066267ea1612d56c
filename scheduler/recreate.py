"""Recreate: lacking sites are served one by one, each where it costs least as things stand.

A site gets another visit, or one of its visits gives way to a better one: with more needs, with
others, on another day. Inserting only ever makes things tighter, so what the rules refuse while a
plan is built up stays refused until the next ruin, and is not asked again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from scheduler.draft import Draft
from scheduler.lessons import NOBODY, Lessons
from scheduler.options import Ask, Options, Weighed
from scheduler.stop import Stop
from scheduler.tables import Tables
from scheduler.venue import Venue, Venues
from scheduler.worth import Worth
from sites.round import Visit

BLINK = 0.02
"""How often a session is passed over, so that the same choice is not made for ever."""

ATTEMPTS = 8
"""Options of a site tried one after the other while rules refuse them."""

PRICES = (0.02, 0.1, 0.3)
"""What a tick of people's time weighs when a place is chosen, as shares of what it could earn."""

BESIDE, MANY = 20, 40
"""Lacking sites that are looked at beside those that have lost something: where people were freed,
and everywhere. All of a district's, everywhere, took more than half of its options."""

EVERYWHERE = 0.05
"""How often all sessions are looked at, not only where people were freed."""

BY_CHANCE, BY_RATIO, NOISE = 0.1, 0.6, 1.5
"""Up to which draw of the dice sites come in any order, and by worth for time; else by worth alone.
Both are disturbed by so much."""


class Recreate:
    """Builds a draft up again; the stops at sites that are ``held`` never give way."""

    def __init__(
        self,
        draft: Draft,
        worth: Worth,
        venues: Venues,
        dice: random.Random,
        held: frozenset[str] = frozenset(),
    ):
        self.draft, self.worth, self.venues, self.dice = draft, worth, venues, dice
        self.tables: Tables = draft.tables
        self.held = held
        self.options = Options(draft, worth, venues)
        self.lessons = Lessons(draft)
        self._price = 0.0
        self._everywhere = True

    def fill(self, first: str = "") -> None:
        """Serve lacking sites in an order of chance, the one given before all others."""
        self._everywhere = not self.draft.changes or self.dice.random() < EVERYWHERE
        self.lessons.forget(wholly=self._everywhere)
        self._price = self.dice.choice(PRICES) * self.worth.density
        sites = self._ordered(self._chosen())
        if first:
            self._serve(first)
        for site in sites:
            self._serve(site)

    def _chosen(self) -> list[str]:
        """Lacking sites: those that have changed, and some of the others."""
        sites, changed = self.lacking(), self.draft.changed_sites
        others = [s for s in sites if s not in changed]
        most = MANY if self._everywhere else BESIDE
        beside = self.dice.sample(others, min(len(others), most))
        return [s for s in sites if s in changed] + beside

    def serve_in_order(self) -> Iterator[str]:
        """Serve lacking sites, the most pressing first; yield each that has been served."""

        def pressing(site: str) -> tuple[object, ...]:
            each = [self.tables.worth[n.id] for n in self.draft.at[site].open_needs]
            return (*(-sum(tier) for tier in zip(*each, strict=True)), site)

        open_sites = [s for s, at in self.draft.at.items() if at.open_needs]
        for site in sorted(open_sites, key=pressing):
            self._serve(site)
            yield site

    def lacking(self) -> list[str]:
        """Sites where something is left out or late."""
        return [s for s, at in self.draft.at.items() if at.open_needs or at.cost[0]]

    def _serve(self, site: str) -> None:
        while self._insert(site):
            pass

    # -- order ------------------------------------------------------------------------------

    def _ordered(self, sites: list[str]) -> list[str]:
        self.dice.shuffle(sites)
        how = self.dice.random()
        if how < BY_CHANCE:
            return sites
        value = self._worth_for_time if how < BY_RATIO else self._worth_alone
        values = {s: value(s) * (1 + NOISE * self.dice.random()) for s in sites}
        return sorted((s for s in sites if values[s]), key=lambda s: -values[s])

    def _worth_for_time(self, site: str) -> float:
        """The square of what an option saves, by the time it takes; its best one."""
        return max(
            (
                self.worth.gain(self.draft, one.option) ** 2 / (1 + one.option.seat.cost)
                for one in self._options_at(site)
            ),
            default=0.0,
        )

    def _worth_alone(self, site: str) -> float:
        return self.worth.number(self.draft.at[site].cost)

    # -- places -----------------------------------------------------------------------------

    def _insert(self, site: str) -> bool:
        """Book the site's best option; false if there is none."""
        for _ in range(ATTEMPTS):
            best: Weighed | None = None
            for one in self._options_at(site):
                if best is None or one.value > best.value:
                    best = one
            if best is None:
                return False
            if self.draft.put(best.option) is not None:
                return True
            self.lessons.learn(best.option)
        return False

    def _options_at(self, site: str) -> Iterator[Weighed]:
        """The best option of every session, for another visit and instead of each that stands."""
        draft = self.draft
        if draft.at[site].open_needs:
            for visit in draft.free_slots(site):
                yield from self._options_of(visit, None)
        if site not in self.held:
            for stop in draft.at[site].stops:
                yield from self._options_of(draft.round.visit[stop.visit], stop)

    def _options_of(self, visit: Visit, host: Stop | None) -> Iterator[Weighed]:
        """The best option of each session that is worth a look."""
        wanted, tired, price = (
            self.lessons.wanted(visit.site, host),
            self.lessons.tired,
            self._price,
        )
        every, kept, spared = wanted[-1], 0.0, 0.0
        if host is not None:
            kept = self._merit_of(visit, host)
            spared = price * host.length * len(host.crew)
        for session, freed in self._sessions(visit, host):
            mask = wanted.get(session, every)
            venue = self.venues.of(visit, session)
            if not mask & venue.pressing or self.dice.random() < BLINK:
                continue
            if host is not None and self.venues.merit(venue, mask) <= kept:
                continue
            if freed >= 0 and not self._finds(venue, mask, freed, host):
                continue
            ask = Ask(mask, tired.get(session, NOBODY), price, host, kept)
            found = self.options.best(venue, ask, visit.id)
            if found is not None:
                yield Weighed(found.value + spared, found.option)

    def _sessions(self, visit: Visit, host: Stop | None) -> Iterator[tuple[int, int]]:
        """Sessions worth a look, each with the people freed there if nothing else has changed."""
        draft = self.draft
        anything = self._everywhere or visit.site in draft.changed_sites
        for session in self.tables.sessions_of(visit):
            if anything:
                own = host is not None and session == host.number
                if self._everywhere or host is None or own or session in draft.freed:
                    yield session, -1
            elif session in draft.freed:
                yield session, draft.freed[session]

    def _finds(self, venue: Venue, mask: int, freed: int, host: Stop | None) -> bool:
        """Whether somebody who was freed could stand for a need that the host does not meet."""
        if host is not None and host.number == venue.session:
            mask &= ~self._bits(host)
        return any(wish.crowd & freed for wish in venue.wishes if wish.bit & mask)

    def _bits(self, stop: Stop) -> int:
        return sum([self.tables.bit[n] for n in stop.needs])

    def _merit_of(self, visit: Visit, host: Stop) -> float:
        """What the host's needs are worth, met when it meets them."""
        return self.venues.merit(self.venues.of(visit, host.number), self._bits(host))
