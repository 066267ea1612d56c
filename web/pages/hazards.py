"""The tracker: a table that the database pages, quick entry, and each hazard's next step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import run, ui

from sites.base import Text
from sites.book import Hazard
from sites.closure import STATES, next_step
from sites.closure.flags import days_overdue, deadline, is_extended
from sites.ledger.hazard_pages import HazardPage, Wanted
from web.desk import OFFICE, WRITERS, Desk
from web.hazards.desk import page_of, today
from web.hazards.routes import register
from web.pages._hazard_case import CaseDialog
from web.pages._hazard_entry import entry_row

TITLE = Text(zh="隐患", en="Hazards")
ORDER, ICON, ROLES = 40, "report_problem", (*OFFICE, "body")
PAGE_ROWS = 20
UNDER_WAY = "under_way"
COLUMNS = (
    ("id", Text(zh="编号", en="No.")),
    ("state", Text(zh="状态", en="State")),
    ("site", Text(zh="工地", en="Site")),
    ("what", Text(zh="问题", en="What")),
    ("body", Text(zh="责令主体", en="Ordered by")),
    ("due", Text(zh="期限", en="Deadline")),
    ("next", Text(zh="下一步", en="Next step")),
)
OPEN_CELL = r"""
<q-td :props="props"><q-btn flat dense no-caps color="primary" :label="props.value"
  @click="$parent.$emit('open', props.row.id)"/></q-td>"""
STATE_CELL = r"""
<q-td :props="props"><span :class="props.row.late ? 'text-weight-bold late' : ''">{{ props.value }}
  </span></q-td>"""
STYLE = """.q-table td { white-space: normal !important; }
.q-table td:nth-child(1), .q-table td:nth-child(6) { white-space: nowrap !important; }
.q-table td:nth-child(4) { min-width: 12rem; }"""


def routes(who_asks: Callable[[], Desk | None]) -> None:
    """Register where photos are fetched."""
    register(who_asks)


async def show(desk: Desk) -> None:
    """Filters, quick entry and the table."""
    ui.add_css(STYLE)
    tracker = Tracker(desk)
    ui.label(desk.t("问题隐患台账", "Hazard tracker")).classes("text-h5")
    if desk.may(*WRITERS):
        with (
            ui.expansion(desk.t("登记新隐患", "Enter new hazards"), icon="add")
            .classes("w-full")
            .mark("enter")
        ):
            await entry_row(desk, tracker.load)
    await tracker.draw()


class Tracker:
    """The table and its filters."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self.wanted = Wanted(under_way=True)
        self.body = ""
        self.asked = 0
        self.case = CaseDialog(desk, self.load)

    async def draw(self) -> None:
        """Draw filters and table, and fill it."""
        names = await run.io_bound(_names, self.desk) or ({}, {})
        self._filters(*names)
        columns: list[dict[str, Any]] = [
            {"name": key, "field": key, "label": self.desk.say(title), "align": "left"}
            for key, title in COLUMNS
        ]
        self.table = (
            ui.table(
                columns=columns,
                rows=[],
                row_key="id",
                pagination={"rowsPerPage": PAGE_ROWS, "page": 1},
            )
            .classes("w-full")
            .mark("tracker")
        )
        self.table.props["rows-per-page-options"] = [PAGE_ROWS, 50, 100]
        self.table.add_slot("body-cell-id", OPEN_CELL)
        self.table.add_slot("body-cell-state", STATE_CELL)
        self.table.on("open", lambda e: self.case.open(e.args))
        self.table.on("request", lambda e: self._turn(e.args["pagination"]))
        await self.load()

    def _filters(self, sites: dict[str, str], bodies: dict[str, str]) -> None:
        t = self.desk.t
        states = {UNDER_WAY: t("未办结的", "under way"), "": t("全部", "all")} | {
            key: self.desk.say(text) for key, text in STATES.items() if key != "new"
        }
        with ui.row().classes("items-end w-full no-print"):
            ui.select(
                states, value=UNDER_WAY, label=t("状态", "State"),
                on_change=lambda e: self._want(
                    under_way=e.value == UNDER_WAY, state="" if e.value == UNDER_WAY else e.value
                ),
            ).classes("w-40").mark("state")  # fmt: skip
            ui.select(
                sites, label=t("工地", "Site"), with_input=True, clearable=True,
                on_change=lambda e: self._want(site=e.value or ""),
            ).classes("w-64").mark("site")  # fmt: skip
            if self.desk.person.role != "body":
                ui.select(
                    bodies, label=t("责令主体", "Ordered by"), clearable=True,
                    on_change=self._of_body,
                ).classes("w-40").mark("body")  # fmt: skip
            ui.input(
                t("查找（编号、问题、部位……）", "Search"),
                on_change=lambda e: self._want(text=e.value or ""),
            ).props("debounce=400 clearable").classes("w-64").mark("search")
            ui.checkbox(
                t("只看逾期", "overdue only"), on_change=lambda e: self._want(overdue=bool(e.value))
            ).mark("overdue")

    async def _want(self, **changes: Any) -> None:
        self.wanted = self.wanted.but(**changes)
        self.table.pagination["page"] = 1
        await self.load()

    async def _of_body(self, event: Any) -> None:
        self.body = event.value or ""
        await self._want()

    async def _turn(self, pagination: dict[str, Any]) -> None:
        self.table.pagination |= {k: pagination[k] for k in ("page", "rowsPerPage")}
        await self.load()

    async def load(self) -> None:
        """Fetch the page that the table shows; of several asked for the last one counts."""
        self.asked += 1
        mine = self.asked
        page, most = self.table.pagination["page"], self.table.pagination["rowsPerPage"]
        skip = (page - 1) * most
        found = await run.io_bound(_rows, self.desk, self.wanted, self.body, skip, most)
        if found is None or mine != self.asked:
            return
        self.table.rows, total = found
        self.table.pagination |= {"rowsNumber": total}
        self.table.update()


def _names(desk: Desk) -> tuple[dict[str, str], dict[str, str]]:
    with desk.office.ledger.reading() as rows:
        sites = {s.id: s.name for s in rows.rows("sites")}
        bodies = tuple(dict.fromkeys(b.enforcing for b in rows.rows("bodies")))
    return sites, {name: name for name in bodies}


def _rows(
    desk: Desk, wanted: Wanted, body: str, skip: int, most: int
) -> tuple[list[dict[str, Any]], int]:
    page: HazardPage = page_of(desk, wanted, body, skip, most)
    with desk.office.ledger.reading() as rows:
        named = rows.keyed("sites", [h.site for h in page.hazards])
    names = {key: site.name for key, (_, site) in named.items()}
    return [_row(desk, h, names.get(h.site, h.site)) for h in page.hazards], page.total


def _row(desk: Desk, hazard: Hazard, site: str) -> dict[str, Any]:
    late = days_overdue(hazard, today())
    flags = [desk.say(STATES[hazard.state])]
    flags += [desk.t(f"逾期{late}天", f"overdue by {late} d")] if late else []
    flags += [desk.t("已延期", "put off")] if is_extended(hazard) else []
    flags += [desk.t("未核", "not judged")] if hazard.unverified else []
    due = deadline(hazard)
    return {
        "id": hazard.id,
        "state": " · ".join(flags),
        "late": bool(late),
        "site": site,
        "what": "　".join(x for x in (hazard.place, hazard.what) if x),
        "body": hazard.body or hazard.found_by_body,
        "due": due.isoformat() if due else dict(hazard.typed).get("due", ""),
        "next": desk.say(next_step(hazard, today())),
    }
