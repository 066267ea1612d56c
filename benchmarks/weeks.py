"""How near the optimum are generated weeks of stated load, and how fast? (targets: README)

Each week is drawn from its seed (`benchmarks.generator`), planned by the public engine with all
rules in a fresh process, and judged again by the rules' own checkers. Printed are value and bound
of tiers 1 to 3 (``*``: under what an unproven tier above has), the coverage gap to the bound and
to a one-hour reference, seconds, memory, visits saved, and what found the last improvement.

    python benchmarks/weeks.py street --seeds 10 --seconds 10
    python benchmarks/weeks.py overloaded --reference      # an hour each, kept in references.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.drawn.load import loads, mean
from benchmarks.generator import SCALES, make_week
from benchmarks.running import line, planned_in
from constraints import RULES, verify
from sites.plan import Plan, TierResult
from sites.round import Round

REFERENCES = Path(__file__).with_name("references.json")
SECONDS = {"street": 10.0, "overloaded": 60.0, "district": 120.0}
HOUR = 3600.0
HEADS = ("week", "owed", "load", "tier 1", "tier 2", "gap %", "tier 3", "tier 4")
HEADS_2 = ("to reference", "visits", "saved", "seconds", "MB", "last found by")
WIDTHS = (13, 5, 5, 12, 14, 6, 10, 6, 20, 6, 5, 7, 5, 18)

Result = dict[str, Any]
"""What a run found, as JSON."""


def one_run(name: str, seed: int, seconds: float) -> Result:
    """Draw and plan one week in this process, and judge the plan."""
    round = make_week(SCALES[name], seed)
    run = planned_in(round, RULES.values(), seconds, seed)
    plan = run.planned.plan
    return {
        "digest": round.digest,
        "owed": sum(n.owed for n in round.needs),
        "load": mean(loads(round)),
        "tiers": [t.model_dump() for t in plan.tiers],
        "visits": len(plan.bookings),
        "saved": visits_saved(plan, round),
        "seconds": run.seconds,
        "megabytes": run.megabytes,
        "found_by": run.last_found_by,
        "breaches": [f"{b.rule}: {b.says.en}" for b in verify(plan, round).breaches],
    }


def visits_saved(plan: Plan, round: Round) -> int:
    """Visits that separate checks would have taken beyond these: bodies stood for, less one."""
    return sum(len({round.need[n].body for n in b.needs}) - 1 for b in plan.bookings)


def in_fresh_process(name: str, seed: int, seconds: float) -> Result:
    """The same in a process of its own, so that its memory is its own.

    Raises
    ------
    RuntimeError
        If the process ends without a plan.
    """
    asked = [sys.executable, __file__, name, "--child", str(seed), "--seconds", str(seconds)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr else "no plan")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def references() -> dict[str, Result]:
    """The one-hour results on record, by week (``street/0``)."""
    return json.loads(REFERENCES.read_text()) if REFERENCES.exists() else {}


def keep_reference(name: str, seed: int, seconds: float, result: Result) -> None:
    """Put a long run on record, with its date and machine."""
    keys = ("digest", "tiers", "visits", "saved", "found_by")
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    row = {key: result[key] for key in keys} | {
        "seconds": seconds,
        "date": date.today().isoformat(),
        "machine": f"{machine}, ortools {version('ortools')}",
    }
    kept = references() | {f"{name}/{seed}": row}
    REFERENCES.write_text(json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def to_reference(result: Result, reference: Result | None) -> str:
    """How far tiers 1 to 3 are above the reference; coverage in per cent of the weight it meets."""
    if reference is None:
        return "–"
    if reference["digest"] != result["digest"]:
        return "another week"
    here, there = tiers_of(result), tiers_of(reference)
    met = there["2"].total - there["2"].value
    weight = 100 * (here["2"].value - there["2"].value) / met if met else 0.0
    late, trips = (here[t].value - there[t].value for t in "13")
    return f"{late:+} / {weight:+.2f}% / {trips:+}"


def tiers_of(result: Result) -> dict[str, TierResult]:
    """The tiers of a result by name."""
    return {t["tier"]: TierResult.model_validate(t) for t in result["tiers"]}


def show(week: str, result: Result, reference: Result | None) -> None:
    """Print one row."""
    tiers = tiers_of(result)
    one, two, three = (_of_bound(tiers[t]) for t in "123")
    row = (week, result["owed"], result["load"], one, two, 100 * tiers["2"].gap, three)
    cells = (tiers["4"].value, to_reference(result, reference), result["visits"], result["saved"])
    rest = (result["seconds"], round(result["megabytes"]), result["found_by"])
    print(line(*row, *cells, *rest, widths=WIDTHS), flush=True)


def _of_bound(tier: TierResult) -> str:
    return f"{tier.value}/{tier.bound}{'*' if tier.conditional else ''}"


def show_loads(name: str, seeds: Iterable[int]) -> None:
    """Print the load of every body of every week."""
    print(f"{'body':18}asked  on duty    load  of workable")
    for seed in seeds:
        print(f"{name}/{seed}")
        for load in loads(make_week(SCALES[name], seed)):
            cells = (load.body, round(load.asked), load.on_duty, load.workable, load.share)
            print(line(*cells, widths=(16, 6, 7, 6, 6)))


def main() -> int:
    """Run the weeks asked for; 1 if some plan is refused or there is none."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("week", choices=sorted(SCALES))
    parser.add_argument("--seeds", type=int, default=10, help="so many, from --first on")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, help="default: the target's; 3600 a reference")
    parser.add_argument("--reference", action="store_true", help="keep the results on record")
    parser.add_argument("--loads", action="store_true", help="only print each body's load")
    parser.add_argument("--child", type=int, metavar="SEED", help=argparse.SUPPRESS)
    options = parser.parse_args()
    seconds = options.seconds or (HOUR if options.reference else SECONDS[options.week])
    seeds = range(options.first, options.first + options.seeds)
    if options.child is not None:
        print(json.dumps(one_run(options.week, options.child, seconds)))
        return 0
    if options.loads:
        show_loads(options.week, seeds)
        return 0
    return _table(options.week, seeds, seconds, options.reference)


def _table(name: str, seeds: Iterable[int], seconds: float, is_reference: bool) -> int:
    print(line(*HEADS, *HEADS_2, widths=WIDTHS))
    gaps, failed = [], 0
    for seed in seeds:
        week = f"{name}/{seed}"
        try:
            result = in_fresh_process(name, seed, seconds)
        except RuntimeError as fault:
            failed += 1
            print(f"{week}: NO PLAN: {fault}", flush=True)
            continue
        if result["breaches"]:
            failed += 1
            print(f"{week}: REFUSED: {'; '.join(result['breaches'])}", flush=True)
            continue
        show(week, result, references().get(week))
        gaps.append(100 * tiers_of(result)["2"].gap)
        if is_reference:
            keep_reference(name, seed, seconds, result)
    if gaps:
        print(f"{len(gaps)} weeks, coverage gap mean {sum(gaps) / len(gaps):.2f} %, ", end="")
        print(f"worst {max(gaps):.2f} %")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
