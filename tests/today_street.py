"""The small street's ledger as of today, for the board: a visit to be told of, hazards, a photo."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date, timedelta
from pathlib import Path

from cli_street import FIRE, HOUSING, URBAN
from published_week import fill

from sites.book import Hazard, Item, PastVisit
from sites.clock import china_today
from sites.kept import KeptPlan, Task, TaskNeed
from sites.ledger import open_ledger
from sites.plan import Stand

TASK, OTHER_TASK = "2026W49-01", "2026W49-02"
LATE, WAITS = "YH-9", "YH-8"
CHECKS = ("塔吊限位有效", "临边防护到位")


def today() -> date:
    """The day in China, as the board takes it."""
    return china_today()


def ledger_of_today(place: Path) -> Path:
    """Make it; returns its file."""
    ledger, day = open_ledger(place), today()
    fill(ledger)
    with ledger.act("李甲") as act:
        for id in ("YH-1", "YH-2"):
            act.drop("hazards", id)
        found = day - timedelta(days=20)
        common = {"site": "GD-01", "found_on": found, "body": HOUSING, "grade": "一般"}
        common |= {"finders": ("吴执法", "郑执法")}
        late = {"id": LATE, "what": "三层临边无防护", "due": day - timedelta(days=5)}
        waits = {"id": WAITS, "what": "配电箱未上锁", "due": day + timedelta(days=5)}
        act.put("history", PastVisit(site="GD-01", on=day, body=HOUSING))
        act.put("hazards", Hazard.model_validate(common | late))
        act.put("hazards", Hazard.model_validate(common | waits))
        items = [Item(code="SL-2", name="深基坑", body=HOUSING, checks=CHECKS)]
        kept = json.dumps({"items": [i.model_dump(mode="json") for i in items]})
        plan = KeptPlan(
            id="p v1", first_day=day, last_day=day, version=1, state="published", round=kept
        )
        act.put("plans", plan)
        act.put_all("tasks", (_task(day), _task(day, OTHER_TASK, ("Z1", "Z2"))))
    ledger.close()
    return place


def _task(day: date, id: str = TASK, officers: tuple[str, ...] = ("Z5", "Z6", "Z0")) -> Task:
    needs = (
        TaskNeed(need="n1", body=HOUSING, kind="routine", items=("SL-2",)),
        TaskNeed(need="n2", body=HOUSING, kind="recheck", hazards=(LATE,)),
        TaskNeed(need="n3", body=FIRE if id == TASK else URBAN, kind="routine"),
    )
    return Task(
        id=id, plan="p v1", visit="GD-01#1", site="GD-01", on=day, starts=550, ends=610,
        lead=HOUSING, officers=officers, needs=needs,
        stands_for=tuple(Stand(officer=o, need=n) for o, n in (("Z5", "n1"), ("Z6", "n2"))),
    )  # fmt: skip


def png(width: int = 8, height: int = 8) -> bytes:
    """A small picture."""
    rows = b"".join(b"\0" + b"\xb0\x20\x20" * width for _ in range(height))

    def part(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    ends = part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + ends
