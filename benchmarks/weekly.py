"""How good are weeks of fixed-length visits, beside other searches? (10 x weight met - visits)

A subset of the real problem on files that others solved too: a site gets at most one visit a week,
whose length is fixed; a need takes one officer of its department; no quorum, vehicle or ceiling.
The public engine plans tiers 2 (weight) and 3 (trips); the table shows the original objective.

    python benchmarks/weekly.py --data PATH --seconds 60 --only 'weekly_120*'
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.running import Unlawful, data_folder, is_chosen, line, named, planned_in
from benchmarks.weekly_checker import MONDAY, STARTS, Instance, check
from sites.base import Text
from sites.book import Absence, Body, Colour, DayPart, Officer, Pin, Site
from sites.need import Need
from sites.plan import TierResult
from sites.round import Legs, Round, Session, Visit

PARTS: tuple[DayPart, ...] = ("am", "pm")
OFFICE = "office"
RULES = named(
    "authority_held",
    "coverage",
    "few_trips",
    "need_met_once",
    "on_duty",
    "one_place_at_a_time",
    "pinned",
    "travel_between_visits",
)
FREE = {"on_duty": {"sessions_a_week": "14", "minutes_a_day": "1440"}}
LINES = {
    "weekly_120_24_0": (220110, 228580, 231370, 232790),
    "weekly_120_24_1": (233470, 241900, 249061, 252521),
    "weekly_120_24_2": (221591, 230180, 238730, 240760),
    "weekly_300_64_0": (None, 552290, 577260, 581510),
    "weekly_40_16_0": (84890, None, None, 84890),
}
"""One-piece CP-SAT 60 s, CP-SAT decomposition 60 s (300 sites: 120 s), ruin-and-recreate in plain
Python 60 s, the best bound known: measured once by the makers of the files, on two cores."""
WIDTHS = (16, 7, 7, 6, 6, 7, 7, 7, 7, 7, 5, 16)
HEADS = (
    *("instance", "value", "bound", "gap %", "visits", "seconds"),
    *("CP-SAT", "decomp.", "R&R", "known", "MB", "last found by"),
)


def read(path: Path) -> Instance:
    """Read an instance file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def round_of(instance: Instance) -> Round:
    """The instance as a round: ten sessions, a body a department, one slot a site."""
    sessions = tuple(_session(s) for s in instance["sessions"])
    needs = tuple(n for site in instance["sites"] for n in _needs(site))
    legs = instance["travel_minutes"]
    last = sessions[-1].day
    return Round(
        today=MONDAY - timedelta(days=3),
        first_day=MONDAY,
        last_day=last,
        workdays=tuple(sorted({s.day for s in sessions})),
        opening_minutes=instance["opening_minutes"],
        merge_days=0,
        sessions=sessions,
        sites=tuple(_site(s) for s in instance["sites"]),
        bodies=tuple(Body(id=d) for d in instance["departments"]),
        officers=tuple(
            Officer(id=f"o{o['id']}", name=f"officer {o['id']}", body=o["department"], own_way=True)
            for o in instance["officers"]
        ),
        absences=tuple(a for o in instance["officers"] for a in _absences(o, sessions)),
        pins=tuple(p for s in instance["sites"] for p in _closed(s, sessions)),
        needs=needs,
        visits=tuple(_visit(s, instance["opening_minutes"]) for s in instance["sites"]),
        legs=Legs(
            first={OFFICE: tuple(legs[0][1:])},
            last={OFFICE: tuple(row[0] for row in legs[1:])},
            between=tuple(tuple(row[1:]) for row in legs[1:]),
        ),
        params=FREE,
    )


def _session(given: dict[str, int]) -> Session:
    part = PARTS[given["index"] % 2]
    start = STARTS[part]
    day = MONDAY + timedelta(days=given["day"])
    id, end = f"{day}/{part}", start + given["minutes"]
    return Session(id=id, day=day, part=part, start=start, end=end)


def _id(site: dict[str, Any]) -> str:
    return f"s{site['id']}"


def _site(site: dict[str, Any]) -> Site:
    colour: Colour = site["colour"]
    return Site(id=_id(site), name=f"site {site['id']}", colour=colour)


def _needs(site: dict[str, Any]) -> Iterator[Need]:
    for need in site["needs"]:
        yield Need(
            id=f"{_id(site)}/{need['department']}",
            site=_id(site),
            body=need["department"],
            kind="routine",
            minutes=need["minutes"],
            due=MONDAY,
            weight=need["weight"],
            why=Text(zh="到期", en="due"),
        )


def _visit(site: dict[str, Any], opening: int) -> Visit:
    """The site's one slot; it lasts as long as if all of the site's needs were met."""
    return Visit(
        id=_id(site),
        site=_id(site),
        needs=tuple(f"{_id(site)}/{n['department']}" for n in site["needs"]),
        min_minutes=opening + max((n["minutes"] for n in site["needs"]), default=0),
    )


def _absences(officer: dict[str, Any], sessions: Sequence[Session]) -> Iterator[Absence]:
    for session in (sessions[k] for k in officer["absent_sessions"]):
        day, who = session.day, f"o{officer['id']}"
        yield Absence(officer=who, first=day, last=day, part=session.part)


def _closed(site: dict[str, Any], sessions: Sequence[Session]) -> Iterator[Pin]:
    for session in (sessions[k] for k in site["closed_sessions"]):
        yield Pin(how="never", site=_id(site), day=session.day, part=session.part)


def bound_of(instance: Instance, coverage: TierResult) -> int:
    """What no plan exceeds: ten times the most weight, less the fewest sites that hold so much."""
    most = left = coverage.total - coverage.bound
    held = sorted(_held(instance), reverse=True)
    fewest = 0
    while left > 0:
        left -= held[fewest]
        fewest += 1
    return 10 * most - fewest


def serve_all(instance: Instance) -> int:
    """The value if every need were met, each site in its one visit."""
    return 10 * sum(_held(instance)) - sum(map(bool, _held(instance)))


def _held(instance: Instance) -> list[int]:
    return [sum(n["weight"] for n in site["needs"]) for site in instance["sites"]]


def main() -> int:
    """Plan the chosen files and print a table; 1 if the checker refuses a plan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with the weekly_*.json files")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", nargs="*", default=[], help="patterns: 'weekly_120*'")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print(line(*HEADS, widths=WIDTHS))
    refused = 0
    for path in sorted(data_folder(options.data, "weekly").glob("*.json")):
        if is_chosen(path.stem, options.only):
            try:
                _one(read(path), options.seconds, options.seed)
            except Unlawful as fault:
                refused += 1
                print(f"REFUSED: {fault}")
    return 1 if refused else 0


def _one(instance: Instance, seconds: float, seed: int) -> None:
    run = planned_in(round_of(instance), RULES, seconds, seed)
    value, bound = check(instance, run.planned.plan), bound_of(instance, run.tier("2"))
    lines = ["–" if v is None else v for v in LINES.get(instance["name"], (None,) * 4)]
    gap = 100 * (bound - value) / bound if bound else 0.0
    visits, found = len(run.planned.plan.bookings), run.last_found_by
    cells = (instance["name"], value, bound, gap, visits, run.seconds, *lines)
    print(line(*cells, round(run.megabytes), found, widths=WIDTHS), flush=True)


if __name__ == "__main__":
    sys.exit(main())
