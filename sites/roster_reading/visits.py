"""Which needs each line meets and which slot it takes; what the round lacks is added to it."""

from __future__ import annotations

from itertools import count
from typing import Any

from sites.base import Text
from sites.book import Item
from sites.need import Need
from sites.roster_reading.cells import Wanted
from sites.roster_reading.lines import Line
from sites.roster_words import word
from sites.round import Round, Visit
from sites.vocabulary import fold


class Slots:
    """A round that grows by the needs and visits that a person typed in."""

    def __init__(self, round: Round, lines: list[Line]):
        self.round = round
        self.notes: list[Text] = []
        self._needs = {n.id: n for n in round.needs}
        self._visits = {v.id: v for v in round.visits}
        self._taken = {line.was.visit for line in lines if line.was}
        for line in lines:
            line.needs = self._as_written(line)
        self._met = {n for line in lines for n in line.needs}
        self.visit_of = [self._fill(line) for line in lines]

    def grown(self) -> Round:
        """The round with everything added; the same round if nothing was."""
        needs, visits = tuple(self._needs.values()), tuple(self._visits.values())
        if needs == self.round.needs and visits == self.round.visits:
            return self.round
        return self.round.but(needs=needs, visits=visits)

    def _as_written(self, line: Line) -> list[str]:
        """Needs of the booking as written whose kind and body are still asked for."""
        if line.was is None:
            return []
        asked = set(line.wanted)
        known = (self.round.need[n] for n in line.was.needs if n in self.round.need)
        return [n.id for n in known if {Wanted(n.kind, n.body), Wanted("", n.body)} & asked]

    def _fill(self, line: Line) -> str:
        """Give a line the needs it still lacks, and a slot that may meet them all."""
        kept = [self._needs[n] for n in line.needs]
        for wanted in line.wanted:
            if not any(_answers(n, wanted) for n in kept):
                line.needs += self._due_or_made(line, wanted)
        self._met.update(line.needs)
        visit = self._visits[line.was.visit] if line.was else self._free(line)
        missing = tuple(n for n in line.needs if n not in visit.needs)
        self._visits[visit.id] = visit.but(needs=visit.needs + missing) if missing else visit
        self._taken.add(visit.id)
        return visit.id

    def _due_or_made(self, line: Line, wanted: Wanted) -> list[str]:
        here = self.round.needs_at[line.site]
        free = [n for n in here if _answers(n, wanted) and n.id not in self._met]
        if not wanted.kind:
            free = [n for n in free if n.owed] or free[:1]
        if free:
            return [n.id for n in free]
        made = self._made(line, wanted)
        self._needs[made.id] = made
        site, kind = self.round.site[line.site].name, wanted.kind or "routine"
        self.notes.append(
            Text(
                zh=f"{site}：本周没有应做的{wanted.body}{word('kinds', kind, 'zh')}，按手工增加计",
                en=f"{site}: no {word('kinds', kind, 'en')} of {wanted.body} is due this week; "
                "taken as added by hand",
            )
        )
        return [made.id]

    def _made(self, line: Line, wanted: Wanted) -> Need:
        """A need that only the clerk knows of: the items typed, or all that apply there."""
        from sites.needs.routine import item_facts

        kind: Any = wanted.kind or "routine"
        items = self._items(line, wanted.body)
        body = self.round.body.get(wanted.body)
        stem = f"{line.site}/{wanted.body}/{kind}/+"
        return Need(
            id=next(f"{stem}{k}" for k in count(1) if f"{stem}{k}" not in self._needs),
            site=line.site,
            body=wanted.body,
            kind=kind,
            minutes=sum(i.minutes for i in items),
            people=body.min_people if body else 1,
            due=self.round.session[line.session].day,
            owed=False,
            approved=kind != "campaign",
            why=Text(zh="手工增加", en="added by hand"),
            **item_facts(items),
        )

    def _items(self, line: Line, body: str) -> list[Item]:
        from sites.catalogue import items_for

        own = [i for i in self.round.items if self._enforcing(i) == body]
        typed = [i for i in own if {fold(i.name), fold(i.code)} & set(line.item_words)]
        return typed or list(items_for(self.round.site[line.site], own))

    def _enforcing(self, item: Item) -> str:
        body = self.round.body.get(item.body)
        return body.enforcing if body else item.body

    def _free(self, line: Line) -> Visit:
        """A slot of the site that nobody uses and that may meet all needs, or a new one."""
        slots = [v for v in self._visits.values() if v.site == line.site]
        fitting = (v for v in slots if v.id not in self._taken and set(line.needs) <= set(v.needs))
        found = min(fitting, key=lambda v: v.order, default=None)
        if found is not None:
            return found
        order = 1 + max((v.order for v in slots), default=-1)
        ids = (f"{line.site}#{k}" for k in count(order + 1))
        id = next(i for i in ids if i not in self._visits)
        return Visit(id=id, site=line.site, order=order, needs=tuple(line.needs))


def _answers(need: Need, wanted: Wanted) -> bool:
    return need.body == wanted.body and wanted.kind in ("", need.kind)
