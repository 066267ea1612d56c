"""The arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands._words import LANG, t

if TYPE_CHECKING:
    from scheduler.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=LANG,
    expose_value=False,
    help=t("语言：zh 中文，en 英文。", "Language: zh or en."),
)
BOOK = click.argument("book", required=False, type=click.Path(path_type=Path))
"""A workbook; without one a command takes what the ledger holds."""

MAP = click.option(
    "--map",
    "column_map",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=t("列对照文件：用来读别的系统导出的表。", "Column map for files of another system."),
)
WEEK = click.option(
    "--week",
    help=t(
        "哪一周：下周、11月30日、2026-W49（默认下周）。",
        "Which week: next week, 2026-11-30, 2026-W49 (default: next week).",
    ),
)
TODAY = click.option(
    "--today",
    help=t("截至日期，默认用表中的或今天。", "Today's date; default: the workbook's, or today."),
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    show_default=True,
    help=t("写到哪个文件夹。", "Folder to write to."),
)
DRAW = click.option(
    "--draw",
    type=click.Path(path_type=Path),
    help=t(
        "该周预抽的 draw.json：抽中的工地和人员列入（预抽，不替代平台抽取）。",
        "draw.json of that week's preliminary draw: plan what it drew.",
    ),
)
AFTER = click.option(
    "--after",
    type=click.Path(path_type=Path, file_okay=False),
    help=t(
        "前一周计划的文件夹：其中排定的检查按已完成计入。",
        "Folder of the week before: what it has planned counts as made.",
    ),
)
SEED = click.option("--seed", type=int, default=0, help=t("随机种子。", "Random seed."))
EFFORT = click.option(
    "--effort",
    type=click.FloatRange(min=0, min_open=True),
    help=t(
        "算多少为止，不看时钟：输入、种子、此数都相同，计划就相同（不写则随 --limit）。",
        "Work to stop after, by no clock: same input, seed, effort: same plan (else by --limit).",
    ),
)
PLANNED = click.argument("out", type=click.Path(path_type=Path), default=Path("out"))
BY = click.option("--by", required=True, help=t("谁（姓名）。", "Who (name)."))
ON = click.option("--today", help=t("日期，默认今天。", "The day; default: today."))
TABLE = click.option(
    "--xlsx",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    help=t("另写成带图的表。", "Also write it as a workbook with a chart."),
)


def limit(seconds: int) -> Callable[[Command], Command]:
    """``--limit`` with its default."""
    return click.option(
        "--limit",
        type=click.FloatRange(min=1),
        default=seconds,
        show_default=True,
        help=t("最多算多少秒。", "Wall-clock limit in seconds."),
    )


def _office_ledger() -> str:
    from sites.default_ledger import default_place

    return default_place()


def _user() -> str:
    """The name under which this person uses the computer."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no such name is known here
        return t("未署名", "unnamed")


FROM_LEDGER = click.option(
    "--from-ledger",
    is_flag=True,
    help=t("改用台账现在的内容（代替 --book）。", "Take the ledger as it is now, for --book."),
)
LEDGER = click.option(
    "--ledger",
    default=_office_ledger,
    help=t(
        "台账：文件或 postgresql://…；默认 INSPECT_ONCE_LEDGER 或 ledger.sqlite。",
        "The ledger: a file or postgresql://…; default: INSPECT_ONCE_LEDGER, ledger.sqlite.",
    ),
)
WHO = click.option(
    "--by",
    default=_user,
    envvar="INSPECT_ONCE_BY",
    help=t(
        "谁（姓名）；默认 INSPECT_ONCE_BY 或电脑用户名。",
        "Who (name); default: INSPECT_ONCE_BY, or the computer user's name.",
    ),
)


def searching(limit: float, effort: float | None, seed: int) -> Settings:
    """How long and with what to search, as ``--limit``, ``--effort`` and ``--seed`` say."""
    from scheduler.settings import Settings

    asked = Settings(seconds=limit, seed=seed)
    return asked if effort is None else asked.but(effort=effort)
