"""Files that come in: what they would change is shown first, and is kept only when accepted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from nicegui import ui

from sites.clock import china_today
from sites.vocabulary import SHEETS
from web.desk import WRITERS, Desk
from web.dialogs.window import attempt, tell_lines
from web.findings_in import Wish
from web.pages._files_uploads import drop_here
from web.pages._files_work import Book, Preview, matched, merged, read_books, recorded
from web.uploads import Dropped

Work = Callable[[int | None], Awaitable[Preview | None]]
"""Previews where it is given None, else keeps, if the ledger still has that head."""


class _Map:
    """The column map that goes with the next file; most need none."""

    path: Path | None = None


def _column_map(desk: Desk, mark: str) -> _Map:
    chosen = _Map()
    t = desk.t
    with ui.expansion(t("别的系统导出的表：先放列对照文件", "Another system's export")):

        async def came(files: tuple[Dropped, ...]) -> None:
            chosen.path = files[-1].path
            said.set_text(t(f"将按“{files[-1].shown}”对照", f"read by {files[-1].shown}"))

        drop_here(desk, t("列对照文件（.toml）", "column map"), came, *WRITERS, mark=mark)
        said = ui.label("")
    return chosen


def import_book(desk: Desk) -> None:
    """A workbook: its differences, then 确认读入."""
    t = desk.t
    ui.label(
        t(
            "把工作簿拖到下面（可一次多个）。先列出新增、修改和冲突，确认后才写入台账；不会悄悄删行。",
            "Drop workbooks. Differences are shown first; nothing is dropped silently.",
        )
    )
    chosen = _column_map(desk, "book-map")
    why = ui.input(t("原因（可不填，记入台账）", "why (kept in the ledger)")).classes("w-96")
    place = ui.column().classes("w-full")

    async def came(files: tuple[Dropped, ...]) -> None:
        place.clear()
        with place:
            ui.spinner(size="lg")
        books = await attempt(desk, read_books, files, chosen.path, desk.lang)
        for file in files:
            file.path.unlink(missing_ok=True)
        place.clear()
        if books is not None:
            await _show_books(desk, place, books, lambda: str(why.value or ""), ())

    drop_here(desk, t("工作簿", "workbooks"), came, *WRITERS, mark="drop-book", several=True)
    place.move(target_index=-1)


async def _show_books(
    desk: Desk,
    place: ui.column,
    books: tuple[Book, ...],
    why: Callable[[], str],
    drop: tuple[str, ...],
) -> None:
    async def work(head: int | None) -> Preview | None:
        return await attempt(desk, merged, desk, books, drop, why(), head)

    async def again(names: list[str]) -> None:
        await _show_books(desk, place, books, why, tuple(names))

    shown = "”“".join(book.shown for book in books)

    preview = await work(None)
    place.clear()
    if preview is None:
        return
    with place:
        ui.label(desk.t(f"“{shown}”会带来的变化：", f"What “{shown}” would change:")).classes(
            "text-subtitle1"
        )
        if preview.lacking and len(books) == 1:  # of several, each has a part
            names = {n: SHEETS[n].name(desk.lang) for n in preview.lacking if n in SHEETS}
            label = desk.t("表中已删的行，台账也删（选表）", "sheets whose deleted rows go, too")
            field = ui.select(names, label=label, multiple=True, value=list(drop))
            field.classes("w-96").on_value_change(lambda e: again(e.value))
        _preview(desk, place, preview, work)


def record_findings(desk: Desk) -> None:
    """Site papers, trackers and exports: what they tell, then 确认登记."""
    t = desk.t
    ui.label(
        t(
            "把填好的任务单、改过的问题隐患台账或平台导出表拖到下面（可一次多个）。"
            "先列出会登记什么，确认后才写入。",
            "Drop filled-in site papers, edited trackers or platforms' exports, several at once.",
        )
    )
    chosen = _column_map(desk, "record-map")
    correct = ui.checkbox(t("更正：与已登记的不同时，以文件为准", "what is told now replaces"))
    accept = ui.checkbox(t("采用提示为“待确认”的任务对应", "take visits for the tasks proposed"))
    place = ui.column().classes("w-full")
    waiting: list[Dropped] = []

    async def came(files: tuple[Dropped, ...]) -> None:
        for old in waiting:
            old.path.unlink(missing_ok=True)
        waiting[:] = files
        await preview()

    async def work(head: int | None) -> Preview | None:
        wish = Wish(chosen.path, bool(correct.value), bool(accept.value))
        return await attempt(desk, recorded, desk, waiting, wish, china_today(), head)

    async def preview() -> None:
        if not waiting:
            return
        found = await work(None)
        place.clear()
        if found is not None:
            with place:
                names = "”“".join(file.shown for file in waiting)
                ui.label(f"“{names}”").classes("text-subtitle1")
                _preview(desk, place, found, work)

    correct.on_value_change(preview)
    accept.on_value_change(preview)
    drop_here(desk, t("检查结果", "findings"), came, *WRITERS, mark="drop-findings", several=True)
    place.move(target_index=-1)


def match_ledger(desk: Desk) -> None:
    """Another ledger of the same sites: what both have, then 确认并入; the doubtful waits."""
    t = desk.t
    ui.label(
        t(
            "把另一份台账（别的部门或平台的）拖到下面：先列出哪些相同、哪些疑似、哪些只在那份里。"
            "确认后相同的补空格、新的加入，疑似的到“待决定”里由人认定。",
            "Drop another ledger of the same sites. Accepted, what is the same fills up blanks, "
            "what is new comes in, what is doubtful waits for a person.",
        )
    )
    with desk.office.ledger.reading() as rows:
        sites = {"": t("文件里写明了工地", "the file says")}
        sites |= {s.id: s.name for s in rows.rows("sites")}
    site = ui.select(sites, value="", label=t("都是哪个工地的隐患", "all are of this site"))
    site.classes("w-96").mark("match-site")
    place = ui.column().classes("w-full")
    waiting: list[Dropped] = []

    async def work(head: int | None) -> Preview | None:
        return await attempt(desk, matched, desk, waiting[0], str(site.value or ""), head)

    async def came(files: tuple[Dropped, ...]) -> None:
        for old in waiting:
            old.path.unlink(missing_ok=True)
        waiting[:] = files
        await preview()

    async def preview() -> None:
        found = await work(None) if waiting else None
        place.clear()
        if found is not None:
            with place:
                ui.label(f"“{waiting[0].shown}”").classes("text-subtitle1")
                _preview(desk, place, found, work)

    site.on_value_change(preview)
    drop_here(desk, t("另一份台账", "another ledger"), came, *WRITERS, mark="drop-ledger")
    place.move(target_index=-1)


def _preview(desk: Desk, place: ui.column, preview: Preview, work: Work) -> None:
    """Lines, and the two buttons under them."""
    t = desk.t

    async def keep() -> None:
        done = await work(preview.head)
        if done is None:
            return
        place.clear()
        with place:
            ui.label(t("已写入台账。", "Written into the ledger.")).classes(
                "text-positive text-subtitle1"
            ).mark("kept")
            tell_lines(done.lines)

    with ui.element("div").classes("w-full").mark("preview"):
        tell_lines(preview.lines)
    ui.label(t("以上只是预览，还没有写入。", "A preview: nothing is written yet."))
    with ui.row():
        ui.button(t("确认写入台账", "Accept"), on_click=keep).mark("accept")
        ui.button(t("放弃", "Cancel"), on_click=place.clear).props("outline").mark("cancel")
