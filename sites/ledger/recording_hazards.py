"""Hazards that papers tell of, entered and moved by the machine; what it refuses is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from sites.base import Text
from sites.book import Hazard
from sites.closure import Move, World
from sites.closure import found as entered
from sites.closure import moved as after_move
from sites.errors import Refused
from sites.kept import Photo, Task
from sites.ledger.act import Act
from sites.ledger.recorded import Recorded
from sites.tasks.found import Around, day_of, finders, hazard_fields
from sites.tasks.told import LineTold


class HazardKeeper:
    """Writes hazards of one act, move by move, each with its own verb."""

    def __init__(self, act: Act, world: World, recorded: Recorded):
        self.act, self.world, self.recorded = act, world, recorded

    def found(self, task: Task, body: str, line: LineTold, around: Around, correct: bool) -> None:
        """Enter the hazard that a line tells of; one that is there is only corrected."""
        fields, day = hazard_fields(task, body, line, around), day_of(task)
        there = self.act.row("hazards", fields["id"])
        if there is not None:
            if correct:
                self._corrected(there, fields)
            if there.due is None and there.state == "open" and line.result.due:
                self.make(there, Move(kind="order", on=day, due=line.result.due))
            return
        hazard = self._enter(Hazard(**fields), day)
        self.recorded.hazards.append(hazard.id)
        for name in line.photos:
            self.act.put(
                "photos", Photo(id=name, name=name, hazard=hazard.id, task=task.id, stage="before")
            )
        for move in self._moves_of(task, body, line, around, day):
            hazard = self.make(hazard, move)

    def _enter(self, hazard: Hazard, day: date) -> Hazard:
        """A hazard that lacks something is entered all the same: what was found is never lost."""
        move = Move(kind="found", on=day)
        try:
            hazard = entered(hazard, move, self.world)
        except Refused as refusal:
            self._refused(hazard.id, refusal)
            hazard = hazard.but(unverified=True)
        self.act.put("hazards", hazard, "found", day)
        return hazard

    def _moves_of(
        self, task: Task, body: str, line: LineTold, around: Around, day: date
    ) -> list[Move]:
        people = finders(task, body, around.officers, day)
        moves = []
        if line.result.due and not line.at_once and not line.moved_to:
            moves.append(Move(kind="order", on=day, due=line.result.due))
        if line.at_once:
            shown = line.evidence
            moves.append(Move(kind="fixed_at_once", on=day, people=people, evidence=shown))
        if line.moved_to:
            moves.append(Move(kind="transfer", on=day, to=line.moved_to))
        return moves

    def rechecked(self, task: Task, body: str, line: LineTold, around: Around) -> None:
        """Move a hazard by the re-check that a line tells of."""
        hazard = self.act.row("hazards", line.hazard)
        if hazard is None or line.result.result == "not_applicable":
            return
        day = day_of(task)
        people = finders(task, body, around.officers, day)
        passed = line.result.result == "fit"
        shown = line.evidence
        kind: Any = "recheck_pass" if passed else "recheck_fail"
        due = None if passed else line.result.due
        self.make(hazard, Move(kind=kind, on=day, people=people, due=due, evidence=shown))

    def make(self, hazard: Hazard, move: Move) -> Hazard:
        """Make a move and write it; refused, it is told and the hazard stays as it is."""
        try:
            after = after_move(hazard, move, self.world)
        except Refused as refusal:
            self._refused(hazard.id, refusal)
            return hazard
        if self.act.put("hazards", after, move.kind, move.on):
            self.recorded.moved.append(hazard.id)
        return after

    def _corrected(self, there: Hazard, fields: dict[str, Any]) -> None:
        texts = {name: fields[name] for name in ("what", "measure", "subject", "grade")}
        if self.act.put("hazards", there.but(**texts), "corrected"):
            self.recorded.changed.append(there.id)

    def _refused(self, hazard: str, refusal: Refused) -> None:
        self.refuse(hazard, refusal.says)

    def refuse(self, hazard: str, says: Text) -> None:
        """Remember what may not be done, once."""
        told = Text(zh=f"隐患{hazard}：{says.zh}", en=f"hazard {hazard}: {says.en}")
        if told not in self.recorded.refused:
            self.recorded.refused.append(told)
