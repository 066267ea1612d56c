"""A month made by hand with the arithmetic of a street's bulletin, and a ledger that holds it.

Dongxin street's: 32 joint actions, 176 hazards, 170 of them put right (96.6 %), 31 cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ledgers import some_ledger

from sites.base import Frozen
from sites.book import Body, Company, Hazard, Officer, PastVisit, Settings, Site
from sites.figures.month import Month
from sites.kept import Task, TaskNeed
from sites.ledger import Ledger

NOVEMBER = Month(year=2026, number=11)
DECEMBER = NOVEMBER.after
FIRST = NOVEMBER.first
TODAY = date(2026, 12, 3)
ACTIONS, FOUND, CLOSED, FILED = 32, 176, 170, 31
BODIES = ("综合执法", "住建", "消防")
TYPES = ("临边防护", "临时用电", "扬尘", "消防设施")

Rows = Mapping[str, tuple[Frozen, ...]]


def site(number: int, **more: Any) -> Site:
    """A site; its builder is the same for all."""
    named = {"id": f"S{number:02d}", "name": f"{number}号工地", "builder": "K"}
    return Site.model_validate(named | more)


def officer(id: str, body: str = BODIES[0], **more: Any) -> Officer:
    """A certified officer."""
    return Officer.model_validate({"id": id, "name": id, "body": body, "certificate": id} | more)


def task(number: int, on: date, **more: Any) -> Task:
    """A joint visit of three bodies that took place: 甲 and 乙 came, and 辅 with them."""
    needs = tuple(TaskNeed(need=f"{number}-{b}", body=b, kind="routine", done=True) for b in BODIES)
    values = {
        "id": f"T{number:03d}", "plan": "", "visit": "", "site": f"S{number % 16:02d}", "on": on,
        "starts": 540, "ends": 600, "lead": BODIES[number % 2], "officers": ("甲", "乙", "辅"),
        "needs": needs, "state": "done",
    }  # fmt: skip
    return Task.model_validate(values | more)


def hazard(number: int, found: date | None = FIRST, **more: Any) -> Hazard:
    """A hazard found at one of the sites."""
    values = {
        "id": f"YH{number:03d}", "site": f"S{number % 16:02d}", "what": "临边无防护",
        "type": TYPES[number % len(TYPES)], "found_on": found, "body": BODIES[number % 3],
    }  # fmt: skip
    return Hazard.model_validate(values | more)


def closed(number: int, found: date, on: date | None, **more: Any) -> Hazard:
    """A hazard that was closed."""
    return hazard(number, found, state="closed", closed_on=on, **more)


def past(site: str, on: date, body: str, **more: Any) -> PastVisit:
    """A row of 检查记录."""
    return PastVisit.model_validate({"site": site, "on": on, "body": body} | more)


def street() -> Rows:
    """16 sites, three bodies, two officers and an auxiliary; nothing has happened yet."""
    return {
        "settings": (Settings(street="东新街道"),),
        "companies": (Company(id="K", name="建工一公司"),),
        "sites": tuple(site(k) for k in range(16)),
        "bodies": tuple(Body(id=b) for b in BODIES),
        "officers": (officer("甲"), officer("乙", BODIES[1]), officer("辅", kind="auxiliary")),
    }


def seed_month() -> Rows:
    """The street with its November: the bulletin's numbers."""
    days = [FIRST + timedelta(days=k // 2) for k in range(ACTIONS)]
    hazards = []
    for k in range(FOUND):
        found = days[k % ACTIONS]
        filed = {"filed_on": NOVEMBER.last, "case_no": f"案{k}"} if k < FILED else {}
        one = closed(k, found, NOVEMBER.last) if k < CLOSED else hazard(k, found)
        hazards.append(one.but(**filed))
    return {
        **street(),
        "tasks": tuple(task(k, day) for k, day in enumerate(days)),
        "hazards": tuple(hazards),
    }


def ledger_with(folder: Path, rows: Rows) -> Ledger:
    """A new ledger that holds rows."""
    ledger = some_ledger(folder)
    put(ledger, rows)
    return ledger


def put(ledger: Ledger, rows: Rows) -> None:
    """Put rows into a ledger in one act."""
    with ledger.act(who="李") as act:
        for noun, several in rows.items():
            act.put_all(noun, several)
