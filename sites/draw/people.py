"""Who of a body could inspect a site in the week, and why the others could not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sites.book import Officer
from sites.draw.audit import BodyRow, Excluded, OfficerRow
from sites.draw.ranks import OFFICER, rank
from sites.going import WHY, open_sessions, why_not
from sites.need import Need
from sites.round import Round


class Crowd:
    """The officers of one round and the seed they are ranked by; asks each authority once."""

    def __init__(self, round: Round, seed: int):
        self.round, self.seed = round, seed
        self.officers = sorted((o for o in round.officers if o.kind == "officer"), key=_id)
        self._holders: dict[tuple[str, tuple[str, ...], tuple[date, ...]], frozenset[str]] = {}

    def holders(self, need: Need, days: tuple[date, ...]) -> frozenset[str]:
        """Ids of who may stand for such a need on some of these days."""
        key, may = (need.body, need.items, days), self.round.may_stand
        if key not in self._holders:
            able = (o.id for o in self.officers if any(may(o.id, need.id, d) for d in days))
            self._holders[key] = frozenset(able)
        return self._holders[key]


def _id(officer: Officer) -> str:
    return officer.id


def with_people(row: BodyRow, need: Need, crowd: Crowd) -> BodyRow:
    """Return the body's row with everybody of the book who is an officer: in, or out and why."""
    round = crowd.round
    sessions = open_sessions(round, round.site[need.site])
    holders = crowd.holders(need, tuple(sorted({s.day for s in sessions})))
    without = tuple(o.id for o in crowd.officers if o.id not in holders)
    rows = []
    for officer in (o for o in crowd.officers if o.id in holders):
        why = why_not(officer, need, round, sessions)
        place = "" if why else rank(crowd.seed, OFFICER, need.site, need.body, officer.id)
        skills = tuple(sorted(set(officer.skills) & set(need.skills)))
        told = Excluded(code=why, says=WHY[why]) if why else None
        rows.append(
            OfficerRow(
                officer=officer.id, name=officer.name, excluded=told, rank=place, skills=skills
            )
        )
    ranked = sorted((r for r in rows if not r.excluded), key=lambda r: (r.rank, r.officer))
    chosen = _chosen(ranked, row.people)
    ordered = [r.but(drawn=True) for r in ranked if r.officer in chosen]
    ordered += [r for r in ranked if r.officer not in chosen]
    ordered += [r for r in rows if r.excluded]
    return row.but(officers=tuple(ordered), no_authority=without)


def _chosen(ranked: Sequence[OfficerRow], people: int) -> set[str]:
    """The first so many by rank, the first holder of each skill wanted among them."""
    chosen: list[OfficerRow] = []
    for skill in sorted({s for r in ranked for s in r.skills}):
        if not any(skill in r.skills for r in chosen):
            chosen.append(next(r for r in ranked if skill in r.skills))
    for row in ranked:
        if len(chosen) < people and row not in chosen:
            chosen.append(row)
    return {r.officer for r in chosen}
