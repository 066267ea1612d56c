"""How does the engine compare with other solvers on the same work in the same run?

Team orienteering: our engine, one CP-SAT model in one piece, OR-Tools routing, VROOM, PyVRP, each
with the same seconds and two threads where it can use them (OR-Tools routing and PyVRP use one).
Weeks of joint visits: our engine and one CP-SAT model; the three routers cannot say that people of
several departments are at one site together from start to end. Every answer goes through the
checker of its problem; gaps are to the best known score.

    python benchmarks/peers.py toptw --data PATH --seconds 30 --only 'c101/*'
    python benchmarks/peers.py weekly --data PATH --seconds 60

Wants the extra ``peers`` (pyvroom, pyvrp); what is not installed is left out and said.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import toptw, weekly
from benchmarks.rivals import cpsat, routers
from benchmarks.running import Unlawful, data_folder, is_chosen, line, planned_in
from benchmarks.tours import Instance, clocked, judge

WIDTHS = (18, 15, 8, 8, 7, 8)
ENGINE = "inspect-once"
NEEDS = {"VROOM": "vroom", "PyVRP": "pyvrp"}


class Answer(NamedTuple):
    """What a solver reached, as its problem's checker counts it, and against what."""

    value: int
    target: int
    seconds: float

    @property
    def gap(self) -> float:
        """Per cent below the target."""
        return 100 * (self.target - self.value) / self.target


def main() -> int:
    """Run every solver on every chosen instance; 1 if a checker refuses an answer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", choices=("toptw", "weekly"))
    parser.add_argument("--data", type=Path, help="folder of the set")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--only", nargs="*", default=[], help="patterns: 'c101/*' 'weekly_40*'")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--solvers", nargs="*", default=[], help="patterns: inspect-once PyVRP")
    options = parser.parse_args()
    for name, module in NEEDS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name} is not installed (extra `peers`), left out")
    folder = data_folder(options.data, options.set)
    runs = (_toptw if options.set == "toptw" else _weekly)(folder, options)
    print(line("instance", "solver", "value", "target", "gap %", "seconds", widths=WIDTHS))
    return _table(runs)


Run = tuple[str, str, Callable[[], Answer]]
"""Instance, solver, and how to run it."""


def _table(runs: Iterator[Run]) -> int:
    gaps: dict[str, list[float]] = {}
    refused = 0
    for instance, solver, run in runs:
        try:
            answer = run()
        except Unlawful as fault:
            refused += 1
            print(f"{instance}: {solver} REFUSED: {fault}", flush=True)
            continue
        except cpsat.TooLarge as fault:
            print(line(instance, solver, "–", "–", "–", f"{fault}", widths=WIDTHS), flush=True)
            continue
        gaps.setdefault(solver, []).append(answer.gap)
        cells = (answer.value, answer.target, answer.gap, answer.seconds)
        print(line(instance, solver, *cells, widths=WIDTHS), flush=True)
    for solver, found in gaps.items():
        mean, worst = sum(found) / len(found), max(found)
        print(f"{solver:15} {len(found)} rows, mean gap {mean:.2f} %, worst {worst:.2f} %")
    return 1 if refused else 0


def _toptw(folder: Path, options: argparse.Namespace) -> Iterator[Run]:
    solvers = {
        ENGINE: _engine_tours,
        "CP-SAT one piece": lambda *asked: cpsat.tours(*asked)[0],
        "OR-Tools routing": routers.or_tools,
        "VROOM": routers.vroom,
        "PyVRP": routers.pyvrp,
    }
    for instance, best in toptw.instances(folder, options.only):
        for solver, orders in solvers.items():
            is_there = importlib.util.find_spec(NEEDS.get(solver, "ortools")) is not None
            if is_there and is_chosen(solver, options.solvers):
                name = f"{instance.name}/{instance.tours}"
                yield name, solver, _tour_run(instance, best, orders, options)


def _engine_tours(instance: Instance, seconds: float, seed: int) -> list[list[int]]:
    run = planned_in(toptw.round_of(instance), toptw.RULES, seconds, seed)
    toptw.check(instance, run.planned.plan)
    return [[stop.point for stop in tour] for tour in toptw.tours_of(run.planned.plan)]


def _tour_run(
    instance: Instance,
    best: int,
    orders: Callable[[Instance, float, int], list[list[int]]],
    options: argparse.Namespace,
) -> Callable[[], Answer]:
    def run() -> Answer:
        began = time.perf_counter()
        found = orders(instance, options.seconds, options.seed)
        seconds = time.perf_counter() - began
        tours = [clocked(instance, order) for order in found if order]
        return Answer(judge(instance, tours), best, seconds)

    return run


def _weekly(folder: Path, options: argparse.Namespace) -> Iterator[Run]:
    for path in sorted(folder.glob("*.json")):
        if is_chosen(path.stem, options.only):
            instance = weekly.read(path)
            for solver, run in ((ENGINE, _engine_week), ("CP-SAT one piece", _cpsat_week)):
                if is_chosen(solver, options.solvers):
                    yield path.stem, solver, partial(run, instance, options)


def _engine_week(instance: weekly.Instance, options: argparse.Namespace) -> Answer:
    run = planned_in(weekly.round_of(instance), weekly.RULES, options.seconds, options.seed)
    value = weekly.check(instance, run.planned.plan)
    return Answer(value, _target(instance), run.seconds)


def _cpsat_week(instance: weekly.Instance, options: argparse.Namespace) -> Answer:
    began = time.perf_counter()
    plan, _ = cpsat.week(instance, options.seconds, options.seed)
    value = weekly.check(instance, plan) if plan else 0
    return Answer(value, _target(instance), time.perf_counter() - began)


def _target(instance: weekly.Instance) -> int:
    """The best bound on record; without one, what serving all would bring."""
    lines = weekly.LINES.get(instance["name"])
    return lines[3] if lines and lines[3] else weekly.serve_all(instance)


if __name__ == "__main__":
    sys.exit(main())
