"""What a week's plan has that the version published last has not: old → new, and why."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from constraints import RULES
from exports.changes import change_rows
from exports.week import last_published, published_folder
from scheduler.next_version import FREED, ROOM, explained
from scheduler.promise import breaches_of, still_promised
from sites.approval import content_digest
from sites.base import Language, Text
from sites.differences import Differences
from sites.json_files import read_plan
from sites.plan import Plan
from sites.round import Round
from web.week.store import Step

BY_HAND = Text(zh="手工调整", en="changed by hand")


class Change(NamedTuple):
    """One difference in words."""

    kind: str
    site: str
    old: str
    new: str
    why: str


class Changes(NamedTuple):
    """All of them; ``version`` is the published one that they are told of."""

    version: int
    round: Round
    found: Differences

    def rows(self, lang: Language) -> list[Change]:
        """In one language, as the sheet of changes has them."""
        return [Change(*row[1:]) for row in change_rows(self.found, self.round, lang)]


def changes_of(folder: Path, step: Step) -> Changes | None:
    """What differs from the version published last; None where nothing is published, or does.

    What the rules say against the old plan, and the needs that are new, are the reasons; where it
    was changed by hand for neither, that is said.
    """
    version = last_published(folder)
    old = read_plan(published_folder(folder, version) / "plan.json") if version else None
    if old is None or content_digest(old) == content_digest(step.plan):
        return None
    found = _explained(old, step.plan, step.round)
    if step.plan.stopped_by == "hand":
        found = found.but(
            visits=tuple(
                one.but(why=tuple(BY_HAND if w in (ROOM, FREED) else w for w in one.why))
                for one in found.visits
            )
        )
    return Changes(version, step.round, found) if found else None


def _explained(old: Plan, new: Plan, round: Round) -> Differences:
    """As `scheduler.replan` explains what it did."""
    promised = round.but(published=old)
    base = old.but(bookings=tuple(still_promised(promised)), round_digest=promised.digest)
    breaches = breaches_of(base, promised, tuple(RULES.values()))
    known = old.met | {u.need for u in old.unmet}
    fresh = [n for n in round.needs if n.owed and n.id not in known]
    return explained(old, new, breaches, fresh)
