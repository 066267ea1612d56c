"""Planning a week in the background: begun, watched, stopped with the best plan kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field, model_validator

from sites.base import Frozen, Text
from sites.changes import Kind
from web.api.answers import NotThere
from web.api.asking import Asking, Day, Name, WeekName, allowed, folder_of
from web.desk import OFFICE, WRITERS
from web.planning import Job, Planning, State, planning_of, start

router = APIRouter(prefix="/weeks/{week}/job", tags=["排班 planning"])
MOST_POINTS = 500
Said = Annotated[tuple[Name, ...], Field(max_length=50)]


class JobSaid(Frozen):
    """How a week shall be planned; ``again``: a published one, changed as little as can be."""

    today: Day | None = None
    seconds: Annotated[float, Field(ge=1, le=3600)] = 60
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    again: bool = False
    ill: Said = Field((), description="张三 or 张三=周四; these four go with again")
    shut: Said = Field((), description="a site and a day: 工地=周四")
    rain: Said = Field((), description="周四, or 周四上午")
    call_out: Said = Field((), description="a body or a person: 住建=周四上午")

    @model_validator(mode="after")
    def _goes_with_again(self) -> JobSaid:
        if self.changes() and not self.again:
            raise ValueError("changes go with again: a published week is replanned")
        return self

    def changes(self) -> tuple[tuple[Kind, str], ...]:
        """What happened, as ``inspect-once replan`` takes it."""
        kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("ill", self.ill), ("shut", self.shut), ("rain", self.rain),
            ("call-out", self.call_out),
        )  # fmt: skip
        return tuple((kind, word) for kind, words in kinds for word in words)


class Point(Frozen):
    """Where the search stood: the cost of each tier, and the bounds known by then."""

    seconds: float
    part: str
    costs: tuple[int, ...]
    bounds: dict[str, int]


class JobNow(Frozen):
    """A planning, its sentences and its curve so far."""

    week: str
    by: str
    state: State
    stopping: bool
    owed: int = Field(description="weight of all that is owed in the week")
    lines: tuple[Text, ...]
    points: tuple[Point, ...]


@router.post("", status_code=202)
def begin(asking: Annotated[Asking, allowed(*WRITERS)], week: WeekName, said: JobSaid) -> JobNow:
    """Begin to plan a week; one that is being planned already goes on as it is."""
    job = Job(
        ledger=asking.office.ledger.place,
        folder=str(folder_of(asking, week)),
        week=week,
        today=said.today.isoformat() if said.today else None,
        changes=said.changes(),
        **said.model_dump(include={"seconds", "seed", "again"}),
    )
    return _told(week, start(job, asking.person.name))


@router.get("")
def job(asking: Annotated[Asking, allowed(*OFFICE)], week: WeekName) -> JobNow:
    """How it goes."""
    return _told(week, _known(asking, week))


@router.delete("")
def stop(asking: Annotated[Asking, allowed(*WRITERS)], week: WeekName) -> JobNow:
    """Stop it; the best plan found so far is kept."""
    planning = _known(asking, week)
    planning.stop()
    return _told(week, planning)


def _known(asking: Asking, week: str) -> Planning:
    found = planning_of(folder_of(asking, week))
    if found is None:
        raise NotThere
    return found


def _told(week: str, planning: Planning) -> JobNow:
    points: list[Any] = list(planning.points)[-MOST_POINTS:]
    return JobNow(
        week=week,
        by=planning.who,
        state=planning.state,
        stopping=planning.stopping,
        owed=planning.owed,
        lines=tuple(planning.lines),
        points=tuple(Point(**p._asdict()) for p in points),
    )
