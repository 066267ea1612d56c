"""A small world to close hazards in: two bodies, six people, one visit; and lawful moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sites.book import Body, Hazard, Item, Officer
from sites.closure import Move, MoveKind, World
from sites.kept import Task

FOUND = date(2026, 11, 10)
TODAY = date(2026, 12, 31)
HOUSING, URBAN = "住建", "综合执法"


def day(days: int) -> date:
    """So many days after the hazard was found."""
    return FOUND + timedelta(days=days)


def officer(id: str, name: str, body: str, **more: Any) -> Officer:
    values = {"id": id, "name": name, "body": body, "certificate": f"C-{id}", **more}
    return Officer.model_validate(values)


PEOPLE = (
    officer("o1", "张三", HOUSING),
    officer("o2", "李四", HOUSING),
    officer("o3", "王五", URBAN),
    officer("o4", "赵六", HOUSING, certificate_until=day(3)),
    officer("o5", "孙七", HOUSING),
    officer("a1", "周协", HOUSING, kind="auxiliary", certificate=""),
)
VISIT = Task(
    id="2026W46-01",
    plan="2026-11-09 v1",
    visit="A#1",
    site="A",
    on=FOUND,
    starts=550,
    ends=610,
    officers=("o1", "o3"),
    auxiliaries=("a1",),
    state="done",
)


def world(**more: Any) -> World:
    """The world; any fact can be set."""
    facts: dict[str, Any] = {
        "today": TODAY,
        "officers": PEOPLE,
        "bodies": (Body(id=HOUSING), Body(id=URBAN)),
        "items": (Item(code="lift", name="塔吊", body=HOUSING),),
        "tasks": (VISIT,),
    }
    return World(**facts | more)


def hazard(**more: Any) -> Hazard:
    """A hazard of 住建 at site A, found by 张三 and 王五, with a deadline in five days."""
    values: dict[str, Any] = {
        "id": "YH-001",
        "site": "A",
        "what": "三层临边无防护",
        "grade": "一般",
        "found_on": FOUND,
        "finders": ("张三", "王五"),
        "body": HOUSING,
        "due": day(5),
    }
    return Hazard.model_validate(values | more)


LAWFUL: dict[MoveKind, dict[str, Any]] = {
    "fixed_at_once": {"on": FOUND, "people": ("张三", "王五"), "evidence": "照片1"},
    "order": {"on": day(1), "due": day(9), "reason": "更正"},
    "extend": {"on": day(5), "due": day(9), "approver": "钱主任"},
    "reply": {"on": day(4), "evidence": "照片1"},
    "recheck_pass": {"on": day(6), "people": ("张三", "李四")},
    "recheck_fail": {"on": day(6), "people": ("张三", "李四"), "due": day(12)},
    "close": {"on": day(8), "reviewer": "钱主任"},
    "review": {"on": day(1), "reviewer": "钱主任"},
    "reopen": {"on": day(9), "due": day(20), "approver": "钱主任", "reason": "仍未整改"},
    "remind": {"on": day(6)},
    "talk": {"on": day(8)},
    "file": {"on": day(9), "number": "A-1"},
    "pause": {"on": day(6), "reason": "危险"},
    "resume": {"on": day(9), "people": ("张三", "李四"), "evidence": "同意复工〔2026〕1号"},
    "transfer": {"on": day(6), "to": "区交通局"},
    "transfer_reply": {"on": day(9), "reason": "已处理"},
    "return": {"on": day(9), "reason": "不属本单位", "due": day(20)},
    "cancel": {"on": day(9), "reason": "重复登记", "approver": "钱主任"},
    "report": {"on": day(1)},
    "list": {"on": day(2)},
}
"""What makes each move lawful for `hazard`, in the right state."""


def move(kind: MoveKind, **more: Any) -> Move:
    """A lawful move; any field can be set."""
    return Move.model_validate({"kind": kind, "by": "李四", **LAWFUL[kind], **more})
