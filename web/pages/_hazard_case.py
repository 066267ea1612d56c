"""One hazard opened beside the tracker: how it stands, what may be done, what happened, photos."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from nicegui import run, ui

from exports.history import history_lines
from exports.ledger_words import cell_name, cell_value, labels
from sites.book import SiteBook
from sites.closure import STATES, TITLES, MoveKind, next_step
from sites.closure.flags import days_overdue, missing
from sites.errors import Refused
from web.desk import Desk
from web.hazards.desk import Case, add_photo, case_of, may_move, today
from web.pages._hazard_move import move_form
from web.photos import MOST_BYTES, SHOWN

HIDDEN = ("id", "extra", "typed", "state", "unverified")
STAGES = {"before": ("整改前", "before"), "after": ("整改后", "after"), "other": ("其他", "other")}


class CaseDialog:
    """A panel at the right of the tracker; ``changed`` is called after each change."""

    def __init__(self, desk: Desk, changed: Callable[[], Awaitable[None]]):
        self.desk, self.changed, self.id = desk, changed, ""
        self.dialog = ui.dialog().props("position=right full-height")

    async def open(self, id: str) -> None:
        """Open a hazard, or open it again as it is by now."""
        self.id = id
        try:
            found = await run.io_bound(_read, self.desk, id)
        except Refused as refusal:
            ui.notify(self.desk.say(refusal.says), type="warning")
            return
        if found is None:
            return
        self.dialog.clear()
        with (
            self.dialog,
            ui.card()
            .classes("case")
            .style("width: min(720px, 96vw); max-width: 96vw; overflow-y: auto")
            .mark("case"),
        ):
            self._draw(*found)
        self.dialog.open()

    async def again(self) -> None:
        """After a change: the panel and the table as they are now."""
        await self.open(self.id)
        await self.changed()

    def _draw(self, case: Case, names: dict[str, str]) -> None:
        desk, hazard = self.desk, case.hazard
        with ui.row().classes("items-center w-full no-wrap"):
            ui.label(f"{hazard.id}　{names.get(hazard.site, hazard.site)}").classes("text-h6")
            ui.space()
            ui.button(desk.t("关闭", "Close"), on_click=self.dialog.close).props("flat no-caps")
        _standing(desk, case)
        with ui.row().mark("moves"):
            for kind in case.moves:
                ui.button(desk.say(TITLES[kind]), on_click=self._form(case, kind)).props(
                    "outline no-caps"
                ).mark(f"move-{kind}")
        self.form = ui.column().classes("w-full")
        _fields(desk, case, names)
        self._photos(case)
        ui.label(desk.t("经过", "History")).classes("text-subtitle1 text-weight-bold")
        for line in history_lines(case.events, names, desk.lang):
            ui.label(line.strip()).classes("text-body2")

    def _form(self, case: Case, kind: MoveKind) -> Callable[[], None]:
        def opened() -> None:
            self.form.clear()
            with self.form:
                move_form(self.desk, case, kind, self.again)

        return opened

    def _photos(self, case: Case) -> None:
        desk = self.desk
        ui.label(desk.t("照片", "Photos")).classes("text-subtitle1 text-weight-bold")
        with ui.row():
            for photo in case.photos:
                stage = desk.t(*STAGES[photo.stage])
                if photo.content is None or photo.media_type not in SHOWN:
                    ui.label(f"{photo.name}（{stage}）")
                    continue
                at = f"/hazards/photo/{photo.id}?hazard={quote(case.hazard.id, safe='')}"
                with ui.link(target=at, new_tab=True).classes("no-underline"):
                    ui.image(at).style("width: 150px; height: 110px").props(
                        f'fit=cover alt="{stage}"'
                    ).mark("photo")
                    ui.label(stage)
        if may_move(desk):
            self._upload(case.hazard.id)

    def _upload(self, id: str) -> None:
        desk = self.desk
        options = {key: desk.t(*words) for key, words in STAGES.items()}
        with ui.row().classes("items-center"):
            stage = ui.toggle(options, value="after").props("no-caps")

            async def take(event: Any) -> None:
                try:
                    content = await event.file.read()
                    await run.io_bound(add_photo, desk, id, content, event.file.name, stage.value)
                except Refused as refusal:
                    ui.notify(desk.say(refusal.says), type="warning")
                    return
                await self.again()

            upload = ui.upload(
                label=desk.t("添加照片（PNG、JPEG，8 MB以内）", "Add a photo (PNG, JPEG, to 8 MB)"),
                on_upload=take,
                on_rejected=self._too_large,
                auto_upload=True,
                max_file_size=MOST_BYTES,
                max_files=20,
            )
            upload.props("accept=.png,.jpg,.jpeg flat bordered").classes("w-64").mark("upload")

    def _too_large(self) -> None:
        said = self.desk.t("没有收下：只收8 MB以内的照片", "Refused: photos up to 8 MB only")
        ui.notify(said, type="warning")


def _read(desk: Desk, id: str) -> tuple[Case, dict[str, str]]:
    case = case_of(desk, id)
    with desk.office.ledger.reading() as rows:
        nouns = ("officers", "sites", "companies", "items")
        return case, labels(SiteBook(**{noun: rows.rows(noun) for noun in nouns}))


def _standing(desk: Desk, case: Case) -> None:
    hazard, day = case.hazard, today()
    state = desk.say(STATES[hazard.state])
    if late := days_overdue(hazard, day):
        state += desk.t(f"　逾期{late}天", f", overdue by {late} d")
    if hazard.unverified:
        state += desk.t("　未核（读入的状态，未经本台账判定）", ", read in and not judged here")
    ui.label(state).classes("text-weight-bold" + (" late" if late else "")).mark("standing")
    step = desk.say(next_step(hazard, day, case.world))
    ui.label(desk.t("下一步：", "Next: ") + step).mark("next-step")
    for lack in missing(hazard):
        ui.label(desk.t("待补：", "Missing: ") + desk.say(lack))


def _fields(desk: Desk, case: Case, names: dict[str, str]) -> None:
    values = case.hazard.model_dump(mode="json", exclude=set(HIDDEN))
    with ui.grid(columns="auto 1fr").classes("w-full gap-x-4 gap-y-1"):
        for field, value in values.items():
            if value in (None, "", [], 0):
                continue
            ui.label(cell_name("hazards", field, desk.lang)).classes("text-grey-8")
            ui.label(cell_value("hazards", field, value, desk.lang, names))
