"""Reminders by company: what is still to be mended at its sites."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, TODAY, WHO
from commands._words import LANG, echo, say, t

ORDER = 440


@click.command(
    help=t(
        "按企业写整改提醒（文字）：哪些隐患待整改、期限、要求。",
        "Reminders by company as text: what is to be mended, until when.",
    ),
)
@click.argument("company", default="")
@click.option(
    "--record",
    is_flag=True,
    help=t("同时把逾期未催的登记为已催办。", "Also enter 催办 for what is overdue."),
)
@TODAY
@LEDGER
@WHO
@LANGUAGE
def remind(company: str, record: bool, today: str | None, ledger: str, by: str) -> None:
    """Print one reminder for each company, or for those whose name has the text."""
    from commands._signing import day_said
    from exports.reminders import reminder_lines, reminders
    from sites.closure import Move
    from sites.closure.flags import is_overdue
    from sites.ledger import open_ledger
    from sites.ledger.closing import closing_world, move_hazard

    day = day_said(today)
    opened = open_ledger(ledger, make=False)
    with opened.reading() as rows:
        hazards = rows.rows("hazards", state="open")
        book = rows.book(hazards=())
    sent = [r for r in reminders(hazards, book) if company in r.company]
    for reminder in sent:
        echo([*reminder_lines(reminder, book, day, LANG), ""])
    late = [h for r in sent for h in r.hazards if is_overdue(h, day) and not h.reminded_on]
    if record and late:
        move = Move(kind="remind", on=day, by=by)
        with opened.act(who=by, source="remind", on=day) as act:
            world = closing_world(act, day, ())
            for hazard in late:
                move_hazard(act, hazard.id, move, world)
        say(f"已登记催办{len(late)}处", f"{len(late)} reminders entered")
