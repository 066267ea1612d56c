"""What a published plan still promises, once people have told of some of its visits."""

from __future__ import annotations

from collections.abc import Iterable

from sites.earlier import earlier_of
from sites.kept import Task
from sites.plan import Plan
from sites.planned import PlannedVisit
from sites.round import Round

OVER = ("cancelled", "not_done")


def still_promised(tasks: Iterable[Task], plan: Plan, round: Round) -> tuple[PlannedVisit, ...]:
    """Return the visits of a published plan that are still to come or not told of yet.

    What was carried out stands in 检查记录 by now; what was not is due again: neither is promised.
    ``tasks`` are those of the ledger; a booking without a task is promised as planned.
    """
    by_visit = {t.visit: t for t in tasks}
    bookings = []
    for booking in plan.bookings:
        task = by_visit.get(booking.visit)
        needs = () if task and task.state in OVER else _open(booking.needs, task)
        if needs:
            bookings.append(booking.but(needs=needs))
    own = earlier_of(round, plan.but(bookings=tuple(bookings)))
    return own[len(round.earlier) :]


def _open(needs: tuple[str, ...], task: Task | None) -> tuple[str, ...]:
    told = {n.need for n in task.needs if n.done is not None} if task else set()
    return tuple(n for n in needs if n not in told)
