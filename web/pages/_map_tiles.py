"""The address of the office's own tile server: off unless an administrator sets one."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from nicegui import ui

from sites.book import Datum, Settings
from sites.ledger import NOUNS, Change
from web.desk import Desk
from web.dialogs.window import attempt, see_allowed
from web.map.ground import Tiles, keep_tiles, read_tiles


def tiles_form(desk: Desk, folder: Path, tiles: Tiles) -> None:
    """The setting, folded away."""
    t = desk.t
    with ui.expansion(t("瓦片底图设置（默认不用）", "Tiles (off by default)")).mark("map-tiles"):
        ui.label(
            t(
                "填写后，打开地图的电脑会向该地址取图；留空则不向任何地方取图。",
                "Once set, whoever opens the map loads pictures from there; blank: from nowhere.",
            )
        )
        url = ui.input(t("瓦片地址", "address"), value=tiles.url).style("width: min(40rem, 90vw)")
        url.mark("tiles-url")
        datum = ui.select(list(get_args(Datum)), value=tiles.datum, label=t("坐标系", "datum"))

        async def save() -> None:
            asked = Tiles(url=(url.value or "").strip(), datum=datum.value)
            if await attempt(desk, keep, desk, folder, asked):
                ui.navigate.reload()

        ui.button(t("保存", "Save"), on_click=save).mark("tiles-save")


def keep(desk: Desk, folder: Path, tiles: Tiles) -> bool:
    """Keep the setting, and tell the ledger who made it.

    Raises
    ------
    Refused
        If the person is no administrator.
    BookError
        If it is no address of tiles.
    """
    see_allowed(desk, "admin")
    told = Change(field="map_tiles", old=read_tiles(folder).url, new=tiles.url)
    with desk.office.ledger.act(desk.person.name, source="map tiles") as act:
        act.note("settings", NOUNS["settings"].key_of(Settings()), "tiles_set", changes=(told,))
        keep_tiles(folder, tiles)
    return True
