"""What happens at the sites by itself: defects come about, sites reply or slip, people complain.

Everything is drawn from one seed in one order, and of each site and week alone: the two ways of
inspecting live through the same year. All rates are assumptions, listed in `ASSUMED`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from sites.book import Colour, Site

DEFECTS_A_WEEK = {"red": 0.30, "yellow": 0.15, "green": 0.05}
COMPLAINTS_A_WEEK = {"red": 0.06, "yellow": 0.03, "green": 0.01}
GRADES = (("一般", 0.90), ("较重", 0.08), ("重大", 0.02))
DEADLINE_DAYS = 7
SLIPS = 0.25
SLIP_DAYS = 10
FAILS = 0.10
AT_ONCE = 0.2

ASSUMED = (
    f"new defects a week, each body's field at a site of that nature: {DEFECTS_A_WEEK}",
    f"complaints a week at a site of that nature: {COMPLAINTS_A_WEEK}; four in five prove true",
    "a site's nature is the colour it is drawn with and stays; its rating moves",
    f"grades: {dict(GRADES)}; {AT_ONCE:.0%} of the lesser ones are put right at once",
    f"deadline {DEADLINE_DAYS} days; {SLIPS:.0%} reply late, by {SLIP_DAYS} days on average",
    f"a re-check fails once in {1 / FAILS:.0f}",
    "a body finds all defects of its field that are there when it comes for a routine check",
)
"""What the year rests on; none of it is measured."""


class Defect(NamedTuple):
    """Something wrong at a site in one body's field, from a day on, until it is found."""

    site: str
    body: str
    since: date
    grade: str
    at_once: bool
    late_days: int
    fails: bool


def poisson(rng: Random, mean: float) -> int:
    """A Poisson draw (Knuth's product of uniforms)."""
    count, product, limit = 0, rng.random(), math.exp(-mean)
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def defects(site: Site, bodies: tuple[str, ...], monday: date, seed: int) -> Iterator[Defect]:
    """The defects of one site that come about in a week."""
    rng = Random(f"{seed}/{site.id}/{monday}/defects")
    for body in bodies:
        for _ in range(poisson(rng, DEFECTS_A_WEEK[site.colour])):
            grade = rng.choices([g for g, _ in GRADES], [p for _, p in GRADES])[0]
            late = 1 + int(rng.expovariate(1 / SLIP_DAYS)) if rng.random() < SLIPS else 0
            yield Defect(
                site=site.id,
                body=body,
                since=monday + timedelta(days=rng.randrange(7)),
                grade=grade,
                at_once=grade == "一般" and rng.random() < AT_ONCE,
                late_days=late or -rng.randrange(1, DEADLINE_DAYS),
                fails=rng.random() < FAILS,
            )


def complaint_days(site: Site, nature: Colour, monday: date, seed: int) -> Iterator[date]:
    """The days of one week on which somebody complains of a site."""
    rng = Random(f"{seed}/{site.id}/{monday}/complaints")
    for _ in range(poisson(rng, COMPLAINTS_A_WEEK[nature])):
        yield monday + timedelta(days=rng.randrange(5))
