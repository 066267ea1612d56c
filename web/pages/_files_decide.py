"""What waits for a person: cells that a file and the ledger say differently, possible doubles."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Literal

from nicegui import ui

from exports.merging import conflict_line
from exports.text import without_phones
from sites.ledger import Rows
from sites.ledger.conflicts import open_conflicts
from sites.matching import Doubt
from web.desk import Desk
from web.dialogs.window import attempt, window
from web.pages._files_work import decide_conflict, decide_doubt
from web.uploads import names_in


def decisions(desk: Desk) -> Callable[[], Awaitable[None]]:
    """Both lists, each line with its two buttons; what is returned draws them as they are now."""
    t = desk.t
    place = ui.column().classes("w-full")

    async def draw() -> None:
        with desk.office.ledger.reading() as rows:
            conflicts, names = open_conflicts(rows), names_in(rows)
            doubts = [(d, both_sides(rows, d)) for d in rows.rows("doubts", state="open")]
        place.clear()
        with place:
            ui.label(t(f"冲突（{len(conflicts)}）", f"Conflicts ({len(conflicts)})")).classes(
                "text-subtitle1"
            )
            for one in conflicts:
                _line(
                    desk,
                    conflict_line(one, names, desk.lang),
                    (t("取表中的值", "Take the file's"), t("保留台账的值", "Keep the ledger's")),
                    _conflict(desk, one.id),
                    draw,
                )
            ui.label(t(f"疑似重复（{len(doubts)}）", f"Doubts ({len(doubts)})")).classes(
                "text-subtitle1"
            )
            for doubt, (ours, theirs) in doubts:
                question = t(
                    f"台账：{ours}\n{doubt.file}：{theirs}\n是同一个吗？",
                    f"ours: {ours}\n{doubt.file}: {theirs}\nIs it one?",
                )
                answers = (t("是同一个", "One"), t("是两个", "Two"))
                _line(desk, question, answers, _doubt(desk, doubt.id), draw)

    return draw


def both_sides(rows: Rows, doubt: Doubt) -> tuple[str, str]:
    """Our row and the other ledger's in a line each: number, site, day, place, what or name."""
    names = {s.id: s.name for s in rows.rows("sites")}
    ours = rows.row(doubt.of, doubt.row)

    def line(cells: dict[str, Any]) -> str:
        site = names.get(cells.get("site") or "", cells.get("site") or "")
        told = (cells["id"], site, cells.get("found_on"), cells.get("place"), cells.get("name"))
        words = [str(w) for w in (*told, cells.get("address"), cells.get("what")) if w]
        return without_phones(" ".join(words))

    gone = "—"
    return line(ours.model_dump()) if ours else gone, line(json.loads(doubt.other))


Decide = Callable[[bool, str], Awaitable[bool | None]]


def _conflict(desk: Desk, id: str) -> Decide:
    async def act(first: bool, why: str) -> bool | None:
        take: Literal["file", "ledger"] = "file" if first else "ledger"
        return await attempt(desk, decide_conflict, desk, id, take, why)

    return act


def _doubt(desk: Desk, id: str) -> Decide:
    async def act(first: bool, why: str) -> bool | None:
        return await attempt(desk, decide_doubt, desk, id, first, why)

    return act


def _line(
    desk: Desk,
    text: str,
    answers: tuple[str, str],
    decide: Decide,
    draw: Callable[[], Awaitable[None]],
) -> None:
    with ui.row().classes("w-full items-center no-wrap").mark("decide-line"):
        ui.label(text).classes("grow whitespace-pre-line")
        for first, word in zip((True, False), answers, strict=True):
            button = ui.button(word, on_click=_asking(desk, text, word, first, decide, draw))
            button.props("outline dense").classes("shrink-0").mark(f"decide-{first}".lower())


def _asking(
    desk: Desk,
    text: str,
    word: str,
    first: bool,
    decide: Decide,
    draw: Callable[[], Awaitable[None]],
) -> Callable[[], None]:
    """Ask why before it is decided: the reason is kept with the event."""

    def ask() -> None:
        with window(desk, word, "min(36rem, 96vw)") as dialog:
            ui.label(text).classes("whitespace-pre-line")
            why = ui.input(desk.t("原因", "why")).classes("w-full").mark("decide-why")

            async def act() -> None:
                if not (why.value or "").strip():
                    ui.notify(desk.t("请写原因", "Say why"), type="warning")
                    return
                if await decide(first, why.value.strip()):
                    dialog.close()
                    await draw()

            ui.button(desk.t("确定", "Decide"), on_click=act).mark("decide-sure")

    return ask
