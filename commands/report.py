"""The figures of a month, and what is behind each."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER, ON, OUT
from commands._words import LANG, echo, say, t, tell

ORDER = 470


@click.command(
    help=t(
        "月报：各项数字及口径、趋势图、明细；锁定的月份按锁定时的数字。",
        "The month's report: figures with their definitions, charts, lists.",
    )
)
@LEDGER
@click.option("--month", help=t("哪个月：2026-11、11月（默认上月）。", "Month; default: last."))
@OUT
@click.option("--trace", help=t("列出一个数字背后的记录和事件。", "What is behind one figure."))
@click.option("--json", "as_json", is_flag=True, help=t("只打印JSON。", "Only print JSON."))
@click.option("--text", is_flag=True, help=t("只打印通报文字。", "Only print the bulletin."))
@ON
@LANGUAGE
def report(
    ledger: str,
    month: str | None,
    out: Path,
    trace: str | None,
    as_json: bool,
    text: bool,
    today: str | None,
) -> None:
    """Print a month's figures and write its files; or print one of its faces only."""
    from commands._book import ledger_there
    from commands._signing import day_said
    from exports.report import write_report
    from exports.report.bulletin import bulletin
    from exports.report.facts import figure_lines, report_json, trace_lines
    from exports.report.picture import HIDDEN, can_draw, chinese_font
    from sites.figures.catalogue import figure_named
    from sites.figures.month import parse_month
    from sites.ledger.months import events_behind, month_report

    day = day_said(today)
    asked, figure = parse_month(month, day), figure_named(trace) if trace else None
    with ledger_there(ledger).reading() as rows:
        made = month_report(rows, asked, day)
        if figure:
            result = made.figure(figure.key)
            echo(trace_lines(result, events_behind(rows, result, figure.fields), LANG))
    if as_json:
        click.echo(report_json(made), nl=False)
    elif text:
        click.echo(bulletin(made, LANG), nl=False)
    elif not figure:
        echo(figure_lines(made, LANG))
        written = write_report(out, made, LANG)
        say(f"已写入 {out}/：{'、'.join(p.name for p in written)}", f"written to {out}/")
        if not can_draw():
            say("没有安装 matplotlib（[charts]），略去PNG图", "no matplotlib: no PNG")
        elif chinese_font() is None:
            tell(HIDDEN)
