"""In and out: files that come into the ledger, differences first; files and pages that go out."""

from __future__ import annotations

from nicegui import ui

from sites.base import Text
from web.desk import OFFICE, WRITERS, Desk
from web.dialogs.planned import planned_weeks
from web.pages._files_decide import decisions
from web.pages._files_in import import_book, match_ledger, record_findings
from web.pages._files_out import downloads, prints
from web.pages._files_print import print_page

TITLE = Text(zh="导入导出", en="In and out")
ORDER, ICON, ROLES = 70, "swap_vert", OFFICE


async def show(desk: Desk) -> None:
    """The tabs; or, where the address asks for it, one page to print."""
    asked = ui.context.client.request.query_params
    week = asked.get("week", "")
    if asked.get("print") in ("site", "office") and week in planned_weeks(desk.office):
        await print_page(desk, week, asked["print"], asked.get("day", ""), asked.get("visit", ""))
        return
    t, writes = desk.t, desk.may(*WRITERS)
    with ui.tabs().classes("w-full").props("align=left") as tabs:
        if writes:
            ui.tab("in", t("读入工作簿", "Read a workbook")).mark("tab-in")
            ui.tab("record", t("登记检查结果", "Record findings")).mark("tab-record")
            ui.tab("match", t("比对另一份台账", "Match a ledger")).mark("tab-match")
            ui.tab("decide", t("待决定", "To decide")).mark("tab-decide")
        ui.tab("out", t("下载", "Download")).mark("tab-out")
        ui.tab("print", t("打印", "Print")).mark("tab-print")
    with ui.tab_panels(tabs, value="in" if writes else "out").classes("w-full"):
        if writes:
            with ui.tab_panel("in"):
                import_book(desk)
            with ui.tab_panel("record"):
                record_findings(desk)
            with ui.tab_panel("match"):
                match_ledger(desk)
            with ui.tab_panel("decide"):
                draw = decisions(desk)
                tabs.on_value_change(lambda e: draw() if e.value == "decide" else None)
        with ui.tab_panel("out"):
            downloads(desk)
        with ui.tab_panel("print"):
            prints(desk)
