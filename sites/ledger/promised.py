"""What published plans of earlier weeks promise and nobody has reported on yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sites.kept import KeptPlan
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES
from sites.plan import Plan
from sites.planned import PlannedVisit
from sites.round import Round
from sites.tasks import still_promised

UNREPORTED_DAYS = 14
"""So many days after its week a visit that nobody reported on is no promise any more."""


def promised(rows: Rows, first: date, today: date) -> tuple[PlannedVisit, ...]:
    """Return the visits before ``first`` that are still to be made or reported, oldest first.

    What was reported (done, not carried out, cancelled) stands in the record, or is due again.
    """
    plans = TABLES["plans"].c
    since = today - timedelta(days=UNREPORTED_DAYS)
    kept = rows.rows("plans", plans.first_day < first, plans.last_day >= since)
    found = (p for plan in _latest(kept) for p in _of(rows, plan))
    return tuple(p for p in found if p.row.on < first)


def _latest(kept: Iterable[KeptPlan]) -> list[KeptPlan]:
    """The last version of each week that has its papers."""
    weeks: dict[date, KeptPlan] = {}
    for plan in sorted(kept, key=lambda p: (p.first_day, p.version)):
        if plan.state in ("published", "done") and plan.round and plan.plan:
            weeks[plan.first_day] = plan
    return list(weeks.values())


def _of(rows: Rows, kept: KeptPlan) -> tuple[PlannedVisit, ...]:
    round, plan = Round.model_validate_json(kept.round), Plan.model_validate_json(kept.plan)
    return still_promised(rows.rows("tasks", plan=kept.id), plan, round)
