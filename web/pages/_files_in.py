"""Files that come in: what they would change is shown first, and is kept only when accepted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from nicegui import ui

from sites.ledger.ledger import china_now
from sites.reading import WholeFile
from sites.vocabulary import SHEETS
from web.desk import WRITERS, Desk
from web.dialogs.window import attempt, tell_lines
from web.pages._files_uploads import Dropped, drop_here
from web.pages._files_work import Preview, merged, read_file, recorded

Work = Callable[[int | None], Awaitable[Preview | None]]
"""Previews where it is given None, else keeps, if the ledger still has that head."""


class _Map:
    """The column map that goes with the next file; most need none."""

    path: Path | None = None


def _column_map(desk: Desk, mark: str) -> _Map:
    chosen = _Map()
    t = desk.t
    with ui.expansion(t("别的系统导出的表：先放列对照文件", "Another system's export")):

        async def came(dropped: Dropped) -> None:
            chosen.path = dropped.path
            said.set_text(t(f"将按“{dropped.shown}”对照", f"read by {dropped.shown}"))

        drop_here(desk, t("列对照文件（.toml）", "column map"), came, *WRITERS, mark=mark)
        said = ui.label("")
    return chosen


def import_book(desk: Desk) -> None:
    """A workbook: its differences, then 确认读入."""
    t = desk.t
    ui.label(
        t(
            "把工作簿拖到下面。先列出新增、修改和冲突，确认后才写入台账；不会悄悄删行。",
            "Drop a workbook. Its differences are shown first; nothing is dropped silently.",
        )
    )
    chosen = _column_map(desk, "book-map")
    why = ui.input(t("原因（可不填，记入台账）", "why (kept in the ledger)")).classes("w-96")
    place = ui.column().classes("w-full")

    async def came(dropped: Dropped) -> None:
        place.clear()
        with place:
            ui.spinner(size="lg")
        file = await attempt(desk, read_file, dropped, chosen.path, desk.lang)
        dropped.path.unlink(missing_ok=True)
        place.clear()
        if file is not None:
            await _show_book(desk, place, dropped.shown, file, lambda: str(why.value or ""), ())

    drop_here(desk, t("工作簿", "workbook"), came, *WRITERS, mark="drop-book")
    place.move(target_index=-1)


async def _show_book(
    desk: Desk,
    place: ui.column,
    shown: str,
    file: WholeFile,
    why: Callable[[], str],
    drop: tuple[str, ...],
) -> None:
    async def work(head: int | None) -> Preview | None:
        return await attempt(desk, merged, desk, file, shown, drop, why(), head)

    async def again(names: list[str]) -> None:
        await _show_book(desk, place, shown, file, why, tuple(names))

    preview = await work(None)
    place.clear()
    if preview is None:
        return
    with place:
        ui.label(desk.t(f"“{shown}”会带来的变化：", f"What “{shown}” would change:")).classes(
            "text-subtitle1"
        )
        if preview.lacking:
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
            "把填好的任务单、改过的问题隐患台账或平台导出表拖到下面。先列出会登记什么，确认后才写入。",
            "Drop filled-in site papers, an edited tracker or a platform's export.",
        )
    )
    chosen = _column_map(desk, "record-map")
    correct = ui.checkbox(t("更正：与已登记的不同时，以文件为准", "what is told now replaces"))
    accept = ui.checkbox(t("采用提示为“待确认”的任务对应", "take visits for the tasks proposed"))
    place = ui.column().classes("w-full")
    waiting: list[Dropped] = []

    async def came(dropped: Dropped) -> None:
        for old in waiting:
            old.path.unlink(missing_ok=True)
        waiting[:] = [dropped]
        await preview()

    async def work(head: int | None) -> Preview | None:
        told = (waiting[0], chosen.path, bool(correct.value), bool(accept.value))
        return await attempt(desk, recorded, desk, *told, china_now().date(), head)

    async def preview() -> None:
        if not waiting:
            return
        found = await work(None)
        place.clear()
        if found is not None:
            with place:
                ui.label(f"“{waiting[0].shown}”").classes("text-subtitle1")
                _preview(desk, place, found, work)

    correct.on_value_change(preview)
    accept.on_value_change(preview)
    drop_here(desk, t("检查结果", "findings"), came, *WRITERS, mark="drop-findings")
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
