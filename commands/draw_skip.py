"""Why a drawn site is not inspected, or a drawn officer does not go."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE
from commands._words import LANG, echo, t

ORDER = 130


@click.command(
    help=t(
        "预抽的工地未查、人员换人：记下原因和决定人，原记录不动。",
        "Log why a drawn site is not inspected or a drawn officer does not go.",
    ),
)
@click.argument("audit", type=click.Path(path_type=Path))
@click.option("--site", required=True, help=t("抽中的工地。", "The site drawn."))
@click.option("--officer", default="", help=t("不能去的人；不填即工地不查。", "Who cannot go."))
@click.option("--why", required=True, help=t("原因。", "The reason."))
@click.option("--by", required=True, help=t("决定人。", "Who decided."))
@click.option("--on", help=t("日期，默认今天。", "The day; default: today."))
@LANGUAGE
def draw_skip(audit: Path, site: str, officer: str, why: str, by: str, on: str | None) -> None:
    """Add one entry to the chain beside an audit."""
    from exports.draw import skip_lines, write_skips
    from sites.clock import china_today
    from sites.draw import add_skip, read_audit, read_skips
    from sites.weeks import parse_day

    drawn, day = read_audit(audit), china_today()
    day = parse_day(on, day) if on else day
    skips = add_skip(
        drawn, read_skips(audit, drawn), site=site, officer=officer, why=why, by=by, on=day
    )
    write_skips(audit, skips)
    echo(skip_lines(drawn, skips[-1], LANG))
