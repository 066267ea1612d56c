"""What a planning process is asked, and what it shows on its way."""

from __future__ import annotations

from typing import NamedTuple

from sites.base import Frozen, Language
from sites.changes import Kind


class Job(Frozen):
    """One week to plan from a ledger into a folder; ``again``: a published one, moved little."""

    ledger: str
    folder: str
    week: str
    today: str | None = None
    seconds: float = 60.0
    seed: int = 0
    lang: Language = "zh"
    again: bool = False
    changes: tuple[tuple[Kind, str], ...] = ()
    """What happened to it, as ``replan --ill 张三=周四`` says it."""


class Shown(NamedTuple):
    """Where the search stood: cost of each tier of `constraints.TIERS`, and the bounds known."""

    seconds: float
    part: str
    costs: tuple[int, ...]
    bounds: dict[str, int]
