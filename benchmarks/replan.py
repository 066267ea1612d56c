"""How fast is one change to a published street replanned, and what does it move? (target: 5 s)

Plans ``examples/dongxin/street.xlsx``, publishes it, and replans it after one change of each kind:
an officer ill for a day, the busiest one ill all week, a site shut, rain, a call-out. Prints
seconds and CPU seconds, each also as a share of planning the week, because machines differ; what
moved; and what each tier pays, against the published plan.

    python benchmarks/replan.py
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sites.changes import Kind
    from sites.plan import Plan
    from sites.round import Round

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "examples" / "dongxin" / "street.xlsx"


def one_of_each(plan: Plan, round: Round) -> list[tuple[str, Kind, str]]:
    """A change of each kind that touches the plan: a name for it, its kind, and how it is said.

    Nobody who goes to a pinned site is taken out: where no other of his body could go, the pin and
    the change collide, and replan says so instead.
    """
    pinned = {pin.site for pin in round.pins if pin.how in ("must", "fixed")}
    bound = {o for b in plan.bookings if b.site in pinned for o in b.officers}
    times = Counter(o for b in plan.bookings for o in b.officers if o not in bound)
    busiest = round.officer[max(sorted(times), key=lambda o: times[o])]
    first = next(b for b in plan.bookings if busiest.id in b.officers)
    day = round.session[first.session].day
    days = Counter(round.session[b.session].day for b in plan.bookings)
    fullest = max(sorted(days), key=lambda d: days[d])
    return [
        ("ill, a day", "ill", f"{busiest.name}={day}"),
        ("ill, all week", "ill", busiest.name),
        ("site shut", "shut", f"{round.site[first.site].name}={day}"),
        ("rain, a day", "rain", f"{fullest}"),
        ("call-out", "call-out", f"{busiest.body}={day}"),
    ]


def main() -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path, default=BOOK)
    parser.add_argument("--week", default="2026-W49")
    parser.add_argument("--limit", type=float, default=3.0, help="seconds a replan may search")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from scheduler.plan_round import plan_round
    from scheduler.prepare import book_from, prepare
    from scheduler.replan import replan
    from scheduler.settings import Settings
    from sites.approval import moved
    from sites.changes import changed, promised_round, read_changes

    _, round = prepare(book_from(options.book), week=options.week)
    began = time.perf_counter()
    plan = plan_round(round).plan
    whole = time.perf_counter() - began
    print(f"planned in {whole:.1f} s: {len(plan.bookings)} visits")
    print("  ".join(f"tier {t.tier} {t.value}" for t in plan.tiers))
    for verb in ("submit", "approve", "publish"):
        plan = moved(plan, verb, "benchmark", round.today, 1)  # type: ignore[arg-type]
    for name, kind, said in one_of_each(plan, round):
        changes = read_changes([(kind, said)], round, round.today)
        now = promised_round(changed(round, changes), plan, round.today)
        wall, cpu = time.perf_counter(), time.process_time()
        found = replan(now, Settings(seconds=options.limit))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        kinds = Counter(k for c in found.changes.visits for k in c.kinds)
        print(f"{name:14} {wall:5.1f} s ({wall / whole:4.0%})  cpu {cpu:5.1f} s", end="  ")
        print(found.plan.stopped_by, dict(kinds))
        print("  " + "  ".join(f"tier {t.tier} {t.value}" for t in found.plan.tiers))


if __name__ == "__main__":
    main()
