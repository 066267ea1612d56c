"""Two planned folders side by side."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, TABLE
from commands._words import LANG, echo, t

ORDER = 910


@click.command(help=t("两个排好的文件夹并排比较。", "Two planned folders side by side."))
@click.argument("one", type=click.Path(path_type=Path, file_okay=False))
@click.argument("other", type=click.Path(path_type=Path, file_okay=False))
@TABLE
@LANGUAGE
def compare(one: Path, other: Path, table: Path | None) -> None:
    """Print the same figures of both, and the difference."""
    from constraints import verify
    from exports.comparison import Side, comparison_lines, write_comparison
    from sites.base import Text
    from sites.json_files import read_plan, read_round

    sides = []
    for folder in (one, other):
        round, plan = read_round(folder / "round.json"), read_plan(folder / "plan.json")
        name = Text(zh=str(folder), en=str(folder))
        sides.append(Side(name, plan, round, verify(plan, round)))
    if table is not None:
        write_comparison(table, sides[0], sides[1], LANG)
    echo(comparison_lines(sides[0], sides[1], LANG))
