"""The officers' week: a row each, a block for each visit, leave shaded, reserve named."""

from __future__ import annotations

from nicegui import ui

from web.desk import Desk
from web.week.officers import officer_rows
from web.week.store import Step
from web.week.view import Filter, columns

TABLE = """
<div class="wk-off"><table>
 <thead><tr><th class="who">{{ props.row.head }}</th>
  <th v-for="c in props.row.sessions" scope="col">{{ c }}</th></tr></thead>
 <tbody><tr v-for="r in props.row.officers" :key="r.id">
  <th class="who" scope="row" :title="r.body">{{ r.name }} <small>{{ r.body }}</small></th>
  <td v-for="c in r.cells" class="cell" :class="{away: c.away, reserve: c.reserve}">
   <span v-if="c.away">{{ props.row.away }}</span>
   <span v-else-if="c.reserve && !c.blocks.length">{{ props.row.reserve }}</span>
   <span v-for="b in c.blocks" class="block" :title="b.title" :data-visit="b.visit"
    :style="{left: b.left + '%', width: b.width + '%'}">{{ b.name }}</span>
  </td></tr></tbody>
</table></div>
"""
"""Drawn by Vue from plain rows: its text is only ever text."""


class Officers:
    """The timeline, one element whose data change."""

    def __init__(self, desk: Desk):
        self.desk = desk
        self.table = ui.table(rows=[], columns=[], row_key="id").mark("officers")
        self.table.classes("w-full").props("grid flat hide-header hide-bottom hide-no-data")
        self.table.add_slot("item", TABLE)

    def show(self, step: Step, only: Filter) -> None:
        """Draw a plan."""
        rows = [rows_of(self.desk, step, only)]
        if rows != self.table.rows:
            self.table.rows = rows
            self.table.update()


def rows_of(desk: Desk, step: Step, only: Filter) -> dict[str, object]:
    """The timeline as plain data."""
    heads = [f"{c.day} {c.part}" for c in columns(step.plan, step.round, desk.lang)]
    officers = [
        {
            "id": row.officer,
            "name": row.name,
            "body": row.body,
            "cells": [
                {
                    "away": cell.away,
                    "reserve": cell.reserve,
                    "blocks": [
                        {
                            "visit": b.visit,
                            "name": b.name,
                            "title": f"{b.clock} {b.name}",
                            "left": round(100 * b.left, 2),
                            "width": round(100 * b.width, 2),
                        }
                        for b in cell.blocks
                    ],
                }
                for cell in row.cells
            ],
        }
        for row in officer_rows(step.plan, step.round, only)
    ]
    return {
        "id": 0,
        "head": desk.t("人员", "Officer"),
        "sessions": heads,
        "away": desk.t("不在岗", "away"),
        "reserve": desk.t("备勤", "reserve"),
        "officers": officers,
    }
