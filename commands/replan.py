"""A published week after a change, moved as little as possible."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands._options import FROM_LEDGER, LANGUAGE, LEDGER, MAP, ON, PLANNED, limit
from commands._signing import day_said, lawful_week
from commands._words import LANG, echo, stop, t, tell, tell_written

if TYPE_CHECKING:
    from scheduler.replan import Replanned
    from sites.plan import Plan
    from sites.round import Round

ORDER = 310


@click.command(
    help=t(
        "已发布的计划遇到变化：尽量少动，写出变更单和新一版草稿。",
        "Replan a published week after a change, moving as little as possible.",
    )
)
@PLANNED
@click.option("--ill", multiple=True, help=t("张三 或 张三=周四。", "NAME or NAME=DAY."))
@click.option("--shut", multiple=True, help=t("工地=周四。", "SITE=DAY."))
@click.option("--rain", multiple=True, help=t("周四 或 周四上午。", "DAY."))
@click.option("--call-out", multiple=True, help=t("部门或人=周四上午。", "BODY or NAME=DAY."))
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("改用现在的工作簿。", "Take the workbook as it is now."),
)
@FROM_LEDGER
@LEDGER
@MAP
@ON
@limit(3)
@LANGUAGE
def replan(
    out: Path,
    ill: tuple[str, ...],
    shut: tuple[str, ...],
    rain: tuple[str, ...],
    call_out: tuple[str, ...],
    book: Path | None,
    from_ledger: bool,
    ledger: str,
    column_map: Path | None,
    today: str | None,
    limit: float,
) -> None:
    """Published plan and changes in; the next version, as a draft, and what differs out."""
    from commands._book import site_book
    from exports.changes import change_lines, write_changes
    from exports.week import last_published, published_folder, write_again
    from scheduler.as_now import round_as_now
    from scheduler.by_hand import with_approval
    from sites.changes import Kind

    flags: list[tuple[Kind, tuple[str, ...]]] = [
        ("ill", ill), ("shut", shut), ("rain", rain), ("call-out", call_out),
    ]  # fmt: skip
    said = [(kind, word) for kind, words in flags for word in words]
    week, archive = lawful_week(out), published_folder(out, last_published(out))
    now = site_book(book, ledger, column_map) if book is not None or from_ledger else None
    round = round_as_now(week, archive, said, day_said(today), now)
    planned = _planned_again(round, week.plan, limit)
    plan = with_approval(planned.plan, week.plan)
    lines = list(change_lines(planned.changes, plan, round, LANG))
    if plan == week.plan:
        echo([*lines, t("与现有文件相比没有变化，未重写。", "Nothing new; nothing is written.")])
        return
    more = {out / "changes.xlsx": write_changes(planned.changes, plan, round, LANG)}
    kept = write_again(out, round, plan, planned.verdict, places=week.places, lang=LANG, more=more)
    echo(lines)
    tell_written(out, kept)


def _planned_again(round: Round, before: Plan, limit: float) -> Replanned:
    from constraints import Verdict
    from exports.judgement import collision_faults, verdict_lines
    from scheduler.plan_round import PinsCollide
    from scheduler.promise import PastBroken
    from scheduler.replan import replan as plan_again
    from scheduler.settings import Settings
    from sites.errors import BookError

    try:
        return plan_again(round, Settings(seconds=limit), before=before, say=tell)
    except PinsCollide as clash:
        raise BookError(collision_faults(*clash.told)) from clash
    except PastBroken as error:
        stop(verdict_lines(Verdict(error.breaches, ()), before, round, {}, LANG))
