"""Everything the rules say can never be, collected once for a round and quick to ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from constraints._contract import Never
from constraints._registry import Rule, overridden_sites
from sites.plan import Booking
from sites.round import Round, Visit


class Nevers:
    """The `Never` tuples of some rules, per visit, without those a clerk put aside there."""

    def __init__(self, round: Round, rules: Iterable[Rule]):
        self.round = round
        self._of_site: defaultdict[str, list[Never]] = defaultdict(list)
        self._index: dict[str, dict[str, list[Never]]] = {}
        for rule in rules:
            outside = overridden_sites(rule, round)
            for never in rule.never(round):
                for site in self._sites(never):
                    if site not in outside:
                        self._of_site[site].append(never)

    def _sites(self, never: Never) -> Iterator[str]:
        """Sites a tuple speaks of: those named, or every one."""
        named = [never.site] if never.site else []
        if never.visit:
            named.append(self.round.visit[never.visit].site)
        if never.need:
            named.append(self.round.need[never.need].site)
        if not named:
            yield from self.round.site
        elif len(set(named)) == 1:
            yield named[0]

    def of_visit(self, visit: Visit) -> Iterator[Never]:
        """Tuples that speak of the visit, perhaps with an officer, a session, a need as well."""
        for never in self._of_site[visit.site]:
            if never.visit in ("", visit.id) and (not never.need or never.need in visit.needs):
                yield never

    def of_site(self, site: str) -> Iterator[Never]:
        """Tuples that speak of some visit at a site."""
        yield from self._of_site.get(site, ())

    def of_need(self, need: str) -> Iterator[Never]:
        """Tuples that may stand in the way of a need."""
        for never in self._of_site[self.round.need[need].site]:
            if never.need in ("", need):
                yield never

    def against(self, booking: Booking) -> Iterator[Never]:
        """Tuples that the booking would break."""
        about = self._about(booking.site)
        stands = {(s.officer, s.need) for s in booking.stands_for}
        stands |= {("", need) for need in booking.needs}
        standing = [s.officer for s in booking.stands_for]
        for officer in dict.fromkeys(("", *booking.people, *standing)):
            for never in about.get(officer, ()):
                if (
                    (not never.need or (officer, never.need) in stands)
                    and never.session in ("", booking.session)
                    and never.visit in ("", booking.visit)
                ):
                    yield never

    def _about(self, site: str) -> dict[str, list[Never]]:
        """Tuples of a site by officer: by officer and need they would take as much room again."""
        if site not in self._index:
            index: defaultdict[str, list[Never]] = defaultdict(list)
            for never in self._of_site.get(site, ()):
                index[never.officer].append(never)
            self._index[site] = dict(index)
        return self._index[site]
