"""Options weighed: at a site, in a session, which needs are best met together, when and by whom.

What was weighed is remembered for as long as the ways of the people concerned stay as they are,
and again when they are as they were.
"""

from __future__ import annotations

from typing import NamedTuple

from scheduler.bookings import Option
from scheduler.crew import Seat
from scheduler.draft import Draft
from scheduler.free import Stairs, Ways, stairs
from scheduler.promises import Able, Group, Promise, promises
from scheduler.stop import Stop
from scheduler.tables import Pick
from scheduler.venue import Reader, Venue, Venues
from scheduler.worth import Worth
from sites.need import Need

MOST_KEPT = 30_000
"""Weighed options remembered at most."""

TRIED = 3
"""Starts and sets of needs that are given a crew for one visit in one session."""


class Ask(NamedTuple):
    """What is asked of a session.

    A visit that meets some of the needs in the mask ``wanted``, without the people who are
    ``tired``, where a tick of people's time costs ``price``; instead of the stop ``host`` if given,
    by which ``kept`` is gained.
    """

    wanted: int
    tired: frozenset[int] = frozenset()
    price: float = 0.0
    host: Stop | None = None
    kept: float = 0.0


class Weighed(NamedTuple):
    """An option, and what it saves less the price of people's time."""

    value: float
    option: Option


class Options:
    """Weighs options for one draft; ``weighed`` counts them."""

    def __init__(self, draft: Draft, worth: Worth, venues: Venues):
        self.draft, self.worth, self.tables = draft, worth, draft.tables
        self.venues = venues
        self.weighed = 0
        self._known: dict[tuple[object, ...], Weighed | None] = {}
        self._stairs: dict[tuple[object, ...], Stairs] = {}

    def best(self, venue: Venue, ask: Ask, visit: str) -> Weighed | None:
        """The best option of a visit in a session; None if none saves anything."""
        session, wanted = venue.session, ask.wanted & venue.possible
        if not wanted & venue.pressing:
            return None
        versions = venue.read(self.draft.timetables[session].version)
        stamp = self.draft.at[venue.visit.site].stamp
        hosted = ask.host is not None
        key = (visit, session, wanted, hosted, ask.price, stamp, versions, ask.tired)
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = self._known[key] = self.weigh(venue, ask, visit)
            return found

    def weigh(self, venue: Venue, ask: Ask, visit: str) -> Weighed | None:
        """The same, worked out."""
        self.weighed += 1
        if venue.plain:
            return self._alone(venue, ask, visit)
        able, ways = self._able(venue, ask)
        if not able:
            return None
        groups = self._groups(venue.visit.site, ask.host)
        best: Weighed | None = None
        tried = promises(venue, self.venues, able, groups, ask.price, ask.kept)
        for promise in tried[:TRIED]:
            if best is not None and promise.value <= best.value:
                break
            found = self._with_crew(venue, promise, ways, ask, visit)
            if found is not None and (best is None or found.value > best.value):
                best = found
        return best

    def _alone(self, venue: Venue, ask: Ask, visit: str) -> Weighed | None:
        """One person for one need."""
        wish, host = venue.wishes[0], ask.host
        timetable, out = self.draft.timetables[venue.session], venue.barred | ask.tired
        if wish.merit <= ask.kept:
            return None
        ways = Ways(timetable, venue.place, out, host)
        pick = wish.picks[0][0]
        seat = self.draft.crews[venue.session].alone(pick, ways, wish.length)
        return self._weighed(venue, visit, (wish.need,), seat, ask) if seat else None

    # -- who is free when -------------------------------------------------------------------

    def _able(self, venue: Venue, ask: Ask) -> tuple[Able, Ways]:
        """Needs for which enough people are free, if they could be worth more than the host."""
        timetable = self.draft.timetables[venue.session]
        host = ask.host if ask.host is not None and ask.host.number == venue.session else None
        out = venue.barred | ask.tired if ask.tired else venue.barred
        ways = Ways(timetable, venue.place, out, host)
        wishes = [wish for wish in venue.wishes if wish.bit & ask.wanted]
        left = sum([wish.merit for wish in wishes])
        able: Able = []
        for wish in wishes:
            flights: list[Stairs] = []
            for pick, read in wish.picks:
                known = not ask.tired and (host is None or not _shares(pick, host))
                steps = self._steps(venue, pick, read, ways, known)
                if not _holds(steps, wish.length):
                    left -= wish.merit
                    break
                flights.append(steps)
            else:
                able.append((wish, flights))
            if left <= ask.kept:
                return [], ways
        return able, ways

    def _steps(self, venue: Venue, pick: Pick, read: Reader, ways: Ways, known: bool) -> Stairs:
        """When enough people of a pick are free; the same while their ways are the same."""
        shortest = self.tables.shortest[venue.place]
        if not known:
            return stairs(ways, pick.people, pick.least, shortest)
        versions = read(ways.timetable.version)
        key = (venue.session, venue.place, pick.least, versions)
        found = self._stairs.get(key)
        if found is None:
            if len(self._stairs) >= MOST_KEPT:
                self._stairs.clear()
            found = self._stairs[key] = stairs(ways, pick.people, pick.least, shortest)
        return found

    def _groups(self, site: str, host: Stop | None) -> list[Group]:
        """Unmet needs of the site that are worth something only all together."""
        bit, met = self.tables.bit, self.draft.at[site].met
        own = host.needs if host is not None else ()
        return [
            Group(sum([bit[n] for n in needs if n not in met or n in own]), worth)
            for needs, worth in self.venues.groups(site)
        ]

    # -- crews ------------------------------------------------------------------------------

    def _with_crew(
        self, venue: Venue, promise: Promise, ways: Ways, ask: Ask, visit: str
    ) -> Weighed | None:
        """Give a set of needs a crew; if some need finds nobody, the set without it."""
        tables, crews = self.tables, self.draft.crews[venue.session]
        mask = promise.mask
        while mask & venue.pressing:
            menus = self.venues.menus(venue.visit.site, mask)
            recipe = tables.recipe(venue.visit, venue.session, menus[0][1]) if menus else None
            if recipe is None:
                return None
            seat = crews.at(promise.start, promise.length, recipe.picks, recipe.body_of, ways)
            if seat is not None:
                return self._weighed(venue, visit, recipe.menu.needs, seat, ask)
            missing = tables.bit.get(crews.missing, 0)
            if not missing & mask:
                return None
            mask &= ~missing
        return None

    def _weighed(
        self, venue: Venue, visit: str, needs: tuple[Need, ...], seat: Seat, ask: Ask
    ) -> Weighed | None:
        slot = self.draft.round.visit[visit]
        length = self.tables.length(slot, seat.stands)
        option = Option(slot, venue.session, needs, seat, length, ask.host)
        gain = self.worth.gain(self.draft, option)
        return Weighed(gain - ask.price * seat.cost, option) if gain > 0 else None


def _holds(steps: Stairs, length: int) -> bool:
    return any(until - early >= length for early, until in steps)


def _shares(pick: Pick, stop: Stop) -> bool:
    return any(p in stop.crew for p in pick.people)
