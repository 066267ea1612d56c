"""What was told of a task comes into the ledger: results, hazards, visits, orders settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sites.base import Text
from sites.findings_reading.office import Office
from sites.kept import CheckResult, Task
from sites.ledger.act import Act
from sites.ledger.conflicts import keep_apart
from sites.ledger.event import Event
from sites.ledger.nouns import NOUNS
from sites.ledger.recorded import Recorded
from sites.ledger.recording_hazards import HazardKeeper
from sites.ledger.recording_visits import keep_visits
from sites.merging import cells_of, merge_row, with_cells
from sites.roster_words import word
from sites.tasks.found import Around, hazard_id, unfit
from sites.tasks.outcome import outcome
from sites.tasks.told import TaskTold


class TaskRecorder:
    """Records what was told of one task after the other."""

    def __init__(
        self, act: Act, office: Office, keeper: HazardKeeper, recorded: Recorded, correct: bool
    ):
        self.act, self.office, self.keeper = act, office, keeper
        self.recorded, self.correct = recorded, correct

    def record(self, told: TaskTold) -> None:
        """Record what was told of a task: the task, results, hazards, visits, orders settled."""
        was = self.office.tasks[told.id]
        now, conflicts = outcome(was, told, self.correct)
        for conflict in conflicts:
            self.recorded.conflicts.append(conflict.says())
            keep_apart(self.act, "tasks", was, conflict.name, conflict.value)
        if self.act.put("tasks", now, now.state if now.state != was.state else "", now.on):
            self.recorded.tasks.append(now.id)
        self.recorded.reopened += [
            (now.id, n.body, n.reason)
            for n, before in zip(now.needs, was.needs, strict=True)
            if n.done is False and before.done is not False
        ]
        self._results(now, told)
        self.recorded.visits += keep_visits(self.act, now)
        self._orders(now, told)

    def _results(self, task: Task, told: TaskTold) -> None:
        """Keep results; a hazard comes of each that is new and not as it should be."""
        known = {_key(r): r for r in self.act.rows("results", task=task.id)}
        fresh: set[str] = set()
        for line in (line for body in told.bodies for line in body.lines):
            before = known.get(_key(line.result))
            if event := self._result(task, before, line.result):
                self.recorded.results += 1
                fresh.add(event.key)
        around = self._around(task)
        for body in told.bodies:
            for line in body.lines:
                if line.hazard and NOUNS["results"].key_of(line.result) in fresh:
                    self.keeper.rechecked(task, body.body, line, around)
        for name, line in unfit(told.bodies):
            if NOUNS["results"].key_of(line.result) in fresh:
                self.keeper.found(task, name, line, around, self.correct)
        self._wrongly_found(task, known.values(), told)

    def _wrongly_found(self, task: Task, known: Iterable[CheckResult], told: TaskTold) -> None:
        """A result corrected to 符合 leaves its hazard to be cancelled by a name."""
        now = {_key(line.result): line.result for b in told.bodies for line in b.lines}
        for was in known if self.correct else ():
            if was.result == "unfit" and now.get(_key(was), was).result != "unfit":
                self.recorded.notes.append(
                    _withdrawn(hazard_id(task.id, was.body, was.item, was.line))
                )

    def _result(self, task: Task, before: CheckResult | None, told: CheckResult) -> Event | None:
        """Keep one result; cells that say otherwise than the ledger's are kept apart."""
        if before is None or before == told or self.correct:
            return self.act.put("results", told, "corrected" if before else "", task.on)
        merged_cells = merge_row(CheckResult, None, cells_of(before), cells_of(told))
        if merged_cells.clashes:
            self.recorded.conflicts.append(_says(before, told))
        for clash in merged_cells.clashes:
            keep_apart(self.act, "results", before, clash.field, clash.file)
        return self.act.put("results", with_cells(before, merged_cells.taken), on=task.on)

    def _around(self, task: Task) -> Around:
        return Around(self.office.sites[task.site], self.office.companies, self.office.officers)

    def _orders(self, task: Task, told: TaskTold) -> None:
        """Close the complaints that the sheet says were settled."""
        for number, verified in told.settled:
            complaint = self.act.row("complaints", number)
            if complaint is None or complaint.closed_on is not None:
                continue
            said = complaint.verified if verified is None else verified
            closed = complaint.but(closed_on=task.on, verified=said)
            if self.act.put("complaints", closed, "settled", task.on):
                self.recorded.complaints.append(number)


def _key(result: CheckResult) -> tuple[str, ...]:
    return (result.task, result.body, result.item, result.line)


def _says(before: CheckResult, now: CheckResult) -> Text:
    def shown(result: CheckResult, lang: Any) -> str:
        due = str(result.due or "")
        parts = (word("results", result.result, lang), result.finding, result.measure, due)
        return " ".join(p for p in parts if p)

    where = f"{before.task} {before.body} {before.line}"
    return Text(
        zh=f"{where}：台账为“{shown(before, 'zh')}”，文件为“{shown(now, 'zh')}”，未改台账"
        "（确要更正的，加 --correct）",
        en=f"{where}: “{shown(before, 'en')}” in the ledger, “{shown(now, 'en')}” in the file; "
        "left as it is (--correct to correct it)",
    )


def _withdrawn(hazard: str) -> Text:
    return Text(
        zh=f"检查结果已更正，隐患{hazard}如属误录，请经批准后撤销",
        en=f"the result was corrected; if hazard {hazard} is none, have it cancelled",
    )
