"""A hazard that was found, entered by itself: on the phone, on the way, outside any task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands._options import LANGUAGE, LEDGER, TODAY, WHO
from commands._words import LANG, echo, t

if TYPE_CHECKING:
    from datetime import date

    from sites.calendar import WorkCalendar

ORDER = 425


@click.command(
    help=t(
        "登记一条新发现的隐患（不在任务单里的）：工地、问题，期限、责任单位等按选项填。",
        "Enter a hazard found outside a task: the site, what is wrong, and the options.",
    )
)
@click.argument("site")
@click.argument("what")
@click.option("--body", required=True, help=t("责令主体。", "The body that orders it mended."))
@click.option(
    "--people", multiple=True, help=t("发现人，每人写一次。", "Who found it, each by itself.")
)
@click.option("--on", help=t("检查日期，默认今天。", "The day it was found; default: today."))
@click.option("--due", help=t("整改期限：12月7日、3个工作日内。", "A day, or so many."))
@click.option("--place", default="", help=t("部位。", "Where on the site."))
@click.option("--type", default="", help=t("隐患类型。", "Its type."))
@click.option("--subject", default="", help=t("检查项目。", "What was inspected."))
@click.option(
    "--grade",
    type=click.Choice(["一般", "重大"]),
    default="一般",
    show_default=True,
    help=t("隐患等级。", "一般 ordinary, 重大 major."),
)
@click.option("--measure", default="", help=t("整改要求。", "What is to be done."))
@click.option("--clause", default="", help=t("依据条款。", "The clause it breaks."))
@click.option(
    "--liable",
    default="",
    help=t("整改责任单位，默认施工单位。", "Who mends it: the builder."),
)
@click.option(
    "--person", "liable_person", default="", help=t("整改责任人。", "The person who mends it.")
)
@click.option("--note", default="", help=t("备注。", "A remark."))
@TODAY
@LEDGER
@WHO
@LANGUAGE
def found(
    site: str,
    what: str,
    body: str,
    people: tuple[str, ...],
    on: str | None,
    due: str | None,
    today: str | None,
    ledger: str,
    by: str,
    **texts: str,
) -> None:
    """Enter it, ordered mended by a day if one is said; then show it."""
    from contextlib import closing

    from commands._signing import day_said
    from exports.hazard import hazard_lines
    from sites.ledger import open_ledger
    from sites.ledger.closing import closing_world, enter_found
    from sites.lookup import body_called, officer_called, site_called
    from sites.weeks import parse_day

    as_of = day_said(today)
    day = parse_day(on, as_of) if on else as_of
    with closing(open_ledger(ledger, make=False)) as opened:
        with opened.act(who=by, source="found", on=as_of) as act:
            book = act.book(hazards=())
            power, here = body_called(body, book).enforcing, site_called(site, book.sites)
            world = closing_world(act, as_of, (here.id,))
            fields = texts | {
                "site": here.id,
                "what": what.strip(),
                "found_on": day,
                "body": power,
                "found_by_body": power,
                "finders": tuple(officer_called(name, book).name for name in people),
            }
            until = _until(due, day, world.calendar) if due else None
            entered = enter_found(act, fields, until, world)
        with opened.reading() as rows:
            history = rows.events(noun="hazards", key=entered.id)
    shown = entered.but(site=f"{here.id} {here.name}")
    echo(hazard_lines(shown, world, history, LANG))


def _until(text: str, day: date, calendar: WorkCalendar) -> date:
    """A deadline as people say it, 12月7日前 or 3个工作日内; raises `Refused`."""
    from sites.base import Text
    from sites.errors import Refused
    from sites.findings_reading.words_typed import A_DEADLINE, deadline_of
    from sites.reading.cells import Unreadable

    try:
        return deadline_of(text, day, calendar)
    except Unreadable as error:
        says = Text(
            zh=f"看不懂整改期限“{text}”，可以写：{A_DEADLINE.zh}",
            en=f"cannot read the deadline “{text}”; say {A_DEADLINE.en}",
        )
        raise Refused(says) from error
