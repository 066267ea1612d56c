"""An off-site check, recorded."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, ON, WHO
from commands._words import say, t

ORDER = 560
MEANS = {"documents": "资料核查", "camera": "公告的固定监控"}


@click.command(
    help=t(
        "登记一次非现场检查（资料、公告的固定监控），两名持证人员签名。",
        "Record an off-site check, signed by two certified officers.",
    )
)
@click.argument("site")
@click.option(
    "--item", "items", multiple=True, required=True, help=t("检查事项，可多个。", "Items.")
)
@click.option(
    "--signed",
    multiple=True,
    required=True,
    help=t("签名人员，各写一次。", "Who signed, each once."),
)
@click.option(
    "--means",
    type=click.Choice(list(MEANS)),
    default="documents",
    show_default=True,
    help=t("方式：documents 资料，camera 公告的固定监控。", "How; a drone gives a lead only."),
)
@click.option("--result", required=True, help=t("检查结论。", "The conclusion."))
@ON
@LEDGER
@WHO
@LANGUAGE
def offsite(
    site: str,
    items: tuple[str, ...],
    signed: tuple[str, ...],
    means: str,
    result: str,
    today: str | None,
    ledger: str,
    by: str,
) -> None:
    """Record it as a row of 检查记录 that is not on site; it meets the items' next need."""
    from contextlib import closing

    from commands._signing import day_said
    from sites.catalogue import default_items
    from sites.ledger import open_ledger
    from sites.lookup import item_called, officer_called, site_called
    from sites.offsite import offsite_check

    with (
        closing(open_ledger(ledger, make=False)) as opened,
        opened.act(who=by, source="offsite", on=day_said(today)) as act,
    ):
        book = act.book(hazards=())
        book = book if book.items else book.but(items=default_items(book.bodies))
        place = site_called(site, book.sites)
        named = [item_called(i, book) for i in items]
        people = [officer_called(o, book) for o in signed]
        row = offsite_check(book, place, named, people, act.on, means, result)  # type: ignore[arg-type]
        act.put("history", row, verb="checked_offsite")
    say(
        f"已登记{place.name}的非现场检查，不计入检查频次上限",
        f"recorded for {place.name}; it counts against no ceiling",
    )
