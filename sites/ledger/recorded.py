"""What a command recorded, for people and for those who call it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sites.base import Text


@dataclass
class Recorded:
    """Numbers of tasks and hazards by what happened to them, and sentences for people.

    ``reopened`` are (任务编号, body, 未检查原因) of needs that are due again; ``conflicts`` what a
    file says otherwise than the ledger, ``refused`` moves of hazards that their rules do not
    allow, ``proposed`` what a person has to confirm, ``rated`` sites whose colour it moved.
    """

    tasks: list[str] = field(default_factory=list)
    hazards: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    results: int = 0
    visits: int = 0
    photos: int = 0
    reopened: list[tuple[str, str, str]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    conflicts: list[Text] = field(default_factory=list)
    refused: list[Text] = field(default_factory=list)
    proposed: list[Text] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    rated: list[Text] = field(default_factory=list)

    def lines(self) -> Iterator[Text]:
        """What was recorded, in sentences; what waits for a person comes last."""
        yield self._head()
        for task, body, why in self.reopened:
            yield Text(
                zh=f"未检查，下次计划重新列入：任务{task} {body}（{why}）",
                en=f"not inspected, due again: task {task} {body} ({why})",
            )
        if self.complaints:
            count = len(self.complaints)
            yield Text(zh=f"办结工单{count}件", en=f"{count} orders settled")
        yield from self.rated
        yield from self.notes
        yield from self.refused
        yield from self.conflicts
        yield from self.proposed

    def _head(self) -> Text:
        tasks, found = len(self.tasks), len(set(self.hazards))
        moved = len(set(self.moved) - set(self.hazards))
        other = len(set(self.changed) - set(self.hazards))
        return Text(
            zh=f"已登记：任务{tasks}项，检查结果{self.results}条，新隐患{found}处，隐患变动{moved}处，"
            f"隐患其他改动{other}处，检查记录{self.visits}条，照片{self.photos}张；"
            f"未检查{len(self.reopened)}项，冲突{len(self.conflicts)}处",
            en=f"recorded: {tasks} tasks, {self.results} results, {found} new hazards, {moved} "
            f"hazards moved, {other} edited, {self.visits} visits, {self.photos} photos; "
            f"{len(self.reopened)} not inspected, {len(self.conflicts)} conflicts",
        )
