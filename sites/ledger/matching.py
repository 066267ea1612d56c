"""Another ledger of the same sites brought in: the same is known again, the doubtful is asked.

Nothing is merged silently: `compare` writes nothing; `take` fills cells that the ledger has left
blank, keeps apart what both say differently (冲突), and leaves the doubtful to a person.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from sites.base import Text
from sites.book import Company, Hazard, Site, SiteBook
from sites.errors import Refused
from sites.ledger.act import Act
from sites.ledger.conflicts import raise_conflict
from sites.ledger.nouns import NOUNS
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES
from sites.matching import Alias, Doubt, OtherName, Pair, PlaceRow, aliases, same_hazards
from sites.matching.hazards import DAYS_APART
from sites.matching.places import same_places
from sites.merging import Clash, cells_of, with_cells
from sites.vocabulary import fold

OURS = ("id", "site", "unverified")
"""Fields of a hazard in which the ledger's word stands: how it names things."""


class Comparison(NamedTuple):
    """What another ledger has, beside ours: rows of both, and the pairs found among them."""

    sites: tuple[Site, ...]
    their_sites: tuple[Site, ...]
    site_pairs: tuple[Pair, ...]
    hazards: tuple[Hazard, ...]
    their_hazards: tuple[Hazard, ...]
    pairs: tuple[Pair, ...]
    names: tuple[Alias, ...]

    @property
    def new(self) -> tuple[Hazard, ...]:
        """Hazards of the other ledger that have no partner here."""
        paired = {p.right for p in self.pairs}
        return tuple(h for j, h in enumerate(self.their_hazards) if j not in paired)


class Taken(NamedTuple):
    """What `take` did: hazards filled up, cells kept apart, new hazards, doubts to decide."""

    filled: int
    apart: int
    added: int
    doubts: tuple[Doubt, ...]


def compare(rows: Rows, other: SiteBook, site: str = "") -> Comparison:
    """Compare another ledger with ours; ``site`` is the one all its hazards are of, if given."""
    ours, theirs = rows.rows("sites"), other.sites
    site_pairs = same_places([_place(s) for s in ours], [_place(s) for s in theirs])
    counted = Counter(s.name for s in ours)
    known = {s.name: s.id for s in ours if counted[s.name] == 1}
    known |= {n.name: n.row for n in rows.rows("other_names", of="sites")}
    known |= {theirs[p.right].id: ours[p.left].id for p in site_pairs if p.verdict == "same"}
    there = tuple(h.but(site=site or known.get(h.site, h.site)) for h in other.hazards)
    here = tuple(_near(rows, there, site))
    told = {n.name: n.row for n in rows.rows("other_names", of="hazards")}
    pairs = tuple(_sure(p, here, there, told) for p in same_hazards(here, there))
    same = [(here[p.left].liable, there[p.right].liable) for p in pairs if p.verdict == "same"]
    return Comparison(ours, theirs, site_pairs, here, there, pairs, aliases(same))


def _place(site: Site) -> PlaceRow:
    return PlaceRow(id=site.id, name=site.name, address=site.address)


def _near(rows: Rows, others: Sequence[Hazard], site: str) -> Iterator[Hazard]:
    """Hazards of the ledger found in about the same days, at the site if one is given."""
    days = [h.found_on for h in others if h.found_on]
    column = TABLES["hazards"].c
    first, last = min(days, default=date.min), max(days, default=date.max)
    if days:
        first, last = first - timedelta(days=DAYS_APART), last + timedelta(days=DAYS_APART)
    about = sa.or_(column.found_on.between(first, last), column.found_on.is_(None))
    yield from rows.rows("hazards", about, *([column.site == site] if site else ()))


def _sure(
    pair: Pair, here: Sequence[Hazard], there: Sequence[Hazard], told: dict[str, str]
) -> Pair:
    """A pair that a person has decided before is the same at once."""
    known = told.get(there[pair.right].id) == here[pair.left].id
    return pair._replace(verdict="same") if known else pair


def take(act: Act, found: Comparison, file: str) -> Taken:
    """Bring the other ledger in, as one act."""
    short = {fold(a.short): a for a in found.names if a.known}
    filled = apart = 0
    for pair in found.pairs:
        if pair.verdict == "same":
            more = _filled(
                act, found.hazards[pair.left], found.their_hazards[pair.right], file, short
            )
            filled, apart = filled + more[0], apart + more[1]
    for hazard in found.new:
        _add(act, hazard, file)
    _name_companies(act, short.values())
    return Taken(filled, apart, len(found.new), tuple(_doubts(act, found, file)))


def _filled(
    act: Act, ours: Hazard, theirs: Hazard, file: str, short: dict[str, Alias]
) -> tuple[int, int]:
    """Fill the blank cells of ours, keep apart the others that differ; return how many of each."""
    mine, other, blank = cells_of(ours), cells_of(theirs), cells_of(Hazard(id="", what=""))
    taken: dict[str, Any] = {}
    apart = 0
    for name, value in other.items():
        if name in OURS or value in ("", None, [], blank.get(name)) or mine.get(name) == value:
            continue
        if mine.get(name) in ("", None, []):
            taken[name] = value
        elif not _is_alias(mine.get(name), value, short) and fold(mine.get(name)) != fold(value):
            clash = Clash(name, None, mine.get(name), value)
            apart += _keep_apart(act, ours, clash, file)
    if taken:
        act.put("hazards", with_cells(ours, taken), "filled")
    _remember(act, "hazards", theirs.id, ours.id, file)
    return int(bool(taken)), apart


def _keep_apart(act: Act, ours: Hazard, clash: Clash, file: str) -> int:
    """Raise a conflict, unless it was raised or decided before; return 1 if it is new."""
    known = act.rows("conflicts", of="hazards", row=ours.id, field=clash.field, file=file)
    if any(json.loads(c.in_file) == clash.file for c in known):
        return 0
    raise_conflict(act, "hazards", ours.id, ours.site, file, clash)
    return 1


def _add(act: Act, hazard: Hazard, file: str) -> None:
    """Add a hazard as it was found there (未核); a number that is ours already gets a suffix."""
    number, id = 1, hazard.id
    while act.row("hazards", id) is not None:
        number += 1
        id = f"{hazard.id}-{number}"
    act.put("hazards", hazard.but(id=id, unverified=True), "taken_in")
    _remember(act, "hazards", hazard.id, id, file)


def _is_alias(one: Any, other: Any, short: dict[str, Alias]) -> bool:
    names = {fold(one), fold(other)}
    return any(names == {fold(a.short), fold(a.full)} for a in short.values())


def _remember(
    act: Act, of: Literal["hazards", "sites", "companies"], name: str, row: str, file: str
) -> None:
    if name != row:
        act.put("other_names", OtherName(of=of, name=name, row=row, file=file))


def _name_companies(act: Act, known: Any) -> None:
    """A company that the ledger has by its full name learns its short one."""
    for alias in known:
        for company in act.rows("companies", name=alias.full):
            if not company.short_name:
                act.put("companies", Company.but(company, short_name=alias.short))


def _doubts(act: Act, found: Comparison, file: str) -> Iterator[Doubt]:
    decided = {(d.row, d.other) for d in act.rows("doubts")}
    asked: list[tuple[Literal["hazards", "sites"], Pair, Any, Any]] = [
        *(("hazards", p, found.hazards, found.their_hazards) for p in found.pairs),
        *(("sites", p, found.sites, found.their_sites) for p in found.site_pairs),
    ]
    for of, pair, ours, theirs in asked:
        row, other = NOUNS[of].key_of(ours[pair.left]), theirs[pair.right].model_dump_json()
        if pair.verdict == "doubtful" and (row, other) not in decided:
            id = str(act.count("doubts") + 1)
            doubt = Doubt(id=id, of=of, row=row, other=other, score=pair.score, file=file)
            act.put("doubts", doubt, "doubted")
            yield doubt


def decide(act: Act, id: str, same: bool) -> Doubt:
    """Decide a doubt; the act's person and reason stand for it.

    The same hazard fills up ours, a different one is added; a site that is the same is known by
    its other name from now on.

    Raises
    ------
    Refused
        If there is no such open doubt, or its row is gone.
    """
    doubt = act.row("doubts", id)
    row = act.row(doubt.of, doubt.row) if doubt is not None else None
    if doubt is None or doubt.state != "open" or row is None:
        raise Refused(Text(zh=f"没有待定的疑似重复{id}", en=f"there is no open doubt {id}"))
    model = NOUNS[doubt.of].model
    other: Any = model.model_validate_json(doubt.other)
    if same and doubt.of == "hazards":
        _filled(act, row, other, doubt.file, {})
    elif same:
        _remember(act, "sites", other.id, doubt.row, doubt.file)
    elif doubt.of == "hazards":
        _add(act, other, doubt.file)
    done = {
        "state": "same" if same else "different", "decided_by": act.who, "why": act.why,
    }  # fmt: skip
    act.change("doubts", id, done, "decided")
    return doubt.but(**done)
