"""How often a body has been on site this year: what the ceiling of 入企检查频次 counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sites.base import Text
from sites.book import Body, Kind, PastVisit, Site
from sites.need import Need

if TYPE_CHECKING:
    from sites.round import Round

Target = tuple[str, str]
"""``("company", its id)`` or ``("project", site id)``: whom a body's visits are counted for."""


def is_counted(kind: Kind, from_above: bool) -> bool:
    """日常 and this level's own 专项 count; 个案, 复查 and what is ordered from above do not."""
    return kind == "routine" or (kind == "campaign" and not from_above)


def counts(past: PastVisit) -> bool:
    """Whether a row of 检查记录 counts against a ceiling: as it says itself, or by the rule."""
    by_rule = is_counted(past.kind, past.from_above)
    return past.onsite and (by_rule if past.counted is None else past.counted)


def target_of(body: Body | None, site: Site) -> Target:
    """Whom a body counts a site's visits for; the site itself where no builder is known."""
    by_company = body is not None and body.count_by == "company" and site.builder
    return ("company", site.builder) if by_company else ("project", site.id)


class Frequency:
    """Counts of one round's history by body, target and calendar year."""

    def __init__(self, round: Round):
        self._round = round
        self._before = Counter(
            (body, self.target(body, past.site), past.on.year)
            for past in round.history
            if past.site in round.site and counts(past)
            for body in (self._enforcing(past.body),)
        )

    def _enforcing(self, body: str) -> str:
        known = self._round.body.get(body)
        return known.enforcing if known else body

    def target(self, body: str, site: str) -> Target:
        """Whom a body counts a site's visits for; the site itself where no builder is known."""
        return target_of(self._round.body.get(body), self._round.site[site])

    def sites_of(self, body: str, site: str) -> tuple[str, ...]:
        """Sites that share the target, in the round's order."""
        target = self.target(body, site)
        return tuple(s for s in self._round.site if self.target(body, s) == target)

    def ceiling(self, need: Need) -> int | None:
        """The yearly ceiling that a visit for the need counts against; None: it does not count."""
        known = self._round.body.get(need.body)
        return known.ceiling if known and is_counted(need.kind, need.from_above) else None

    def limited(self, needs: Iterable[str]) -> dict[str, Need]:
        """Bodies whose ceiling these needs count against, each with the first such need."""
        found: dict[str, Need] = {}
        for need in (self._round.need[n] for n in needs):
            if self.ceiling(need) is not None:
                found.setdefault(need.body, need)
        return found

    def name(self, need: Need) -> str:
        """The target of a need's body, as people say it."""
        kind, target = self.target(need.body, need.site)
        if kind == "project":
            return self._round.site[target].name
        return next((c.name for c in self._round.companies if c.id == target), target)

    def before(self, body: str, target: Target, year: int) -> int:
        """Counted visits on record in a calendar year."""
        return self._before[body, target, year]

    def told(self, body: str, site: str, year: int) -> Text:
        """How often so far this year, and the ceiling; without one the count is told all the same.

        It is our own ledger's count: what a body does alone is not in it (``clerk-and-law.md`` 4).
        """
        known = self._round.body.get(body)
        count = self.before(body, self.target(body, site), year)
        most = known.ceiling if known else None
        zh = "未设上限" if most is None else f"上限{most}次"
        en = "no ceiling set" if most is None else f"ceiling {most}"
        full_zh = "，已达上限" if most is not None and count >= most else ""
        full_en = ", reached" if full_zh else ""
        return Text(
            zh=f"{body}今年已计{count}次，{zh}{full_zh}",
            en=f"{body}: {count} so far, {en}{full_en}",
        )

    def headroom(self, body: str, site: str, year: int) -> int | None:
        """Counted visits still allowed before planning, at least 0; None: no ceiling is set."""
        known = self._round.body.get(body)
        if known is None or known.ceiling is None:
            return None
        return max(0, known.ceiling - self.before(body, self.target(body, site), year))
