"""Polish: tier 4, session by session; people, rides and clocks are open, all else is held."""

from __future__ import annotations

import time

from scheduler import transfer
from scheduler.build import build
from scheduler.search import Search
from scheduler.solve import solve
from sites.plan import Plan
from sites.round import Round


def polish(search: Search) -> None:
    """Go once through the sessions; a better lawful plan becomes the incumbent.

    No board is begun that would not be there before the limit.
    """
    building = search.building
    for session in search.round.sessions:
        plan = search.incumbent
        if search.stopped or plan is None:
            return
        if building < search.seconds_left:
            building = max(building, _polish_session(search, plan, session.id))


def _polish_session(search: Search, plan: Plan, session: str) -> float:
    """Polish one session; return the seconds that it took to build its board."""
    free = [b.visit for b in plan.bookings if b.session == session]
    if not free:
        return 0.0
    began = time.monotonic()
    round = _only(search.round, plan)
    tiers = ("1.5", "4") if round.published else ("4",)
    built = build(round, search.rules, tiers=tiers, incumbent=plan, free=free, hold=True)
    transfer.hint(built.board, plan)
    building = time.monotonic() - began
    if round.published and search.verdict is not None:
        built.board.add(built.cost("1.5") <= search.verdict.cost("1.5"))
    outcome = search.note(
        solve(
            built.board,
            built.cost("4"),
            search.settings,
            effort=search.settings.session_effort,
            seconds=search.seconds_left,
        )
    )
    if outcome.plan is not None:
        search.must_be_lawful(outcome.plan.but(round_digest=search.round.digest), "polish")
    return building


def _only(round: Round, plan: Plan) -> Round:
    """The round with the visits of a plan only, and without wishes for other sites."""
    visits = {b.visit for b in plan.bookings}
    sites = {b.site for b in plan.bookings}
    return round.but(
        visits=tuple(v for v in round.visits if v.id in visits),
        pins=tuple(p for p in round.pins if p.how not in ("must", "fixed") or p.site in sites),
    )
