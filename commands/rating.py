"""One site's colour: shown, explained, or set by hand."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, ON, WHO
from commands._words import LANG, echo, stop, t

ORDER = 520
COLOURS = {"red": "红", "yellow": "黄", "green": "绿"}


class Colour(click.ParamType):
    """A colour by its English or Chinese name."""

    name = "colour"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """One of red, yellow, green."""
        said = {**{zh: en for en, zh in COLOURS.items()}, **{c: c for c in COLOURS}}
        text = str(value).strip().removesuffix("色")
        if text not in said:
            self.fail(t("可写：红、黄、绿", "one of red, yellow, green"))
        return said[text]


@click.command(
    help=t(
        "查看三色评定；--explain 逐条说明，--set 人工调整（内部）。",
        "Show ratings; explain one, or set it by hand.",
    )
)
@click.argument("site", required=False)
@click.option("--explain", is_flag=True, help=t("逐条列出计分和事件。", "Show every line."))
@click.option("--set", "colour", type=Colour(), help=t("人工调整为：红、黄、绿。", "Set it to."))
@click.option("--why", default="", help=t("人工调整的原因。", "Why it is set by hand."))
@ON
@LEDGER
@WHO
@LANGUAGE
def rating(
    site: str | None,
    explain: bool,
    colour: str | None,
    why: str,
    today: str | None,
    ledger: str,
    by: str,
) -> None:
    """Without a site: all of them and the table. With one: its arithmetic and history."""
    from contextlib import closing

    from commands._signing import day_said
    from exports import rating as told
    from sites.book import Settings
    from sites.ledger import open_ledger
    from sites.ledger.rating import assess_all, events_behind, history_of, set_by_hand
    from sites.lookup import site_called
    from sites.rating import scoring_table

    day = day_said(today)
    if site is None and (explain or colour):
        stop([t("请写明是哪个工地", "say which site")])
    with closing(open_ledger(ledger, make=False)) as opened:
        with opened.reading() as rows:
            sites = rows.rows("sites")
        one = site_called(site, sites) if site else None
        if one and colour:
            with opened.act(who=by, why=why, source="rating --set", on=day) as act:
                set_by_hand(act, one.id, colour, why)  # type: ignore[arg-type]
        with opened.reading() as rows:
            found = assess_all(rows, day, one.id if one else "")
            names = {s.id: s.name for s in sites}
            if one and found and (explain or colour):
                behind, history = events_behind(rows, found[0]), history_of(rows, one.id)
                echo(told.explained_lines(found[0], one.name, behind, history, LANG))
                return
            echo(told.site_lines(found, names, LANG))
            table = scoring_table(rows.rows("scoring"))
            settings = next(iter(rows.rows("settings")), Settings())
            echo(told.table_lines(table, settings, LANG))
