"""A lead of a drone or a camera: it opens a case."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, WHO
from commands._words import say, t

ORDER = 570


@click.command(
    help=t(
        "登记无人机或视频监测发现的线索：列入个案检查，不作处罚依据。",
        "Record what a drone or a camera found: a case to look at, never a penalty.",
    )
)
@click.argument("site")
@click.option("--body", required=True, help=t("承办主体。", "The body it is for."))
@click.option("--what", required=True, help=t("发现了什么。", "What was seen."))
@click.option(
    "--means",
    type=click.Choice(["drone", "camera"]),
    default="drone",
    show_default=True,
    help=t("drone 无人机，camera 视频监测。", "By what."),
)
@click.option(
    "--at", help=t("发现时间：14:05、11月23日 14:05，默认现在。", "When: 14:05, 2026-11-23 14:05.")
)
@LEDGER
@WHO
@LANGUAGE
def lead(site: str, body: str, what: str, means: str, at: str | None, ledger: str, by: str) -> None:
    """Record it as a row of 投诉 of its own channel."""
    from contextlib import closing

    from sites.calls import moment_said, numbered
    from sites.clock import china_now
    from sites.ledger import open_ledger
    from sites.lookup import body_called, site_called
    from sites.offsite import lead as lead_of
    from sites.offsite import see_enforces

    now = china_now().replace(tzinfo=None, second=0, microsecond=0)
    seen = moment_said(at, now)
    with (
        closing(open_ledger(ledger, make=False)) as opened,
        opened.act(who=by, source="lead", on=seen.date()) as act,
    ):
        book = act.book(hazards=())
        number = numbered("XS", seen.date(), (c.id for c in book.complaints))
        place, of = site_called(site, book.sites), body_called(body, book)
        see_enforces(of)
        act.put("complaints", lead_of(number, place, seen, means, of.enforcing, what), verb="seen")  # type: ignore[arg-type]
    say(f"已登记线索{number}，列入个案检查", f"recorded as {number}: a case to look at")
