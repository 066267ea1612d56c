"""Rows of 检查记录 for a task that was carried out: one for each need that was met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sites.book import PastVisit
from sites.frequency import is_counted
from sites.kept import CheckResult, Task, TaskNeed
from sites.tasks.checklist import recheck_in
from sites.tasks.found import day_of

ORIGIN = "任务单"
"""Begins ``PastVisit.origin`` of these rows; 任务编号 follows."""


def origin_of(task: str) -> str:
    """数据来源 of a row that a task left."""
    return f"{ORIGIN} {task}"


def visits_of(task: Task, results: Iterable[CheckResult]) -> tuple[PastVisit, ...]:
    """Return the rows; for a ceiling a body comes once, however much it checks (see `earlier`)."""
    return tuple(_rows(task, tuple(results)))


def _rows(task: Task, results: tuple[CheckResult, ...]) -> Iterator[PastVisit]:
    met = [n for n in task.needs if n.done]
    joint, counted = len({n.body for n in met}) > 1, set()
    for need in met:
        for number in need.task_no.split("、"):
            once = need.body not in counted
            if is_counted(need.kind, need.from_above):
                counted.add(need.body)
            yield PastVisit(
                site=task.site,
                on=day_of(task),
                body=need.body,
                kind=need.kind,
                items=looked_at(need, results),
                officers=task.present or task.officers,
                joint=joint,
                counted=None if once else False,
                from_above=need.from_above,
                task_no=number or task.platform_no or task.id,
                code=task.code,
                approval=need.campaign,
                starts=_minutes(task, "began"),
                ends=_minutes(task, "ended"),
                result=_said(need, results),
                refused=task.refused,
                origin=origin_of(task.id),
                onsite=task.onsite,
            )


def _minutes(task: Task, name: str) -> int | None:
    moment = getattr(task, name)
    return moment.hour * 60 + moment.minute if moment else None


def looked_at(need: TaskNeed, results: Iterable[CheckResult]) -> tuple[str, ...]:
    """Items of a need that were looked at; all of them where no paper told of any."""
    told = {r.item for r in results if r.body == need.body}
    return tuple(code for code in need.items if code in told) or need.items


def _said(need: TaskNeed, results: Iterable[CheckResult]) -> str:
    own = [r for r in results if r.body == need.body]
    again = set(need.hazards)
    mine = [r for r in own if (recheck_in(r) in again if again else not recheck_in(r))]
    bad = sum(r.result == "unfit" for r in mine)
    if need.kind == "recheck":
        return f"复查{len(mine)}处，{bad}处未整改到位" if mine else ""
    return f"发现问题{bad}处" if bad else "未发现问题"


def same_visit(one: PastVisit, other: PastVisit) -> bool:
    """Whether two rows of a site's day tell of the same check: same body, same kind."""
    return (one.site, one.on, one.body, one.kind) == (other.site, other.on, other.body, other.kind)


def merged(mine: PastVisit, there: PastVisit) -> PastVisit:
    """The row that is there, with what it leaves open filled in from mine; people's words stay."""
    blank = (None, "", ())
    open_fields = [n for n in type(there).model_fields if getattr(there, n) in blank]
    return there.but(**{n: getattr(mine, n) for n in open_fields if n not in ("starts", "items")})
