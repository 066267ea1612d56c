"""What was told of a task, understood: ids, days and clocks instead of cells."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from sites.base import Frozen
from sites.kept import CheckResult


class LineTold(Frozen):
    """One line with its result; what was found wrong becomes a hazard.

    ``hazard`` is the number of the hazard that a re-check looked at, ``moved_to`` the body that a
    finding outside one's own powers is handed to, ``at_once`` whether it was put right on the spot,
    ``photos`` names of photos, ``picture`` whether one is embedded on the line; ``liable`` and
    ``person`` who mends it, where they are named.
    """

    result: CheckResult
    name: str = ""
    hazard: str = ""
    moved_to: str = ""
    at_once: bool = False
    photos: tuple[str, ...] = ()
    picture: bool = False
    liable: str = ""
    person: str = ""

    @property
    def evidence(self) -> str:
        """What shows it, in words."""
        return "、".join(self.photos) or ("任务单所附照片" if self.picture else "")


class BodyTold(Frozen):
    """One body's page: its results, the lines nobody looked at, why it did not inspect.

    ``needs`` are the ids of the body's needs that were met. ``whole``: what is not among them was
    not inspected; an export that lists only what was done says nothing of the rest.
    """

    body: str
    lines: tuple[LineTold, ...] = ()
    needs: tuple[str, ...] = ()
    rest_fits: bool = False
    not_done: str = ""
    whole: bool = True


class TaskTold(Frozen):
    """All that the files of one command tell of a task."""

    id: str
    bodies: tuple[BodyTold, ...] = ()
    not_done: str = ""
    made: bool = False
    platform_no: str = ""
    code: str = ""
    began: datetime | None = None
    ended: datetime | None = None
    present: tuple[str, ...] = ()
    refusal: str = ""
    note: str = ""
    settled: tuple[tuple[str, bool | None], ...] = Field((), description="order, 属实")
