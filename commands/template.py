"""An empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from commands._options import LANGUAGE
from commands._words import LANG, say, t

ORDER = 940


@click.command(help=t("写一份空白工作簿，供填写。", "Write an empty workbook to fill in."))
@click.argument("path", type=click.Path(path_type=Path), default=Path("街道工作簿.xlsx"))
@LANGUAGE
def template(path: Path) -> None:
    """Write the template."""
    from exports.template import write_template
    from sites.base import Text
    from sites.errors import BookError, Fault

    if path.exists():
        raise BookError(
            [
                Fault(
                    sheet=str(path),
                    found=Text(zh="文件已存在", en="that the file exists"),
                    expected=Text(zh="一个新的文件名，以免覆盖已填内容", en="a new file name"),
                )
            ]
        )
    write_template(path, LANG)
    say(f"已写入 {path}", f"written to {path}")
