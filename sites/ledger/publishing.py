"""A published plan comes into the ledger: the plan as it is, and a task for each of its visits."""

from __future__ import annotations

from sites.approval import content_digest
from sites.base import Text
from sites.errors import Refused
from sites.kept import Task
from sites.ledger.act import Act
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES
from sites.plan import Plan
from sites.round import Round
from sites.tasks import kept_plan, task_numbers, tasks_of


def keep_published(act: Act, plan: Plan, round: Round) -> Plan:
    """Keep a published plan and its tasks; return it as it is kept.

    Where the ledger has it already (the command was cut off before the folder was written) that
    very plan comes back, with the day and the name it was published under.

    Raises
    ------
    Refused
        If the ledger has that version, or a later one, with another content, or the numbers of
        its visits belong to other visits there.
    """
    kept = kept_plan(plan, round)
    there = act.row("plans", kept.id)
    if there is not None:
        before = Plan.model_validate_json(there.plan)
        if (content_digest(before), before.round_digest) != (content_digest(plan), round.digest):
            raise Refused(_other(kept.version))
        return before
    later = act.rows("plans", TABLES["plans"].c.version > kept.version, first_day=kept.first_day)
    if later:
        raise Refused(_other(max(p.version for p in later)))
    known = tasks_of_week(act, plan, round)
    _see_same_visits(known, plan, round)
    act.put("plans", kept, "published")
    were = {task.id: task for task in known}
    for task in tasks_of(plan, round, known):
        was = were.get(task.id)
        gone = was is not None and was.state != task.state == "cancelled"
        act.put("tasks", task, "cancelled" if gone else "" if was else "published")
    return plan


def tasks_of_week(rows: Rows, plan: Plan, round: Round) -> tuple[Task, ...]:
    """Tasks of all versions of a plan's week, by their numbers."""
    numbers = list(task_numbers(plan, round.first_day).values())
    if not numbers:
        return ()
    head = numbers[0].rpartition("-")[0]
    of_week = TABLES["tasks"].c.row_key.startswith(f"{head}-", autoescape=True)
    return tuple(sorted(rows.rows("tasks", of_week), key=lambda task: task.id))


def _see_same_visits(before: tuple[Task, ...], plan: Plan, round: Round) -> None:
    numbers = task_numbers(plan, round.first_day)
    by_number = {number: visit for visit, number in numbers.items()}
    for task in before:
        if by_number.get(task.id, task.visit) != task.visit:
            raise Refused(_other(plan.approval.version))


def _other(version: int) -> Text:
    return Text(
        zh=f"台账中已有这一周发布过的另一份计划（第{version}版）；请在原来的文件夹中改动后重新送审",
        en=f"the ledger has another published plan of that week (version {version}); "
        "change the one in its own folder and submit it again",
    )
