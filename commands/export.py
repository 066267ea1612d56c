"""The whole workbook, written from the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE, LEDGER
from commands._words import LANG, say, t

ORDER = 402


@click.command(
    help=t(
        "从台账导出整份工作簿，改好后可再读入（read）。",
        "Write the whole workbook from the ledger; it can be edited and read again.",
    )
)
@click.argument("path", type=click.Path(path_type=Path), default=Path("街道工作簿.xlsx"))
@click.option(
    "--without-personal",
    is_flag=True,
    help=t("不含联系人、电话等个人信息。", "Without contacts and phone numbers."),
)
@click.option("--replace", is_flag=True, help=t("覆盖已有的文件。", "Replace a file there."))
@LEDGER
@LANGUAGE
def export(path: Path, without_personal: bool, replace: bool, ledger: str) -> None:
    """Write every sheet."""
    from commands._book import ledger_there
    from exports.book import write_site_book
    from sites.base import Text
    from sites.errors import Refused
    from sites.ledger.intake import BOOK_NOUNS, mark_now

    if path.exists() and not replace:
        raise Refused(
            Text(
                zh=f"{path} 已存在；换个文件名，或加 --replace 覆盖",
                en=f"{path} is there; take another name, or add --replace",
            )
        )
    with ledger_there(ledger).reading() as rows:
        book, mark = rows.book(), mark_now(rows)
    without = {noun.name: noun.private for noun in BOOK_NOUNS} if without_personal else {}
    write_site_book(path, book, mark, LANG, without)
    say(f"已写入 {path}", f"written to {path}")
