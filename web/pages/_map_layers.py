"""What lies on the map as a person has chosen it: marks, ways, zones; and the column beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nicegui import ui

from exports.summary import COLOURS
from exports.text import hours_of
from sites.book import Site, SiteBook
from sites.datum import Point
from web.desk import Desk
from web.map.drawing import LINES, draw_area, draw_way, fit, put_marks
from web.map.places import STATES, Marked, zones
from web.map.routes import Route, routes
from web.week.store import Step
from web.week.view import SHAPES

SITE_ANCHOR, BASE_ANCHOR, WORD_ANCHOR = (14, 10), (20, 10), (20, 8)


@dataclass(frozen=True)
class MapView:
    """The book and where everything is, by id, as (lat, lon) in the map's datum."""

    desk: Desk
    book: SiteBook
    points: Mapping[str, Point]
    on: Sequence[Marked]
    off: Sequence[Site]


@dataclass
class MapLayers:
    """The map with what is chosen; `all` draws it again."""

    drawn: ui.leaflet
    side: ui.column
    view: MapView
    open_card: Callable[[str], object]
    week: str = ""
    step: Step | None = None
    session: str = ""
    with_zones: bool = True
    _layers: list[Any] = field(default_factory=list)
    _fitted: bool = False

    def take(self, week: str, step: Step | None) -> None:
        """Take a week, with its plan where it could be read; no session of it yet."""
        self.week, self.step, self.session = week, step, ""

    def all(self) -> None:
        """Draw everything."""
        for layer in self._layers:
            self.drawn.remove_layer(layer)
        step = self.step
        areas = zones(self.view.on) if self.with_zones else []
        self._layers = [draw_area(self.drawn, zone.outline) for zone in areas]
        ways = self._ways(step)
        for number, way in enumerate(ways):
            if len(way.points) > 1:
                self._layers.append(draw_way(self.drawn, way.points, number))
        words = [_word(zone.name, zone.middle) for zone in areas]
        put_marks(self.drawn, [*words, *self._bases(ways), *self._marks(step)])
        self._beside(step, ways)
        if not self._fitted:
            fit(self.drawn, [m.point for m in self.view.on])
            self._fitted = True

    def _ways(self, step: Step | None) -> tuple[Route, ...]:
        if step is None or self.session not in step.round.session:
            return ()
        return routes(step.plan, step.round, self.session, self.view.points)

    def _marks(self, step: Step | None) -> Iterator[dict[str, Any]]:
        desk = self.view.desk
        planned = {b.site for b in step.plan.bookings} if step else set()
        for site, at in self.view.on:
            words = [site.name, desk.say(COLOURS[site.colour]), desk.say(STATES[site.status])]
            style = [f"io-site io-{site.colour}"]
            style += ["io-stopped"] if site.status == "stopped" else []
            if site.id in planned:
                style.append("io-planned")
                words.append(desk.t("本周有检查", "a visit this week"))
            word = desk.say(COLOURS[site.colour])[: 1 if desk.lang == "zh" else None]
            yield {
                "at": at, "text": f"{SHAPES[site.colour]}{word}", "title": "，".join(words),
                "style": " ".join(style), "key": site.id, "anchor": SITE_ANCHOR,
            }  # fmt: skip

    def _bases(self, ways: Sequence[Route]) -> Iterator[dict[str, Any]]:
        for base in sorted({way.base for way in ways} & set(self.view.points)):
            at = self.view.points[base]
            yield {"at": at, "text": base, "title": base, "style": "io-base", "anchor": BASE_ANCHOR}

    def _beside(self, step: Step | None, ways: Sequence[Route]) -> None:
        self.side.clear()
        desk = self.view.desk
        with self.side:
            if step is not None and ways:
                ui.label(desk.t("路线", "Ways")).classes("text-subtitle1")
                for number, way in enumerate(ways):
                    _way(desk, number, way, step)
            ui.label(
                desk.t(
                    f"没有坐标的工地（{len(self.view.off)}）",
                    f"Sites without coordinates ({len(self.view.off)})",
                )
            ).classes("text-subtitle1")
            with ui.column().classes("gap-0").mark("map-off"):
                for site in self.view.off:
                    word = f"{SHAPES[site.colour]}{desk.say(COLOURS[site.colour])}"
                    ui.button(
                        f"{word} {site.name}", on_click=lambda id=site.id: self.open_card(id)
                    ).props("flat dense no-caps align=left")


def _word(text: str, at: Point) -> dict[str, Any]:
    return {"at": at, "text": text, "title": text, "style": "io-word", "anchor": WORD_ANCHOR}


def _way(desk: Desk, number: int, way: Route, step: Step) -> None:
    """One team's way in words, under a stroke as on the map."""
    colour, dashes = LINES[number % len(LINES)]
    kind = "dashed" if dashes else "solid"
    names = "、".join(step.round.officer[p].name for p in way.people)
    vehicle = way.vehicle or desk.t("自行前往", "own way")
    stops = [f"{hours_of(b, step.round)} {step.round.site[b.site].name}" for b in way.bookings]
    with ui.column().classes("gap-0 w-full").mark("map-way") as told:
        told.style(f"border-left: 5px {kind} {colour}; padding-left: 8px")
        ui.label(f"{vehicle}：{names}").classes("text-weight-medium")
        ui.label(" → ".join((way.base, *stops, way.base)))
