"""Writes people.xlsx: made-up bodies, officers and items for the real complaints of Chicago.

Nobody in it exists, and Chicago has no such bodies; sites, complaints and history are real and
come through map.toml. Run from the repository:

    python examples/chicago/make_people.py
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exports.workbook import write_book
from sites.book import Body, Grant, Item, Officer, Place, Settings, SiteBook

TEAM, HOUSING, AIR = "第32选区综合执法队", "区住建局", "区生态环境分局"
POWERS = {TEAM: "综合执法", HOUSING: "住建", AIR: "生态环境"}
NAMES = {
    TEAM: ("沈立诚", "陆文渊", "费佳禾", "钮思远"),
    HOUSING: ("宣若水", "莫一鸣"),
    AIR: ("宋知微", "柏青川"),
}


def people() -> SiteBook:
    """Three bodies, eight officers, one office, four items."""
    return SiteBook(
        settings=Settings(street="第32选区", datum="WGS-84", office="选区办公室",
                          prepared_by="综合执法办", reviewed_by="分管副主任"),
        bodies=tuple(
            Body(id=name, acts_as=power, own=name == TEAM) for name, power in POWERS.items()
        ),
        officers=tuple(make_officers()),
        grants=tuple(
            Grant(body=name, acts_for=power, source="statutory", document="三定方案（虚构）")
            for name, power in POWERS.items()
        ),
        items=make_items(),
        places=(Place(id="选区办公室", lon=-87.675, lat=41.925, datum="WGS-84"),),
    )  # fmt: skip


def make_officers() -> list[Officer]:
    """Certified officers who go their own way."""
    rows = [(name, body) for body, names in NAMES.items() for name in names]
    return [
        Officer(id=f"W32-{k:02}", name=name, body=body, acts_for=(POWERS[body],), own_way=True,
                certificate=f"99000032{k:04}", certificate_until=date(2016, 12, 31))
        for k, (name, body) in enumerate(rows, start=1)
    ]  # fmt: skip


def make_items() -> tuple[Item, ...]:
    """How often each body looks at a site; days and minutes are made up."""
    rows = (
        ("W32-1", "围挡与出入口保洁", "综合执法", 150, 20),
        ("W32-2", "渣土与建筑垃圾", "综合执法", 150, 20),
        ("W32-3", "临边防护与围挡稳固", "住建", 160, 40),
        ("W32-4", "扬尘与噪声", "生态环境", 160, 30),
    )
    return tuple(
        Item(code=code, name=name, body=body, days_green=days, minutes=minutes,
             onsite_reason="须现场查看", mark="estimate")
        for code, name, body, days, minutes in rows
    )  # fmt: skip


if __name__ == "__main__":
    write_book(Path(__file__).with_name("people.xlsx"), people())
