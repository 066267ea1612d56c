"""How fast is the example street planned, and is it proven on tiers 1 to 3? (target: 30 s, 500 MB)

Plans ``examples/dongxin/street.xlsx`` in a fresh process per run and prints each phase's seconds,
peak memory, and value and bound of every tier. Phases are also given as shares of the whole,
because machines differ.

    python benchmarks/street.py --runs 3
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "examples" / "dongxin" / "street.xlsx"


def one_run(book: Path, week: str) -> dict[str, object]:
    """Plan once in this process and return what was measured."""
    sys.path.insert(0, str(ROOT))
    marks = [("import", time.perf_counter())]
    from benchmarks.running import peak_megabytes
    from scheduler.plan_round import plan_round
    from scheduler.prepare import book_from, prepare

    marks.append(("read", time.perf_counter()))
    _, round = prepare(book_from(book), week=week)
    marks.append(("plan", time.perf_counter()))
    planned = plan_round(round, say=lambda text: marks.append((text.en, time.perf_counter())))
    marks.append(("end", time.perf_counter()))
    return {
        "phases": {name: after - before for (name, before), (_, after) in pairwise(marks)},
        "seconds": marks[-1][1] - marks[0][1],
        "megabytes": peak_megabytes(),
        "tiers": {t.tier: (t.value, t.bound, t.proven) for t in planned.plan.tiers},
        "visits": len(planned.plan.bookings),
    }


def main() -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path, default=BOOK)
    parser.add_argument("--week", default="2026-W49")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(one_run(options.book, options.week)))
        return
    command = [sys.executable, __file__, "--child", "--book", str(options.book)]
    runs = [
        json.loads(subprocess.check_output([*command, "--week", options.week], text=True))
        for _ in range(options.runs)
    ]
    median = statistics.median(run["seconds"] for run in runs)
    print(f"seconds  median {median:.1f} of {[round(run['seconds'], 1) for run in runs]}")
    print(f"memory   {max(run['megabytes'] for run in runs):.0f} MB")
    print(f"visits   {runs[0]['visits']}")
    for tier, (value, bound, proven) in runs[0]["tiers"].items():
        print(f"tier {tier:4} value {value}, bound {bound}{', proven' if proven else ''}")
    for name, seconds in runs[0]["phases"].items():
        print(f"  {seconds / runs[0]['seconds']:5.0%}  {name}")


if __name__ == "__main__":
    main()
