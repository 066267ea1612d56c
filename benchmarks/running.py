"""What every benchmark shares: the public engine with a limit, who found what, a table.

`planned_in` is the only way a benchmark plans: the same `scheduler.plan_round.plan_round` as the
command line, with a wall-clock limit, a seed and the rules that the problem has.
"""

from __future__ import annotations

import os
import resource
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from constraints import RULES, Rule
from scheduler.plan_round import Planned, plan_round
from scheduler.settings import Settings
from sites.plan import TierResult
from sites.round import Round

DATA = "INSPECT_ONCE_BENCH"
"""Environment variable that names the folder of the benchmark sets (``toptw``, ``weekly`` …)."""

EFFORT = 1e6
"""Deterministic seconds: never reached, so that the wall clock is the only limit."""


class Unlawful(AssertionError):
    """A checker in the original problem's terms refuses a plan."""


class Run(NamedTuple):
    """One plan, the seconds it took, and the peak memory of this process so far in MB."""

    planned: Planned
    seconds: float
    megabytes: float

    def tier(self, tier: str) -> TierResult:
        """The result of one tier."""
        return next(t for t in self.planned.plan.tiers if t.tier == tier)

    @property
    def last_found_by(self) -> str:
        """The part of the engine that found the last improvement, with the second; or nothing."""
        if not self.planned.trace:
            return ""
        last = min(self.planned.trace, key=lambda point: point.costs)
        return f"{last.part} {last.seconds:.1f}s"


def planned_in(round: Round, rules: Iterable[Rule], seconds: float, seed: int) -> Run:
    """Plan a round by the public engine within so many seconds."""
    settings = Settings(seconds=seconds, effort=EFFORT, seed=seed)
    began = time.perf_counter()
    planned = plan_round(round, settings, rules=tuple(rules))
    return Run(planned, time.perf_counter() - began, peak_megabytes())


def peak_megabytes() -> float:
    """Largest resident memory of this process and of the children it waited for, in MB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(w).ru_maxrss for w in who) / 1024


def named(*names: str) -> tuple[Rule, ...]:
    """Rules by their names."""
    return tuple(RULES[name] for name in names)


def data_folder(typed: Path | None, name: str) -> Path:
    """The folder of a set: as typed, else below the folder that ``INSPECT_ONCE_BENCH`` names."""
    if typed is not None:
        return typed
    if DATA not in os.environ:
        sys.exit(f"say where the data are: --data PATH, or {DATA}=folder that holds {name}/")
    return Path(os.environ[DATA]) / name


def is_chosen(name: str, only: Sequence[str]) -> bool:
    """Whether a name fits one of the patterns (``r1*``), or there are none."""
    return not only or any(fnmatch(name, pattern) for pattern in only)


def line(*cells: object, widths: Sequence[int]) -> str:
    """One row of a table; the first column is flush left, the others right."""
    first, *others = (_shown(c) for c in cells)
    padded = [first + " " * (widths[0] - _columns(first))]
    for text, width in zip(others, widths[1:], strict=True):
        padded.append(" " * (width - _columns(text)) + text)
    return "  ".join(padded).rstrip()


def _shown(cell: object) -> str:
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)


def _columns(text: str) -> int:
    """Columns on a terminal; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
