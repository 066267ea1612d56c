"""工地联盟: who may learn from whom, who belongs, what they did together."""

from __future__ import annotations

import click

from commands._options import LANGUAGE, LEDGER, ON, WHO
from commands._words import LANG, echo, say, t

ORDER = 550
DAYS = 90


@click.group(
    invoke_without_command=True,
    help=t("工地联盟：谁可向谁学习，登记加入和互学互查。", "The site alliance."),
)
@click.option(
    "--days", type=click.IntRange(1, 3660), default=DAYS, show_default=True,
    help=t("看最近多少天。", "Look back so many days."),
)  # fmt: skip
@ON
@LEDGER
@LANGUAGE
@click.pass_context
def alliance(context: click.Context, days: int, today: str | None, ledger: str) -> None:
    """Show for each member's trouble the green members without it, and the exchanges."""
    if context.invoked_subcommand is not None:
        return
    from contextlib import closing

    from commands._signing import day_said
    from exports.alliance import alliance_lines
    from sites.alliance import members_on, pairings
    from sites.ledger import open_ledger

    day = day_said(today)
    with closing(open_ledger(ledger, make=False)) as opened, opened.reading() as rows:
        sites = rows.rows("sites")
        members = rows.rows("members")
        joined = members_on(members, day)
        hazards = [h for site in joined for h in rows.rows("hazards", site=site)]
        found = pairings(sites, members, hazards, day, days)
        exchanges = sorted(rows.rows("exchanges"), key=lambda e: e.on, reverse=True)
    echo(alliance_lines(found, exchanges, {s.id: s.name for s in sites}, LANG))


@alliance.command(help=t("登记工地加入联盟。", "A site joins."))
@click.argument("site")
@ON
@LEDGER
@WHO
@LANGUAGE
def join(site: str, today: str | None, ledger: str, by: str) -> None:
    """Record that a site joins."""
    from contextlib import closing

    from commands._signing import day_said
    from sites.ledger import open_ledger
    from sites.lookup import site_called
    from sites.standing import Member

    with (
        closing(open_ledger(ledger, make=False)) as opened,
        opened.act(who=by, source="alliance join", on=day_said(today)) as act,
    ):
        one = site_called(site, act.rows("sites"))
        act.put("members", Member(site=one.id, joined_on=act.on), verb="joined")
    say(f"{one.name}已加入工地联盟", f"{one.name} has joined")


@alliance.command(
    help=t(
        "登记一次互学互查：被学工地、参加工地（企业自行组织，不是检查）。",
        "Record an exchange: the host, then the guests. It is no inspection.",
    )
)
@click.argument("host")
@click.argument("guests", nargs=-1, required=True)
@click.option("--subject", required=True, help=t("主题。", "What it was about."))
@click.option("--outcome", default="", help=t("收获与建议。", "What came of it."))
@ON
@LEDGER
@WHO
@LANGUAGE
def exchange(
    host: str,
    guests: tuple[str, ...],
    subject: str,
    outcome: str,
    today: str | None,
    ledger: str,
    by: str,
) -> None:
    """Record what companies did among themselves."""
    from contextlib import closing

    from commands._signing import day_said
    from sites.alliance import met
    from sites.ledger import open_ledger
    from sites.lookup import site_called
    from sites.standing import Exchange

    with (
        closing(open_ledger(ledger, make=False)) as opened,
        opened.act(who=by, source="alliance exchange", on=day_said(today)) as act,
    ):
        sites = act.rows("sites")
        there = tuple(site_called(g, sites).id for g in guests)
        at = site_called(host, sites).id
        row = Exchange(on=act.on, host=at, guests=there, subject=subject, outcome=outcome)
        same = act.rows("exchanges", on=row.on, host=row.host, subject=row.subject)
        act.put("exchanges", met(next(iter(same), None), row), verb="met")
    say("已登记互学互查（不计入检查）", "recorded; it counts as no inspection")
