"""Writes smallest.xlsx: four invented sites, small enough to follow every line that comes out.

Every name is made up. Places lie inside old Gongshu district, in GCJ-02. Run from the repository:

    python examples/smallest/make_smallest.py
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exports.workbook import write_book
from sites.book import (
    Absence,
    Body,
    Company,
    Complaint,
    Grant,
    Hazard,
    Officer,
    PastVisit,
    Place,
    Recusal,
    Settings,
    Site,
    SiteBook,
)

TODAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
STREET = "柳桥街道"
TEAM = "柳桥街道综合行政执法队"
HOUSING = "区住房和城乡建设局"
FIRE = "区消防救援大队"
BUILDER_1, BUILDER_2 = "浙江砼岳建设有限公司", "浙江恒砌建设有限公司"


def smallest() -> SiteBook:
    """The whole book: what each row is for stands in README.md."""
    return SiteBook(
        settings=Settings(
            street=STREET, today=TODAY, datum="GCJ-02", office="柳桥街道办",
            prepared_by="综合行政执法办", reviewed_by="分管副主任",
        ),
        companies=(
            Company(id="91330105MA2SL9001A", name=BUILDER_1),
            Company(id="91330105MA2SL9002B", name=BUILDER_2),
        ),
        sites=make_sites(),
        bodies=make_bodies(),
        officers=make_officers(),
        grants=make_grants(),
        absences=make_absences(),
        history=make_history(),
        complaints=make_complaints(),
        recusals=(
            Recusal(officer="ZF06", company="91330105MA2SL9002B", reason="近亲属任职",
                    decided_by="区消防救援大队"),
        ),
        places=(Place(id="柳桥街道办", lon=120.160, lat=30.320),),
        hazards=make_hazards(),
    )  # fmt: skip


def make_sites() -> tuple[Site, ...]:
    """One red, one yellow, two green."""
    first, second = "91330105MA2SL9001A", "91330105MA2SL9002B"
    return (
        Site(id="GD01", name="柳岸路8号住宅项目", address="柳岸路8号", builder=first, colour="red",
             stage="基坑", traits=("深基坑", "渣土外运"), lon=120.158, lat=30.323),
        Site(id="GD02", name="柳岸路20号小学项目", address="柳岸路20号", builder=first,
             colour="yellow", stage="主体", traits=("塔吊", "宿舍"), lon=120.163, lat=30.326),
        Site(id="GD03", name="桥东路5号社区中心项目", address="桥东路5号", builder=second,
             colour="green", stage="装修", lon=120.166, lat=30.318),
        Site(id="GD04", name="桥东路33号人才公寓项目", address="桥东路33号", builder=second,
             colour="green", stage="装修", lon=120.168, lat=30.315),
    )  # fmt: skip


def make_bodies() -> tuple[Body, ...]:
    """The street's own team, two district departments, and one that has no power to inspect."""
    return (
        Body(id=TEAM, acts_as="综合执法", own=True, recheck_days=3),
        Body(id=HOUSING, acts_as="住建", count_by="project", recheck_days=5),
        Body(id=FIRE, acts_as="消防", recheck_days=3),
        Body(id="街道矛调中心", type="partner"),
    )


def make_officers() -> tuple[Officer, ...]:
    """Six officers with invented names; only the street's are ever kept in reserve."""
    rows = (
        ("ZF01", "沈立诚", TEAM, "综合执法"),
        ("ZF02", "陆文渊", TEAM, "综合执法"),
        ("ZF03", "费佳禾", TEAM, "综合执法"),
        ("ZF04", "钮思远", HOUSING, "住建"),
        ("ZF05", "宣若水", HOUSING, "住建"),
        ("ZF06", "莫一鸣", FIRE, "消防"),
    )
    return tuple(
        Officer(id=id, name=name, body=body, acts_for=(acts_for,), own_way=True,
                certificate=f"33010599{id[2:]:0>6}", certificate_until=date(2028, 6, 30),
                skills=("工程师",) if id == "ZF04" else ())
        for id, name, body, acts_for in rows
    )  # fmt: skip


def make_grants() -> tuple[Grant, ...]:
    """Each department inspects in its own name."""
    return tuple(
        Grant(body=body, acts_for=acts_for, source="statutory", document="三定方案")
        for body, acts_for in ((TEAM, "综合执法"), (HOUSING, "住建"), (FIRE, "消防"))
    )


def make_absences() -> tuple[Absence, ...]:
    """The team trains on Monday afternoon; the housing bureau comes on Tuesday morning only."""
    monday, tuesday, wednesday, friday = (MONDAY + timedelta(days=k) for k in (0, 1, 2, 4))
    team = [
        Absence(officer=o, first=monday, last=monday, part="pm", reason="training")
        for o in ("ZF01", "ZF02", "ZF03")
    ]
    bureau = [
        Absence(officer=o, first=first, last=last, part=part, reason="duty")
        for o in ("ZF04", "ZF05")
        for first, last, part in (
            (monday, monday, "day"),
            (tuesday, tuesday, "pm"),
            (wednesday, friday, "day"),
        )
    ]
    return (*team, *bureau)


def make_history() -> tuple[PastVisit, ...]:
    """When each department was last at each site; in brackets when it is due again."""
    rows = (
        ("GD01", "综合执法", date(2026, 6, 2)),  # red, 182 days: 1 December
        ("GD01", "住建", date(2026, 6, 4)),  # 3 December
        ("GD01", "消防", date(2026, 6, 10)),  # 9 December: rides along
        ("GD02", "综合执法", date(2026, 6, 5)),  # yellow, 182 days: 4 December
        ("GD02", "住建", date(2026, 9, 22)),  # next spring
        ("GD02", "消防", date(2026, 9, 22)),
        ("GD03", "综合执法", date(2026, 8, 18)),  # green, 365 days: next summer
        ("GD03", "住建", date(2026, 8, 18)),
        ("GD03", "消防", date(2026, 8, 18)),
        ("GD04", "综合执法", date(2026, 3, 10)),
        ("GD04", "住建", date(2026, 3, 10)),
        ("GD04", "消防", date(2025, 12, 2)),  # green, 365 days: 2 December
    )
    return tuple(PastVisit(site=site, on=on, body=body, result="符合") for site, body, on in rows)


def make_complaints() -> tuple[Complaint, ...]:
    """One order of the hotline, to be answered by Monday."""
    return (
        Complaint(id="GDLQ20260001", site="GD03", on=date(2026, 11, 26), channel="12345",
                  sent_at=datetime(2026, 11, 26, 10, 30), body="综合执法", content="夜间装修噪声",
                  finish_by=MONDAY),
    )  # fmt: skip


def make_hazards() -> tuple[Hazard, ...]:
    """One hazard that the site says is put right: two people have to go and see."""
    return (
        Hazard(id="YH20260001", site="GD02", found_on=date(2026, 11, 18), found_by_body="住建",
               finders=("钮思远", "宣若水"), subject="住建检查", what="塔吊限位装置失灵",
               type="物的不安全状态", grade="一般", measure="停用并由维保单位修复后复检",
               due=date(2026, 11, 27), liable="施工单位", body="住建",
               notice_no="住建改字〔2026〕1号", replied_on=date(2026, 11, 26),
               evidence="整改后照片", state="recheck"),
    )  # fmt: skip


if __name__ == "__main__":
    write_book(Path(__file__).with_name("smallest.xlsx"), smallest())
