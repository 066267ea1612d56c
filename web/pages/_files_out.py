"""What goes out: files of a week and of the ledger, pages to print, the backup."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from nicegui import ui

from sites.base import Language, Text
from sites.clock import china_now, china_today
from sites.errors import Refused
from sites.plan import Booking
from sites.round import Round
from web.desk import WRITERS, Desk
from web.dialogs.insert import UNSAVED
from web.dialogs.planned import NO_PLAN, lawful_view, planned_weeks, week_now
from web.dialogs.window import attempt
from web.pages._files_work import backup_of, made, tracker, whole_book
from web.uploads import zipped
from web.week.store import store_of

ROSTER = Text(zh="周检查计划", en="Roster")
PAPERS = Text(zh="检查文书", en="Papers")
CALENDAR = Text(zh="检查日历", en="Calendar")
TRACKER = Text(zh="问题隐患台账", en="Tracker")
BOOK = Text(zh="街道工作簿", en="The whole workbook")
BACKUP = Text(zh="备份台账", en="Backup")


def downloads(desk: Desk) -> None:
    """Buttons, each with the file it makes at that moment."""
    t, weeks = desk.t, planned_weeks(desk.office)
    ui.label(t("一周的文件", "Of a week")).classes("text-subtitle1")
    if weeks:
        _of_week(desk, weeks)
    else:
        ui.label(desk.say(NO_PLAN))
    ui.label(t("台账的文件", "Of the ledger")).classes("text-subtitle1")
    with ui.row().classes("items-center"):
        _of_ledger(desk)


def _of_week(desk: Desk, weeks: tuple[str, ...]) -> None:
    t = desk.t
    week = ui.select(list(weeks), value=weeks[0], label=t("哪一周", "week")).classes("w-48")
    kinds: tuple[tuple[str, Text, str, Callable[[Path], bytes]], ...] = (
        ("roster", ROSTER, ".xlsx", roster),
        ("papers", PAPERS, ".zip", papers),
        ("calendar", CALENDAR, ".ics", lambda folder: calendar(folder, desk.lang)),
    )

    def button(mark: str, word: Text, suffix: str, make: Callable[[Path], bytes]) -> None:
        _button(
            desk,
            word,
            mark,
            lambda: make(desk.office.weeks / str(week.value)),
            lambda: f"{desk.say(word)}_{week.value}{suffix}",
        )

    with ui.row():
        for kind in kinds:
            button(*kind)


def _of_ledger(desk: Desk) -> None:
    today, office, lang = china_today(), desk.office, desk.lang
    tables = f"_{today}.xlsx"
    _button(
        desk,
        TRACKER,
        "tracker",
        lambda: tracker(office, today, lang),
        lambda: desk.say(TRACKER) + tables,
    )
    if desk.may(*WRITERS):
        bare = ui.checkbox(desk.t("不含联系人和电话", "without contacts and phones"))
        _button(
            desk,
            BOOK,
            "book",
            lambda: whole_book(office, bool(bare.value), lang),
            lambda: desk.say(BOOK) + tables,
        )
    if desk.may("admin"):
        _button(
            desk,
            BACKUP,
            "backup",
            lambda: backup_of(desk),
            lambda: f"{desk.say(BACKUP)}_{china_now():%Y%m%d-%H%M%S}.sqlite",
        )


def _button(
    desk: Desk, word: Text, mark: str, make: Callable[[], bytes], name: Callable[[], str]
) -> None:
    async def act() -> None:
        content = await attempt(desk, make)
        if content is not None:
            ui.download.content(content, name())

    button = ui.button(desk.say(word), icon="download", on_click=act)
    button.props("outline no-caps").mark(f"download-{mark}")


def roster(folder: Path) -> bytes:
    """The week's roster as it lies in its folder, once every change is in it.

    Raises
    ------
    Refused
        If there is none, it breaks rules, or changes are still being written.
    """
    lawful_view(folder, "zh")
    if store_of(folder).dirty:
        raise Refused(UNSAVED)
    return (folder / "roster.xlsx").read_bytes()


def papers(folder: Path) -> bytes:
    """The Word papers of all visits of a week, as one archive.

    Raises
    ------
    Refused, BookError
        If the plan breaks rules, or the library for Word is missing.
    """
    from exports.files import write_all
    from exports.word import paper_files, visit_papers

    view = lawful_view(folder, "zh")
    bookings = [b for b in view.plan.bookings if b.state != "cancelled"]
    with tempfile.TemporaryDirectory() as place:
        found = [paper for booking in bookings for paper in visit_papers(view, booking)]
        write_all(paper_files(found, Path(place)))
        return zipped(Path(place))


def calendar(folder: Path, lang: Language) -> bytes:
    """The week's visits for a calendar program."""
    from exports.diary import write_diary

    view = lawful_view(folder, lang)
    return made("v.ics", lambda path: write_diary(path, view.plan, view.round, lang))


def prints(desk: Desk) -> None:
    """Links to pages that are made to be printed: one day's, or one visit's."""
    t, weeks = desk.t, planned_weeks(desk.office)
    if not weeks:
        ui.label(desk.say(NO_PLAN))
        return
    week = ui.select(list(weeks), value=weeks[0], label=t("哪一周", "week")).classes("w-48")
    place = ui.column().classes("w-full gap-1")

    async def draw() -> None:
        step = await attempt(desk, week_now, desk.office.weeks / str(week.value))
        place.clear()
        if step is not None:
            with place:
                _print_links(desk, str(week.value), step.round, step.plan.bookings)

    week.on_value_change(draw)
    ui.timer(0, draw, once=True)


def _print_links(desk: Desk, week: str, round: Round, bookings: Sequence[Booking]) -> None:
    by_day: dict[str, list[Booking]] = {}
    for booking in bookings:
        by_day.setdefault(f"{round.session[booking.session].day}", []).append(booking)
    for day in sorted(by_day):
        with ui.row().classes("items-center"):
            ui.label(day).classes("text-weight-medium")
            _links(desk, f"week={week}&day={day}")
        for booking in by_day[day]:
            with ui.row().classes("items-center q-ml-lg"):
                ui.label(round.site[booking.site].name)
                _links(desk, f"week={week}&visit={quote(booking.visit)}")


def _links(desk: Desk, query: str) -> None:
    """To the two pages, each in a window of its own: they are printed apart."""
    pages = {"office": desk.t("内部页", "internal"), "site": desk.t("现场页", "for the site")}
    for whose, word in pages.items():
        ui.link(word, f"/files?print={whose}&{query}", new_tab=True)
