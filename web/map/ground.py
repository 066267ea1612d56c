"""What lies under the sites: outlines and roads as GeoJSON files beside the ledger, and tiles.

Every file is brought into the map's one datum. GeoJSON is WGS-84 (RFC 7946, section 4); Chinese
map services hand out GCJ-02 under the same name, so a file of another datum says so in its own
name: ``拱墅区.GCJ-02.geojson``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

from sites.base import Frozen, Text
from sites.book import Datum
from sites.datum import Point, convert
from sites.errors import BookError, Fault

FOLDER = "map"
TILES = "tiles.json"
MOST_BYTES = 20_000_000
POLYGONS, LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")


class Tiles(Frozen):
    """A tile server of the office's own; without a ``url`` nothing is loaded from anywhere."""

    url: str = ""
    datum: Datum = "WGS-84"


class Ground(NamedTuple):
    """Lines to draw as (lat, lon) points, areas apart from roads; names of the files; faults."""

    areas: tuple[tuple[Point, ...], ...] = ()
    roads: tuple[tuple[Point, ...], ...] = ()
    files: tuple[tuple[str, Datum], ...] = ()
    faults: tuple[Fault, ...] = ()


def map_folder(weeks: Path) -> Path:
    """The folder ``map`` beside the ledger, by the folder of the weeks, which lies there too."""
    return weeks.parent / FOLDER


def read_ground(folder: Path, to: Datum) -> Ground:
    """All GeoJSON files of a folder, in one datum; those that cannot be used are faults."""
    areas: list[tuple[Point, ...]] = []
    roads: list[tuple[Point, ...]] = []
    files, faults = [], []
    for path in sorted(folder.glob("*.geojson")):
        datum = datum_of(path)
        try:
            for kind, line in _lines(_content(path)):
                points = tuple(_latlon(point, datum, to) for point in line)
                (areas if kind in POLYGONS else roads).append(points)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            faults.append(_fault(path))
        else:
            name = re.sub(re.escape(datum), "", path.stem, flags=re.IGNORECASE).strip(" ._-")
            files.append((name or path.stem, datum))
    return Ground(tuple(areas), tuple(roads), tuple(files), tuple(faults))


def datum_of(path: Path) -> Datum:
    """The datum that a file's name states, else that of the standard.

    >>> datum_of(Path("拱墅区.gcj-02.geojson")), datum_of(Path("roads.geojson"))
    ('GCJ-02', 'WGS-84')
    """
    name = path.stem.upper()
    return next((datum for datum in get_args(Datum) if datum in name), "WGS-84")


def _content(path: Path) -> Any:
    if path.stat().st_size > MOST_BYTES:
        raise ValueError
    return json.loads(path.read_text(encoding="utf-8-sig"))


def _lines(value: Any) -> Iterator[tuple[str, Any]]:
    """Rings and lines of a FeatureCollection, a list of features, a feature or a geometry."""
    if isinstance(value, list):
        for one in value:
            yield from _lines(one)
    elif value is not None:
        kind = value["type"]
        for key in ("features", "geometries", "geometry"):
            if key in value:
                yield from _lines(value[key])
        depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(kind)
        if depth is not None:
            parts = [value["coordinates"]]
            for _ in range(depth):
                parts = [inner for part in parts for inner in part]
            yield from ((kind, part) for part in parts)


def _latlon(point: Any, frm: Datum, to: Datum) -> Point:
    lon, lat = convert(float(point[0]), float(point[1]), frm, to)
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 360):
        raise ValueError
    return lat, lon


def _fault(path: Path) -> Fault:
    return Fault(
        sheet=path.name,
        found=Text(zh="读不懂的内容", en="content that cannot be read"),
        expected=Text(
            zh="UTF-8 的 GeoJSON（面或线，经纬度，20MB以内）",
            en="GeoJSON in UTF-8 (areas or lines in degrees, at most 20 MB)",
        ),
    )


def read_tiles(folder: Path) -> Tiles:
    """The office's setting; none where there is none, or it cannot be read."""
    try:
        return Tiles.model_validate_json((folder / TILES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Tiles()


def keep_tiles(folder: Path, tiles: Tiles) -> None:
    """Write the office's setting.

    Raises
    ------
    BookError
        If it is no address of tiles, or the file cannot be written.
    """
    from exports.files import write_all, write_text

    right = tiles.url.startswith(("http://", "https://", "/"))
    if tiles.url and not (right and all(part in tiles.url for part in ("{x}", "{y}", "{z}"))):
        found = Text(zh=f"“{tiles.url}”", en=f"“{tiles.url}”")
        wanted = Text(
            zh="http(s)地址，含 {x}、{y}、{z}，如 http://10.0.0.8/tiles/{z}/{x}/{y}.png",
            en="an http(s) address with {x}, {y} and {z}",
        )
        raise BookError([Fault(found=found, expected=wanted)])
    write_all({folder / TILES: write_text(tiles.model_dump_json(indent=1))})
