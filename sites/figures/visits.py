"""Visits and actions of a month: tasks carried out, and 检查记录 where there is no task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sites.base import Frozen, Text
from sites.book import PastVisit
from sites.figures.figure import Traced
from sites.figures.material import Keyed, Material
from sites.kept import Task
from sites.tasks.found import day_of
from sites.tasks.made_visits import origin_of


class Visit(Frozen):
    """One visit at one site, whoever took part: a task carried out, or rows of 检查记录.

    ``lead`` is empty where nobody wrote it down; ``bodies`` are enforcing bodies.
    """

    site: str
    on: date
    lead: str
    bodies: tuple[str, ...]
    officers: tuple[str, ...]
    joint: bool
    onsite: bool
    rows: tuple[tuple[str, str], ...]


def visits(material: Material) -> tuple[Visit, ...]:
    """Every visit of the month once, by day, site and lead.

    Rows of 检查记录 that belong to a task are its rows. Without a task, the joint rows of a site
    and day are one visit; of the others those of a body.
    """
    if "visits" not in material.found:
        material.found["visits"] = _visits(material)
    found: tuple[Visit, ...] = material.found["visits"]
    return found


def _visits(material: Material) -> tuple[Visit, ...]:
    month = material.month
    tasks = [k for k in material.tasks if k.row.state == "done" and month.holds(day_of(k.row))]
    own: dict[str, list[Keyed[PastVisit]]] = {k.key: [] for k in tasks}
    groups: dict[tuple[str, date, str, bool], list[Keyed[PastVisit]]] = {}
    of_day: dict[tuple[str, date], list[Keyed[Task]]] = {}
    for task in tasks:
        of_day.setdefault((task.row.site, day_of(task.row)), []).append(task)
    for past in (k for k in material.history if month.holds(k.row.on)):
        row = past.row
        holder = _holder(past.row, of_day.get((row.site, row.on), ()), material)
        if holder is not None:
            own[holder.key].append(past)
        else:
            body = "" if row.joint else material.enforcing(row.body)
            groups.setdefault((row.site, row.on, body, row.onsite), []).append(past)
    found = [_of_task(task, own[task.key], material) for task in tasks]
    found += [_of_rows(rows, material) for rows in groups.values()]
    return tuple(sorted(found, key=lambda v: (v.on, v.site, v.lead, v.rows)))


def _holder(
    past: PastVisit, tasks: Sequence[Keyed[Task]], material: Material
) -> Keyed[Task] | None:
    """The task that a row of 检查记录 belongs to: that which left it, else one of its body."""
    body = material.enforcing(past.body)
    for task in tasks:
        if past.origin == origin_of(task.row.id) or (past.task_no and past.task_no == task.row.id):
            return task
    return next(
        (t for t in tasks if body in {material.enforcing(n.body) for n in t.row.needs}), None
    )


def _of_task(task: Keyed[Task], rows: list[Keyed[PastVisit]], material: Material) -> Visit:
    row = task.row
    needs = [n for n in row.needs if n.done is not False] or row.needs
    bodies = tuple(sorted({material.enforcing(n.body) for n in needs}))
    return Visit(
        site=row.site,
        on=day_of(row),
        lead=row.lead or (bodies[0] if len(bodies) == 1 else ""),
        bodies=bodies,
        officers=_certified_kind(row.present or row.officers, material),
        joint=len(bodies) > 1,
        onsite=row.onsite,
        rows=(("tasks", task.key), *(("history", k.key) for k in rows)),
    )


def _of_rows(rows: list[Keyed[PastVisit]], material: Material) -> Visit:
    first = rows[0].row
    bodies = tuple(sorted({material.enforcing(k.row.body) for k in rows}))
    return Visit(
        site=first.site,
        on=first.on,
        lead="" if first.joint else bodies[0],
        bodies=bodies,
        officers=_certified_kind((o for k in rows for o in k.row.officers), material),
        joint=first.joint,
        onsite=first.onsite,
        rows=tuple(sorted(("history", k.key) for k in rows)),
    )


def _certified_kind(people: Iterable[str], material: Material) -> tuple[str, ...]:
    """Officers once each, without auxiliaries, experts and drivers; the unknown count."""
    return tuple(sorted({p for p in people if material.kind.get(p, "officer") == "officer"}))


def on_site(material: Material) -> Iterator[Traced]:
    """Each visit on site."""
    return (_traced(v, material) for v in visits(material) if v.onsite)


def off_site(material: Material) -> Iterator[Traced]:
    """Each off-site check."""
    return (_traced(v, material) for v in visits(material) if not v.onsite)


def joint(material: Material) -> Iterator[Traced]:
    """Each visit on site; the joint ones count."""
    for visit in (v for v in visits(material) if v.onsite):
        yield _traced(visit, material).but(counts=visit.joint)


def saved(material: Material) -> Iterator[Traced]:
    """Joint visits; each counts for the visits that its bodies did not make one by one."""
    for visit in (v for v in visits(material) if v.onsite and len(v.bodies) > 1 and v.joint):
        yield _traced(visit, material).but(amount=len(visit.bodies) - 1)


def places(material: Material) -> Iterator[Traced]:
    """Each site visited, once."""
    by_site: dict[str, list[Visit]] = {}
    for visit in (v for v in visits(material) if v.onsite):
        by_site.setdefault(visit.site, []).append(visit)
    for site, several in by_site.items():
        times = Text(zh=f"{len(several)}次", en=f"{len(several)} visits")
        name, rows = material.site_name(site), tuple(r for v in several for r in v.rows)
        yield Traced(label=name, site=name, what=times, rows=rows)


def actions(material: Material) -> Iterator[Traced]:
    """Each action: the visits of one day under one lead."""
    for several in _actions(material):
        yield _action(several, material)


def joint_actions(material: Material) -> Iterator[Traced]:
    """Actions with a joint visit."""
    for several in _actions(material):
        if any(v.joint for v in several):
            yield _action(several, material)


def people(material: Material) -> Iterator[Traced]:
    """Each action; it counts for the officers who came, each once. Their names are not told."""
    for several in _actions(material):
        heads = len({officer for v in several for officer in v.officers})
        if heads:
            yield _action(several, material).but(amount=heads)


def _actions(material: Material) -> list[list[Visit]]:
    days: dict[tuple[date, str], list[Visit]] = {}
    for visit in (v for v in visits(material) if v.onsite):
        days.setdefault((visit.on, visit.lead), []).append(visit)
    return list(days.values())


def _action(several: list[Visit], material: Material) -> Traced:
    first = several[0]
    names = list(dict.fromkeys(material.site_name(v.site) for v in several))
    return Traced(
        label=first.lead or "联合（未记牵头）",
        on=first.on,
        site="、".join(names),
        what=_joined(sorted({b for v in several for b in v.bodies})),
        rows=tuple(r for v in several for r in v.rows),
    )


def _traced(visit: Visit, material: Material) -> Traced:
    name = material.site_name(visit.site)
    label, what = visit.lead or "联合（未记牵头）", _joined(visit.bodies)
    return Traced(label=label, on=visit.on, site=name, what=what, rows=visit.rows)


def _joined(bodies: Iterable[str]) -> Text:
    names = tuple(bodies)
    return Text(zh="、".join(names), en=", ".join(names))
