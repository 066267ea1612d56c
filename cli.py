"""Inspect Once on the command line: read, call, write. All the work is done elsewhere.

Nothing heavy is imported here; each command imports what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

PACKAGES = ("sites", "constraints", "scheduler", "exports")
HERE = Path(__file__).resolve().parent


def _language(words: list[str]) -> Literal["zh", "en"]:
    """The language asked for on the command line or in INSPECT_ONCE_LANG; Chinese by default."""
    for i, word in enumerate(words):
        if (word == "--lang" and words[i + 1 : i + 2] == ["en"]) or word == "--lang=en":
            return "en"
    return "en" if os.environ.get("INSPECT_ONCE_LANG") == "en" else "zh"


LANG = _language(sys.argv)


def _click_speaks_chinese() -> None:
    """Translate click's own words in this one place."""
    import tomllib

    words = tomllib.loads((HERE / "exports" / "click_zh.toml").read_text("utf-8"))
    for name, module in sorted(sys.modules.items()):
        if name.startswith("click.") and hasattr(module, "_"):
            vars(module)["_"] = lambda text: words.get(text, text)


if LANG == "zh":
    _click_speaks_chinese()


def t(zh: str, en: str) -> str:
    """A sentence in the language of this run."""
    return zh if LANG == "zh" else en


def echo(lines: Iterable[str]) -> None:
    """Print a report."""
    for line in lines:
        click.echo(line)


def say(zh: str, en: str) -> None:
    """Print progress where it does not mix with the report."""
    click.echo(t(zh, en), err=True)


def stop(lines: Iterable[str], code: int = 2) -> NoReturn:
    """Tell people what is wrong and leave."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(code)


def check_installation() -> None:
    """Refuse to run where another project has overwritten one of our packages.

    Our packages have ordinary names (`sites`, `scheduler`); another distribution of the same
    name, installed into the same environment, silently replaces files (docs/adr/0003).
    """
    for name in PACKAGES:
        spec = find_spec(name)
        places = (
            [Path(p).resolve() for p in (spec.submodule_search_locations or ())] if spec else []
        )
        if places != [HERE / name] or not (HERE / name / "py.typed").exists():
            stop([
                t(
                    f"安装有冲突：“{name}”不是本程序的文件。请为本程序单独建一个环境重新安装。",
                    f"Another package has replaced “{name}”. Install this program into an "
                    "environment of its own.",
                )
            ])  # fmt: skip


class Verbs(click.Group):
    """The commands; turns every error into a plain sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. Faults exit with 2, our own bugs with 70; nobody sees a traceback."""
        try:
            check_installation()
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:  # the reader of our report (head, more) has seen enough
            os._exit(0)
        except KeyboardInterrupt:
            stop([t("已中止，没有写出任何文件。", "Stopped; nothing was written.")], 130)
        except Exception as error:
            self._tell(error)

    def _tell(self, error: Exception) -> NoReturn:
        from sites.errors import BookError
        from sites.weeks import WeekError

        if isinstance(error, BookError):
            stop(fault.in_(LANG) for fault in error.faults)
        if isinstance(error, WeekError):
            stop([error.says.in_(LANG)])
        if os.environ.get("INSPECT_ONCE_DEBUG"):
            raise error
        what = f"{type(error).__name__}: {error}"
        stop(
            [
                t(
                    "程序自身出错，没有写出任何文件。请把下面一行发给维护人员：",
                    "The program itself failed; nothing was written. Please report this line:",
                ),
                what,
            ],
            70,
        )


def _lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        default=LANG,
        expose_value=False,
        help=t("语言：zh 中文，en 英文。", "Language: zh or en."),
    )(command)


BOOK = click.argument("book", type=click.Path(path_type=Path))
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


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=t(
        "工地“综合查一次”：把各部门的检查合并成一次联合检查，排班、出表、盯到销号。",
        "Merge what every department owes a building site into one joint visit.",
    ),
)
@_lang_option
def main() -> None:
    """Run the program."""


def _tell_written(out: Path, kept: Iterable[Path]) -> None:
    for old in kept:
        say(f"原来的表已另存为 {old}", f"the file that stood there is kept as {old}")
    say(f"已写入 {out}/", f"written to {out}/")


@main.command(help=t("排出一周的联合检查计划。", "Plan a week of joint inspections."))
@BOOK
@WEEK
@TODAY
@MAP
@OUT
@click.option("--ics", is_flag=True, help=t("另写日历文件。", "Also write a calendar file."))
@click.option(
    "--limit",
    type=click.FloatRange(min=1),
    default=120,
    show_default=True,
    help=t("最多算多少秒。", "Wall-clock limit in seconds."),
)
@click.option("--seed", type=int, default=0, help=t("随机种子。", "Random seed."))
@_lang_option
def plan(
    book: Path,
    week: str | None,
    today: str | None,
    column_map: Path | None,
    out: Path,
    ics: bool,
    limit: float,
    seed: int,
) -> None:
    """Workbook in; roster, tracker, plan and round out."""
    from exports.judgement import collision_faults
    from exports.summary import plan_lines, warning_lines
    from exports.week import see_writable, write_week
    from scheduler.plan_round import PinsCollide, plan_round
    from scheduler.prepare import prepare
    from scheduler.settings import Settings
    from sites.errors import BookError

    see_writable(out)
    site_book, round = prepare(book, week=week, today=today, column_map=column_map, lang=LANG)
    settings = Settings(seconds=limit, seed=seed)
    try:
        planned = plan_round(round, settings, say=lambda text: say(text.zh, text.en))
    except PinsCollide as clash:
        raise BookError(collision_faults(clash.pins, clash.rules)) from clash
    report = (*warning_lines(round, LANG), *plan_lines(planned.plan, round, planned.verdict, LANG))
    kept = write_week(out, site_book, round, *planned, lang=LANG, ics=ics)
    echo(report)
    _tell_written(out, kept)


@main.command(help=t("核对改过的周检查计划，不重排，不写文件。", "Judge an edited roster."))
@click.argument("roster", type=click.Path(path_type=Path))
@click.option(
    "--round",
    "round_file",
    type=click.Path(path_type=Path),
    help=t("该周的 round.json，默认取同一文件夹的。", "Its round.json; default: beside it."),
)
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("改用现在的工作簿来核对。", "Judge by the workbook as it is now."),
)
@MAP
@_lang_option
def check(
    roster: Path, round_file: Path | None, book: Path | None, column_map: Path | None
) -> None:
    """Read a roster back and judge it by every rule; nothing is solved, nothing written."""
    from constraints import verify
    from exports.judgement import verdict_lines
    from scheduler.prepare import round_like
    from sites.errors import BookError
    from sites.json_files import read_round
    from sites.roster_reading import read_roster

    round = read_round(round_file or roster.parent / "round.json")
    if book is not None:
        round, changed = round_like(round, book, column_map, LANG)
        echo(note.in_(LANG) for note in changed)
    read = read_roster(roster, round)
    if read.faults:
        raise BookError(read.faults)
    if book is None and read.plan.round_digest not in ("", round.digest):
        note = t("注意：此表不是按这份 round.json 排的。", "Note: planned from another round.")
        echo([note])
    echo(note.in_(LANG) for note in read.notes)
    verdict = verify(read.plan, read.round)
    echo(verdict_lines(verdict, read.plan, read.round, read.places, LANG))
    sys.exit(0 if verdict.lawful else 1)


@main.command(help=t("列出本周应查什么、为什么。", "List what is due and why."))
@BOOK
@WEEK
@TODAY
@MAP
@_lang_option
def needs(book: Path, week: str | None, today: str | None, column_map: Path | None) -> None:
    """List the needs of a week."""
    from exports.summary import need_lines, warning_lines
    from scheduler.prepare import prepare

    _, round = prepare(book, week=week, today=today, column_map=column_map, lang=LANG)
    echo(warning_lines(round, LANG))
    echo(need_lines(round, LANG))


@main.command(help=t("把隐患台账整理成问题隐患台账，不排班。", "Write a ledger's tracker."))
@click.argument("ledger", type=click.Path(path_type=Path))
@TODAY
@OUT
@_lang_option
def tracker(ledger: Path, today: str | None, out: Path) -> None:
    """Read a hazard ledger as it is, or a street's workbook, and write tracker.xlsx."""
    from datetime import date

    from exports.summary import ledger_lines, warning_lines
    from exports.week import write_tracker_alone
    from sites.reading import read_ledger
    from sites.weeks import parse_day

    book = read_ledger(ledger, LANG)
    as_of = book.settings.today or date.today()
    kept = write_tracker_alone(out, book, parse_day(today, as_of) if today else as_of, LANG)
    echo(warning_lines(book, LANG))
    echo(ledger_lines(book.hazards, LANG))
    _tell_written(out, kept)


@main.command(help=t("列出全部规则、依据和参数。", "Print the table of rules."))
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("说明在这份工作簿里哪些规则缺数据。", "Also tell which rules lack data in this book."),
)
@WEEK
@_lang_option
def rules(book: Path | None, week: str | None) -> None:
    """Print the rules from their files."""
    from exports.judgement import rule_lines
    from scheduler.prepare import prepare

    round = prepare(book, week=week, lang=LANG)[1] if book else None
    echo(rule_lines(round, LANG))


@main.command(help=t("写一份空白工作簿，供填写。", "Write an empty workbook to fill in."))
@click.argument("path", type=click.Path(path_type=Path), default=Path("街道工作簿.xlsx"))
@_lang_option
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


if __name__ == "__main__":
    main()
