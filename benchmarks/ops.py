"""Does the engine reach and prove the best known prizes with synchronised devices? (all, half)

OPS, the orienteering problem with synchronisation (Riera-Ledesma & Salazar-González, Computers &
Operations Research 135, 2021): each job needs some devices at the same moment, each device goes
its own way from time 0 and ends by the horizon; collect the largest prize. A job is a site whose
needs, one for each device, are bound together; a device is a department with one officer, posted
to the sites of its jobs; the horizon is the one session, a tenth (the files' unit) is a tick, a
prize is a need's weight. The public engine plans it with the rules the problem has; a checker in
the problem's own terms judges the bookings.

    python benchmarks/ops.py --data PATH --seconds 30 --only 'B_n100_*' '*_a25_*'

The folder holds ``B/<name>.json.gz`` and ``bks.csv`` of github RieraULL/OPS-Benchmark.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, permutations
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.running import Unlawful, data_folder, is_chosen, line, named, planned_in
from sites.base import Text
from sites.book import Body, Officer, Site
from sites.need import Need
from sites.plan import Plan
from sites.round import MINUTES_A_DAY, Legs, Round, Session, Visit

DAY = date(2026, 11, 30)
SESSION, BASE = "day", "start"
RULES = named(
    "authority_held",
    "coverage",
    "need_met_once",
    "one_place_at_a_time",
    "own_ground",
    "together",
    "travel_between_visits",
)
WIDTHS = (18, 7, 7, 7, 7, 7, 8, 7, 16)


class Instance(NamedTuple):
    """Jobs 1 … n between the start 0 and the end n+1; all times in tenths.

    ``times[i][j]`` is the processing of i and the way from there to j; ``jobs_of`` the jobs of
    each device.
    """

    times: tuple[tuple[int, ...], ...]
    prizes: tuple[int, ...]
    jobs_of: tuple[tuple[int, ...], ...]
    horizon: int

    @property
    def end(self) -> int:
        """The last node."""
        return len(self.times) - 1

    @property
    def jobs(self) -> range:
        """The jobs, without start and end."""
        return range(1, self.end)

    def devices(self, job: int) -> tuple[int, ...]:
        """Devices that the job needs."""
        return tuple(k for k, jobs in enumerate(self.jobs_of) if job in jobs)


def read(path: Path) -> Instance:
    """Read one file of the set."""
    raw = json.loads(gzip.decompress(path.read_bytes()))
    times, jobs_of = (tuple(tuple(row) for row in raw[key]) for key in ("T", "Jk"))
    return Instance(times, tuple(raw["b"]), jobs_of, raw["L"])


def round_of(instance: Instance) -> Round:
    """The instance as a round: one session, an officer a device, a visit a job.

    A session lasts whole minutes; what it is longer than the horizon is added to each way back.

    Raises
    ------
    ValueError
        If a way over a third job is shorter: our rule asks for the way between any two visits.
    """
    if not all(_is_straight(instance, jobs) for jobs in instance.jobs_of):
        raise ValueError("a way over a third job is shorter than the way itself")
    per_minute = max(1, math.ceil(instance.horizon / MINUTES_A_DAY))
    minutes = math.ceil(instance.horizon / per_minute)
    spare = minutes * per_minute - instance.horizon
    times, jobs = instance.times, [j for j in instance.jobs if instance.devices(j)]
    used = [k for k, of_device in enumerate(instance.jobs_of) if of_device]
    needs = {job: _needs(instance, job) for job in jobs}
    return Round(
        today=DAY,
        first_day=DAY,
        last_day=DAY,
        workdays=(DAY,),
        ticks_per_minute=per_minute,
        sessions=(Session(id=SESSION, day=DAY, part="day", start=0, end=minutes),),
        sites=tuple(Site(id=str(j), name=f"job {j}", street=str(j)) for j in jobs),
        bodies=tuple(Body(id=f"device {k}") for k in used),
        officers=tuple(_officer(k, instance.jobs_of[k]) for k in used),
        needs=tuple(need for own in needs.values() for need in own),
        visits=tuple(
            Visit(id=str(job), site=str(job), needs=tuple(n.id for n in own))
            for job, own in needs.items()
        ),
        legs=Legs(
            first={BASE: tuple(times[0][j] for j in jobs)},
            last={BASE: tuple(times[j][-1] + spare for j in jobs)},
            between=tuple(tuple(times[i][j] for j in jobs) for i in jobs),
        ),
    )


def _is_straight(instance: Instance, jobs: Sequence[int]) -> bool:
    times, end = instance.times, instance.end
    return all(
        times[i][k] <= times[i][j] + times[j][k]
        for i, j, k in permutations((0, *jobs, end), 3)
        if i != end and k != 0 and j in jobs
    )


def _officer(device: int, jobs: Sequence[int]) -> Officer:
    name, posted = f"device {device}", tuple(str(j) for j in jobs)
    return Officer(id=name, name=name, body=name, posted_to=posted, own_way=True)


def _needs(instance: Instance, job: int) -> tuple[Need, ...]:
    """A need for each device, bound together; the first carries the prize."""
    return tuple(
        Need(
            id=f"{job}/{device}",
            site=str(job),
            body=f"device {device}",
            kind="routine",
            minutes=0,
            due=DAY,
            weight=0 if number else instance.prizes[job],
            together="job",
            why=Text(zh=f"奖{instance.prizes[job]}", en=f"prize {instance.prizes[job]}"),
        )
        for number, device in enumerate(instance.devices(job))
    )


def check(instance: Instance, plan: Plan) -> int:
    """The prize of a plan, judged in the problem's own terms; only its bookings are looked at.

    Raises
    ------
    Unlawful
        If the original problem does not allow it.
    """
    refused = list(_refusals(instance, plan))
    if refused:
        raise Unlawful("; ".join(refused))
    return sum(instance.prizes[int(b.visit)] for b in plan.bookings)


def _refusals(instance: Instance, plan: Plan) -> Iterator[str]:
    starts = {int(b.visit): b.start for b in plan.bookings}
    if len(starts) < len(plan.bookings):
        yield "a job is done twice"
    for booking in plan.bookings:
        wanted = sorted(f"device {k}" for k in instance.devices(int(booking.visit)))
        if sorted(booking.officers) != wanted:
            yield f"job {booking.visit} is done by {booking.officers}"
    for device, jobs in enumerate(instance.jobs_of):
        path = sorted((j for j in jobs if j in starts), key=lambda j: starts[j])
        clock = {**starts, 0: 0, instance.end: instance.horizon}
        for here, there in pairwise((0, *path, instance.end) if path else ()):
            if clock[there] < clock[here] + instance.times[here][there]:
                yield f"device {device} comes too late from {here} to {there}"


def main() -> int:
    """Plan the chosen instances and print a table; 1 if the checker refuses a plan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with B/ and bks.csv")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--only", nargs="*", default=[], help="patterns: 'B_n100_*' '*_a25_*'")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    folder = data_folder(options.data, "ops")
    with (folder / "bks.csv").open(encoding="utf-8", newline="") as file:
        known = {row["instance"]: int(row["best_known_prize"]) for row in csv.DictReader(file)}
    heads = ("instance", "prize", "best", "gap %", "bound", "proven", "seconds", "MB")
    print(line(*heads, "last found by", widths=WIDTHS))
    rows, refused = [], 0
    for name in (n for n in sorted(known) if is_chosen(n, options.only)):
        path = folder / "B" / f"{name}.json.gz"
        try:
            rows.append(_one(read(path), name, known[name], options.seconds, options.seed))
        except Unlawful as fault:
            refused += 1
            print(f"{name}: REFUSED: {fault}")
    if rows:
        _sum_up(rows)
    return 1 if refused else 0


class Row(NamedTuple):
    """What is counted of one instance."""

    reached: bool
    proven: bool
    seconds: float


def _one(instance: Instance, name: str, best: int, seconds: float, seed: int) -> Row:
    run = planned_in(round_of(instance), RULES, seconds, seed)
    prize, tier = check(instance, run.planned.plan), run.tier("2")
    gap, bound = 100 * (best - prize) / best, tier.total - tier.bound
    proven = "yes" if tier.proven else "no"
    cells = (name, prize, best, gap, bound, proven, run.seconds, round(run.megabytes))
    print(line(*cells, run.last_found_by, widths=WIDTHS), flush=True)
    return Row(prize >= best, tier.proven, run.seconds)


def _sum_up(rows: Sequence[Row]) -> None:
    reached, proven = sum(r.reached for r in rows), sum(r.proven for r in rows)
    mean, slowest = sum(r.seconds for r in rows) / len(rows), max(r.seconds for r in rows)
    print(f"{len(rows)} rows, best known reached in {reached}, proven {proven}", end="; ")
    print(f"seconds: mean {mean:.1f}, slowest {slowest:.1f}")


if __name__ == "__main__":
    sys.exit(main())
