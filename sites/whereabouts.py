"""Where sites and bases are, in WGS-84, and what had to be assumed about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

from sites.base import Text
from sites.book import Datum, Place, Site, SiteBook
from sites.datum import Point, convert

ASSUMED_DATUM: Datum = "GCJ-02"
UNKNOWN_MINUTES = 15.0
"""A leg of which one end is nowhere on the map: 10–15 min inside a street [estimate]."""

STRAIGHT = ("直达工地", "自行前往")
"""Bases of people who come straight to the gate: no way there, none back."""


def bases_of(book: SiteBook) -> tuple[str, ...]:
    """The office, then every other base of an officer or a vehicle, each once."""
    named = (*(o.base for o in book.officers), *(k.base for k in book.vehicles))
    return tuple(dict.fromkeys((book.settings.office, *(b for b in named if b))))


@dataclass(frozen=True)
class StandIn:
    """Where a site without coordinates is taken to be (None: nowhere), and how to say so."""

    point: Point | None
    says: Text


@dataclass(frozen=True)
class Whereabouts:
    """Points of a book's places and sites by id."""

    book: SiteBook

    def point(self, id: str) -> Point | None:
        """(lon, lat) in WGS-84 of a site or a base; None where nobody knows."""
        assumed = self.assumed.get(id)
        return assumed.point if assumed else self.located.get(id)

    @cached_property
    def located(self) -> dict[str, Point]:
        """Places and sites that have coordinates."""
        usual: Datum = self.book.settings.datum or ASSUMED_DATUM
        return {
            p.id: convert(p.lon, p.lat, p.datum or usual, "WGS-84")
            for p in self._points
            if p.lon is not None and p.lat is not None
        }

    @property
    def _points(self) -> tuple[Place | Site, ...]:
        return (*self.book.places, *self.book.sites)

    @cached_property
    def assumed(self) -> dict[str, StandIn]:
        """Sites that have none: each stands at its zone's centre, or at that of all sites."""
        return {s.id: self._stand_in(s) for s in self.book.sites if s.id not in self.located}

    def _stand_in(self, site: Site) -> StandIn:
        if any(p.is_zone and p.id == site.zone for p in self.book.places):
            zone = Text(zh=f"片区「{site.zone}」", en=f"zone {site.zone}")
            return _taken(site, self.located[site.zone], zone)
        here = [s for s in self.book.sites if s.id in self.located]
        same = [s for s in here if site.zone and s.zone == site.zone]
        if not here:
            return _nowhere(site)
        around = Text(zh="全部工地", en="all sites")
        if same:
            around = Text(zh=f"片区「{site.zone}」各工地", en=f"the sites of zone {site.zone}")
        return _taken(site, _mean([self.located[s.id] for s in same or here]), around)

    def datum_warning(self) -> Iterator[Text]:
        """At most one sentence: how many points state no datum at all."""
        bare = sum(p.id in self.located and p.datum is None for p in self._points)
        if bare and self.book.settings.datum is None:
            yield Text(
                zh=f"{bare}个坐标没有注明坐标系，按 {ASSUMED_DATUM}（高德、腾讯地图）计；"
                "请在「设置」表填写坐标系",
                en=f"{bare} coordinates state no datum; {ASSUMED_DATUM} (AMap, Tencent) assumed; "
                "please state it in the sheet 设置",
            )

    def base_warning(self, base: str) -> Text:
        """How a base without coordinates is counted."""
        office = self.book.settings.office
        if base == office:
            return Text(
                zh=f"「{office}」没有坐标，往返按每程{UNKNOWN_MINUTES:.0f}分钟计；"
                "请在「出发地与片区」表补填",
                en=f"{office} has no coordinates; {UNKNOWN_MINUTES:.0f} minutes a way counted; "
                "please fill in the sheet 出发地与片区",
            )
        return Text(
            zh=f"出发地「{base}」没有坐标，按从「{office}」出发计",
            en=f"the base {base} has no coordinates; counted as {office}",
        )


def _mean(points: Sequence[Point]) -> Point:
    return fmean(p[0] for p in points), fmean(p[1] for p in points)


def _taken(site: Site, point: Point, around: Text) -> StandIn:
    zh = f"工地「{site.name}」没有坐标，按{around.zh}的中心计"
    en = f"site {site.name} has no coordinates; the centre of {around.en} is used"
    return StandIn(point, Text(zh=zh, en=en))


def _nowhere(site: Site) -> StandIn:
    zh = f"工地「{site.name}」没有坐标，路程按每程{UNKNOWN_MINUTES:.0f}分钟计"
    en = f"site {site.name} has no coordinates; {UNKNOWN_MINUTES:.0f} minutes a way counted"
    return StandIn(None, Text(zh=zh, en=en))
