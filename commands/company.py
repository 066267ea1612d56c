"""One company over its sites."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER, ON
from commands._words import LANG, echo, say, t

ORDER = 540


@click.command(
    help=t("企业档案：承诺、检查、整改、处罚（内部）。", "A company's file over its sites.")
)
@click.argument("name")
@click.option(
    "--since", help=t("从哪天起，默认今年1月1日。", "From which day; default: 1 January.")
)
@click.option(
    "--xlsx",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    help=t("另写成表。", "Also write it as a workbook."),
)
@ON
@LEDGER
@LANGUAGE
def company(
    name: str, since: str | None, table: Path | None, today: str | None, ledger: str
) -> None:
    """Show the file of a company, by its name or credit code."""
    from contextlib import closing
    from datetime import date

    from commands._signing import day_said
    from exports.company import company_lines, write_company
    from sites.companies import company_file
    from sites.ledger import open_ledger
    from sites.lookup import company_called
    from sites.weeks import parse_day

    day = day_said(today)
    first = parse_day(since, day) if since else date(day.year, 1, 1)
    with closing(open_ledger(ledger, make=False)) as opened, opened.reading() as rows:
        one = company_called(name, rows.rows("companies"))
        places = [s.id for s in rows.rows("sites") if one.id in s.companies]
        hazards = [h for site in places for h in rows.rows("hazards", site=site)]
        file = company_file(rows.book(hazards), one, first, day, rows.rows("tasks"))
    echo(company_lines(file, LANG))
    if table:
        write_company(table, file, LANG)
        say(f"已写入 {table}", f"written to {table}")
