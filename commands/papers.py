"""Word papers of a planned week, of one task or of one hazard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands._options import LANGUAGE, LEDGER
from commands._words import LANG, echo, stop, t, tell_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.word import Paper
    from sites.kept import Task
    from sites.ledger import Rows
    from sites.plan import Plan
    from sites.round import Round

ORDER = 450


@click.command(
    help=t(
        "写Word文书：WHAT 是排好的文件夹、任务编号或隐患编号。",
        "Papers as Word files: WHAT is a planned folder, a task or a hazard.",
    ),
)
@click.argument("what", default="out")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False),
    help=t("本单位的模板文件夹；没有的用随软件的。", "Folder of your own templates."),
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=t("写到哪个文件夹（默认：文书）。", "Folder to write to (default: 文书)."),
)
@LEDGER
@LANGUAGE
def papers(what: str, templates: Path | None, folder: Path | None, ledger: str) -> None:
    """Fill the templates for all visits of a folder, for one task, or for one hazard's notice."""
    from exports.files import write_all
    from exports.word import paper_files

    planned = Path(what)
    if (planned / "plan.json").exists():
        found, place = list(_of_folder(planned)), folder or planned / "文书"
    else:
        found, place = _of_ledger(what, ledger), folder or Path("文书")
    files = paper_files(found, place, templates)
    write_all(files)
    echo(path.name for path in files)
    tell_written(place, ())


def _of_folder(folder: Path) -> Iterator[Paper]:
    """Papers of every visit as the folder's roster stands now; breaches stop the run."""
    from commands._signing import lawful_week

    week = lawful_week(folder)
    for booking in week.plan.bookings:
        yield from _of_visit(booking.visit, week.plan, week.round)


def _of_visit(visit: str, plan: Plan, round: Round) -> Iterator[Paper]:
    from constraints import verify
    from exports.roster.view import View
    from exports.word import visit_papers

    view = View(plan, round, verify(plan, round), {}, "zh")
    for booking in plan.bookings:
        if booking.visit == visit and booking.state != "cancelled":
            yield from visit_papers(view, booking)


def _of_ledger(what: str, place: str) -> list[Paper]:
    from exports.word import hazard_papers, together
    from sites.ledger import open_ledger
    from sites.ledger.closing import hazard_called

    with open_ledger(place, make=False).reading() as rows:
        task = rows.row("tasks", what.strip())
        if task is not None:
            return list(_of_task(task, rows))
        hazard = hazard_called(rows, what)
        same = rows.rows("hazards", notice_no=hazard.notice_no) if hazard.notice_no else ()
        return list(hazard_papers(together(hazard, same), rows.book(hazards=())))


def _of_task(task: Task, rows: Rows) -> Iterator[Paper]:
    """A published visit, by the version of the plan that holds it; it is judged again first."""
    from constraints import verify
    from exports.judgement import verdict_lines
    from sites.plan import Plan
    from sites.round import Round

    kept = rows.row("plans", task.plan)
    plan, round = Plan.model_validate_json(kept.plan), Round.model_validate_json(kept.round)
    verdict = verify(plan, round)
    if not verdict.lawful:
        stop(verdict_lines(verdict, plan, round, {}, LANG))
    yield from _of_visit(task.visit, plan, round)
