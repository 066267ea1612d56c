"""The ground of a generated week: places, sites in zones, departments and their items.

Everything is drawn from one `random.Random`, in one order; nothing here knows of needs or plans.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import cos, radians
from random import Random
from typing import NamedTuple

from sites.book import Body, Colour, Company, Item, Place, Settings, Site

TODAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 30)
SUNDAY = date(2026, 12, 6)
CENTRE = (120.15, 30.30)
TEAM = "综合行政执法局"
OTHERS = (
    *("应急管理局", "消防救援大队", "生态环境局", "住建局", "市场监管局", "人社局"),
    *("卫健局", "交通运输局", "林水局", "公安分局", "规划资源局", "人防办"),
    *("气象局", "经信局", "城管局", "文广旅体局"),
)
DAYS = ((45, 60, 90), (60, 90, 180))
TRAITS = ("深基坑", "起重机械", "食堂", "临时用电", "有限空间", "夜间施工")
LARGE = "大型"
SKILL = "起重机械"


class Scale(NamedTuple):
    """How large a week is: counts of each thing, and how far it reaches in kilometres."""

    name: str
    streets: int
    sites: int
    bodies: int
    officers: int
    team: int
    kilometres: float
    overloaded: bool = False


def make_settings(streets: tuple[str, ...]) -> Settings:
    """The office's settings: the shipped numbers, the day of the draw, where the office is."""
    street = streets[0] if len(streets) == 1 else "示范区"
    return Settings(street=street, case_minutes=20, today=TODAY, datum="WGS-84", office="办事处")


def scatter(rng: Random, centre: tuple[float, float], kilometres: float) -> tuple[float, float]:
    """A point whose distance is normal in both directions, two deviations being the radius."""
    east, north = (rng.gauss(0, kilometres / 2) for _ in range(2))
    lon = centre[0] + east / (111.32 * cos(radians(centre[1])))
    return round(lon, 6), round(centre[1] + north / 110.57, 6)


def make_places(
    streets: tuple[str, ...],
    centres: dict[str, tuple[float, float]],
    bodies: tuple[Body, ...],
    rng: Random,
    scale: Scale,
) -> tuple[Place, ...]:
    """The office, the street offices of a district, and the bureaus of every third body."""
    points = {"办事处": CENTRE}
    if len(streets) > 1:
        points |= {f"{s}办事处": centres[s] for s in streets}
    for body in bodies:
        if bureau_of(body):
            points[body.id] = scatter(rng, CENTRE, scale.kilometres / 2)
    return tuple(Place(id=id, lon=lon, lat=lat) for id, (lon, lat) in points.items())


def make_site(
    k: int,
    streets: tuple[str, ...],
    centres: dict[str, tuple[float, float]],
    companies: tuple[Company, ...],
    rng: Random,
) -> Site:
    """A site in one of four zones of its street; zones are clusters around a drawn corner."""
    street = streets[k % len(streets)]
    zone = rng.randrange(4)
    corner = ((-0.011, -0.008), (-0.011, 0.008), (0.011, -0.008), (0.011, 0.008))[zone]
    middle = (centres[street][0] + corner[0], centres[street][1] + corner[1])
    lon, lat = scatter(rng, middle, 0.8)
    colours: tuple[Colour, ...] = ("red", "yellow", "green")
    traits = [t for t in TRAITS if rng.random() < 0.3] + [LARGE] * (rng.random() < 0.35)
    closed = (MONDAY + timedelta(days=rng.randrange(5)),) if rng.random() < 0.08 else ()
    hours = rng.random()
    return Site(
        id=f"S{k:03}",
        name=f"工地{k:03}",
        builder=rng.choice(companies).id,
        street=street,
        zone=f"{street}{'东南西北'[zone]}片",
        status="stopped" if rng.random() < 0.03 else "active",
        starts_on=date(2026, 1, 5),
        colour=rng.choices(colours, (15, 35, 50))[0],
        traits=tuple(traits),
        lon=lon,
        lat=lat,
        opens=570 if hours < 0.1 else None,
        closes=990 if hours > 0.9 else None,
        closed_days=closed,
    )


def make_bodies(scale: Scale, streets: tuple[str, ...]) -> tuple[Body, ...]:
    """A team of each street, acting for one body, and the others; each sends two people."""
    teams = tuple(
        Body(id=f"{s}执法队", acts_as=TEAM, own=True, min_people=2, count_by="project")
        for s in streets
    )
    others = tuple(
        Body(
            id=name,
            own=False,
            min_people=2,
            count_by="project",
            ceiling=4 if k % 4 == 0 else None,
        )
        for k, name in enumerate(OTHERS[: scale.bodies - 1])
    )
    return teams + others


def make_items(body: str, rng: Random) -> tuple[Item, ...]:
    """A body's items: one for every site, one more where there is a trait, more on large sites."""
    red, yellow, green = rng.choice(DAYS)
    days = {"days_red": red, "days_yellow": yellow, "days_green": green}
    trait = rng.choice(TRAITS)
    skills = (SKILL,) if trait == SKILL else ()
    minutes = rng.choice((20, 25))
    wet = rng.random() < 0.2
    shared = {"body": body, **days, "onsite_reason": "须现场核验"}
    return tuple(
        Item.model_validate(shared | row)
        for row in (
            {"code": f"{body}-1", "name": "现场检查", "minutes": minutes},
            {"code": f"{body}-2", "name": f"{LARGE}工地加查", "traits": (LARGE,), "minutes": 10},
            {
                "code": f"{body}-3",
                "name": f"{trait}检查",
                "traits": (trait,),
                "minutes": 5,
                "skills": skills,
                "rain": "postpone" if wet else "as_planned",
                "likely_filed": rng.random() < 0.1,
            },
        )
    )


def bureau_of(body: Body) -> str:
    """The place from which a body's people start, where it is not the office."""
    return body.id if body.own is False and OTHERS.index(body.id) % 3 == 2 else ""
