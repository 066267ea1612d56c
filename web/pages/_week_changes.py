"""The next version beside the one that was published: what moves, comes, goes, and why."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

from exports.changes import HEADS
from web.pages._week_desk import WeekDesk
from web.week.changes import changes_of
from web.week.store import Step

FIELDS = ("kind", "site", "old", "new", "why")


class ChangesBox:
    """A table, there only while something differs."""

    def __init__(self, week: WeekDesk):
        self.week = week
        self.box = ui.expansion(value=True).classes("w-full").mark("changes")
        self.box.visible = False
        with self.box:
            heads = HEADS[week.desk.lang][1:]
            columns = [
                {"name": f, "label": head, "field": f, "align": "left"}
                for f, head in zip(FIELDS, heads, strict=True)
            ]
            self.table = ui.table(columns=columns, rows=[], row_key="row").classes("wk-changes")
            self.table.props("dense flat wrap-cells hide-pagination")
        self._of: tuple[int, int] | None = None

    def show(self, step: Step) -> None:
        """Tell of a plan."""
        store, t = self.week.store, self.week.desk.t
        if self._of == (now := (store.version, store.news)):
            return
        self._of = now
        changes = changes_of(Path(store.folder), step)
        self.box.visible = changes is not None
        if changes is None:
            return
        rows = changes.rows(self.week.desk.lang)
        self.box.text = t(
            f"与已发布的第{changes.version}版相比，{len(rows)}处有变动",
            f"{len(rows)} changes against version {changes.version} as published",
        )
        self.table.rows = [{"row": n, **row._asdict()} for n, row in enumerate(rows)]
