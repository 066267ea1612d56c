"""How fast does the gap close? A table and a plot of value, bound and gap over time.

    python benchmarks/curve.py street/0 --seconds 10 --plot street.png
    python benchmarks/curve.py toptw/r101/2 weekly/weekly_120_24_0 ops/B_n100_001_a25_001 \\
        --data PATH --seconds 30 --plot curves.png

An instance is a set and its name: a generated week with its seed, or a file below ``--data``.
Plots want the extra ``bench`` (matplotlib); without ``--plot`` only the tables are printed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.running import DATA, Unlawful, line, planned_in
from constraints import RULES, TIERS, Rule, verify
from sites.plan import Plan
from sites.round import Round

WIDTHS = (8, 16, 9, 9, 9)


class Problem(NamedTuple):
    """A round, the rules it is planned with, and who judges a plan in the problem's own terms."""

    round: Round
    rules: tuple[Rule, ...]
    judge: Callable[[Plan], object]


class Moment(NamedTuple):
    """What was known at a time: the part that found it, a tier's value and bound, its gap."""

    seconds: float
    part: str
    value: int
    bound: int
    gap: float


def problem(name: str, data: Path | None) -> Problem:
    """The problem of a name such as ``street/0``, ``toptw/c101/2`` or ``weekly/weekly_40_16_0``."""
    kind, _, rest = name.partition("/")
    if kind in ("toptw", "weekly", "ops"):
        if data is None:
            sys.exit(f"say where the data are: --data PATH, or {DATA}")
        return {"toptw": _toptw, "weekly": _weekly, "ops": _ops}[kind](data / kind, rest)
    from benchmarks.generator import SCALES, make_week

    round = make_week(SCALES[kind], int(rest))

    def lawful(plan: Plan) -> None:
        if breaches := verify(plan, round).breaches:
            raise Unlawful("; ".join(f"{b.rule}: {b.says.en}" for b in breaches))

    return Problem(round, tuple(RULES.values()), lawful)


def _toptw(folder: Path, name: str) -> Problem:
    from benchmarks import toptw

    file, _, tours = name.partition("/")
    instance = toptw.read(folder / "instances" / f"{file}.txt", int(tours))
    return Problem(toptw.round_of(instance), toptw.RULES, partial(toptw.check, instance))


def _weekly(folder: Path, name: str) -> Problem:
    from benchmarks import weekly

    instance = weekly.read(folder / f"{name}.json")
    return Problem(weekly.round_of(instance), weekly.RULES, partial(weekly.check, instance))


def _ops(folder: Path, name: str) -> Problem:
    from benchmarks import ops

    instance = ops.read(folder / "B" / f"{name}.json.gz")
    return Problem(ops.round_of(instance), ops.RULES, partial(ops.check, instance))


def moments(trace: Iterable[Any], tier: str, total: int) -> Iterator[Moment]:
    """The points of a trace as one tier sees them; ``total`` is its weight, for coverage, or 0."""
    best: tuple[int, ...] | None = None
    for point in trace:
        best = point.costs if best is None else min(best, point.costs)
        value, bound = best[TIERS.index(tier)], point.bounds.get(tier, 0)
        yield Moment(point.seconds, point.part, value, bound, gap_of(value, bound, total))


def gap_of(value: int, bound: int, total: int) -> float:
    """Per cent of the weight met where the tier has a total, else the difference."""
    bound = min(bound, value)
    if not total:
        return float(value - bound)
    return 100 * (value - bound) / (total - bound) if total > bound else 0.0


def main() -> int:
    """Plan the instances and show how their gaps close; 1 if there is no trace, or a checker
    refuses a plan.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "instances", nargs="+", help="street/0, toptw/c101/2, weekly/NAME, ops/NAME"
    )
    parser.add_argument(
        "--data", type=Path, default=os.environ.get(DATA), help="folder of the sets"
    )
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tier", choices=TIERS, default="2")
    parser.add_argument("--plot", type=Path, help="a picture to write (.png, .svg)")
    options = parser.parse_args()
    data = Path(options.data) if options.data else None
    curves = {}
    for name in options.instances:
        found = problem(name, data)
        run = planned_in(found.round, found.rules, options.seconds, options.seed)
        try:
            found.judge(run.planned.plan)
        except Unlawful as fault:
            print(f"{name}: REFUSED: {fault}")
            return 1
        total = run.tier(options.tier).total
        curves[name] = list(moments(run.planned.trace, options.tier, total))
        _print(name, curves[name], options.tier)
    if options.plot:
        _draw(curves, options.plot, options.tier, options.seconds)
    return 0 if all(curves.values()) else 1


def _print(name: str, curve: Iterable[Moment], tier: str) -> None:
    print(f"{name}, tier {tier}")
    print(line("seconds", "part", "value", "bound", "gap", widths=WIDTHS))
    for moment in curve:
        print(line(*moment, widths=WIDTHS), flush=True)


def _draw(curves: dict[str, list[Moment]], path: Path, tier: str, seconds: float) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    for name, curve in curves.items():
        times = [*(max(m.seconds, 0.05) for m in curve), seconds]
        gaps = [*(m.gap for m in curve), curve[-1].gap if curve else 0.0]
        axes.step(times, gaps, where="post", label=name)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(pyplot.ScalarFormatter())
    axes.set_yscale("symlog", linthresh=0.1)
    axes.set_xlabel("seconds")
    axes.set_ylabel(f"gap of tier {tier}" + (", %" if tier == "2" else ""))
    axes.set_ylim(bottom=0)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path)
    pyplot.close(figure)


if __name__ == "__main__":
    sys.exit(main())
