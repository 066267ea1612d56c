"""检查记录 follows its task: a row for each need that was met, none for what was not."""

from __future__ import annotations

from sites.book import PastVisit
from sites.kept import Task
from sites.ledger.act import Act
from sites.ledger.nouns import NOUNS
from sites.ledger.tables import TABLES
from sites.tasks.made_visits import merged, origin_of, same_visit, visits_of


def keep_visits(act: Act, task: Task) -> int:
    """Bring 检查记录 to what the task says; what people wrote in its rows stays.

    Returns how many rows were added or changed.
    """
    wanted = visits_of(task, act.rows("results", task=task.id)) if task.state == "done" else ()
    days = {task.on, *(v.on for v in wanted)}
    there = act.rows("history", TABLES["history"].c.on.in_(sorted(days)), site=task.site)
    mine = [row for row in there if row.origin == origin_of(task.id)]
    others = [row for row in there if row not in mine]
    kept: list[PastVisit] = []
    for visit in wanted:
        other = next((row for row in others if same_visit(row, visit)), None)
        if other is not None:
            others.remove(other)
            kept.append(merged(visit, other))
            continue
        was = next((row for row in mine if _is_row(row, visit)), None)
        kept.append(visit.but(published_on=was.published_on) if was else visit)
    keys = [_key(row) for row in kept]
    for row in mine:
        if _key(row) not in keys:
            act.drop("history", _key(row), task.on)
    return sum(event is not None for event in act.put_all("history", kept, on=task.on))


def _is_row(row: PastVisit, visit: PastVisit) -> bool:
    return same_visit(row, visit) and row.items == visit.items


def _key(row: PastVisit) -> str:
    return NOUNS["history"].key_of(row)
