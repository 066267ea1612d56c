"""Visits of another platform's export: matched to our tasks by number, else only proposed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sites.base import Text
from sites.book import PastVisit
from sites.findings_reading.recognised import FoundFile
from sites.findings_reading.rows_told import RowsTold
from sites.kept import Task
from sites.ledger.act import Act
from sites.ledger.conflicts import keep_apart
from sites.ledger.nouns import NOUNS
from sites.ledger.recorded import Recorded
from sites.ledger.tables import TABLES
from sites.tasks.made_visits import merged, origin_of, same_visit
from sites.tasks.outcome import outcome
from sites.tasks.told import BodyTold, TaskTold

NEAR_DAYS = 10
"""A visit made so many days from its planned day may still be that task's."""


def match_visits(
    act: Act, rows: RowsTold, file: FoundFile, recorded: Recorded, accept: bool
) -> None:
    """Record an export's visits; those with the number of a task carry that task out.

    A visit that only its site, day and body make look like a task is recorded as a visit and
    told; with ``accept`` it is taken for that task, if it can be only one.
    """
    for visit in rows.visits:
        visit = visit.but(origin=visit.origin or file.name)
        near = _near(act, visit)
        task = next((t for t in near if _has_number(t, visit.task_no)), None)
        if task is None:
            likely = [
                t for t in near if t.on == visit.on and _asks(t, visit) and not _is_told(t, visit)
            ]
            if likely and accept and len(likely) == 1:
                task = likely[0]
            elif likely:
                recorded.proposed.append(_proposal(visit, likely))
        if task is not None:
            _carry_out(act, task, visit, recorded)
        _keep(act, visit, task, recorded)


def _near(act: Act, visit: PastVisit) -> tuple[Task, ...]:
    days, table = timedelta(days=NEAR_DAYS), TABLES["tasks"].c
    at_site = (table.on >= visit.on - days, table.on <= visit.on + days)
    return tuple(sorted(act.rows("tasks", *at_site, site=visit.site), key=lambda t: t.id))


def _has_number(task: Task, number: str) -> bool:
    drawn = {part for n in task.needs for part in n.task_no.split("、")}
    return number != "" and number in {task.id, task.platform_no, *drawn}


def _asks(task: Task, visit: PastVisit) -> bool:
    return task.state != "cancelled" and any(n.body == visit.body for n in task.needs)


def _is_told(task: Task, visit: PastVisit) -> bool:
    """Whether it is known already that the body was there: then there is nothing to propose."""
    return any(n.done for n in task.needs if n.body == visit.body)


def _carry_out(act: Act, task: Task, visit: PastVisit, recorded: Recorded) -> None:
    own = [n for n in task.needs if n.body == visit.body]
    same = [n for n in own if n.kind == visit.kind] or own
    number = (
        visit.task_no if visit.task_no != task.id and not _has_number(task, visit.task_no) else ""
    )
    told = TaskTold(
        id=task.id,
        bodies=(BodyTold(body=visit.body, needs=tuple(n.need for n in same), whole=False),),
        platform_no=number if not task.platform_no else "",
        code=visit.code if not task.code else "",
        began=_moment(visit, visit.starts) if task.began is None else None,
        ended=_moment(visit, visit.ends) if task.ended is None else None,
        refusal="拒签" if visit.refused and not task.refusal else "",
    )
    now, conflicts = outcome(task, told)
    for conflict in conflicts:
        recorded.conflicts.append(conflict.says())
        keep_apart(act, "tasks", task, conflict.name, conflict.value)
    if act.put("tasks", now, now.state if now.state != task.state else "", visit.on):
        recorded.tasks.append(task.id)


def _moment(visit: PastVisit, minutes: int | None) -> datetime | None:
    if minutes is None:
        return None
    return datetime.combine(visit.on, time()) + timedelta(minutes=minutes)


def _keep(act: Act, visit: PastVisit, task: Task | None, recorded: Recorded) -> None:
    """Put the row into 检查记录; a row that the task's own paper left is filled in instead."""
    there: tuple[Any, ...] = act.rows("history", site=visit.site, on=visit.on)
    own = origin_of(task.id) if task else None
    mine = next((r for r in there if r.origin == own and same_visit(r, visit)), None)
    key = NOUNS["history"].key_of
    if mine is not None:
        row = merged(visit, mine)
        row = row.but(code=visit.code or row.code, result=visit.result or row.result)
        if act.put("history", row, on=visit.on):
            recorded.visits += 1
        return
    known = next((r for r in there if key(r) == key(visit)), None)
    if act.put("history", merged(visit, known) if known else visit, on=visit.on):
        recorded.visits += 1


def _proposal(visit: PastVisit, likely: list[Task]) -> Text:
    listed = "、".join(t.id for t in likely)
    return Text(
        zh=f"待确认：{visit.on} {visit.site} {visit.body}的检查没有任务编号，可能是任务{listed}"
        "（确认的，加 --accept 再登记一次）",
        en=f"to confirm: the visit of {visit.body} to {visit.site} on {visit.on} has no task "
        f"number; it may be task {listed} (record again with --accept to take it for that)",
    )
