"""未安排事项及原因: what was left out, why, and what would help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from constraints._codes import CODES
from exports.roster.lists import write_list
from exports.roster.view import View


def write_unplanned(book: Workbook, view: View) -> None:
    """Add the sheet 未安排事项及原因, in the order of the plan's own list."""
    t = view.t
    columns = (
        (t("序号", "No."), 6.0),
        (t("工地", "Site"), 24.0),
        (t("三色等级", "Rating"), 9.0),
        (t("部门", "Body"), 14.0),
        (t("检查类型", "Type"), 9.0),
        (t("检查事项", "Items"), 26.0),
        (t("到期日", "Due"), 12.0),
        (t("原因类别", "Reason"), 14.0),
        (t("为何未安排", "Why it was left out"), 44.0),
        (t("怎样可以安排", "What would help"), 34.0),
        (t("涉及人员（例）", "For example"), 13.0),
    )
    nothing = t("本周应查事项均已安排", "Everything owed this week is planned")
    write_list(book, view, "unplanned", columns, _rows(view), nothing)


def _rows(view: View) -> Iterator[tuple[Any, ...]]:
    for number, unmet in enumerate(view.plan.unmet, start=1):
        need = view.round.need[unmet.need]
        site = view.round.site[need.site]
        yield (
            number,
            site.name,
            view.colour(site.colour),
            need.body,
            view.word("kinds", need.kind),
            view.join(view.items_of([need])),
            need.due.isoformat(),
            say_code(unmet.code, view),
            unmet.says.in_(view.lang),
            unmet.helps.in_(view.lang),
            view.names.get(unmet.example_officer, ""),
        )


def say_code(code: str, view: View) -> str:
    """A code of the closed list in words: the rule's title, where it is a rule's."""
    return CODES[code].in_(view.lang) if code in CODES else code
