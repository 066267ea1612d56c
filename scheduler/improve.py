"""Improve: ruin a part of the plan, build it up again, keep it if it is good enough.

Stops near each other, of a session or of one person's way are taken out and the open sites are
put in again one by one where they cost least (Schrimpf et al. 2000; Christiaens and Vanden Berghe
2020, "slack induction by string removals"). Worse plans are kept with a probability that falls as
the temperature does; the best plan is remembered by the exact order of the tiers.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence

from scheduler.draft import Draft, Option
from scheduler.stop import Stop
from scheduler.tables import Cost, Menu, Tables
from sites.facts import pin_sessions, pinned_people, pins_in_force
from sites.need import Need
from sites.plan import Plan
from sites.round import Visit

HOT, COLD = 0.6, 0.01
"""First and last temperature, in worths of an average need."""


BLINK = 0.02
"""How often a session is passed over, so that the same choice is not made for ever."""

ATTEMPTS = 8
"""Options of a site tried one after the other while rules refuse them."""

THINNED = 0.3
"""How often short visits, without a site's longest needs, are weighed beside the full ones."""

PRICES = (0.1, 0.5, 1.0)
"""What a tick of people's time weighs when a place is chosen, as shares of what it could earn."""

SPREAD = 0.1
"""What a tick of travel weighs in the search, as a share of what a tick of people could earn."""


class Improver:
    """Ruin and recreate on one draft, from one seed."""

    def __init__(self, tables: Tables, seed: int):
        self.tables, self.round = tables, tables.round
        self.dice = random.Random(seed)
        self.draft = Draft(tables)
        self.best_cost: Cost = ()
        self.best: Plan | None = None
        self.weighed = 0
        self.pins = [
            p
            for p in pins_in_force(self.round)
            if p.how in ("must", "fixed") and p.site in self.round.site
        ]
        self.held = frozenset(p.site for p in self.pins)
        self._undo: list[tuple[bool, Stop]] = []
        self._options: dict[tuple[str, int, int], tuple[int, frozenset[int], Option | None]] = {}
        self._tired: dict[int, frozenset[int]] = {}
        self._apart: set[tuple[str, int]] = set()
        self._near = self._neighbours()
        owed = [sum(w) for w in tables.worth.values() if sum(w)]
        self.unit = sum(owed) / len(owed) if owed else 1.0
        self.weights = (10.0, 1.0, 0.8 * min(owed, default=1))
        self.density = self._density()
        self.spread = SPREAD * self.density
        self.price = self.spread
        self.thins = False

    def _density(self) -> float:
        """Worth that one tick of the people on duty could earn at most, on average."""
        tables, round = self.tables, self.round
        ticks = sum(
            tables.ends[k] - tables.begins[k]
            for k, s in enumerate(round.sessions)
            for o in tables.people
            if round.on_duty(o.id, s.id)
        )
        return sum(map(sum, tables.worth.values())) / max(1, ticks)

    def _neighbours(self) -> list[list[int]]:
        legs = self.tables.legs
        every = range(len(self.round.sites))
        return [sorted(every, key=lambda j: (legs[i][j] + legs[j][i], j)) for i in every]

    # -- value ------------------------------------------------------------------------------

    def scalar(self, cost: Cost) -> float:
        """A cost as one number, in which tiers trade softly."""
        one, two, three = self.weights
        return one * cost[0] + two * cost[1] + three * cost[2]

    def value(self) -> float:
        """The draft as one number: the tiers, and what all ways together cost."""
        travel = sum(t.travel for t in self.draft.timetables)
        return self.scalar(self.draft.cost) + self.spread * travel

    def gain(self, option: Option) -> float:
        """What an option saves at its site, as one number."""
        before = self.draft.costs[option.visit.site]
        return self.scalar(before) - self.scalar(self.draft.cost_with(option))

    # -- recreate ---------------------------------------------------------------------------

    def recreate(self) -> None:
        """Put open sites in, each where it costs least."""
        self._tired.clear()
        self._apart.clear()
        self.price = self.dice.choice(PRICES) * self.density
        self.thins = self.dice.random() < THINNED
        sites = [s for s in self.round.site if self._is_open(s)]
        for site in self._ordered(sites):
            while self._insert(site):
                pass

    def _is_open(self, site: str) -> bool:
        return bool(self.draft.open_needs[site] and self.draft.free_slots(site))

    def _ordered(self, sites: list[str]) -> list[str]:
        """Sites in one of several orders, by chance."""
        dice = self.dice
        dice.shuffle(sites)
        how = dice.random()
        if how < 0.4:
            return sites
        if how < 0.4 + self.by_ratio:
            return self._by_ratio(sites)
        worth = {
            s: sum(sum(self.tables.worth[n.id]) for n in self.draft.open_needs[s]) for s in sites
        }
        if how < 0.75:
            return sorted(sites, key=lambda s: -worth[s])
        index = self.round.site_index
        first = self.tables.first[0]
        if how < 0.9:
            return sorted(sites, key=lambda s: -first[index[s]])
        return sorted(sites, key=lambda s: first[index[s]])

    by_ratio = 0.3
    power = 2.0
    noise = 0.4

    def _by_ratio(self, sites: list[str]) -> list[str]:
        """By what a site is worth for the time it takes, as things stand, with some noise."""
        ranked = []
        for site in sites:
            best = 0.0
            for visit in self.draft.free_slots(site):
                for option in self._options_of(visit, False):
                    value = self.gain(option) ** self.power / (1 + option.seat.cost)
                    best = max(best, value)
            if best:
                ranked.append((best * (1 + self.noise * self.dice.random()), site))
        ranked.sort(reverse=True)
        return [site for _, site in ranked]

    def _insert(self, site: str) -> bool:
        """Book the site's best option; false if there is none."""
        slots = self.draft.free_slots(site)
        if not slots or not self.draft.open_needs[site]:
            return False
        for _ in range(ATTEMPTS):
            best = self._best(slots)
            if best is None or self.gain(best) <= 0:
                return False
            stop = self.draft.put(best)
            if stop is not None:
                self._undo.append((True, stop))
                return True
            self._learn(best)
        return False

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
            for option in self._options_of(visit, self.thins):
                value = self.gain(option) - self.price * option.seat.cost
                if best is None or value > most:
                    best, most = option, value
        return best

    def _options_of(self, visit: Visit, thins: bool) -> Iterator[Option]:
        """Seats for the visit, in every session and for several sets of its site's needs."""
        cap = self._cap(visit.site) if thins else None
        for session in self.tables.sessions_of(visit):
            if self.dice.random() < BLINK:
                continue
            needs = self._needs(visit.site, session)
            if not needs:
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
        changes = self.draft.timetables[session].changes
        tired = self._tired.get(session, frozenset())
        known = self._options.get((visit.id, menu.number, session))
        if known is not None and known[0] == changes and known[1] == tired:
            return known[2]
        self.weighed += 1
        option = self.draft.option(visit, session, menu, (), tired)
        self._options[visit.id, menu.number, session] = (changes, tired, option)
        return option

    # -- ruin -------------------------------------------------------------------------------

    def ruin(self) -> None:
        """Take some stops out."""
        draft, dice = self.draft, self.dice
        if not draft.stops:
            return
        how = dice.random()
        most = max(2, min(self.largest, len(draft.stops) // 2))
        count = dice.randint(1, most)
        if how < 0.75:
            self._ruin_near(count)
        elif how < 0.9:
            self._ruin_session(count)
        else:
            stops = sorted(draft.stops)
            for visit in dice.sample(stops, min(count, len(stops))):
                self._drop(draft.stops[visit])

    largest = 10
    at_lack = 0.5
    few = (2, 100, 100)

    def _drop(self, stop: Stop) -> None:
        if stop.site in self.held:
            return
        self.draft.drop(stop)
        self._undo.append((False, stop))

    def _ruin_near(self, count: int) -> None:
        """Strings of visits of the ways near a site."""
        draft, dice = self.draft, self.dice
        names = [s.id for s in self.round.sites]
        lacking = [s for s, cost in draft.costs.items() if cost[0] or cost[1] or cost[2] > 1]
        if lacking and dice.random() < self.at_lack:
            seed = self.round.site_index[dice.choice(lacking)]
        else:
            seed = dice.randrange(len(names))
        longest = dice.randint(1, 6)
        every = range(len(draft.timetables))
        few = frozenset(dice.sample(every, min(len(every), dice.choice(self.few))))
        for place in self._near[seed]:
            if count <= 0:
                return
            for stop in list(draft.stops_at[names[place]]):
                if stop.number not in few or stop.visit not in draft.stops or count <= 0:
                    continue
                for one in self._string(stop, min(longest, count)):
                    self._drop(one)
                    count -= 1

    def _string(self, stop: Stop, length: int) -> list[Stop]:
        """Consecutive visits of one of the stop's people, the stop among them."""
        person = self.dice.choice(stop.crew)
        route = self.draft.timetables[stop.number].routes[person]
        k = route.index(stop)
        first = max(0, min(k - self.dice.randrange(length), len(route) - length))
        return route[first : first + length]

    def _ruin_session(self, count: int) -> None:
        """Visits of one session, in a row."""
        tables = [t for t in self.draft.timetables if t.order]
        order = self.dice.choice(tables).order
        first = self.dice.randrange(max(1, len(order) - count + 1))
        for stop in order[first : first + count]:
            self._drop(stop)

    # -- search -----------------------------------------------------------------------------

    def start_from(self, plan: Plan, seed: int) -> None:
        """Begin at a lawful plan, with dice of one's own."""
        self.dice = random.Random(seed)
        self.draft = Draft(self.tables)
        self._options.clear()
        self._tired.clear()
        self._apart.clear()
        self._undo.clear()
        self.draft.load(plan)
        self.best, self.best_cost = plan, self.draft.cost

    def build(self) -> Plan:
        """Begin at a plan made by insertion alone: what is pinned, then the most pressing sites."""
        self._place_pinned()
        owed = [s for s in self.round.site if self._is_open(s)]
        weights = {
            s: tuple(map(sum, zip(*(self.tables.worth[n.id] for n in needs), strict=True)))
            for s in owed
            if (needs := self.draft.open_needs[s])
        }
        for site in sorted(owed, key=lambda s: (*(-w for w in weights[s]), s)):
            while self._insert(site):
                pass
        self._undo.clear()
        self.best, self.best_cost = self.draft.plan(), self.draft.cost
        return self.best

    def _place_pinned(self) -> None:
        """Visits that the clerk has asked for, with the people and in the sessions he named."""
        for pin in self.pins:
            people = tuple(self.tables.number[o] for o in pinned_people(self.round, pin))
            if self.draft.stops_at[pin.site]:
                continue
            menus = self.tables.menus(pin.site, tuple(self.tables.ranked[pin.site]))
            wished = pin_sessions(self.round, pin)
            options = [
                option
                for visit in self.draft.free_slots(pin.site)
                for session in self.tables.sessions_of(visit)
                for menu in menus
                if self.round.sessions[session].id in wished
                and (option := self.draft.option(visit, session, menu, people))
            ]
            for option in sorted(options, key=lambda o: (-self.gain(o), o.seat.cost)):
                if self.draft.put(option) is not None:
                    break

    def run(self, budget: int, stop: Callable[[], bool]) -> None:
        """Ruin and recreate until so many options have been weighed; the best plan is kept."""
        draft, began = self.draft, self.weighed
        now = self.value()
        while (used := (self.weighed - began) / budget) < 1 and not stop():
            heat = HOT * self.unit * (COLD / HOT) ** used
            self.weighed += 1
            self.ruin()
            self.recreate()
            then = self.value()
            if then <= now or self.dice.random() < math.exp((now - then) / heat):
                now = then
                self._undo.clear()
                if draft.cost < self.best_cost:
                    self.best, self.best_cost = draft.plan(), draft.cost
            else:
                self.go_back()

    def go_back(self) -> None:
        """Undo all since the last plan that was kept."""
        while self._undo:
            was_put, stop = self._undo.pop()
            if was_put:
                self.draft.drop(stop)
            else:
                self.draft.restore(stop)
