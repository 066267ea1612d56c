"""A published plan as the ledger keeps it: the plan itself, and a task for each booking."""

from __future__ import annotations

from collections.abc import Iterable

from sites.json_files import plan_json, round_json
from sites.kept import KeptPlan, Task, TaskNeed
from sites.need import Need
from sites.plan import Booking, Plan
from sites.round import Round
from sites.tasks.numbers import task_numbers

DROPPED = "计划第{version}版中不再安排"
"""Why a task of an earlier version is cancelled."""


def plan_id(round: Round, version: int) -> str:
    """What a version of a week's plan is called in the ledger: 2026-11-30 v1."""
    return f"{round.first_day} v{version}"


def kept_plan(plan: Plan, round: Round) -> KeptPlan:
    """Return the plan and the round it answers as they are kept for good."""
    own = plan.approval
    return KeptPlan(
        id=plan_id(round, own.version),
        first_day=round.first_day,
        last_day=round.last_day,
        version=own.version,
        state=own.state,
        by=own.by,
        on=own.on,
        round=round_json(round),
        plan=plan_json(plan),
    )


def tasks_of(plan: Plan, round: Round, before: Iterable[Task] = ()) -> tuple[Task, ...]:
    """Return the tasks of a published plan, then those of ``before`` that it no longer has.

    What people have told of a task already stays; a task of an earlier version that is dropped
    and of which nothing was told becomes ``cancelled``.
    """
    numbers, known = task_numbers(plan, round.first_day), {t.id: t for t in before}
    now = [_task(b, numbers[b.visit], plan, round) for b in plan.bookings if b.state != "cancelled"]
    now = [_carried(task, known.get(task.id)) for task in now]
    kept = {task.id for task in now}
    why = DROPPED.format(version=plan.approval.version)
    gone = [
        t.but(state="cancelled", reason=why) if t.state == "published" else t
        for t in known.values()
        if t.id not in kept
    ]
    return (*now, *gone)


def _carried(task: Task, was: Task | None) -> Task:
    """A task already told of stays as it was told; one not told of is as the new plan says."""
    if was is None:
        return task
    if was.state in ("done", "not_done"):
        return was.but(plan=task.plan)
    return task.but(platform_no=was.platform_no, code=was.code, note=was.note)


def _task(booking: Booking, number: str, plan: Plan, round: Round) -> Task:
    return Task(
        id=number,
        plan=plan_id(round, plan.approval.version),
        visit=booking.visit,
        site=booking.site,
        on=round.session[booking.session].day,
        starts=booking.start // round.ticks_per_minute,
        ends=booking.end // round.ticks_per_minute,
        lead=booking.lead,
        officers=booking.officers,
        auxiliaries=booking.auxiliaries,
        stands_for=booking.stands_for,
        needs=tuple(_need(round.need[n]) for n in booking.needs),
    )


def _need(need: Need) -> TaskNeed:
    return TaskNeed(
        need=need.id,
        body=need.body,
        kind=need.kind,
        items=need.items,
        hazards=need.hazards,
        complaints=need.complaints,
        campaign=need.campaign,
        from_above=need.from_above,
        task_no=need.task_no,
    )
