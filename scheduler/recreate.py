"""Recreate: open sites are put in one by one, each where it costs least as things stand.

Inserting only ever makes things tighter, so what the rules refuse while a plan is built up stays
refused until the next ruin, and is not asked again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from scheduler.draft import Draft, Option
from scheduler.stop import Stop
from scheduler.tables import Menu, Tables
from scheduler.worth import Worth
from sites.need import Need
from sites.round import Visit

BLINK = 0.02
"""How often a session is passed over, so that the same choice is not made for ever."""

ATTEMPTS = 8
"""Options of a site tried one after the other while rules refuse them."""

THINNED = 0.3
"""How often short visits, without a site's longest needs, are weighed beside the full ones."""

PRICES = (0.1, 0.5, 1.0)
"""What a tick of people's time weighs when a place is chosen, as shares of what it could earn."""

BY_CHANCE, BY_RATIO, NOISE = 0.1, 0.6, 0.4
"""Up to which draw of the dice sites come in any order, and by worth for time; else by worth alone.
Both are disturbed by so much."""


class Recreate:
    """Builds a draft up again."""

    def __init__(self, draft: Draft, worth: Worth, dice: random.Random):
        self.draft, self.worth, self.dice = draft, worth, dice
        self.tables: Tables = draft.tables
        self.weighed = 0
        self._options: dict[tuple[str, int, int], tuple[int, frozenset[int], Option | None]] = {}
        self._tired: dict[int, frozenset[int]] = {}
        self._apart: set[tuple[str, int]] = set()
        self._price = PRICES[0] * worth.density
        self._thins = False

    def fill(self) -> list[Stop]:
        """Put open sites in, in an order of chance; return what was put in."""
        self._tired.clear()
        self._apart.clear()
        self._price = self.dice.choice(PRICES) * self.worth.density
        self._thins = self.dice.random() < THINNED
        return self._insert_all(self._ordered(self.open_sites()))

    def fill_in_order(self) -> list[Stop]:
        """Put open sites in, the most pressing first."""

        def pressing(site: str) -> tuple[object, ...]:
            each = [self.tables.worth[n.id] for n in self.draft.open_needs[site]]
            return (*(-sum(tier) for tier in zip(*each, strict=True)), site)

        return self._insert_all(sorted(self.open_sites(), key=pressing))

    def open_sites(self) -> list[str]:
        """Sites that lack something and have a slot for it."""
        draft = self.draft
        return [s for s in draft.stops_at if draft.open_needs[s] and draft.free_slots(s)]

    def _insert_all(self, sites: list[str]) -> list[Stop]:
        put = []
        for site in sites:
            while (stop := self._insert(site)) is not None:
                put.append(stop)
        return put

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
                self.worth.gain(self.draft, option) ** 2 / (1 + option.seat.cost)
                for visit in self.draft.free_slots(site)
                for option in self._options_of(visit, thins=False)
            ),
            default=0.0,
        )

    def _worth_alone(self, site: str) -> float:
        return float(sum(sum(self.tables.worth[n.id]) for n in self.draft.open_needs[site]))

    # -- places -----------------------------------------------------------------------------

    def _insert(self, site: str) -> Stop | None:
        """Book the site's best option; None if there is none."""
        slots = self.draft.free_slots(site)
        for _ in range(ATTEMPTS if self.draft.open_needs[site] else 0):
            best = self._best(slots)
            if best is None or self.worth.gain(self.draft, best) <= 0:
                return None
            stop = self.draft.put(best)
            if stop is not None:
                return stop
            self._learn(best)
        return None

    def _learn(self, refused: Option) -> None:
        """Remember who cannot come, or which needs cannot be met, till the next ruin."""
        session = refused.session
        tired = self.draft.too_many(refused)
        if tired:
            self._tired[session] = self._tired.get(session, frozenset()) | tired
        elif not self.draft.clash(refused):
            self._apart.update((n.id, session) for n in refused.needs)

    def _best(self, slots: Sequence[Visit]) -> Option | None:
        best: Option | None = None
        most = 0.0
        for visit in slots:
            for option in self._options_of(visit, self._thins):
                value = self.worth.gain(self.draft, option) - self._price * option.seat.cost
                if best is None or value > most:
                    best, most = option, value
        return best

    def _options_of(self, visit: Visit, thins: bool) -> Iterator[Option]:
        """Seats for the visit, in every session and for several sets of its site's needs."""
        cap = self._cap(visit.site) if thins else None
        for session in self.tables.sessions_of(visit):
            needs = self._needs(visit.site, session)
            if not needs or self.dice.random() < BLINK:
                continue
            menus = self.tables.menus(visit.site, needs)
            if cap is not None:
                short = tuple(n for n in needs if self.tables.ticks[n.id] <= cap)
                menus = (*menus, *self.tables.menus(visit.site, short))
            for menu in menus:
                option = self._option(visit, session, menu)
                if option is not None:
                    yield option

    def _needs(self, site: str, session: int) -> tuple[Need, ...]:
        """Open needs of a site that a visit in a session may meet, as far as is known."""
        needs = self.draft.open_needs[site]
        closed = self.draft.closed(site)
        if session in closed:
            needs = tuple(n for n in needs if n.id not in closed[session])
        if self._apart:
            needs = tuple(n for n in needs if (n.id, session) not in self._apart)
        return needs if any(self.tables.pressing[n.id] for n in needs) else ()

    def _cap(self, site: str) -> int:
        """Ticks of some open need of the site: longer ones may be left for another visit."""
        return self.tables.ticks[self.dice.choice(self.draft.open_needs[site]).id]

    def _option(self, visit: Visit, session: int, menu: Menu) -> Option | None:
        """The best seat for a menu in a session; the same while that session stays as it is."""
        changes = self.draft.timetables[session].changes
        tired = self._tired.get(session, frozenset())
        known = self._options.get((visit.id, menu.number, session))
        if known is not None and known[0] == changes and known[1] == tired:
            return known[2]
        self.weighed += 1
        option = self.draft.option(visit, session, menu, (), tired)
        self._options[visit.id, menu.number, session] = (changes, tired, option)
        return option
