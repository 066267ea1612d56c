"""Travel between the office, the other bases and the sites.

Minutes are great circle × detour ÷ speed + parking, all of them settings; a row of the sheet 路程
stands above that for its pair. Distances are taken in WGS-84, whatever datum each point came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asin, ceil, cos, radians, sin, sqrt

from sites.base import Text
from sites.book import Site, SiteBook
from sites.datum import Point
from sites.round import Legs
from sites.whereabouts import STRAIGHT, UNKNOWN_MINUTES, Whereabouts, bases_of

EARTH_KM = 6371.0088


def great_circle_km(a: Point, b: Point) -> float:
    """Kilometres between two (lon, lat) points in WGS-84 degrees (haversine, mean radius).

    Examples
    --------
    >>> round(great_circle_km((120.0, 30.0), (120.0, 31.0)), 2)
    111.2
    """
    lon_a, lat_a, lon_b, lat_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def travel_minutes(book: SiteBook) -> Travel:
    """Return the travel times of a book, worked out pair by pair as they are asked for."""
    return Travel(book)


def legs(
    book: SiteBook, sites: Sequence[Site], bases: Iterable[str], ticks_per_minute: int
) -> Legs:
    """Return the matrices of a round, in whole ticks, rounded up.

    ``first`` and ``last`` have the office first, then ``bases``; sites stand in the given order.
    """
    travel = travel_minutes(book)
    ids = [s.id for s in sites]
    starts = tuple(dict.fromkeys((book.settings.office, *(b for b in bases if b))))

    def ticks(origin: str, target: str) -> int:
        return ceil(travel.minutes(origin, target) * ticks_per_minute - 1e-9)

    return Legs(
        first={b: tuple(ticks(b, s) for s in ids) for b in starts},
        last={b: tuple(ticks(s, b) for s in ids) for b in starts},
        between=tuple(tuple(ticks(a, b) for b in ids) for a in ids),
    )


@dataclass(frozen=True)
class Travel:
    """Minutes between any two of a book's places and sites, each called by its id."""

    book: SiteBook

    def minutes(self, origin: str, target: str) -> float:
        """Minutes from one to the other, parking included; 0 from anything to itself.

        A base that is nowhere on the map counts as the office, except where the sheet 路程 has
        its legs; one in `STRAIGHT` costs nothing.
        """
        if origin == target or origin in STRAIGHT or target in STRAIGHT:
            return 0.0
        typed = self._typed(origin, target)
        if typed is not None:
            return typed
        known = self._base_or_office(origin), self._base_or_office(target)
        return self._driven(origin, target) if known == (origin, target) else self.minutes(*known)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What had to be assumed: the datum, each site off the map, each such base.

        Nothing is assumed of a site or a base whose legs are all in the sheet 路程.
        """
        return (*self._where.datum_warning(), *self._of_sites(), *self._of_bases())

    def _of_sites(self) -> Iterator[Text]:
        for id, stand_in in self._where.assumed.items():
            if self._has_gaps(id):
                yield stand_in.says

    def _of_bases(self) -> Iterator[Text]:
        for base in bases_of(self.book):
            known = base in STRAIGHT or self._where.point(base) is not None
            if not known and self._has_gaps(base):
                yield self._where.base_warning(base)

    def _has_gaps(self, id: str) -> bool:
        others = (s.id for s in self.book.sites if s.id != id)
        return any(self._typed(id, other) is None for other in others)

    def _base_or_office(self, id: str) -> str:
        known = id in self._where.located or id in self._where.assumed
        return id if known else self.book.settings.office

    def _driven(self, origin: str, target: str) -> float:
        a, b = self._where.point(origin), self._where.point(target)
        if a is None or b is None:
            return UNKNOWN_MINUTES
        settings = self.book.settings
        km = great_circle_km(a, b) * settings.detour
        if km == 0 and not {origin, target} & self._where.assumed.keys():
            return 0.0
        return km / settings.km_per_hour * 60 + settings.parking_minutes

    @cached_property
    def _where(self) -> Whereabouts:
        return Whereabouts(self.book)

    @cached_property
    def _sheet(self) -> dict[tuple[str, str], float]:
        return {(leg.origin, leg.target): leg.minutes for leg in self.book.legs}

    def _typed(self, origin: str, target: str) -> float | None:
        """The sheet's minutes in this direction, else in the other."""
        return self._sheet.get((origin, target), self._sheet.get((target, origin)))
