"""Tasks as a list for people: what was done, what was not, what still waits to be recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sites.base import Language, Text
from sites.kept import Task
from sites.ledger.rows import Rows
from sites.ledger.tables import TABLES

STATES = {
    "published": Text(zh="待登记", en="to be recorded"),
    "done": Text(zh="已检查", en="done"),
    "not_done": Text(zh="未检查", en="not done"),
    "cancelled": Text(zh="已取消", en="cancelled"),
}
AHEAD = Text(zh="未到日期", en="still ahead")


def listed(
    rows: Rows, days: tuple[date, date] | None, today: date
) -> tuple[tuple[Task, ...], dict[str, str]]:
    """Return tasks in the order of their numbers, and the names of their sites by id.

    Those of the days asked for; without days all that are over and not told of in full.
    """
    table = TABLES["tasks"].c
    if days is not None:
        found = rows.rows("tasks", table.on >= days[0], table.on <= days[1])
    else:
        told = rows.rows("tasks", table.on <= today, table.state.in_(("published", "done")))
        found = tuple(t for t in told if waits(t))
    names = {
        key: site.name for key, (_, site) in rows.keyed("sites", {t.site for t in found}).items()
    }
    return tuple(sorted(found, key=lambda t: t.id)), names


def ahead(rows: Rows, today: date) -> tuple[date, ...]:
    """Return the days of all published tasks that have not come yet, the first one first."""
    table = TABLES["tasks"].c
    return tuple(sorted(t.on for t in rows.rows("tasks", table.on > today, state="published")))


def waits(task: Task) -> bool:
    """Whether something of it is still to be told."""
    return task.state in ("published", "done") and any(n.done is None for n in task.needs)


def task_lines(
    tasks: Sequence[Task],
    names: Mapping[str, str],
    today: date,
    lang: Language,
    later: Sequence[date] = (),
) -> Iterator[str]:
    """One line a task, how many wait, and how many lie ahead on the days of ``later``."""
    for task in tasks:
        yield _line(task, names.get(task.site, task.site), today).in_(lang)
    count = sum(waits(t) and t.on <= today for t in tasks)
    total = Text(
        zh=f"共{len(tasks)}项任务，{count}项待登记",
        en=f"{len(tasks)} tasks, {count} to be recorded",
    )
    yield total.in_(lang)
    if later:
        yield _ahead_line(later).in_(lang)


def _ahead_line(later: Sequence[date]) -> Text:
    first = later[0]
    year, week, _ = first.isocalendar()
    name = f"{year}-W{week:02d}"
    return Text(
        zh=f"后面还有{len(later)}项未到日期，最早{first}（看那一周：--week {name}）",
        en=f"{len(later)} still ahead, the first on {first} (see that week: --week {name})",
    )


def _line(task: Task, site: str, today: date) -> Text:
    state = AHEAD if task.state == "published" and task.on > today else STATES[task.state]
    open_still = [n.body for n in task.needs if n.done is None] if task.state == "done" else []
    missed = [f"{n.body}（{n.reason}）" for n in task.needs if n.done is False]
    zh = [f"{task.id} {task.on} {site} {state.zh}"]
    en = [f"{task.id} {task.on} {site}: {state.en}"]
    if open_still:
        zh.append(f"尚未登记：{'、'.join(open_still)}")
        en.append(f"not told yet: {', '.join(open_still)}")
    if missed:
        zh.append(f"未检查：{'、'.join(missed)}")
        en.append(f"not inspected: {', '.join(missed)}")
    if task.state == "cancelled" and task.reason:
        zh.append(task.reason)
        en.append(task.reason)
    return Text(zh="；".join(zh), en="; ".join(en))
