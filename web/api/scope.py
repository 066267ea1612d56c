"""What the two narrow roles may see: an officer own visits, a department its own items."""

from __future__ import annotations

from typing import Any

from sites.book import Body, Hazard
from sites.kept import Task
from sites.ledger import Rows
from sites.ledger.tables import TABLES
from web.api.answers import NotThere
from web.api.asking import Asking
from web.desk import Person


def is_own_task(person: Person, task: Task) -> bool:
    """Whether a visit concerns this person at all."""
    if person.role == "officer":
        return person.officer in {*task.officers, *task.auxiliaries, *task.present}
    if person.role == "body":
        return any(need.body == person.body for need in task.needs)
    return True


def task_for(person: Person, task: Task, bodies: dict[str, str]) -> Task:
    """A visit as its person may see it; ``bodies``: each officer's enforcing body.

    Both narrow roles are told no complaint. A department sees its own needs and people alone.
    """
    if person.role not in ("officer", "body"):
        return task
    needs = tuple(n.but(complaints=()) for n in task.needs)
    if person.role == "officer":
        return task.but(needs=needs)

    def own(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in people if bodies.get(p) == person.body)

    return task.but(
        needs=tuple(n for n in needs if n.body == person.body),
        lead=task.lead if bodies.get(task.lead) == person.body else "",
        officers=own(task.officers),
        auxiliaries=own(task.auxiliaries),
        present=own(task.present),
        stands_for=tuple(s for s in task.stands_for if bodies.get(s.officer) == person.body),
        note="",
        refusal="",
        reason="",
    )


def bodies_of_people(rows: Rows) -> dict[str, str]:
    """The enforcing body of each officer, by id."""
    enforcing = {body.id: body.enforcing for body in rows.rows("bodies")}
    return {o.id: enforcing.get(o.body, o.body) for o in rows.rows("officers")}


def own_hazards(rows: Rows, asking: Asking) -> tuple[Any, ...]:
    """The condition on hazards that a narrow role sees; none for the office."""
    person, column = asking.person, TABLES["hazards"].c
    if person.role == "body":
        names = _names(rows, person)
        found = (column.body == "") & column.found_by_body.in_(names)
        return (column.body.in_(names) | found,)
    if person.role == "officer":
        own = [t for t in rows.rows("tasks") if is_own_task(person, t)]
        return (column.task_no.in_([n for t in own for n in (t.id, t.platform_no) if n]),)
    return ()


def hazard_for(rows: Rows, asking: Asking, id: str) -> Hazard:
    """The hazard of an id, if it is there and this person's; raises `NotThere`."""
    here = (TABLES["hazards"].c.row_key == id, *own_hazards(rows, asking))
    found: Hazard | None = next(iter(rows.rows("hazards", *here)), None)
    if found is None:
        raise NotThere
    return found


def _names(rows: Rows, person: Person) -> tuple[str, ...]:
    bodies: tuple[Body, ...] = rows.rows("bodies")
    return (person.body, *(b.id for b in bodies if b.enforcing == person.body))
