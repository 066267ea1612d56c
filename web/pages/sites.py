"""Sites: a table with their colours, and the file of each."""

from __future__ import annotations

from typing import Any

from nicegui import run, ui

from sites.base import Text
from sites.book import Colour
from sites.vocabulary import word
from web.desk import OFFICE, Desk
from web.pages._site_data import site_rows
from web.pages._site_file import FileDialog
from web.week.view import SHAPES

TITLE = Text(zh="工地", en="Sites")
ORDER, ICON, ROLES = 50, "domain", OFFICE
STEPS: dict[Colour, int] = {"red": 0, "yellow": 1, "green": 2}
COLUMNS = (
    ("name", Text(zh="工地", en="Site")),
    ("colour", Text(zh="三色（内部）", en="Colour (internal)")),
    ("zone", Text(zh="片区", en="Zone")),
    ("stage", Text(zh="施工阶段", en="Stage")),
    ("status", Text(zh="状态", en="Status")),
    ("open", Text(zh="未办结隐患", en="Hazards under way")),
    ("last", Text(zh="最近检查", en="Last visit")),
)
NAME_CELL = r"""
<q-td :props="props"><q-btn flat dense no-caps align="left" color="primary" :label="props.value"
  @click="$parent.$emit('open', props.row.id)"/></q-td>"""
COLOUR_CELL = r"""
<q-td :props="props"><span :style="`color: var(--${props.row.key}); font-weight: bold`">
  {{ props.value }}</span></q-td>"""


async def show(desk: Desk) -> None:
    """The table with its filters."""
    ui.label(desk.t("工地", "Sites")).classes("text-h5")
    listed = await run.io_bound(site_rows, desk) or []
    rows = sorted((_row(desk, r) for r in listed), key=lambda r: (STEPS[r["key"]], r["name"]))
    wanted: dict[str, Any] = {}

    def want(name: str, value: Any) -> None:
        wanted[name] = value
        table.rows = [r for r in rows if _is_wanted(r, wanted)]
        table.update()

    async def changed() -> None:
        ui.navigate.reload()

    with ui.row().classes("items-end no-print"):
        colours = {key: _colour(desk, key) for key in SHAPES}
        ui.select(
            colours, label=desk.t("三色", "Colour"), clearable=True,
            on_change=lambda e: want("key", e.value),
        ).classes("w-32").mark("colour")  # fmt: skip
        zones = sorted({r["zone"] for r in rows if r["zone"]})
        ui.select(
            zones, label=desk.t("片区", "Zone"), clearable=True,
            on_change=lambda e: want("zone", e.value),
        ).classes("w-40").mark("zone")  # fmt: skip
        ui.input(
            desk.t("查找名称", "Search by name"), on_change=lambda e: want("text", e.value)
        ).props("debounce=200 clearable").classes("w-56").mark("search")
    file = FileDialog(desk, changed)
    columns: list[dict[str, Any]] = [
        {"name": k, "field": k, "label": desk.say(title), "align": "left", "sortable": True}
        for k, title in COLUMNS
    ]
    table = ui.table(columns=columns, rows=rows, row_key="id", pagination=25)
    table.classes("w-full").mark("sites")
    table.add_slot("body-cell-name", NAME_CELL)
    table.add_slot("body-cell-colour", COLOUR_CELL)
    table.on("open", lambda e: file.open(e.args))
    asked = ui.context.client.request.query_params.get("site")
    if asked:
        ui.timer(0, lambda: file.open(asked), once=True)


def _is_wanted(row: dict[str, Any], wanted: dict[str, Any]) -> bool:
    same = all(not wanted.get(k) or row[k] == wanted[k] for k in ("key", "zone"))
    return same and (wanted.get("text") or "") in row["name"]


def _colour(desk: Desk, colour: Colour) -> str:
    return f"{SHAPES[colour]} {word('colour', colour, desk.lang)}"


def _row(desk: Desk, found: dict[str, Any]) -> dict[str, Any]:
    site = found["site"]
    return {
        "id": site.id,
        "name": site.name,
        "key": site.colour,
        "colour": _colour(desk, site.colour),
        "zone": site.zone,
        "stage": site.stage,
        "status": word("site_status", site.status, desk.lang),
        "open": found["open"],
        "last": found["last"].isoformat() if found["last"] else "",
    }
