"""A week as it is and with one thing changed, planned side by side in the background."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from sites.base import Frozen
from web.api.answers import NotThere
from web.api.asking import Asking, Lang, Name, WeekName, allowed, folder_of
from web.api.planned import week_now
from web.desk import OFFICE, WRITERS
from web.dialogs.two_plans import Change, Compared, TwoPlans

router = APIRouter(prefix="/weeks/{week}/whatif", tags=["排班 planning"])


class ChangeSaid(Frozen):
    """What ``inspect-once whatif`` changes, one thing or several; nothing of it is written."""

    one_more: Name | None = Field(None, description="a body that has one more officer")
    less: Name | None = Field(None, description="who is away all week")
    numbers: Annotated[tuple[Name, ...], Field(max_length=20, description="rule.number=value")] = ()
    apart: bool = Field(False, description="each department on its own")
    seconds: Annotated[float, Field(ge=1, le=600)] = 30


class WhatIfNow(Frozen):
    """How it goes, and in the end the figures of both plans, or why there are none."""

    running: bool
    lines: tuple[str, ...]
    result: Compared | None
    faults: tuple[str, ...]


@dataclass
class _Asked:
    """The last what-if of each week."""

    by_folder: dict[Path, TwoPlans]
    lock: Lock


_ASKED = _Asked({}, Lock())


@router.post("", status_code=202)
def begin(
    asking: Annotated[Asking, allowed(*WRITERS)],
    week: WeekName,
    said: ChangeSaid,
    lang: Lang = "zh",
) -> WhatIfNow:
    """Begin to plan both; 409 while another one runs."""
    folder = folder_of(asking, week)
    week_now(folder)
    change = Change(**said.model_dump(exclude={"seconds"}))
    with _ASKED.lock:
        _ASKED.by_folder[folder] = TwoPlans(folder, change, said.seconds, lang)
    return _told(_ASKED.by_folder[folder])


@router.get("")
def now(asking: Annotated[Asking, allowed(*OFFICE)], week: WeekName) -> WhatIfNow:
    """How it goes."""
    return _told(_known(asking, week))


@router.delete("")
def stop(asking: Annotated[Asking, allowed(*WRITERS)], week: WeekName) -> WhatIfNow:
    """Stop it; nothing is kept."""
    found = _known(asking, week)
    found.stop()
    return _told(found)


def _known(asking: Asking, week: str) -> TwoPlans:
    found = _ASKED.by_folder.get(folder_of(asking, week))
    if found is None:
        raise NotThere
    return found


def _told(two: TwoPlans) -> WhatIfNow:
    with _ASKED.lock:  # a pipe is read by one at a time
        two.listen()
    return WhatIfNow(running=two.busy, lines=tuple(two.lines), result=two.result, faults=two.faults)
