"""The map in the browser: Leaflet without any tiles of its own, and marks that keys can reach.

Leaflet shows texts as HTML where one lets it; here every word goes in as text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nicegui import ui

from sites.datum import Point
from web.map.ground import Ground, Tiles

STYLE = """
.leaflet-container { background: #f4f5f2; }
.leaflet-div-icon.io-site { border: 2px solid; border-radius: 6px; background: #fff; width: auto
  !important; height: auto !important; padding: 0 3px; font: 600 13px/18px inherit;
  white-space: nowrap; transform-origin: center; }
.io-red { color: #a31d16; border-color: #a31d16 !important; }
.io-yellow { color: #6d4d00; border-color: #8a6100 !important; }
.io-green { color: #14562f; border-color: #1b6e3c !important; }
.io-planned { box-shadow: 0 0 0 3px #0b57d0; }
.io-stopped { border-style: dashed !important; }
.leaflet-div-icon.io-word { background: none; border: none; width: auto !important;
  color: #3d4248; font-size: 13px; white-space: nowrap; text-shadow: 0 0 3px #fff, 0 0 3px #fff; }
.leaflet-div-icon.io-base { background: #202124; color: #fff; border-radius: 4px; padding: 0 4px;
  width: auto !important; height: auto !important; white-space: nowrap; font-size: 12px; }
"""
MARKS = """
(() => {
  const map = getElement(%d).map;
  if (!map) return;
  (map.ioMarks || []).forEach((mark) => mark.remove());
  map.ioMarks = %s.map((one) => {
    const word = document.createElement('span');
    word.textContent = one.text;
    const icon = L.divIcon({html: word, className: 'leaflet-div-icon ' + one.style, iconSize: null,
                            iconAnchor: one.anchor});
    const mark = L.marker(one.at, {icon, title: one.title, alt: one.title, keyboard: !!one.key,
                                   interactive: !!one.key, riseOnHover: true});
    if (one.key) mark.on('click', () => emitEvent('io-site', one.key));
    mark.addTo(map);
    const dom = mark.getElement();
    if (one.key) {
      dom.setAttribute('aria-label', one.title);
      dom.dataset.site = one.key;
      dom.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          emitEvent('io-site', one.key);
        }
      });
    }
    return mark;
  });
})()
"""
ZOOM = """
(() => {
  const map = getElement(%d).map;
  if (map) L.control.zoom({zoomInTitle: %s, zoomOutTitle: %s}).addTo(map);
})()
"""
FIT = (
    "(() => { const map = getElement(%d).map; if (map) map.fitBounds(%s, {padding: [30, 30]}); })()"
)
LINES = (
    ("#0b57d0", ""),
    ("#9c27b0", "10 6"),
    ("#b3261e", "3 6"),
    ("#00695c", "14 5 3 5"),
    ("#5d4037", "6 4"),
    ("#33414d", "1 5"),
)
"""Colour and dashes: ways are told apart without hues, too."""


def bare_map(center: Point, tiles: Tiles) -> ui.leaflet:
    """A map that asks for nothing outside; with an office's own tiles where it has set them."""
    drawn = ui.leaflet(
        center=center,
        zoom=14,
        options={"attributionControl": False, "zoomControl": False, "zoomSnap": 0.25},
    )
    drawn.clear_layers()
    if tiles.url:
        drawn.tile_layer(url_template=tiles.url, options={"maxZoom": 19})
    return drawn


def draw_ground(drawn: ui.leaflet, ground: Ground) -> None:
    """Outlines and roads, under everything else."""
    area = {"color": "#6f7a83", "weight": 2, "fillColor": "#ffffff", "fillOpacity": 0.6}
    road = {"color": "#c3c8c2", "weight": 2}
    for line in ground.areas:
        _layer(drawn, "polygon", [_plain(line), area | {"interactive": False}])
    for line in ground.roads:
        _layer(drawn, "polyline", [_plain(line), road | {"interactive": False}])


def draw_area(drawn: ui.leaflet, outline: Sequence[Point]) -> Any:
    """A zone; returns its layer."""
    style = {"color": "#7b858d", "weight": 1.5, "dashArray": "4 4", "fillOpacity": 0.06}
    return _layer(drawn, "polygon", [_plain(outline), style | {"interactive": False}])


def draw_way(drawn: ui.leaflet, points: Sequence[Point], number: int) -> Any:
    """A team's way; returns its layer."""
    colour, dashes = LINES[number % len(LINES)]
    style = {"color": colour, "weight": 4, "opacity": 0.85, "dashArray": dashes or None}
    return _layer(drawn, "polyline", [_plain(points), style | {"interactive": False}])


def zoom_buttons(drawn: ui.leaflet, nearer: str, farther: str) -> None:
    """The buttons + and − with words of ours; Leaflet's own are English."""
    ui.run_javascript(ZOOM % (drawn.id, json.dumps(nearer), json.dumps(farther)))


def put_marks(drawn: ui.leaflet, marks: Iterable[Mapping[str, Any]]) -> None:
    """Replace all marks. Each has at (lat, lon), text, title, style, anchor and, to click, key."""
    ui.run_javascript(MARKS % (drawn.id, json.dumps(list(marks))))


def fit(drawn: ui.leaflet, points: Sequence[Point]) -> None:
    """Move the map so that all points are seen."""
    if points:
        ui.run_javascript(FIT % (drawn.id, json.dumps(_plain(points))))


def _layer(drawn: ui.leaflet, name: str, args: list[Any]) -> Any:
    return drawn.generic_layer(name=name, args=args)


def _plain(points: Sequence[Point]) -> list[list[float]]:
    return [[lat, lon] for lat, lon in points]
