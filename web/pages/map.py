"""The map: sites by colour and state, the ways of a session, zones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import run, ui

from sites.base import Text
from sites.book import Datum
from sites.whereabouts import ASSUMED_DATUM
from web.desk import OFFICE, Desk
from web.dialogs.planned import planned_weeks, week_now
from web.dialogs.window import attempt
from web.map.drawing import STYLE, bare_map, draw_ground, zoom_buttons
from web.map.ground import Ground, map_folder, read_ground, read_tiles
from web.map.places import marked, points_of
from web.pages._map_card import show_card
from web.pages._map_layers import MapLayers, MapView
from web.pages._map_tiles import tiles_form

TITLE = Text(zh="地图", en="Map")
ORDER, ICON, ROLES = 20, "map", OFFICE
HEIGHT = "68vh"
CHINA = (35.0, 105.0)


async def show(desk: Desk) -> None:
    """The map on the left; what is not on it, and the ways in words, on the right."""
    ui.add_css(STYLE)
    folder = map_folder(desk.office.weeks)
    tiles = read_tiles(folder)
    book = desk.office.book()
    datum: Datum = tiles.datum if tiles.url else book.settings.datum or ASSUMED_DATUM
    ground = await run.io_bound(read_ground, folder, datum) or Ground()
    points = points_of(book, datum)
    on, off = marked(book, points)
    controls = ui.row().classes("w-full items-end")
    with ui.row().classes("w-full items-stretch gap-2"):
        center = on[0].point if on else next(iter(points.values()), CHINA)
        drawn = bare_map(center, tiles).classes("grow").style(f"height: {HEIGHT}; flex: 1 1 24rem")
        drawn.mark("map").props(f'aria-label="{desk.say(TITLE)}"')
        side = (
            ui.column()
            .classes("gap-1")
            .style(f"flex: 0 1 22rem; max-height: {HEIGHT}; overflow: auto")
        )
    draw_ground(drawn, ground)
    view = MapView(desk, book, points, on, off)

    def card(site: str) -> None:
        show_card(desk, view, layers.week, layers.step, site)

    layers = MapLayers(drawn, side, view, card)
    with controls:
        choose = _choices(desk, layers)
    _legend(desk)
    _under(desk, ground, tiles.url, datum)
    if desk.may("admin"):
        tiles_form(desk, folder, tiles)
    ui.on("io-site", lambda e: card(str(e.args)))
    await drawn.initialized()
    zoom_buttons(drawn, desk.t("放大", "zoom in"), desk.t("缩小", "zoom out"))
    await choose()


def _choices(desk: Desk, layers: MapLayers) -> Callable[[], Awaitable[None]]:
    """Week, session and zones; returns what takes the week that is chosen."""
    t, weeks = desk.t, planned_weeks(desk.office)

    async def week_chosen() -> None:
        name = str(week.value or "")
        step = await attempt(desk, week_now, desk.office.weeks / name) if name else None
        known = {}
        if step is not None:
            booked = {b.session for b in step.plan.bookings}
            there = [s.id for s in step.round.sessions if s.id in booked]
            known = {id: desk.say(step.round.say_session(id)) for id in there}
        layers.take(name, step)
        session.set_options({"": t("（不显示路线）", "(no ways)")} | known, value="")
        layers.all()

    def drawn() -> None:
        layers.session, layers.with_zones = str(session.value or ""), bool(zones.value)
        layers.all()

    week = ui.select(list(weeks), label=t("哪一周", "week"), value=weeks[0] if weeks else None)
    session = ui.select({"": ""}, label=t("哪个时段的路线", "ways of a session"), value="")
    zones = ui.switch(t("显示片区", "zones"), value=True).mark("map-zones")
    week.classes("w-40").mark("map-week").on_value_change(week_chosen)
    session.classes("w-56").mark("map-session").on_value_change(drawn)
    zones.on_value_change(drawn)
    return week_chosen


def _legend(desk: Desk) -> None:
    t = desk.t
    with ui.row().classes("items-center gap-3").mark("map-legend"):
        for style, word in (
            ("io-red", t("▲ 红色工地", "▲ red site")),
            ("io-yellow", t("◆ 黄色工地", "◆ yellow site")),
            ("io-green", t("● 绿色工地", "● green site")),
            ("io-green io-stopped", t("虚线框：停工", "dashed: stopped")),
            ("io-green io-planned", t("蓝圈：本周有检查", "blue ring: a visit this week")),
        ):
            ui.label(word).classes(f"leaflet-div-icon io-site {style}").style("position: static")


def _under(desk: Desk, ground: Ground, tiles: str, datum: str) -> None:
    """What is drawn under the sites, and in which datum."""
    t = desk.t
    names = [f"{name}（{frm}）" for name, frm in ground.files]
    said = "、".join(names) or t("无", "none")
    told = t(f"底图文件：{said}；地图坐标系：{datum}", f"files below: {said}; datum: {datum}")
    ui.label(told + (t("；已启用瓦片服务", "; tiles are on") if tiles else ""))
    if not names and not tiles:
        hint = t(
            "把边界、道路的 GeoJSON 文件放进台账旁边的 map 文件夹即可显示"
            "（高德坐标的文件名里写 GCJ-02）",
            "put GeoJSON files of outlines and roads into the folder map beside the ledger",
        )
        ui.label(hint).classes("text-grey-8")
    for fault in ground.faults:
        ui.label(fault.in_(desk.lang)).classes("text-negative")
