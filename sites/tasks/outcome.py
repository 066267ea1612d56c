"""What a task is after people told of it. Telling the same twice, or in parts, changes nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from sites.base import Text
from sites.kept import Task, TaskNeed
from sites.tasks.told import BodyTold, TaskTold

NOT_SEEN = "未查"
"""未检查原因 of a need on whose lines nothing is marked, where nobody wrote one."""


class Conflict(NamedTuple):
    """A cell that says otherwise than the ledger: shown and kept apart, never written over.

    ``name`` is the task's cell (`sites.merging`) with the ``value`` that was told.
    """

    task: str
    field: str
    kept: str
    told: str
    name: str
    value: Any

    def says(self) -> Text:
        """One sentence for people."""
        return Text(
            zh=f"任务{self.task}的{self.field}：台账为“{self.kept}”，文件为“{self.told}”，未改台账",
            en=f"task {self.task}, {self.field}: “{self.kept}” in the ledger, “{self.told}” in "
            "the file; the ledger is left as it is",
        )


_PLAIN = {
    "platform_no": "平台任务编号",
    "code": "行政行为码",
    "began": "到场时间",
    "ended": "离场时间",
    "present": "实到人员",
    "refusal": "拒签情况",
    "note": "备注",
}
"""Fields that are copied as told, with their words."""


def outcome(task: Task, told: TaskTold, correct: bool = False) -> tuple[Task, list[Conflict]]:
    """Return the task as it is by now, and what the ledger has otherwise.

    A need that was met once stays met: a page left blank in another copy says nothing against
    it. With ``correct`` what is told now takes the place of what stood there.
    """
    conflicts: list[Conflict] = []
    fields = _plain(task, told, correct, conflicts)
    needs = tuple(_need(task.id, need, told, correct, conflicts) for need in task.needs)
    rest = task.rest_fits or any(b.rest_fits for b in told.bodies)
    return settled(task.but(**fields, needs=needs, rest_fits=rest)), conflicts


def settled(task: Task) -> Task:
    """Return the task with the state, the reason and the refusal that its other fields mean."""
    state = _state(task, task.needs)
    reason = next((n.reason for n in task.needs if n.reason), "") if state == "not_done" else ""
    if task.state == "cancelled" == state:
        reason = task.reason
    return task.but(state=state, reason=reason, refused=bool(task.refusal))


def _plain(task: Task, told: TaskTold, correct: bool, conflicts: list[Conflict]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, word in _PLAIN.items():
        was, now = getattr(task, name), getattr(told, name)
        fields[name] = was
        if not now or was == now:
            continue
        if was and not correct:
            conflicts.append(Conflict(task.id, word, _shown(was), _shown(now), name, now))
        else:
            fields[name] = now
    return fields


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    return f"{value:%H:%M}" if hasattr(value, "hour") else str(value)


def _need(
    task: str, need: TaskNeed, told: TaskTold, correct: bool, conflicts: list[Conflict]
) -> TaskNeed:
    body = next((b for b in told.bodies if b.body == need.body), None)
    done, reason = _told_of(need, body, told)
    if done is None or (done, reason) == (need.done, need.reason):
        return need
    weak = not done and reason == NOT_SEEN
    if need.done is None or (need.done is False and done) or correct:
        return need.but(done=done, reason=reason)
    if need.done is False and not weak and need.reason == NOT_SEEN:
        return need.but(reason=reason)
    if not weak:
        word, name = f"未检查原因（{need.body}）", f"reason:{need.need}"
        conflicts.append(Conflict(task, word, need.said, reason, name, reason))
    return need


def _told_of(need: TaskNeed, body: BodyTold | None, told: TaskTold) -> tuple[bool | None, str]:
    """Whether the files say that a need was met; None if they say nothing of it."""
    if body is not None:
        if need.need in body.needs:
            return True, ""
        if not body.whole:
            return None, ""
        return False, body.not_done or told.not_done or NOT_SEEN
    if told.not_done:
        return False, told.not_done
    return (True, "") if told.made else (None, "")


def _state(task: Task, needs: tuple[TaskNeed, ...]) -> Any:
    if any(n.done for n in needs):
        return "done"
    if needs and all(n.done is False for n in needs):
        return "not_done"
    return task.state
