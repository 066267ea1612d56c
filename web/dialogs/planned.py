"""The planned weeks of an office, and one of them as it stands now."""

from __future__ import annotations

from pathlib import Path

from exports.roster.view import View
from sites.base import Language, Text
from sites.errors import Refused
from web.desk import Office
from web.week.store import WATCHED, Step, store_of

NO_PLAN = Text(zh="这一周还没有计划", en="this week is not planned yet")
NOT_LAWFUL = Text(
    zh="这一周的计划有不合规之处，请先到“周计划”改好",
    en="the plan of this week breaks rules; mend it on the page of the week first",
)


def planned_weeks(office: Office) -> tuple[str, ...]:
    """Names of the weeks that have a plan, the latest first."""
    folders = (p.parent for p in office.weeks.glob("*/plan.json"))
    whole = (f.name for f in folders if all((f / name).exists() for name in WATCHED))
    return tuple(sorted((name for name in whole if name[0] != "."), reverse=True))


def week_now(folder: Path) -> Step:
    """A week's plan as it stands, already judged by the rules.

    Raises
    ------
    Refused
        If there is none.
    """
    step = store_of(folder).now
    if step is None:
        raise Refused(NO_PLAN)
    return step


def lawful_view(folder: Path, lang: Language) -> View:
    """A week in the words of its roster.

    Raises
    ------
    Refused
        If there is no plan, or it breaks rules: such a one leaves the board on no paper.
    """
    step = week_now(folder)
    if not step.verdict.lawful:
        raise Refused(NOT_LAWFUL)
    return View(step.plan, step.round, step.verdict, {}, lang)
