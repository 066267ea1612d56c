"""A 问题隐患台账 that people edited: merged cell by cell, its moves judged by their rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from sites.base import Text
from sites.book import Hazard
from sites.closure import LIFE_FIELDS, moves_between
from sites.errors import Refused
from sites.findings_reading.recognised import FoundFile
from sites.findings_reading.rows_told import RowsTold
from sites.kept import Task
from sites.ledger.act import Act
from sites.ledger.conflicts import raise_conflict
from sites.ledger.merging import merge_rows
from sites.ledger.recorded import Recorded
from sites.ledger.recording_hazards import HazardKeeper
from sites.ledger.tables import TABLES
from sites.merging import EXTRA, Clash, Conflict, cells_of
from sites.vocabulary import SHEETS

WRITTEN = ("evidence", "notice_no", "case_no")
"""Fields of the life cycle that may be written down by themselves, without a move."""

CHUNK = 500


def merge_tracker(
    act: Act, rows: RowsTold, file: FoundFile, keeper: HazardKeeper, recorded: Recorded
) -> None:
    """Merge a file's hazards; what only people decide, and what no rule allows, is kept apart."""
    if not rows.hazards:
        return
    ours = file.mark is not None and file.mark.ledger == act.ledger_id
    base = file.mark.seq if ours and file.mark else None
    judge = _Judge(act, file, keeper, recorded)
    judge.learn(rows.hazards)
    report = merge_rows(
        act, "hazards", rows.hazards, base, file.name,
        place=file.folder, fields=rows.fields, also=judge.last_word,
    )  # fmt: skip
    judge.judge()
    apart = {(c.row, c.field) for c in judge.apart}
    recorded.hazards += report.added
    recorded.changed += [row.key for row in report.changed]
    told = [c for c in report.conflicts if (c.row, c.field) not in apart]
    recorded.conflicts += [_says(c) for c in (*told, *judge.apart)]


class _Judge:
    """Takes the life of each row out of a merge, and puts it back move by move."""

    def __init__(self, act: Act, file: FoundFile, keeper: HazardKeeper, recorded: Recorded):
        self.act, self.file, self.keeper, self.recorded = act, file, keeper, recorded
        self.lives: list[tuple[Hazard, Hazard]] = []
        self.apart: list[Conflict] = []

    def learn(self, hazards: tuple[Hazard, ...]) -> None:
        """Let the rules see the photos of these hazards and the visits of their days."""
        photos = self._photos([h.id for h in hazards])
        days = {d for h in hazards for d in (h.found_on, h.rechecked_on) if d}
        known = TABLES["tasks"].c
        tasks: tuple[Task, ...] = self.act.rows("tasks", known.on.in_(sorted(days)[-CHUNK:]))
        world = self.keeper.world
        self.keeper.world = replace(
            world, photos=world.photos | photos, tasks=(*world.tasks, *tasks)
        )

    def _photos(self, hazards: list[str]) -> frozenset[str]:
        column, found = TABLES["photos"].c.hazard, set()
        for start in range(0, len(hazards), CHUNK):
            part = column.in_(hazards[start : start + CHUNK])
            found |= {p.hazard for p in self.act.rows("photos", part, stage="after")}
        return frozenset(found)

    def last_word(self, before: Any, after: Any) -> Hazard:
        """The row as it may be written at once; a new one keeps the state found, 未核."""
        if before is None:
            return cast(Hazard, after.but(unverified=True))
        if all(getattr(before, f) == getattr(after, f) for f in LIFE_FIELDS):
            return cast(Hazard, after)
        self.lives.append((before, after))
        return cast(Hazard, after.but(**{f: getattr(before, f) for f in LIFE_FIELDS}))

    def judge(self) -> None:
        """Make the moves that were typed; what is not allowed is told and kept apart."""
        for before, after in self.lives:
            moves = moves_between(before, after, self.keeper.world.today)
            now: Hazard = self.act.row("hazards", before.id)
            if isinstance(moves, Refused):
                self.keeper.refuse(before.id, moves.says)
            else:
                for move in moves:
                    now = self.keeper.make(now, move)
            self._rest(now, before, after)

    def _rest(self, now: Hazard, before: Hazard, after: Hazard) -> None:
        """What was typed and is not in the row by now: written down, or kept apart."""
        typed = [f for f in LIFE_FIELDS if getattr(after, f) != getattr(before, f)]
        left = [f for f in typed if getattr(now, f) != getattr(after, f)]
        plain = {f: getattr(after, f) for f in left if f in WRITTEN and _is_free(now, before, f)}
        if plain and self.act.put("hazards", now.but(**plain)):
            self.recorded.changed.append(now.id)
        mine, theirs = cells_of(now), cells_of(after)
        for field in (f for f in left if f not in plain):
            clash = Clash(field, None, mine[field], theirs[field])
            found = raise_conflict(
                self.act, "hazards", now.id, now.site, self.file.name, clash, self.file.folder
            )
            self.apart.append(found)


def _is_free(now: Hazard, before: Hazard, field: str) -> bool:
    """Whether no move has written the field."""
    return bool(getattr(now, field) == getattr(before, field))


def _says(conflict: Conflict) -> Text:
    columns = {c.field: c for c in SHEETS["hazards"].columns}
    column = columns.get(conflict.field)
    own = conflict.field.removeprefix(EXTRA)
    zh, en = (column.zh, column.en) if column else (own, own)
    return Text(
        zh=f"隐患{conflict.row}的“{zh}”：台账与{conflict.file}不同，台账未改，冲突{conflict.id}待裁定",
        en=f"hazard {conflict.row}, “{en}”: the ledger and {conflict.file} differ; the ledger is "
        f"left as it is, conflict {conflict.id} waits to be decided",
    )
