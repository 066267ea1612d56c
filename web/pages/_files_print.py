"""A day or a visit on paper: drawn for the printer of whoever looks at it."""

from __future__ import annotations

from nicegui import ui

from exports.roster.view import View
from sites.plan import Booking
from web.desk import Desk
from web.dialogs.planned import lawful_view
from web.dialogs.window import attempt
from web.pages._files_paper import Paper, Part, office_paper, site_paper

STYLE = """
.io-paper { width: 100%; max-width: 19cm; background: #fff; color: #000; font-size: 11pt; }
.io-paper table { width: 100%; border-collapse: collapse; margin-bottom: 8px; }
.io-paper th, .io-paper td { border: 1px solid #333; padding: 3px 6px; vertical-align: top;
  text-align: left; font-weight: normal; white-space: pre-line; }
.io-paper th { background: #eee; white-space: nowrap; }
.io-paper tr { break-inside: avoid; }
.io-facts th { width: 8em; }
.io-checks th:nth-child(2) { width: 24%; } .io-checks th:nth-child(4) { width: 18%; }
.io-checks th:nth-child(5) { width: 14%; }
.io-checks td:nth-child(3) { white-space: pre; }
.io-line { font-weight: 500; break-after: avoid; }
.io-title { font-size: 16pt; font-weight: 700; text-align: center; width: 100%; }
.io-sheet { break-after: page; padding: 12px; width: 100%; }
@page { size: A4; margin: 14mm; }
@media print { .io-sheet { padding: 0; } .io-sheet:last-child { break-after: auto; } }
"""


async def print_page(desk: Desk, week: str, whose: str, day: str, visit: str) -> None:
    """Draw the visits of a day, or one visit; ``whose``: site or office."""
    view = await attempt(desk, lawful_view, desk.office.weeks / week, desk.lang)
    if view is None:
        return
    ui.add_css(STYLE)
    for_site = whose == "site"
    ui.page_title(desk.t("检查任务单", "Site paper") if for_site else desk.t("内部页", "Internal"))
    printer = ui.button(desk.t("打印", "Print"), icon="print")
    printer.on("click", js_handler="() => window.print()").classes("no-print").mark("print-now")
    there = (b for b in view.plan.bookings if b.state != "cancelled")
    chosen = [b for b in there if _asked(b, view, day, visit)]
    with ui.column().classes("io-paper").mark("paper"):
        for booking in chosen:
            _draw((site_paper if for_site else office_paper)(view, booking))
        if not chosen:
            ui.label(desk.t("没有安排检查", "no visits"))


def _asked(booking: Booking, view: View, day: str, visit: str) -> bool:
    if visit:
        return booking.visit == visit
    return view.round.session[booking.session].day.isoformat() == day


def _draw(paper: Paper) -> None:
    with ui.element("section").classes("io-sheet"):
        ui.label(paper.title).classes("io-title").props('role="heading" aria-level="2"')
        for line in paper.lines:
            ui.label(line).classes("text-weight-bold")
        for part in paper.parts:
            _table(part)


def _table(part: Part) -> None:
    if part.line:
        ui.label(part.line).classes("io-line")
    with ui.element("table").classes("io-checks" if part.heads else "io-facts"):
        if part.heads:
            with ui.element("thead"):  # a printer repeats it on every page
                _row(part.heads, len(part.heads))
        for row in part.rows:
            _row(row, 0 if part.heads else 1)


def _row(cells: tuple[str, ...], heads: int) -> None:
    with ui.element("tr"):
        for number, cell in enumerate(cells):
            with ui.element("th" if number < heads else "td"):
                ui.label(cell)
