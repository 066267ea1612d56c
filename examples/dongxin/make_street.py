"""Writes street.xlsx: an invented street, the same bytes' worth of facts on every run.

Every name is made up. Places lie inside old Gongshu district, in GCJ-02. Run from the repository:

    python examples/dongxin/make_street.py
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from exports.workbook import write_book
from sites.book import (
    Absence,
    Body,
    Campaign,
    Company,
    Complaint,
    DayMark,
    Grant,
    Hazard,
    Officer,
    PastVisit,
    Pin,
    Place,
    Recusal,
    RuleSetting,
    Settings,
    Site,
    SiteBook,
    Vehicle,
)
from sites.catalogue import default_items, items_for

TODAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
STREET = "东新街道"
TEAM = "东新街道综合行政执法队"

ZONES = {"东片": (120.157, 30.328), "中片": (120.143, 30.312), "西片": (120.128, 30.318)}
"""Centres of the three zones, degrees in GCJ-02."""

COLOURS = ["red"] * 6 + ["yellow"] * 14 + ["green"] * 25
STAGES = ["基础施工", "主体施工", "装饰装修", "竣工收尾"]
ROADS = ["香积路", "东新支路", "长浜路", "石塘弄", "永泰街", "河埠路", "杨家门路", "新华桥路"]
PLOTS = ["商品住宅", "安置房", "小学", "社区中心", "商务楼", "人才公寓", "医院扩建", "地铁上盖"]
SURNAMES = "沈陆费钮宣莫柏虞茅鲍裘应楼边郦竺卜蒋屠章"
GIVEN = [
    "立诚",
    "文渊",
    "佳禾",
    "思远",
    "若水",
    "一鸣",
    "国栋",
    "晓岚",
    "明哲",
    "海宁",
    "亦舟",
    "书恒",
    "雨桐",
    "建成",
    "培元",
    "子衿",
]

BUILDERS = [
    f"浙江{n}建设有限公司"
    for n in ["砼岳", "恒砌", "甬塬", "筑禾", "坤砥", "越榫", "澜桁", "钧垒", "颂梁", "冶椽"]
]
OWNERS = [f"杭州{n}置业有限公司" for n in ["栖樾", "澄庐", "沐宸", "砚溪", "禾屿"]]
SUPERVISORS = [f"{n}工程监理有限公司" for n in ["衡鉴", "省度", "明尺", "正绳"]]
CANTEENS = [f"{n}餐饮管理有限公司" for n in ["禾香苑", "灶间", "同味"]]

BODIES = [
    # department, kind, enforcing body, counted by, days for a re-check, officers
    (TEAM, "enforcing", "综合执法", "company", 3, 11),
    ("区住房和城乡建设局", "enforcing", "住建", "project", 5, 3),
    ("区应急管理局东新所", "posted", "应急管理", "company", 5, 2),
    ("区消防救援大队", "enforcing", "消防", "company", 3, 2),
    ("区市场监管局东新所", "posted", "市场监管", "company", 5, 3),
    ("区卫生健康局", "enforcing", "卫健", "company", 5, 1),
    ("区人力社保局", "enforcing", "人社", "company", 5, 1),
    ("生态环境分局", "enforcing", "生态环境", "company", 5, 2),
    ("规划资源分局", "enforcing", "规资", "project", 5, 1),
    ("区文化广电旅游体育局", "enforcing", "文广旅体", "project", 5, 1),
    ("东新派出所", "posted", "公安", "company", 3, 1),
    ("街道矛调中心", "partner", "", "company", 3, 0),
]
DISTRICT_DAYS = {
    "区住房和城乡建设局": (0, 1, 2, 3),
    "区消防救援大队": (0, 1, 3),
    "区卫生健康局": (1, 3),
    "区人力社保局": (0, 2, 3),
    "生态环境分局": (0, 1, 2, 4),
    "规划资源分局": (1, 2),
    "区文化广电旅游体育局": (2,),
}
"""Weekdays (Monday is 0) on which district officers come to the street."""


def street() -> SiteBook:
    """The whole book, drawn from one seed."""
    draw = random.Random(20261127)
    sites = make_sites(draw)
    officers = make_officers(draw)
    history = make_history(draw, sites, officers)
    return SiteBook(
        settings=Settings(
            street=STREET, today=TODAY, datum="GCJ-02", office="东新街道办",
            prepared_by="综合行政执法办", reviewed_by="分管副主任",
        ),
        companies=make_companies(),
        sites=sites,
        bodies=make_bodies(),
        officers=officers,
        grants=make_grants(officers),
        absences=make_absences(officers),
        history=history,
        complaints=make_complaints(draw, sites),
        campaigns=make_campaigns(),
        recusals=make_recusals(sites, officers),
        vehicles=make_vehicles(),
        pins=make_pins(sites, officers),
        day_marks=make_day_marks(),
        rule_settings=make_rule_settings(),
        places=make_places(),
        hazards=make_hazards(draw, sites, officers),
    )  # fmt: skip


def make_companies() -> tuple[Company, ...]:
    """Companies with invented codes; half have signed the pledge."""
    names = [*BUILDERS, *OWNERS, *SUPERVISORS, *CANTEENS]
    return tuple(
        Company(
            id=f"91330105MA2SL{i:04d}{'ABCDEFGHJK'[i % 10]}",
            name=name,
            short_name=name.removeprefix("浙江").removeprefix("杭州")[:2],
            credit_class="ABBC"[i % 4],
            pledge_on=date(2026, 3, 1 + i) if i % 2 else None,
        )
        for i, name in enumerate(names)
    )


def make_sites(draw: random.Random) -> tuple[Site, ...]:
    """Forty-five sites, six red, fourteen yellow, twenty-five green."""
    company = {c.name: c.id for c in make_companies()}
    colours = COLOURS[:]
    draw.shuffle(colours)
    return tuple(make_site(draw, i, colour, company) for i, colour in enumerate(colours))


def make_site(draw: random.Random, i: int, colour: str, company: dict[str, str]) -> Site:
    """One site; its traits follow from its stage."""
    zone = list(ZONES)[i % 3]
    lon, lat = ZONES[zone]
    stage = STAGES[draw.choices(range(4), (3, 4, 3, 1))[0]]
    road, plot = ROADS[i % len(ROADS)], PLOTS[(i * 3 + i // 8) % len(PLOTS)]
    begun = TODAY - timedelta(days=draw.randrange(120, 700))
    builder = BUILDERS[draw.randrange(len(BUILDERS))]
    canteen = CANTEENS[i % 3] if i % 2 else ""
    values: dict[str, Any] = {
        "id": f"GD{i + 1:03d}",
        "name": f"{road}{100 + 7 * i}号{plot}项目",
        "address": f"{road}{100 + 7 * i}号",
        "permit": f"3301052025{begun:%m%d}{i + 1:04d}",
        "owner": company[OWNERS[i % len(OWNERS)]],
        "builder": company[builder],
        "supervisor": company[SUPERVISORS[i % len(SUPERVISORS)]],
        "canteen": company[canteen] if canteen else "",
        "regulator": "区住建",
        "street": STREET,
        "zone": zone,
        "community": f"{road[:2]}社区",
        "stage": stage,
        "status": "finished" if i == 44 else "stopped" if i == 37 else "active",
        "starts_on": begun,
        "ends_on": TODAY + timedelta(days=draw.randrange(200, 900)),
        "manager": person(draw),
        "chief_supervisor": person(draw),
        "contact": person(draw),
        "phone": f"1990000{i + 1:04d}",
        "colour": colour,
        "rated_on": date(2026, 10, 31),
        "rated_why": {"red": "重大隐患未销号", "yellow": "逾期隐患", "green": ""}[colour],
        "monitors": ("扬尘", "噪声") if i % 3 else (),
        "traits": make_traits(draw, stage, bool(canteen)),
        "lon": round(lon + draw.uniform(-0.006, 0.006), 6) if i != 21 else None,
        "lat": round(lat + draw.uniform(-0.008, 0.008), 6) if i != 21 else None,
        "closed_days": (MONDAY + timedelta(days=1),) if i == 9 else (),
    }
    return Site.model_validate(values)


def make_traits(draw: random.Random, stage: str, canteen: bool) -> tuple[str, ...]:
    """What stands or happens at a site of that stage."""
    by_stage = {
        "基础施工": ["深基坑", "渣土外运", "泥浆", "非道路机械"],
        "主体施工": ["塔吊", "脚手架", "高支模", "施工升降机"],
        "装饰装修": ["施工升降机", "脚手架", "动火"],
        "竣工收尾": ["动火"],
    }
    likely = [t for t in by_stage[stage] if draw.random() < 0.8]
    more = [t for t, p in (("宿舍", 0.6), ("夜间施工", 0.3), ("气瓶", 0.2)) if draw.random() < p]
    return (*likely, *more, *(["食堂"] if canteen else []))


def person(draw: random.Random) -> str:
    """An invented name."""
    return draw.choice(SURNAMES) + draw.choice(GIVEN)


def make_bodies() -> tuple[Body, ...]:
    """Departments of the street and the district; only 住建's ceiling is set, as an example."""
    return tuple(
        Body.model_validate(
            {
                "id": name,
                "type": kind,
                "acts_as": acts_as,
                "count_by": count_by,
                "ceiling": {"住建": 6, "市场监管": 3}.get(acts_as),
                "recheck_days": days,
                "own": name == TEAM,
                "contact": f"{acts_as or '矛调'}联络员",
            }
        )
        for name, kind, acts_as, count_by, days, _ in BODIES
    )


def make_officers(draw: random.Random) -> tuple[Officer, ...]:
    """Twenty-eight officers, twelve auxiliaries and three drivers."""
    names = iter(distinct_names(draw, 43))
    officers = []
    for name, _, acts_as, _, _, count in BODIES:
        for k in range(count):
            number = len(officers)
            officers.append(make_officer(next(names), number, k, name, acts_as))
    for k in range(12):
        officers.append(
            Officer(id=f"FZ{k + 1:02d}", name=next(names), body=TEAM, kind="auxiliary",
                    zone=list(ZONES)[k % 3])
        )  # fmt: skip
    for k in range(3):
        officers.append(Officer(id=f"JS{k + 1:02d}", name=next(names), body=TEAM, kind="driver"))
    return tuple(officers)


def distinct_names(draw: random.Random, count: int) -> list[str]:
    """Names of which no two are alike, so that a roster can name people without numbers."""
    names: dict[str, None] = {}
    while len(names) < count:
        names[person(draw)] = None
    return list(names)


def make_officer(name: str, number: int, k: int, body: str, acts_as: str) -> Officer:
    """One certified officer; two certificates run out in the middle of the week."""
    until = date(2028, 6, 30)
    if number in (4, 17):
        until = date(2026, 12, 2)
    skills = {"住建": ("工程师",), "市场监管": ("特种设备",) if k else ()}.get(acts_as, ())
    return Officer(
        id=f"ZF{number + 1:02d}",
        name=name,
        body=body,
        posted_to=(STREET,) if body.endswith("所") else (),
        acts_for=(acts_as,),
        certificate=f"33010526{number + 1:06d}",
        certificate_until=until,
        skills=skills,
        zone=list(ZONES)[k % 3] if body == TEAM else "",
        base="" if body == TEAM else "区行政中心" if "所" not in body else "东新街道办",
        own_way=body != TEAM,
        phone=f"1880000{number + 1:04d}",
    )


def make_grants(officers: tuple[Officer, ...]) -> tuple[Grant, ...]:
    """What each department may do, what the street was given, and who may stand for two bodies."""
    own = [
        Grant(body=name, acts_for=acts_as, source="posted" if kind == "posted" else "statutory",
              document="三定方案")
        for name, kind, acts_as, _, _, count in BODIES if count and acts_as
    ]  # fmt: skip
    team = [o.id for o in officers if o.body == TEAM and o.kind == "officer"]
    conferred = [
        Grant(officer=o, acts_for=acts_for, source="conferred", document="区政府赋权事项清单",
              valid_from=date(2024, 1, 1), bodies_at_once=2)
        for o in team[:4] for acts_for in ("生态环境", "卫健")
    ]  # fmt: skip
    return (*own, *conferred)


def make_absences(officers: tuple[Officer, ...]) -> tuple[Absence, ...]:
    """District officers on their own days only; leave, a call-out and a court day in the street."""
    rows = []
    for officer in officers:
        days = DISTRICT_DAYS.get(officer.body)
        for k in range(5):
            if days is not None and k not in days:
                day = MONDAY + timedelta(days=k)
                rows.append(Absence(officer=officer.id, first=day, last=day, reason="duty"))
    team = [o.id for o in officers if o.body == TEAM and o.kind == "officer"]
    wednesday = MONDAY + timedelta(days=2)
    rows += [
        Absence(officer=team[2], first=MONDAY, last=MONDAY + timedelta(days=4), reason="leave"),
        Absence(officer=team[6], first=wednesday, last=wednesday, part="pm", reason="court"),
        Absence(officer=team[7], first=wednesday, last=wednesday, reason="callout",
                noted_at=TODAY),
        Absence(officer="FZ03", first=MONDAY, last=MONDAY + timedelta(days=1), reason="rest"),
    ]  # fmt: skip
    return tuple(rows)


def make_history(
    draw: random.Random, sites: tuple[Site, ...], officers: tuple[Officer, ...]
) -> tuple[PastVisit, ...]:
    """Last routine visits: some twenty sites come due in the week, the others later."""
    rows: list[PastVisit] = []
    staff = {b[2]: [o.id for o in officers if b[2] in o.acts_for] for b in BODIES}
    items = default_items()
    period = {"red": 180, "yellow": 180, "green": 365}
    for i, site in enumerate(sites):
        bodies = sorted({item.body for item in items_for(site, items) if item.body in staff})
        busy = i % 4 == 0
        for body in bodies:
            chance = draw.random()
            last_due = TODAY - timedelta(days=period[site.colour])
            if busy and chance < 0.6:
                on = last_due + timedelta(days=draw.randrange(-12, 8))
            elif busy and chance < 0.8:
                on = last_due + timedelta(days=draw.randrange(8, 22))
            else:
                on = last_due + timedelta(days=draw.randrange(40, period[site.colour] - 40))
            while on.weekday() > 4:
                on -= timedelta(days=1)
            rows.append(past(draw, site, body, on, staff[body], len(rows)))
    rows.sort(key=lambda r: (r.on, r.site, r.body))
    return tuple(rows)


def past(
    draw: random.Random, site: Site, body: str, on: date, staff: list[str], number: int
) -> PastVisit:
    """One visit of the past by two of the body's people."""
    return PastVisit(
        site=site.id,
        on=on,
        body=body,
        officers=tuple(sorted(draw.sample(staff, min(2, len(staff))))),
        task_no=f"RW2026{number + 1:05d}",
        result="符合" if number % 3 else "责令改正",
        origin="掌上执法导出",
    )


def make_complaints(draw: random.Random, sites: tuple[Site, ...]) -> tuple[Complaint, ...]:
    """Twenty-five orders; five are open and have a clock that runs out in the week."""
    open_ones = {2: "综合执法", 8: "生态环境", 13: "住建", 18: "综合执法", 23: "消防"}
    rows = []
    for k in range(25):
        on = TODAY - timedelta(days=150 - 6 * k)
        site = sites[(k * 7) % 43]
        body = open_ones.get(k, draw.choice(["综合执法", "住建", "生态环境"]))
        if k in open_ones:
            on = TODAY - timedelta(days=1 + k % 3)
        rows.append(
            Complaint(
                id=f"GDTS2026{k + 1:04d}",
                site=site.id,
                on=on,
                channel=draw.choice(["12345", "信访", "基层治理平台"]),
                sent_at=datetime(on.year, on.month, on.day, 10, 30),
                body=body,
                content=draw.choice(["夜间施工噪声", "扬尘", "围挡破损", "车辆带泥上路"]),
                finish_by=MONDAY + timedelta(days=k % 4) if k in open_ones else on + timedelta(7),
                verified=None if k in open_ones else k % 3 == 0,
                closed_on=None if k in open_ones else on + timedelta(days=5),
            )
        )
    return tuple(rows)


def make_campaigns() -> tuple[Campaign, ...]:
    """One campaign from above for deep pits, and one draft of the street's own."""
    pits = tuple(i.code for i in default_items() if "深基坑" in i.traits and i.body == "住建")
    return (
        Campaign(id="杭建安冬〔2026〕917号", name="冬季深基坑专项检查", issuer="市建委",
                 from_above=True, first=date(2026, 11, 23), last=date(2026, 12, 18), body="住建",
                 items=pits, traits=("深基坑",), colours=("red", "yellow")),
        Campaign(id="东新综执〔2026〕9号", name="年底围挡整治", issuer=STREET, first=MONDAY,
                 last=date(2026, 12, 31), body="综合执法", colours=("red",), state="submitted"),
    )  # fmt: skip


def make_recusals(sites: tuple[Site, ...], officers: tuple[Officer, ...]) -> tuple[Recusal, ...]:
    """Three people who keep away from somebody they know."""
    return (
        Recusal(officer=officers[1].id, company=sites[0].builder, reason="近亲属任职",
                decided_by="执法队负责人", first=date(2026, 1, 1)),
        Recusal(officer=officers[12].id, site=sites[9].id, reason="曾任该项目监理",
                decided_by="区住建局"),
        Recusal(officer=officers[19].id, site=sites[4].id, reason="利害关系",
                decided_by="东新所", last=date(2027, 6, 30)),
    )  # fmt: skip


def make_vehicles() -> tuple[Vehicle, ...]:
    """Three vehicles of the street; one is in the garage on Friday."""
    return (
        Vehicle(id="浙A·D1201", seats=4, driver="JS01"),
        Vehicle(id="浙A·D1202", seats=4, driver="JS02"),
        Vehicle(id="浙A·D1203", seats=6, driver="JS03", closed_days=(date(2026, 12, 4),)),
    )


def make_pins(sites: tuple[Site, ...], officers: tuple[Officer, ...]) -> tuple[Pin, ...]:
    """What the clerk fixed: one site on Tuesday morning, one not at all, one exempted."""
    tuesday = MONDAY + timedelta(days=1)
    return (
        Pin(how="must", site=sites[2].id, day=tuesday, part="am", reason="区领导带队",
            by="分管副主任"),
        Pin(how="never", site=sites[11].id, reason="当周停工检修", by="综合行政执法办"),
        Pin(how="never", officers=(officers[9].id,), day=date(2026, 12, 4), reason="参加会议",
            by="执法队负责人"),
        Pin(how="override", site=sites[4].id, rule="left_in_peace", reason="群众反映强烈，提前检查",
            by="分管副主任"),
    )  # fmt: skip


def make_day_marks() -> tuple[DayMark, ...]:
    """Rain on Thursday."""
    return (DayMark(on=date(2026, 12, 3), weather=("rain",), reason="天气预报"),)


def make_rule_settings() -> tuple[RuleSetting, ...]:
    """One number of the office's own."""
    return (
        RuleSetting(rule="party_size", param="most", value="14", unit="人",
                    basis="街道联合检查工作方案", changed_by="综合行政执法办",
                    changed_on=date(2026, 9, 1)),
    )  # fmt: skip


def make_places() -> tuple[Place, ...]:
    """The office, the district's centre, and the zones."""
    zones = [Place(id=z, lon=lon, lat=lat, is_zone=True) for z, (lon, lat) in ZONES.items()]
    return (
        Place(id="东新街道办", lon=120.146, lat=30.318),
        Place(id="区行政中心", lon=120.136, lat=30.325),
        *zones,
    )


def make_hazards(
    draw: random.Random, sites: tuple[Site, ...], officers: tuple[Officer, ...]
) -> tuple[Hazard, ...]:
    """Sixty hazards, in every state there is."""
    states = ["closed"] * 36 + ["open"] * 11 + ["recheck"] * 5 + ["moved"] * 3
    states += ["moved_done"] * 2 + ["cancelled"] + ["paused"] * 2
    draw.shuffle(states)
    return tuple(make_hazard(draw, k, s, sites, officers) for k, s in enumerate(states))


def make_hazard(
    draw: random.Random, k: int, state: str, sites: tuple[Site, ...], officers: tuple[Officer, ...]
) -> Hazard:
    """One hazard, with the columns that its state calls for."""
    body, what, measure = draw.choice(TROUBLES)
    site = sites[draw.randrange(43)]
    late = state in ("open", "recheck", "paused")
    found = TODAY - timedelta(days=draw.randrange(1, 8) if late else draw.randrange(20, 170))
    due = found + timedelta(days=draw.choice([5, 7, 10, 15]))
    staff = [o.name for o in officers if body in o.acts_for]
    closed = state == "closed"
    grave = k % 20 == 0
    values: dict[str, Any] = {
        "id": f"YH2026{k + 1:04d}",
        "site": site.id,
        "found_on": found,
        "found_by_body": body,
        "finders": tuple(draw.sample(staff, min(2, len(staff)))),
        "subject": f"{body}检查",
        "what": what,
        "type": "管理缺陷" if k % 4 == 0 else "物的不安全状态",
        "grade": "重大" if grave else "一般",
        "measure": measure,
        "due": due,
        "liable": "施工单位",
        "liable_person": site.manager,
        "fixed_on": due - timedelta(days=1) if closed else None,
        "closing": "已销号" if closed else "",
        "body": body,
        "notice_no": f"东综改字〔2026〕{k + 1}号",
        "replied_on": TODAY - timedelta(days=1) if state == "recheck" else None,
        "evidence": "整改后照片" if closed or state == "recheck" else "",
        "round": 1 if closed else 0,
        "rechecker_1": staff[0] if closed else "",
        "rechecker_2": staff[-1] if closed else "",
        "rechecked_on": due if closed else None,
        "reviewer": "分管副主任" if closed else "",
        "closed_on": due + timedelta(days=1) if closed else None,
        "moved_to": "区住建局" if state.startswith("moved") else "",
        "moved_on": found + timedelta(days=1) if state.startswith("moved") else None,
        "moved_reply": "已立案" if state == "moved_done" else "",
        "filed_on": found + timedelta(days=3) if k % 12 == 5 else None,
        "case_no": f"东综立〔2026〕{k}号" if k % 12 == 5 else "",
        "stopped_on": found if state == "paused" else None,
        "reported_on": found if grave else None,
        "state": state,
        "note": "项目经理已约谈" if k == 7 else "",
        "extra": (("社区网格员", "已告知"),) if k % 10 == 3 else (),
    }
    return Hazard.model_validate(values)


TROUBLES = [
    ("住建", "基坑临边防护缺失约6米", "补齐防护栏杆并张挂警示牌"),
    ("住建", "塔吊限位装置失灵", "停用并由维保单位修复后复检"),
    ("住建", "脚手架连墙件缺失3处", "按专项方案补设"),
    ("住建", "三级配电箱未做接地", "由持证电工整改"),
    ("综合执法", "渣土车未密闭出场", "密闭后方可出场，清洗路面"),
    ("综合执法", "围挡破损未修复", "当日修复围挡"),
    ("应急管理", "动火作业无监护人", "停止动火，落实监护"),
    ("消防", "宿舍内私拉电线、违规充电", "拆除私接线路，设集中充电"),
    ("消防", "临时消防水泵不能启动", "修复并试运行"),
    ("市场监管", "食堂从业人员健康证过期", "停止上岗，补办健康证"),
    ("卫健", "饮水处未消毒", "按规定消毒并记录"),
    ("人社", "维权信息告示牌缺失", "补设告示牌"),
    ("生态环境", "泥浆水直排雨水井", "立即停止，设沉淀池"),
]

if __name__ == "__main__":
    write_book(Path(__file__).with_name("street.xlsx"), street())
