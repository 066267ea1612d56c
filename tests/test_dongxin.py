"""The example street: written the same on every run, read back as it was, inside its district."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from exports.tracker import write_tracker
from exports.workbook import write_book
from sites.book import SiteBook
from sites.reading import read_book, read_hazards

HERE = Path(__file__).resolve().parent.parent
OUTLINE = HERE.parent / "shared" / "real" / "hangzhou_boundaries" / "datav_330105.json"


def street() -> SiteBook:
    """The book that the example's script makes."""
    path = HERE / "examples" / "dongxin" / "make_street.py"
    spec = importlib.util.spec_from_file_location("make_street", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.street()


def facts(book: SiteBook) -> dict[str, object]:
    """The book's rows without what reading adds (cells) and what only a ledger keeps (extra)."""
    rows = {name: getattr(book, name) for name in SiteBook.model_fields}
    rows["pins"] = [p.but(cell="") for p in book.pins]
    rows["rule_settings"] = [r.but(cell="") for r in book.rule_settings]
    rows["hazards"] = [h.but(extra=()) for h in book.hazards]
    return {name: value for name, value in rows.items() if name not in ("digest", "warnings")}


def test_the_workbook_in_the_repository_is_what_the_script_writes() -> None:
    shipped, made = facts(read_book(HERE / "examples/dongxin/street.xlsx")), facts(street())
    assert [name for name in made if made[name] != shipped[name]] == []


def test_a_book_written_twice_reads_the_same(tmp_path: Path) -> None:
    book = street()
    for name in ("one.xlsx", "two.xlsx"):
        write_book(tmp_path / name, book)
    one, two = (read_book(tmp_path / n).but(digest="") for n in ("one.xlsx", "two.xlsx"))
    assert one == two


def test_it_has_the_sizes_that_the_design_asks_for() -> None:
    book = street()
    assert Counter(s.colour for s in book.sites) == {"red": 6, "yellow": 14, "green": 25}
    kinds = Counter(o.kind for o in book.officers)
    assert (kinds["officer"], kinds["auxiliary"]) == (28, 12)
    assert len({s.zone for s in book.sites}) == 3
    assert len(book.vehicles) == 3
    assert len(book.hazards) == 60
    assert len({h.state for h in book.hazards}) == 7
    assert len(book.complaints) == 25
    assert book.recusals
    assert book.pins
    assert any(c.from_above for c in book.campaigns)
    assert max(Counter(s.builder for s in book.sites).values()) > 1


def rings(shape: object) -> Iterator[list[list[float]]]:
    """Outer rings of every polygon in the file."""
    features = shape if isinstance(shape, list) else shape["features"]  # type: ignore[index]
    for feature in features:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        for polygon in polygons if geometry["type"] == "MultiPolygon" else [polygons]:
            yield polygon[0]


def inside(lon: float, lat: float, ring: list[list[float]]) -> bool:
    """Whether a point lies in a ring (even-odd rule)."""
    hit = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) * (x2 - x1) / (y2 - y1):
            hit = not hit
    return hit


@pytest.mark.skipif(not OUTLINE.exists(), reason="no outline of the district on this machine")
def test_every_place_lies_inside_old_gongshu() -> None:
    outline = list(rings(json.loads(OUTLINE.read_text("utf-8"))))
    book = street()
    points = [(s.id, s.lon, s.lat) for s in book.sites] + [
        (p.id, p.lon, p.lat) for p in book.places
    ]
    outside = [
        name
        for name, lon, lat in points
        if lon is not None and lat is not None and not any(inside(lon, lat, r) for r in outline)
    ]
    assert outside == []


def test_the_tracker_calls_sites_by_the_names_people_use(tmp_path: Path) -> None:
    book = street()
    write_tracker(tmp_path / "tracker.xlsx", book.hazards, book, date(2026, 11, 27))
    hazards, _ = read_hazards(tmp_path / "tracker.xlsx")
    names = {site.id: site.name for site in book.sites}
    assert [h.site for h in hazards] == [names[h.site] for h in book.hazards]
