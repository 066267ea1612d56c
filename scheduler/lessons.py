"""What is learned when the rules refuse an option: who cannot come, what cannot be met there."""

from __future__ import annotations

from scheduler.bookings import Option, stop_of
from scheduler.draft import Draft
from scheduler.stop import Stop, as_move

NOBODY: frozenset[int] = frozenset()

MOST_KEPT = 20_000
"""Sites' open needs remembered at most."""


class Lessons:
    """Lessons of one draft; those that a ruin may make untrue are forgotten at the next one.

    ``tired``: by session, people whom a rule refuses. Who is refused even by himself stays so until
    somebody is taken out of the session, or he himself out of another one.
    """

    def __init__(self, draft: Draft):
        self.draft, self.tables = draft, draft.tables
        self.clashes = draft.tables.clashes
        self.tired: dict[int, frozenset[int]] = {}
        self._alone: dict[int, frozenset[int]] = {}
        self._lasting: dict[int, frozenset[int]] = {}
        self._apart: dict[int, set[str]] = {}
        self._closed: dict[tuple[int, str], dict[int, int]] = {}

    def forget(self, wholly: bool = True) -> None:
        """Begin anew: inserting makes things tighter, taking out does not."""
        freed, people = self.draft.freed, 0
        if wholly:
            self._lasting = {}
        for crew in freed.values():
            people |= crew
        self._alone = {
            session: frozenset([p for p in tired if not people >> p & 1])
            for session, tired in self._lasting.items()
            if session not in freed
        }
        self.tired = dict(self._alone)
        self._apart.clear()

    def keep(self) -> None:
        """What was learned since `forget` holds on: what was put in and taken out since is kept."""
        self._lasting = self._alone

    def learn(self, refused: Option) -> None:
        """Remember who cannot come, or which needs cannot be met, till the next ruin."""
        if not self.too_many(refused) and not self._clash(refused):
            self._apart.setdefault(refused.session, set()).update(n.id for n in refused.needs)

    def too_many(self, option: Option) -> bool:
        """Learn whom the rule refuses that refused the option, beside those it accepts."""
        draft = self.draft
        if not draft.refused:
            return False
        test = self.tables.fits.test(draft.refused)
        if option.host is not None:
            draft.drop(option.host)
        stop = stop_of(option, self.tables)
        kept: tuple[str, ...] = ()
        tired: list[int] = []
        alone: list[int] = []
        for person, officer in zip(stop.crew, stop.officers, strict=True):
            stop.officers = (*kept, officer)
            if test(draft.sketch, as_move(stop)):
                kept = stop.officers
            else:
                tired.append(person)
                stop.officers = (officer,)
                if not test(draft.sketch, as_move(stop)):
                    alone.append(person)
        if option.host is not None:
            draft.undo()
        if kept and tired:
            known = self.tired.get(option.session, NOBODY)
            self.tired[option.session] = known.union(tired)
            known = self._alone.get(option.session, NOBODY)
            self._alone[option.session] = known.union(alone)
        return bool(kept and tired)

    def _clash(self, option: Option) -> bool:
        """Learn whether the refused option's needs clash with those met at the site."""
        beside = [s for s in self.draft.at[option.visit.site].stops if s is not option.host]
        if not beside or not self.draft.refused or not self.clashes.learn(self.draft.refused):
            return False
        self._closed.clear()
        return True

    def wanted(self, site: str, host: Stop | None) -> dict[int, int]:
        """Masks of needs that may be met by another stop at the site, or instead of the host.

        By session; under -1 for all the others.
        """
        at = self.draft.at[site]
        key = (at.stamp, host.visit if host is not None else "")
        found = self._closed.get(key)
        if found is None:
            if len(self._closed) >= MOST_KEPT:
                self._closed.clear()
            found = self._closed[key] = self._find(site, host)
        if not self._apart:
            return found
        bit, every = self.tables.bit, found[-1]
        needs = {n.id for n in self.tables.ranked[site]}
        return found | {
            k: found.get(k, every) & ~sum(bit[n] for n in apart & needs)
            for k, apart in self._apart.items()
        }

    def _find(self, site: str, host: Stop | None) -> dict[int, int]:
        at, bit = self.draft.at[site], self.tables.bit
        own = host.needs if host is not None else ()
        needs = [n for n in self.tables.ranked[site] if n.id not in at.met or n.id in own]
        every = sum(bit[n.id] for n in needs)
        closed = self.clashes.of(needs, [s for s in at.stops if s is not host])
        return {-1: every} | {k: every & ~sum(bit[n] for n in gone) for k, gone in closed.items()}
