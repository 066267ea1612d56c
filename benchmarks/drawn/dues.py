"""What falls due in a generated week: history, hazards, complaints, campaigns, pins.

A *check* is one need that may be made to fall due. The generator takes them in a drawn order,
body by body, until the load is as stated; the rest is checked lately, or due soon (a rider). What
is not taken is not thrown out to make the week easy: nobody knows a plan while it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from benchmarks.drawn.grounds import MONDAY, SUNDAY, TODAY
from benchmarks.drawn.scene import Scene
from sites.book import Campaign, Complaint, DayMark, Hazard, Kind, PastVisit, Pin, Site
from sites.catalogue import items_for

OFTEN = {"red": 2.0, "yellow": 1.5, "green": 1.0}
MERGE_DAYS = 15
FRIDAY = SUNDAY - timedelta(days=2)
CAMPAIGN_MINUTES = 25


class Check(NamedTuple):
    """A need that may be made to fall due; ``draw`` (0 to 1) decides its day, and more."""

    site: Site
    body: str
    kind: Kind
    minutes: int
    draw: float
    hazards: int


class Dues(NamedTuple):
    """Rows of a book that make needs due."""

    history: tuple[PastVisit, ...]
    hazards: tuple[Hazard, ...]
    complaints: tuple[Complaint, ...]
    campaigns: tuple[Campaign, ...]
    pins: tuple[Pin, ...]
    day_marks: tuple[DayMark, ...]


def all_checks(scene: Scene, rng: Random) -> dict[str, tuple[Check, ...]]:
    """Every check of every body, in the order in which they are taken.

    Red sites come early, and stopped ones, whose hazards are open.
    """
    found = {}
    for number, body in enumerate(scene.enforcing):
        ranked = [
            (rng.expovariate(OFTEN[c.site.colour] if c.site.status == "active" else 40), k, c)
            for k, c in enumerate(_checks(scene, body, number, rng))
        ]
        found[body] = tuple(check for _, _, check in sorted(ranked, key=lambda r: r[:2]))
    return found


def _checks(scene: Scene, body: str, number: int, rng: Random) -> Iterator[Check]:
    """A body's checks; the team, the first body, has most hazards and complaints."""
    items = [i for i in scene.items if i.body == body]
    rechecks, cases = (0.6, 0.35) if number == 0 else (0.25, 0.12)
    for site in scene.sites:
        routine = sum(i.minutes for i in items_for(site, items))
        count = rng.randint(1, 5)
        rare = [rng.random() for _ in range(3)]
        active = site.status == "active"
        if active:
            yield Check(site, body, "routine", routine, rng.random(), 1)
        if rare[0] < rechecks:
            yield Check(site, body, "recheck", max(15, 5 * count), rng.random(), count)
        if rare[1] < cases:
            yield Check(site, body, "case", scene.settings.case_minutes, rng.random(), 1)
        if active and number % 4 == 0 and rare[2] < 0.4:
            yield Check(site, body, "campaign", CAMPAIGN_MINUTES, rng.random(), 1)


def make_dues(
    scene: Scene, checks: dict[str, tuple[Check, ...]], taken: dict[str, int], rng: Random
) -> Dues:
    """The rows that make the first ``taken`` checks of each body due, and no other."""
    due = [c for body, all in checks.items() for c in all[: taken[body]]]
    idle = [c for body, all in checks.items() for c in all[taken[body] :]]
    fresh = {s.id for s in scene.sites if rng.random() < 0.08}
    history = (
        *(_past(scene, c, _due_day(c)) for c in due if c.kind == "routine"),
        *(_past(scene, c, _idle_day(scene, c)) for c in idle if c.kind == "routine"),
        *_full_years(scene, rng),
        *_just_now(scene, fresh, rng),
    )
    return Dues(
        history=tuple(sorted(history, key=lambda p: (p.on, p.site, p.body))),
        hazards=tuple(h for c in due if c.kind == "recheck" for h in _hazards(c)),
        complaints=tuple(_complaint(c) for c in due if c.kind == "case"),
        campaigns=tuple(_campaigns(due)),
        pins=_pins(scene, due, fresh),
        day_marks=(DayMark(on=MONDAY + timedelta(days=2), weather=("rain",)),),
    )


def _between(first: date, last: date, draw: float) -> date:
    return first + timedelta(days=int(draw * ((last - first).days + 1)))


def _due_day(check: Check) -> date:
    """From three weeks late to the end of the week's work."""
    return _between(MONDAY - timedelta(days=21), FRIDAY, check.draw)


def _idle_day(scene: Scene, check: Check) -> date:
    """A third falls due soon after the week, the rest well after the merge window."""
    reach = SUNDAY + timedelta(days=MERGE_DAYS)
    if check.draw < 0.33:
        return _between(SUNDAY + timedelta(days=1), reach, check.draw * 3)
    latest = date(2026, 11, 18) + timedelta(days=_days(scene, check))
    return _between(reach + timedelta(days=4), latest, (check.draw - 0.33) / 0.67)


def _days(scene: Scene, check: Check) -> int:
    item = next(i for i in scene.items if i.body == check.body)
    return item.days(check.site.colour) or 0


def _past(scene: Scene, check: Check, due: date) -> PastVisit:
    on = due - timedelta(days=_days(scene, check))
    return PastVisit(site=check.site.id, on=on, body=check.body, kind="routine")


def _full_years(scene: Scene, rng: Random) -> Iterator[PastVisit]:
    """Sites where a body with a ceiling has used it up this year."""
    for body in (b for b in scene.bodies if b.ceiling):
        for site in scene.sites:
            if rng.random() < 0.04:
                for month in range(1, (body.ceiling or 0) + 1):
                    on = date(2026, month, 12)
                    yield PastVisit(site=site.id, on=on, body=body.enforcing, kind="routine")


def _just_now(scene: Scene, fresh: set[str], rng: Random) -> Iterator[PastVisit]:
    """A visit of the week before for some other item, after which a site is left in peace."""
    for site in (s for s in scene.sites if s.id in fresh):
        on = TODAY - timedelta(days=rng.randrange(1, 4))
        body = rng.choice(scene.enforcing)
        yield PastVisit(site=site.id, on=on, body=body, items=("other",))


def _hazards(check: Check) -> Iterator[Hazard]:
    """Hazards whose deadline is just over: the re-check's clock ends three working days on."""
    deadline = _between(date(2026, 11, 23), MONDAY, check.draw)
    for k in range(check.hazards):
        yield Hazard(
            id=f"{check.site.id}-{check.body}-{k}",
            site=check.site.id,
            found_on=date(2026, 11, 12),
            body=check.body,
            what="临边防护缺失",
            due=deadline,
        )


def _complaint(check: Check) -> Complaint:
    return Complaint(
        id=f"T-{check.site.id}-{check.body}",
        site=check.site.id,
        on=date(2026, 11, 20),
        body=check.body,
        finish_by=_between(date(2026, 11, 25), FRIDAY, check.draw),
    )


def _campaigns(due: Iterable[Check]) -> Iterator[Campaign]:
    sites: dict[str, list[str]] = {}
    for check in due:
        if check.kind == "campaign":
            sites.setdefault(check.body, []).append(check.site.id)
    for number, (body, named) in enumerate(sites.items()):
        yield Campaign(
            id=f"专项〔2026〕{number + 1}号",
            from_above=number % 2 == 1,
            first=date(2026, 11, 16),
            last=FRIDAY,
            body=body,
            sites=tuple(sorted(named)),
            minutes=CAMPAIGN_MINUTES,
        )


def _pins(scene: Scene, due: list[Check], fresh: set[str]) -> tuple[Pin, ...]:
    """Two sites with their day, a helper who stays in one day, a site outside a local rule."""
    free = [
        c.site.id
        for c in due
        if c.kind == "routine" and c.site.id not in fresh and not c.site.closed_days
    ]
    chosen = list(dict.fromkeys(free))[:3]
    by = {"reason": "街道要求", "by": "张三"}
    must = [
        Pin(how="must", site=site, day=MONDAY + timedelta(days=1 + 2 * k), **by)
        for k, site in enumerate(chosen[:2])
    ]
    away = Pin(how="never", officers=(scene.officers[-1].id,), day=MONDAY, **by)
    spared = [Pin(how="override", site=s, rule="left_in_peace", **by) for s in chosen[2:]]
    return (*must, away, *spared)
