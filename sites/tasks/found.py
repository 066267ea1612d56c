"""Hazards that a told task brings: their numbers, who found them, what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sites.book import Company, Officer, Site
from sites.kept import Task
from sites.tasks.told import BodyTold, LineTold

GRAVE, ORDINARY = "重大", "一般"
SIGNERS = 2


class Around(NamedTuple):
    """What the ledger knows around a task: its site, companies and people, by id."""

    site: Site
    companies: Mapping[str, Company]
    officers: Mapping[str, Officer]


def day_of(task: Task) -> date:
    """The day it took place, as told; else as planned."""
    return task.began.date() if task.began else task.on


def hazard_id(task: str, body: str, item: str, line: str) -> str:
    """The number of the hazard found on one line of a checklist: always the same for that line."""
    text = "|".join((task, body, item, line))
    return f"YH{task}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def hazard_fields(task: Task, body: str, line: LineTold, around: Around) -> dict[str, Any]:
    """Return the fields of the hazard that a line tells of, as it is entered, before any move."""
    result, day = line.result, day_of(task)
    builder = around.companies.get(around.site.builder)
    grave = any(
        f"{GRAVE}{word}" in result.finding + result.measure for word in ("隐患", "事故隐患")
    )
    return {
        "id": hazard_id(task.id, body, result.item, result.line),
        "site": task.site,
        "found_on": day,
        "found_by_body": body,
        "finders": finders(task, body, around.officers, day),
        "subject": line.name,
        "what": result.finding,
        "grade": GRAVE if grave else ORDINARY,
        "measure": result.measure,
        "liable": line.liable or (builder.name if builder else around.site.builder),
        "liable_person": line.person,
        "task_no": task.id,
        "body": body,
    }


def finders(task: Task, body: str, officers: Mapping[str, Officer], day: date) -> tuple[str, ...]:
    """Names of those who sign a body's record: its own people who came, then another certified."""
    there = task.present or task.officers
    needs = {n.need for n in task.needs if n.body == body}
    own = [s.officer for s in task.stands_for if s.need in needs and s.officer in there]
    known = [o for o in there if o in officers and officers[o].certified(day)]
    signers = tuple(dict.fromkeys([*own, *known]))[: max(SIGNERS, len(dict.fromkeys(own)))]
    return tuple(officers[o].name if o in officers else o for o in signers)


def unfit(bodies: Iterable[BodyTold]) -> Iterable[tuple[str, LineTold]]:
    """Lines on which something was found wrong, with their bodies; re-checks are not among them."""
    for body in bodies:
        for line in body.lines:
            if line.result.result == "unfit" and not line.hazard:
                yield body.body, line
