"""Who may use the power of an enforcing body: 授权依据 first, then 可代表实施主体."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sites.book import Body, Grant, Officer

if TYPE_CHECKING:
    from sites.round import Round


class Authority:
    """Answers for one round, each question once.

    Rows of 授权依据 that name the officer, or all officers of his department, decide for their
    enforcing body: one of them must run on the day and cover every item of the need. Where no row
    concerns him, a department's own people use its own power, and 可代表实施主体 is believed only
    for bodies that have no row at all.
    """

    def __init__(self, round: Round):
        self._round = round
        self._known: dict[tuple[str, str, tuple[str, ...], date], bool] = {}

    def holds(self, officer: str, need: str, day: date) -> bool:
        """Whether the person may stand for the need that day (a certificate is another matter)."""
        asked = self._round.need[need]
        key = (officer, asked.body, asked.items, day)
        if key not in self._known:
            self._known[key] = self._judge(self._round.officer[officer], *key[1:])
        return self._known[key]

    def bodies_at_once(self, officer: str, day: date | None = None) -> int:
        """How many bodies the person may stand for in one visit: that day, or on every day."""
        days = (day,) if day else tuple(s.day for s in self._round.sessions)
        rows = self._rows(self._round.officer[officer])
        return min(
            (max((g.bodies_at_once for g in rows if runs(g, d)), default=1) for d in days),
            default=1,
        )

    def _rows(self, officer: Officer) -> tuple[Grant, ...]:
        return tuple(g for g in self._round.grants if concerns(g, officer))

    def _judge(self, officer: Officer, body: str, items: tuple[str, ...], day: date) -> bool:
        return may_use(officer, body, items, day, self._round.grants, self._round.body)


def runs(grant: Grant, day: date) -> bool:
    """Whether a grant is valid on a day, first and last day included."""
    return (grant.valid_from is None or grant.valid_from <= day) and (
        grant.valid_until is None or day <= grant.valid_until
    )


def covers(grant: Grant, items: tuple[str, ...]) -> bool:
    """Whether a grant covers a need's items; one limited to items covers no need without any."""
    return not grant.items or (bool(items) and set(items) <= set(grant.items))


def may_use(
    officer: Officer,
    body: str,
    items: tuple[str, ...],
    day: date,
    grants: Sequence[Grant],
    bodies: Mapping[str, Body],
) -> bool:
    """Whether an officer may use a body's power for some items that day.

    ``body`` is an enforcing body; ``bodies`` the departments by their names.
    """
    if officer.kind not in ("officer", "expert"):
        return False
    own = [g for g in grants if g.acts_for == body and concerns(g, officer)]
    if own:
        return any(runs(g, day) and covers(g, items) for g in own)
    home = bodies.get(officer.body)
    if home is not None and home.enforcing == body:
        return True
    return body in officer.acts_for and not any(g.acts_for == body for g in grants)


def concerns(grant: Grant, officer: Officer) -> bool:
    """Whether a grant names the officer, or all officers of his department."""
    return grant.officer == officer.id or (not grant.officer and grant.body == officer.body)
