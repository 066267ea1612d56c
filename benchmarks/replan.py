"""How fast is an urgent complaint inserted, and one change replanned? (targets: 1 s, 5 s)

Plans ``examples/dongxin/street.xlsx``, publishes it, and replans it after one change of each kind:
an officer ill for a day, the busiest one ill all week, a site shut, rain, a call-out; and inserts
one complaint at each of some sites. Prints seconds and CPU seconds, those of replanning also as a
share of planning the week, because machines differ; what moved; what each tier pays, against the
published plan; how many choices there are. ``--commands`` times the whole commands, from their
start to the last file, in processes of their own.

    python benchmarks/replan.py
    python benchmarks/replan.py --commands
    python benchmarks/replan.py --drawn street/0     # a generated week instead, planned in 10 s
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.settings import Settings
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


def insert_here_and_there(plan: Plan, round: Round) -> None:
    """Insert one complaint at every fifth site, for bodies in turn, by the second day's evening."""
    from constraints import RULES
    from scheduler.insert import choices
    from scheduler.urgent import ordered

    days = sorted({s.day for s in round.sessions})
    walls: list[float] = []
    counts: list[int] = []
    for k, site in enumerate(round.sites[::5]):
        said = {"site": site.id, "body": round.bodies[k % len(round.bodies)].id, "what": ""}
        asked = ordered(round, None, None, by=f"{days[1]}", minutes=None, items=(), **said)
        began = time.perf_counter()
        counts.append(len(choices(asked[0], plan, asked[1], RULES.values(), asked[2])))
        walls.append(time.perf_counter() - began)
    print(f"{len(walls)} insertions: median {statistics.median(walls):.2f} s, ", end="")
    print(f"worst {max(walls):.2f} s; {min(counts)} to {max(counts)} choices")


def drawn(name: str) -> tuple[Round, Settings]:
    """A generated week, and what it is planned with: the target's seconds."""
    from benchmarks.generator import SCALES, make_week
    from benchmarks.weeks import SECONDS
    from scheduler.settings import Settings

    kind, _, seed = name.partition("/")
    return make_week(SCALES[kind], int(seed)), Settings(seconds=SECONDS[kind], effort=1e6)


def replan_each(plan: Plan, round: Round, limit: float, whole: float) -> None:
    """Replan after one change of each kind, and print what came of it."""
    from scheduler.replan import replan
    from scheduler.settings import Settings
    from sites.changes import changed, promised_round, read_changes

    for name, kind, said in one_of_each(plan, round):
        changes = read_changes([(kind, said)], round, round.today)
        now = promised_round(changed(round, changes), plan, round.today)
        wall, cpu = time.perf_counter(), time.process_time()
        found = replan(now, Settings(seconds=limit))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        kinds = Counter(k for c in found.changes.visits for k in c.kinds)
        print(f"{name:14} {wall:5.1f} s ({wall / whole:4.0%})  cpu {cpu:5.1f} s", end="  ")
        print(found.plan.stopped_by, dict(kinds))
        print("  " + "  ".join(f"tier {t.tier} {t.value}" for t in found.plan.tiers))


def whole_commands(book: Path, week: str, plan: Plan, round: Round) -> None:
    """Time `replan` and `insert` as a person starts them."""
    with tempfile.TemporaryDirectory() as folder:
        out, today = str(Path(folder) / "out"), ("--today", f"{round.today}")
        ran("plan", str(book), "--week", week, "--limit", "15", "--out", out, *today)
        for verb in ("submit", "approve", "publish"):
            ran(verb, out, "--by", "benchmark", *today)
        site, body = round.sites[0].id, round.bodies[0].id
        order = ("--site", site, "--body", body, "--by", f"{plan_days(plan, round)[1]}")
        print(f"insert            {ran('insert', out, *order):5.1f} s, the whole command")
        for name, kind, said in one_of_each(plan, round):
            print(f"replan {name:14} {ran('replan', out, f'--{kind}', said, *today):5.1f} s")


def plan_days(plan: Plan, round: Round) -> list[str]:
    """Days with visits."""
    return sorted({f"{round.session[b.session].day}" for b in plan.bookings})


def ran(*words: str) -> float:
    """Seconds of one command.

    Raises
    ------
    CalledProcessError
        If the command fails.
    """
    began = time.perf_counter()
    asked = [sys.executable, str(ROOT / "cli.py"), *words]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path, default=BOOK)
    parser.add_argument("--week", default="2026-W49")
    parser.add_argument("--limit", type=float, default=3.0, help="seconds a replan may search")
    parser.add_argument("--commands", action="store_true", help="time the whole commands")
    parser.add_argument("--drawn", metavar="NAME", help="a generated week, as street/0")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from scheduler.plan_round import plan_round
    from scheduler.prepare import book_from, prepare
    from scheduler.settings import Settings
    from sites.approval import moved

    settings = Settings()
    if options.drawn:
        round, settings = drawn(options.drawn)
    else:
        _, round = prepare(book_from(options.book), week=options.week)
    began = time.perf_counter()
    plan = plan_round(round, settings).plan
    whole = time.perf_counter() - began
    if options.commands:
        whole_commands(options.book, options.week, plan, round)
        return
    print(f"planned in {whole:.1f} s: {len(plan.bookings)} visits")
    print("  ".join(f"tier {t.tier} {t.value}" for t in plan.tiers))
    for verb in ("submit", "approve", "publish"):
        plan = moved(plan, verb, "benchmark", round.today, 1)  # type: ignore[arg-type]
    insert_here_and_there(plan, round)
    replan_each(plan, round, options.limit, whole)


if __name__ == "__main__":
    main()
