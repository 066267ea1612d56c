"""A preliminary double-random draw of sites and people, or the check of an earlier one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from commands._options import BOOK, LANGUAGE, LEDGER, MAP, OUT, TODAY, WEEK
from commands._words import LANG, echo, t, tell_written

ORDER = 120


@click.command(
    help=t(
        "双随机预抽（不替代平台抽取）：按种子抽工地和人员，留审计文件。",
        "A preliminary draw, which does not replace the platform's: sites, people, an audit.",
    )
)
@BOOK
@WEEK
@TODAY
@MAP
@OUT
@click.option("--seed", type=int, help=t("种子，抽取前定好并留痕。", "Seed, fixed beforehand."))
@click.option(
    "--verify",
    type=click.Path(path_type=Path),
    help=t("按 draw.json 重新计算，说明有何不同。", "Draw again as a draw.json says."),
)
@LEDGER
@LANGUAGE
def draw(
    book: Path | None,
    week: str | None,
    today: str | None,
    column_map: Path | None,
    out: Path,
    seed: int | None,
    verify: Path | None,
    ledger: str,
) -> None:
    """Draw sites and people for a week, or verify an earlier draw."""
    from commands._book import site_book
    from exports.draw import difference_lines, draw_lines, write_draw
    from scheduler.prepare import dated_book
    from sites.draw import draw as draw_of
    from sites.draw import read_skips
    from sites.draw.audit import read_audit_as_is
    from sites.draw.verify import book_changed, differences

    if verify is not None:
        audit = read_audit_as_is(verify)
        read_skips(verify, audit)
        now = dated_book(site_book(book, ledger, column_map))[0]
        found = differences(audit, now)
        echo(difference_lines(audit, found, book_changed(audit, now), LANG))
        sys.exit(1 if found else 0)
    if seed is None:
        raise click.UsageError(t("请用 --seed 给出种子。", "Give a seed with --seed."))
    read = site_book(book, ledger, column_map)
    audit = draw_of(*dated_book(read, week, today), seed)
    write_draw(out, audit, LANG)
    echo(draw_lines(audit, LANG))
    tell_written(out, ())
