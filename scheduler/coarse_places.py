"""Where and when counted visits can be: like slots, sessions by block, lengths by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from constraints._contract import Group
from scheduler.coarse_groups import Bars, Call, Calls
from sites.round import Round, Session, Visit

Block = tuple[Session, ...]


class Role(NamedTuple):
    """So many people of these groups, who stand for the need or are there."""

    groups: frozenset[int]
    least: int
    stands: bool

    def implies(self, other: Role) -> bool:
        """Whether who fills this role fills the other as well."""
        return (
            self.groups <= other.groups
            and self.least >= other.least
            and (self.stands or not other.stands)
        )


Roles = tuple[Role, ...]


@dataclass(frozen=True)
class Cell:
    """Sessions of one block that are taken for alike at a place.

    ``needs`` maps what can be met there to whom it calls for, ``when`` to the sessions in which it
    can be met; ``any_visit`` are whom every visit calls for.
    """

    block: int
    sessions: frozenset[str]
    needs: dict[str, Roles]
    when: dict[str, frozenset[str]]
    any_visit: Roles


def merged(cells: Sequence[Cell]) -> Cell:
    """One cell that holds what any of the cells holds, and asks only what all of them ask."""
    needs = {n: None for cell in cells for n in cell.needs}
    with_need = {n: [c for c in cells if n in c.needs] for n in needs}
    return Cell(
        cells[0].block,
        frozenset().union(*(c.sessions for c in cells)),
        {n: _weakest([c.needs[n] for c in own]) for n, own in with_need.items()},
        {n: frozenset().union(*(c.when[n] for c in own)) for n, own in with_need.items()},
        _weakest([c.any_visit for c in cells]),
    )


def _weakest(lists: Sequence[Roles]) -> Roles:
    """Of the roles in each place of the lists, what all of them imply."""
    if all(own == lists[0] for own in lists):
        return lists[0]
    return tuple(
        Role(
            frozenset().union(*(r.groups for r in roles)),
            min(r.least for r in roles),
            all(r.stands for r in roles),
        )
        for roles in zip(*lists, strict=False)
    )


@dataclass(frozen=True)
class Place:
    """Like slots of a site, under the first of them.

    ``ticks`` is the least length of a visit that meets the need, opening included.
    """

    visit: Visit
    slots: tuple[str, ...]
    ticks: dict[str, int]
    cells: tuple[Cell, ...]


def blocks(round: Round, *, merged: bool) -> tuple[Block, ...]:
    """The sessions one by one, or all of one week and one length together."""
    if not merged:
        return tuple((s,) for s in round.sessions)
    alike: defaultdict[tuple[object, ...], list[Session]] = defaultdict(list)
    for session in round.sessions:
        alike[(session.day.isocalendar()[:2], session.end - session.start)].append(session)
    return tuple(tuple(own) for own in alike.values())


class Places:
    """Makes the places of a round.

    ``exact`` keeps sessions apart in which other needs can be met, or at another price
    (``dear``: tier, amount by need and session); else a block is one cell. Of the lengths of visits
    at a site so many ``classes`` are told apart; others count as the next shorter one.
    """

    def __init__(
        self,
        round: Round,
        calls: Calls,
        bars: Bars,
        groups: Sequence[Group],
        dear: Mapping[tuple[str, str], Sequence[tuple[str, int]]],
        *,
        exact: bool,
        classes: int,
    ):
        self.round, self.calls, self.bars, self.exact = round, calls, bars, exact
        self.classes = classes
        self._dear = dear
        self._group_of = {o: g for g, group in enumerate(groups) for o in group.people}
        self._away: defaultdict[str, set[str]] = defaultdict(set)
        for officer, session in bars.absent:
            self._away[session].add(officer)
        self._known: dict[tuple[frozenset[str], frozenset[str], str], tuple[frozenset[int], int]]
        self._known = {}

    def all(self, blocks: Sequence[Block], in_time: Callable[[], None]) -> tuple[Place, ...]:
        """Every place that has some cell; ``in_time`` is called now and then, and may raise."""
        found = []
        for slots in self._alike():
            in_time()
            ticks = {
                n: self.round.visit_ticks(slots[0], self.round.ticks(self.round.need[n].minutes))
                for n in slots[0].needs
            }
            cells = tuple(
                cell for b, block in enumerate(blocks) for cell in self._cells(slots[0], b, block)
            )
            ticks = rounded(ticks, self.classes)
            found.append(Place(slots[0], tuple(v.id for v in slots), ticks, cells))
        return tuple(p for p in found if p.cells)

    def _alike(self) -> list[list[Visit]]:
        alike: defaultdict[tuple[object, ...], list[Visit]] = defaultdict(list)
        for visits in self.round.visits_at.values():
            for v in visits:
                key = (v.site, v.needs, v.min_minutes, v.state, self.bars.of_slot(v.id))
                alike[key].append(v)
        return list(alike.values())

    def _cells(self, visit: Visit, b: int, block: Block) -> list[Cell]:
        alike: defaultdict[object, list[Cell]] = defaultdict(list)
        for session in block:
            cell = self._cell(visit, b, session.id)
            if cell is not None:
                dear = tuple(tuple(self._dear.get((n, session.id), ())) for n in cell.needs)
                key = tuple(cell.needs.items()), cell.any_visit, dear
                alike[key if self.exact else ()].append(cell)
        return [merged(own) for own in alike.values()]

    def _cell(self, visit: Visit, b: int, session: str) -> Cell | None:
        """The cell of a single session; None if nothing can be met in it."""
        if "" in self.bars.at(visit, "", session):
            return None
        any_visit = self._roles(visit, "", session)
        needs = {
            need: roles
            for need in visit.needs
            if "" not in self.bars.at(visit, need, session)
            and (roles := self._roles(visit, need, session)) is not None
        }
        if any_visit is None or not needs:
            return None
        only = frozenset((session,))
        return Cell(b, only, needs, dict.fromkeys(needs, only), any_visit)

    def _roles(self, visit: Visit, need: str, session: str) -> Roles | None:
        """Roles by group; None if there are not people enough for one of them."""
        found = []
        for call in self.calls.of(visit.site, need, session):
            barred = self.bars.at(visit, need if call.stands else "", session)
            groups, people = self._able(call, barred, session)
            if people < call.least:
                return None
            found.append(Role(groups, call.least, call.stands))
        return tuple(found)

    def _able(self, call: Call, barred: frozenset[str], session: str) -> tuple[frozenset[int], int]:
        """Groups of those who can fill a role, absent or not, and how many are there."""
        key = (call.people, barred, session)
        if key not in self._known:
            away = self._away[session]
            able = call.people - (barred - away)
            groups = frozenset(self._group_of[o] for o in able if o in self._group_of)
            self._known[key] = groups, len(able - away)
        return self._known[key]


def rounded(ticks: Mapping[str, int], classes: int) -> dict[str, int]:
    """Lengths with so many different ones at most: each the next shorter one that is kept."""
    each = sorted(set(ticks.values()))
    kept = [each[k * len(each) // classes] for k in range(classes)] if len(each) > classes else each
    return {n: max(k for k in kept if k <= t) for n, t in ticks.items()}


def hardest(roles: Roles) -> Roles:
    """The roles without those that another one implies."""
    each = tuple(dict.fromkeys(roles))
    return tuple(r for r in each if not any(o != r and o.implies(r) for o in each))
