"""What people found comes into the ledger: one act for all the files of a command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from sites.base import Text
from sites.book import Item
from sites.calendar import WorkCalendar
from sites.closure import World
from sites.findings_reading.office import Office
from sites.findings_reading.recognised import FoundFile
from sites.findings_reading.rows_told import rows_told
from sites.findings_reading.understood import named_tasks, pages_of, tasks_told
from sites.ledger.act import Act
from sites.ledger.recorded import Recorded
from sites.ledger.recording_hazards import HazardKeeper
from sites.ledger.recording_photos import keep_photos
from sites.ledger.recording_platform import match_visits
from sites.ledger.recording_tasks import TaskRecorder
from sites.ledger.recording_trackers import merge_tracker
from sites.ledger.rows import Rows
from sites.reading.findings import Findings, Spot
from sites.tasks.told import TaskTold


def record(
    act: Act,
    files: Sequence[FoundFile],
    findings: Findings,
    *,
    today: date,
    correct: bool = False,
    accept: bool = False,
) -> Recorded:
    """Record what files tell; to record the same again changes nothing.

    With ``correct`` what is told on paper now takes the place of what was recorded before, with
    ``accept`` visits of an export are taken for the tasks that they seem to be.

    Raises
    ------
    BookError
        With every fault of all files; then nothing is written.
    """
    office = office_of(act, named_tasks(files))
    told = tasks_told(files, office, findings)
    _refuse_ahead(files, told, office, today, findings)
    rows = [rows_told(file, office, findings) if file.tables else None for file in files]
    findings.stop_if_faulty()
    recorded = Recorded()
    recorded.notes += findings.warnings
    keeper = HazardKeeper(act, _world(act, office, told, today), recorded)
    recorder = TaskRecorder(act, office, keeper, recorded, correct)
    for one in told:
        recorder.record(one)
    for file, found in zip(files, rows, strict=True):
        if found is not None:
            match_visits(act, found, file, recorded, accept)
        keep_photos(act, file, found, recorded)
        if found is not None:
            merge_tracker(act, found, file, keeper, recorded)
    return recorded


def record_told(
    act: Act, told: TaskTold, office: Office, *, today: date, correct: bool = False
) -> Recorded:
    """Record what was told of one task without a file, as `record` does."""
    recorded = Recorded()
    keeper = HazardKeeper(act, _world(act, office, (told,), today), recorded)
    TaskRecorder(act, office, keeper, recorded, correct).record(told)
    return recorded


def _refuse_ahead(
    files: Sequence[FoundFile],
    told: Iterable[TaskTold],
    office: Office,
    today: date,
    findings: Findings,
) -> None:
    """What is said to have been inspected on a day that has not come yet is a fault.

    Its hazards could not be ordered nor re-checked today, and would not be told of again.
    """
    for one in told:
        on = office.tasks[one.id].on
        if on > today and (one.made or any(body.lines for body in one.bodies)):
            spots = [p.spot for p in pages_of(files, one.id) if p.filled]
            found = Text(
                zh=f"任务{one.id}已有检查结果，检查日期{on.month}月{on.day}日还没有到",
                en=f"results of task {one.id}, whose day {on} has not come yet",
            )
            expected = Text(
                zh="到当天再登记；提前去了的，先把计划改到那天再送审、批准、发布",
                en="to be recorded when it has; for a visit made earlier, move it in the plan, "
                "then submit, approve and publish that",
            )
            findings.fault(spots[0] if spots else Spot(), found, expected)


def office_of(act: Rows, tasks: Iterable[str]) -> Office:
    """The lists that papers name, the tasks asked for, and the items of their plans."""
    known = {key: task for key, (_, task) in act.keyed("tasks", tasks).items()}
    plans = act.keyed("plans", {task.plan: None for task in known.values()})
    return Office(
        tasks=known,
        items={key: _items(plan.round) for key, (_, plan) in plans.items()},
        sites={s.id: s for s in act.rows("sites")},
        companies={c.id: c for c in act.rows("companies")},
        officers={o.id: o for o in act.rows("officers")},
        bodies=act.rows("bodies"),
        listed=act.rows("items"),
        calendar=WorkCalendar(act.rows("day_marks")),
    )


def _items(round: str) -> dict[str, Item]:
    """Items of a kept round; the rest of it is of no use here."""
    found = (Item.model_validate(row) for row in json.loads(round)["items"])
    return {item.code: item for item in found}


def _world(act: Act, office: Office, told: Iterable[TaskTold], today: date) -> World:
    return World(
        today=today,
        officers=tuple(office.officers.values()),
        bodies=office.bodies,
        grants=act.rows("grants"),
        items=office.listed,
        tasks=tuple(office.tasks[one.id] for one in told),
        sites=tuple(office.sites.values()),
        recusals=act.rows("recusals"),
        settings=act.settings,
        calendar=office.calendar,
    )
