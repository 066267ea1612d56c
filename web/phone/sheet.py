"""What a phone is given of a task: its site, people and checklists; nothing that is internal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sites.book import Hazard
from sites.findings_reading.office import Office
from sites.kept import CheckResult, Task
from sites.ledger import Rows
from sites.ledger.recording import office_of
from sites.ledger.task_list import listed, waits
from sites.tasks import CheckLine, checklist
from web.desk import Desk

NEAR_DAYS = 1
"""Tasks of yesterday and tomorrow are in a phone's list too."""


def may_see(desk: Desk, task: Task) -> bool:
    """Whether a visit is this person's: an officer's own, a body's own, the office's every one."""
    if desk.person.role == "officer":
        people = {*task.officers, *task.auxiliaries, *task.present}
        return desk.person.officer in people
    if desk.person.role == "body":
        return any(need.body == desk.person.body for need in task.needs)
    return True


def may_tell(desk: Desk, task: Task) -> bool:
    """Whether this person may say what was found at a visit."""
    return desk.may("clerk", "admin", "officer", "body") and may_see(desk, task)


def tasks_for(rows: Rows, desk: Desk, today: date) -> tuple[Task, ...]:
    """The visits about now that are this person's, and those that still wait to be told of."""
    days = (date.fromordinal(today.toordinal() - NEAR_DAYS),
            date.fromordinal(today.toordinal() + NEAR_DAYS))  # fmt: skip
    near, _ = listed(rows, days, today)
    waiting, _ = listed(rows, None, today)
    several = {task.id: task for task in (*near, *waiting)}
    own = [t for t in several.values() if t.state != "cancelled" and may_see(desk, t)]
    return tuple(sorted(own, key=lambda t: (t.on != today, t.on, t.starts, t.id)))


def bodies_of(desk: Desk, task: Task) -> tuple[str, ...]:
    """The bodies whose checklists this person fills in."""
    bodies = tuple(dict.fromkeys(need.body for need in task.needs))
    return tuple(b for b in bodies if desk.person.role != "body" or b == desk.person.body)


def line_name(line: CheckLine) -> str:
    """What names a line in the ledger."""
    return line.check.zh or line.name.zh


def sheets(rows: Rows, desk: Desk, tasks: Iterable[Task], today: date) -> list[dict[str, Any]]:
    """Return the sheets of tasks as JSON values."""
    wanted = tuple(tasks)
    office = office_of(rows, [task.id for task in wanted])
    return [_sheet(rows, desk, task, office, today) for task in wanted]


def _sheet(rows: Rows, desk: Desk, task: Task, office: Office, today: date) -> dict[str, Any]:
    site = office.sites.get(task.site)
    people = [
        {"id": id, "name": office.officers[id].name if id in office.officers else id}
        for id in dict.fromkeys((*task.officers, *task.auxiliaries, *task.present))
    ]
    results = rows.rows("results", task=task.id)
    return {
        "task": task.id,
        "site": site.name if site else task.site,
        "address": site.address if site else "",
        "on": task.on.isoformat(),
        "early": task.on > today,
        "clock": f"{_clock(task.starts)}—{_clock(task.ends)}",
        "people": people,
        "present": list(task.present or task.officers),
        "began": f"{task.began:%H:%M}" if task.began else "",
        "ended": f"{task.ended:%H:%M}" if task.ended else "",
        "refusal": task.refusal,
        "note": task.note,
        "waits": waits(task),
        "writes": may_tell(desk, task),
        "lang": desk.lang,
        "bodies": [
            _body(rows, desk, task, body, office, results) for body in bodies_of(desk, task)
        ],
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _body(
    rows: Rows, desk: Desk, task: Task, body: str, office: Office, results: Iterable[CheckResult]
) -> dict[str, Any]:
    needs = [n for n in task.needs if n.body == body]
    told = {(r.item, r.line): r for r in results if r.body == body}
    lines = checklist(needs, office.items.get(task.plan, {}))
    hazards = {key: row for key, (_, row) in rows.keyed("hazards", _hazards(lines)).items()}
    return {
        "body": body,
        "done": all(n.done is not None for n in needs),
        "not_done": next((n.reason for n in needs if n.done is False), ""),
        "lines": [_line(desk, line, told, hazards) for line in lines],
        "others": [_said(r) | {"line": r.line} for r in told.values() if r.line.startswith("其他")],
    }


def _hazards(lines: Iterable[CheckLine]) -> Iterator[str]:
    return (line.hazard for line in lines if line.hazard)


def _line(
    desk: Desk,
    line: CheckLine,
    told: dict[tuple[str, str], CheckResult],
    hazards: dict[str, Hazard],
) -> dict[str, Any]:
    known = hazards.get(line.hazard)
    shown = f"{known.place}　{known.what}".strip() if known else ""
    said = told.get((line.item, line_name(line)))
    return {
        "item": line.item,
        "hazard": line.hazard,
        "line": line_name(line),
        "name": desk.say(line.name),
        "check": desk.say(line.check),
        "what": shown,
        "said": _said(said) if said else None,
    }


def _said(result: CheckResult) -> dict[str, Any]:
    return {
        "result": result.result,
        "finding": result.finding,
        "measure": result.measure,
        "due": result.due.isoformat() if result.due else "",
    }
