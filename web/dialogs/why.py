"""Why a site is planned as it is: the engine's explanation, the command ``why``'s own lines."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

from sites.base import Language
from web.desk import WRITERS, Desk
from web.dialogs.insert import insert_dialog
from web.dialogs.planned import week_now
from web.dialogs.whatif import whatif_dialog
from web.dialogs.window import attempt, tell_lines, window


async def why_dialog(desk: Desk, week_folder: Path, site: str) -> None:
    """Show a site's needs, its visits with their reasons, what was left out, and why not else.

    ``site`` is its id.
    """
    lines = await attempt(desk, why_text, week_folder, site, desk.lang)
    if lines is None:
        return
    with window(desk, desk.t("为什么这样排", "Why so")):
        with ui.element("div").classes("w-full").mark("why-lines"):
            tell_lines(lines)
        with ui.row():
            ui.button(
                desk.t("假如改一处……", "What if …"),
                on_click=lambda: whatif_dialog(desk, week_folder),
            ).props("outline").mark("why-whatif")
            if desk.may(*WRITERS):
                ui.button(
                    desk.t("插入紧急投诉", "Insert a complaint"),
                    on_click=lambda: insert_dialog(desk, week_folder, site),
                ).props("outline").mark("why-insert")


def why_text(folder: Path, site: str, lang: Language) -> list[str]:
    """The lines of ``inspect-once why``.

    Raises
    ------
    Refused
        If the week has no plan.
    BookError
        If its round has no such site.
    """
    from constraints import RULES
    from exports.why import why_lines
    from scheduler.why import why_not
    from sites.lookup import site_called

    step = week_now(folder)
    found = step.round.site.get(site) or site_called(site, step.round.sites)
    elsewhere = why_not(step.plan, step.round, found.id, RULES.values())
    return list(why_lines(found, step.plan, step.round, elsewhere, lang))
