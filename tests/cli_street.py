"""A street of four sites and eleven officers that plans in a second, as an office keeps it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from exports.workbook import write_book
from sites.base import Language
from sites.book import (
    Absence,
    Body,
    Company,
    Complaint,
    Grant,
    Hazard,
    Item,
    Officer,
    PastVisit,
    Pin,
    Recusal,
    Settings,
    Site,
    SiteBook,
    Vehicle,
)

TODAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
WEEK = "2026-W49"
URBAN, HOUSING, FIRE = "综合执法", "住建", "消防"
TEAM, OFFICE, BRIGADE = "东新综合执法队", "区住建局", "区消防救援大队"


def street(**more: Any) -> SiteBook:
    """The book; any of its sheets can be replaced."""
    values: dict[str, Any] = {
        "settings": Settings(street="东新街道", today=TODAY, prepared_by="李甲"),
        "companies": (Company(id="91330105MA2H000001", name="甲建设有限公司"),),
        "sites": tuple(_sites()),
        "bodies": (
            Body(id=TEAM, acts_as=URBAN, own=True),
            Body(id=OFFICE, acts_as=HOUSING),
            Body(id=BRIGADE, acts_as=FIRE),
        ),
        "officers": tuple(_officers()),
        "grants": tuple(
            Grant(body=body, acts_for=power, source="statutory", document="法")
            for body, power in ((TEAM, URBAN), (OFFICE, HOUSING), (BRIGADE, FIRE))
        ),
        "absences": (Absence(officer="Z9", first=MONDAY, last=MONDAY + timedelta(days=4)),),
        "items": tuple(_items()),
        "history": tuple(_history()),
        "complaints": (
            Complaint(
                id="T-1",
                site="GD-02",
                on=date(2026, 11, 24),
                body=URBAN,
                content="夜间施工噪声",
                finish_by=date(2026, 12, 3),
            ),
        ),
        "recusals": (Recusal(officer="Z7", site="GD-01", reason="近亲属任职", decided_by="李甲"),),
        "vehicles": (Vehicle(id="浙A10001", seats=4),),
        "pins": (Pin(how="must", site="GD-03", day=MONDAY, reason="领导交办", by="李甲"),),
        "hazards": (_hazard("YH-1", "临边防护缺失"), _hazard("YH-2", "配电箱未上锁")),
    }
    return SiteBook.model_validate(values | more)


def write_street(path: Path, lang: Language = "zh", **more: Any) -> Path:
    """Write the book, with sheets replaced, as a workbook."""
    write_book(path, street(**more), lang)
    return path


def _sites() -> list[Site]:
    colours = ("red", "yellow", "green", "green")
    return [
        Site(
            id=f"GD-{k + 1:02d}",
            name=f"{name}项目",
            address=f"香积路{k + 1}号",
            builder="91330105MA2H000001" if k < 2 else "",
            zone="东片" if k < 2 else "西片",
            stage="主体",
            colour=colour,
            lon=120.16 + k / 200,
            lat=30.31 + k / 300,
            datum="GCJ-02",
        )
        for k, (name, colour) in enumerate(zip("甲乙丙丁", colours, strict=True))
    ]


def _officers() -> list[Officer]:
    bodies = [TEAM] * 5 + [OFFICE] * 3 + [BRIGADE] * 2
    powers = {TEAM: URBAN, OFFICE: HOUSING, BRIGADE: FIRE}
    certified = [
        Officer(
            id=f"Z{k}",
            name=f"{surname}执法",
            body=body,
            acts_for=(powers[body],),
            certificate=f"浙A{k:05d}",
            certificate_until=date(2028, 1, 1),
            own_way=True,
            phone=f"1380000{k:04d}",
        )
        for k, (surname, body) in enumerate(zip("赵钱孙李周吴郑王冯陈", bodies, strict=True))
    ]
    new = Officer(id="N1", name="新来小沈", body=BRIGADE, acts_for=(FIRE,), own_way=True)
    return [*certified, new, Officer(id="F1", name="辅助小何", body=TEAM, kind="auxiliary")]


def _items() -> list[Item]:
    days = {"days_red": 30, "days_yellow": 60, "days_green": 90}
    return [
        Item(code="SL-1", name="扬尘防治", body=URBAN, minutes=30, **days),
        Item(code="SL-2", name="深基坑", body=HOUSING, minutes=40, **days),
        Item(code="SL-3", name="消防通道", body=FIRE, minutes=30, **days),
    ]


def _history() -> list[PastVisit]:
    """Every site was last checked in June, by each body."""
    return [
        PastVisit(site=f"GD-{k:02d}", on=date(2026, 6, 8), body=body)
        for k in range(1, 5)
        for body in (URBAN, HOUSING, FIRE)
    ]


def _hazard(id: str, what: str) -> Hazard:
    return Hazard(
        id=id,
        site="GD-01",
        found_on=date(2026, 11, 16),
        what=what,
        grade="一般",
        measure="立即整改",
        due=date(2026, 11, 27),
        body=HOUSING,
        note="=1+1",
        extra=(("班组", "木工班"),),
    )
