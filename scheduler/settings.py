"""How long and with what the search may work."""

from __future__ import annotations

from pydantic import Field

from sites.base import Frozen

LEAST_EFFORT, EFFORT_A_SECOND = 240.0, 2.0
"""So much effort for each second of the limit: a longer one is for a longer search. From two
minutes on, work ends a street before the clock does; below the least, the clock is meant to."""

OPTIONS_AN_EFFORT = 2000
"""Options that ruin and recreate weighs for one unit of effort; about half a second."""


class Settings(Frozen):
    """The search's own numbers; none of them changes what is lawful.

    With a wall-clock limit that is reached, two runs may differ, and the report says so; within
    ``effort`` (deterministic seconds of CP-SAT; `OPTIONS_AN_EFFORT` options weighed by ruin and
    recreate) the same input and seed give the same plan, with one core or two.
    """

    seconds: float = Field(120.0, gt=0, description="wall-clock limit of the whole search")
    effort: float = Field(
        default_factory=lambda known: _effort(known["seconds"]),
        gt=0,
        description="deterministic limit of the proof, and of ruin and recreate",
    )
    session_effort: float = Field(0.5, gt=0, description="deterministic limit of one session")
    seed: int = Field(0, ge=0)


def _effort(seconds: float) -> float:
    return max(LEAST_EFFORT, EFFORT_A_SECOND * seconds)
