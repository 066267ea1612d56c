"""How near the best known is the engine on team orienteering with time windows? (mean gap <= 0.5 %)

A point is a site with one need, a tour is an officer of the one department, the length of the day
is the one session, a window is the site's hours, a score is a need's weight. The public engine
plans it with the rules the problem has; a checker in the problem's own terms judges the tours.

    python benchmarks/toptw.py --data PATH --seconds 30 --only 'c101/*' 'r1*/2'

A *minute* of the round is one unit of the file, a tick the last digit that distances keep: ten
ticks a unit, a hundred in the ``pr`` files. Windows and durations are whole units.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.running import Unlawful, data_folder, is_chosen, line, named, planned_in
from benchmarks.tours import Instance, Point, Stop, Tour, judge, matrix, read
from sites.base import Text
from sites.book import Body, Officer, Site
from sites.need import Need
from sites.plan import Plan
from sites.round import Legs, Round, Session, Visit

DAY = date(2026, 11, 30)
SESSION, BODY, DEPOT = "day", "body", "depot"
RULES = named(
    "authority_held",
    "coverage",
    "need_met_once",
    "one_place_at_a_time",
    "site_open",
    "travel_between_visits",
)
WIDTHS = (10, 7, 7, 7, 7, 8, 7, 16)


def round_of(instance: Instance) -> Round:
    """The instance as a round: one session, one body, an officer a tour."""
    depot, *points = instance.points
    ticks = matrix(instance)
    ids = [str(k) for k in range(1, len(instance.points))]
    return Round(
        today=DAY,
        first_day=DAY,
        last_day=DAY,
        workdays=(DAY,),
        ticks_per_minute=instance.ticks_per_unit,
        sessions=(Session(id=SESSION, day=DAY, part="day", start=depot.opens, end=depot.closes),),
        sites=tuple(_site(k, p, depot) for k, p in zip(ids, points, strict=True)),
        bodies=(Body(id=BODY),),
        officers=tuple(
            Officer(id=f"tour{k}", name=f"tour {k}", body=BODY, base=DEPOT, own_way=True)
            for k in range(instance.tours)
        ),
        needs=tuple(_need(k, p) for k, p in zip(ids, points, strict=True)),
        visits=tuple(Visit(id=k, site=k, needs=(k,)) for k in ids),
        legs=Legs(
            first={DEPOT: ticks[0][1:]},
            last={DEPOT: tuple(row[0] for row in ticks[1:])},
            between=tuple(row[1:] for row in ticks[1:]),
        ),
    )


def _site(id: str, point: Point, depot: Point) -> Site:
    """Our hours end with the visit, a window with its start: later by the service."""
    closes = min(point.closes + point.service, depot.closes)
    return Site(id=id, name=f"point {id}", opens=point.opens, closes=closes)


def _need(id: str, point: Point) -> Need:
    return Need(
        id=id,
        site=id,
        body=BODY,
        kind="routine",
        minutes=point.service,
        due=DAY,
        weight=point.score,
        why=Text(zh=f"得分{point.score}", en=f"score {point.score}"),
    )


def tours_of(plan: Plan) -> tuple[Tour, ...]:
    """The tours of a plan, each in order of time."""
    tours: dict[str, list[Stop]] = {}
    for booking in plan.bookings:
        for officer in booking.officers:
            tours.setdefault(officer, []).append(Stop(int(booking.visit), booking.start))
    return tuple(tuple(sorted(t, key=lambda s: (s.start, s.point))) for t in tours.values())


def check(instance: Instance, plan: Plan) -> int:
    """The score of a plan, judged as tours.

    Raises
    ------
    Unlawful
        If the original problem does not allow the tours.
    """
    return judge(instance, tours_of(plan))


def instances(folder: Path, only: Sequence[str] = ()) -> Iterator[tuple[Instance, int]]:
    """Instances of ``bks.csv`` named ``c101/2`` (two tours), with the best known score."""
    with (folder / "bks.csv").open() as rows:
        for row in csv.DictReader(rows):
            name, tours = row["instance"], int(row["m_tours"])
            if is_chosen(f"{name}/{tours}", only):
                path = folder / "instances" / f"{name}.txt"
                yield read(path, tours), int(row["best_known"])


def main() -> int:
    """Plan the chosen instances and print a table; 1 if the checker refuses a plan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with instances/ and bks.csv")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--only", nargs="*", default=[], help="patterns: c101/1 'r1*' '*/2'")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    heads = ("instance", "score", "best", "gap %", "bound", "seconds", "MB", "last found by")
    print(line(*heads, widths=WIDTHS))
    gaps, refused = [], 0
    for instance, best in instances(data_folder(options.data, "toptw"), options.only):
        name = f"{instance.name}/{instance.tours}"
        try:
            gaps.append(_one(instance, best, name, options.seconds, options.seed))
        except Unlawful as fault:
            refused += 1
            print(f"{name}: REFUSED: {fault}")
    if gaps:
        print(f"{len(gaps)} rows, mean gap {sum(gaps) / len(gaps):.2f} %, worst {max(gaps):.2f} %")
    return 1 if refused else 0


def _one(instance: Instance, best: int, name: str, seconds: float, seed: int) -> float:
    run = planned_in(round_of(instance), RULES, seconds, seed)
    score = check(instance, run.planned.plan)
    coverage, gap = run.tier("2"), 100 * (best - score) / best
    bound = coverage.total - coverage.bound
    cells = (name, score, best, gap, bound, run.seconds, round(run.megabytes), run.last_found_by)
    print(line(*cells, widths=WIDTHS), flush=True)
    return gap


if __name__ == "__main__":
    sys.exit(main())
