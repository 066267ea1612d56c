"""roster.xlsx: the week on paper and on screen, for reading, printing, editing and reading back.

Its sheets are 周检查计划, 执法力量安排表, 任务单 (for the site), 任务单（内部）, 未安排事项及原因,
四周展望 (where there is an outlook), 规则核对表 and 技术信息. ``sites.roster_reading`` reads an
edited file back.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sites.base import Language
from sites.plan import Plan
from sites.round import Round

if TYPE_CHECKING:
    from constraints import Verdict
    from exports.roster.typed import Typed
    from exports.roster.view import Substitutes
    from sites.outlook import Outlook

__all__ = ["write_roster"]


def write_roster(
    path: Path,
    plan: Plan,
    round: Round,
    verdict: Verdict,
    substitutes: Substitutes,
    lang: Language,
    typed: Typed | None = None,
    outlook: Outlook | None = None,
) -> None:
    """Write the workbook of a plan.

    ``substitutes`` gives for (visit, officer) the people who could lawfully step in; an empty
    mapping leaves the column blank. ``typed`` is what people wrote beside the visits
    (`exports.roster.typed`); with an ``outlook`` there is a sheet 四周展望. The caller puts the
    file in its place (`exports.files`).
    """
    from exports import style
    from exports.outlook_sheet import write_outlook
    from exports.roster.internal import write_internal_papers
    from exports.roster.papers import write_site_papers
    from exports.roster.people import write_people
    from exports.roster.rule_sheet import write_rules
    from exports.roster.technical import write_technical
    from exports.roster.unplanned import write_unplanned
    from exports.roster.view import View
    from exports.roster.weekly import write_weekly

    view = View(plan, round, verdict, substitutes, lang, typed or {})
    book = style.new_book(view.document)
    write_weekly(book, view)
    write_people(book, view)
    write_site_papers(book, view)
    write_internal_papers(book, view)
    write_unplanned(book, view)
    if outlook is not None:
        write_outlook(book, view, outlook)
    write_rules(book, view)
    write_technical(book, view)
    book.move_sheet("_data", len(book.sheetnames))
    book.active = 0
    book.save(path)
