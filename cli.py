"""Inspect Once on the command line: read, call, write. All the work is done elsewhere.

Nothing heavy is imported here; each command imports what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

if TYPE_CHECKING:
    from datetime import date

    from scheduler.by_hand import Week
    from scheduler.replan import Replanned
    from sites.approval import Verb
    from sites.base import Text
    from sites.plan import Plan
    from sites.round import Round

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


def tell(text: Text) -> None:
    """Print progress in the language of this run."""
    say(text.zh, text.en)


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
        from sites.approval import MoveRefused
        from sites.errors import BookError
        from sites.weeks import WeekError

        if isinstance(error, BookError):
            stop(fault.in_(LANG) for fault in error.faults)
        if isinstance(error, WeekError | MoveRefused):
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
@DRAW
@click.option(
    "--weeks",
    type=click.IntRange(1, 4),
    default=1,
    help=t("共几周：第一周详排，其余展望。", "Weeks in all: the first in full, then an outlook."),
)
@AFTER
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
    draw: Path | None,
    weeks: int,
    after: Path | None,
) -> None:
    """Workbook in; roster, tracker, plan and round out."""
    from exports.judgement import collision_faults
    from exports.outlook import outlook_lines
    from exports.summary import plan_lines, warning_lines
    from exports.week import see_writable, write_week
    from scheduler.outlook import outlook, week_before
    from scheduler.plan_round import PinsCollide, plan_round
    from scheduler.prepare import prepare
    from scheduler.settings import Settings
    from sites.errors import BookError

    see_writable(out)
    earlier, notes = week_before(after) if after else ((), ())
    site_book, round = prepare(
        book, week=week, today=today, column_map=column_map, lang=LANG, draw=draw, earlier=earlier
    )
    settings = Settings(seconds=limit, seed=seed)
    try:
        planned = plan_round(round, settings, say=tell)
    except PinsCollide as clash:
        raise BookError(collision_faults(clash.pins, clash.rules)) from clash
    report = [note.in_(LANG) for note in notes]
    report += [*warning_lines(round, LANG), *plan_lines(planned.plan, round, planned.verdict, LANG)]
    ahead = None
    if weeks > 1:
        ahead = outlook(site_book, round, planned.plan, weeks, seed=seed, say=tell)
        report += outlook_lines(ahead, LANG)
    kept = write_week(
        out, site_book, round, planned.plan, planned.verdict, lang=LANG, ics=ics, outlook=ahead
    )
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
@DRAW
@AFTER
@_lang_option
def needs(book: Path, after: Path | None, **which: Any) -> None:
    """List the needs of a week."""
    from exports.summary import need_lines, warning_lines
    from scheduler.outlook import week_before
    from scheduler.prepare import prepare

    earlier, notes = week_before(after) if after else ((), ())
    _, round = prepare(book, lang=LANG, earlier=earlier, **which)
    echo(note.in_(LANG) for note in notes)
    echo(warning_lines(round, LANG))
    echo(need_lines(round, LANG))


@main.command(
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
@_lang_option
def draw(
    book: Path,
    week: str | None,
    today: str | None,
    column_map: Path | None,
    out: Path,
    seed: int | None,
    verify: Path | None,
) -> None:
    """Draw sites and people for a week, or verify an earlier draw."""
    from exports.draw import difference_lines, draw_lines, write_draw
    from scheduler.prepare import dated_book
    from sites.draw import draw as draw_of
    from sites.draw import read_skips
    from sites.draw.audit import read_audit_as_is
    from sites.draw.verify import book_changed, differences

    if verify is not None:
        audit = read_audit_as_is(verify)
        read_skips(verify, audit)
        site_book = dated_book(book, column_map=column_map, lang=LANG)[0]
        found = differences(audit, site_book)
        echo(difference_lines(audit, found, book_changed(audit, site_book), LANG))
        sys.exit(1 if found else 0)
    if seed is None:
        raise click.UsageError(t("请用 --seed 给出种子。", "Give a seed with --seed."))
    audit = draw_of(*dated_book(book, week, today, column_map, LANG), seed)
    write_draw(out, audit, LANG)
    echo(draw_lines(audit, LANG))
    _tell_written(out, ())


@main.command(
    "draw-skip",
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
@_lang_option
def draw_skip(audit: Path, site: str, officer: str, why: str, by: str, on: str | None) -> None:
    """Add one entry to the chain beside an audit."""
    from datetime import date

    from exports.draw import skip_lines, write_skips
    from sites.draw import add_skip, read_audit, read_skips
    from sites.weeks import parse_day

    drawn, day = read_audit(audit), date.today()
    day = parse_day(on, day) if on else day
    skips = add_skip(
        drawn, read_skips(audit, drawn), site=site, officer=officer, why=why, by=by, on=day
    )
    write_skips(audit, skips)
    echo(skip_lines(drawn, skips[-1], LANG))


PLANNED = click.argument("out", type=click.Path(path_type=Path), default=Path("out"))
BY = click.option("--by", required=True, help=t("谁（姓名）。", "Who (name)."))
ON = click.option("--today", help=t("日期，默认今天。", "The day; default: today."))


@main.command(help=t("送审：按表中现在的安排，先核对再送。", "Submit the roster as it is now."))
@PLANNED
@BY
@ON
@_lang_option
def submit(out: Path, by: str, today: str | None) -> None:
    """Move a planned week from 草稿 to 送审."""
    _sign(out, "submit", by, today)


@main.command(help=t("批准已送审的计划。", "Approve what was submitted."))
@PLANNED
@BY
@ON
@_lang_option
def approve(out: Path, by: str, today: str | None) -> None:
    """Move a planned week from 送审 to 已批准."""
    _sign(out, "approve", by, today)


@main.command(help=t("发布已批准的计划，并存一份。", "Publish what was approved, and keep it."))
@PLANNED
@BY
@ON
@_lang_option
def publish(out: Path, by: str, today: str | None) -> None:
    """Move a planned week from 已批准 to 已发布."""
    _sign(out, "publish", by, today)


def _day(text: str | None) -> date:
    from datetime import date

    from sites.weeks import parse_day

    return parse_day(text, date.today()) if text else date.today()


def _lawful_week(out: Path) -> Week:
    """The folder's week as its roster says it; breaches stop the run with all reasons."""
    from exports.judgement import verdict_lines
    from scheduler.by_hand import read_week

    week = read_week(out)
    if not week.verdict.lawful:
        stop(verdict_lines(week.verdict, week.plan, week.round, week.places, LANG))
    return week


def _sign(out: Path, verb: Verb, by: str, day: str | None) -> None:
    from constraints import verify
    from exports.changes import approval_lines
    from exports.week import last_published, write_again
    from scheduler.by_hand import told
    from sites.approval import moved

    week = _lawful_week(out)
    plan = moved(week.plan, verb, by, _day(day), last_published(out) + 1)
    if week.edited:
        plan = told(plan, week.round, week.verdict)
    verdict = verify(plan, week.round)
    archive = verb == "publish"
    kept = write_again(
        out, week.round, plan, verdict, places=week.places, lang=LANG, archive=archive
    )
    echo(note.in_(LANG) for note in week.notes)
    echo(approval_lines(plan, LANG))
    _tell_written(out, kept)


@main.command(
    help=t(
        "已发布的计划遇到变化：尽量少动，写出变更单和新一版草稿。",
        "Replan a published week after a change, moving as little as possible.",
    )
)
@PLANNED
@click.option("--ill", multiple=True, help=t("张三 或 张三=周四。", "NAME or NAME=DAY."))
@click.option("--shut", multiple=True, help=t("工地=周四。", "SITE=DAY."))
@click.option("--rain", multiple=True, help=t("周四 或 周四上午。", "DAY."))
@click.option("--call-out", multiple=True, help=t("部门或人=周四上午。", "BODY or NAME=DAY."))
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("改用现在的工作簿。", "Take the workbook as it is now."),
)
@MAP
@ON
@click.option(
    "--limit",
    type=click.FloatRange(min=1),
    default=3,
    show_default=True,
    help=t("最多算多少秒。", "Wall-clock limit in seconds."),
)
@_lang_option
def replan(
    out: Path,
    ill: tuple[str, ...],
    shut: tuple[str, ...],
    rain: tuple[str, ...],
    call_out: tuple[str, ...],
    book: Path | None,
    column_map: Path | None,
    today: str | None,
    limit: float,
) -> None:
    """Published plan and changes in; the next version, as a draft, and what differs out."""
    from exports.changes import change_lines, write_changes
    from exports.week import last_published, published_folder, write_again
    from scheduler.as_now import round_as_now
    from scheduler.by_hand import with_approval
    from sites.changes import Kind

    flags: list[tuple[Kind, tuple[str, ...]]] = [
        ("ill", ill), ("shut", shut), ("rain", rain), ("call-out", call_out),
    ]  # fmt: skip
    said = [(kind, word) for kind, words in flags for word in words]
    week, archive = _lawful_week(out), published_folder(out, last_published(out))
    round = round_as_now(week, archive, said, _day(today), book, column_map, LANG)
    planned = _planned_again(round, week.plan, limit)
    plan = with_approval(planned.plan, week.plan)
    lines = list(change_lines(planned.changes, plan, round, LANG))
    if plan == week.plan:
        echo([*lines, t("与现有文件相比没有变化，未重写。", "Nothing new; nothing is written.")])
        return
    more = {out / "changes.xlsx": write_changes(planned.changes, plan, round, LANG)}
    kept = write_again(out, round, plan, planned.verdict, places=week.places, lang=LANG, more=more)
    echo(lines)
    _tell_written(out, kept)


def _planned_again(round: Round, before: Plan, limit: float) -> Replanned:
    from constraints import Verdict
    from exports.judgement import collision_faults, verdict_lines
    from scheduler.plan_round import PinsCollide
    from scheduler.promise import PastBroken
    from scheduler.replan import replan as plan_again
    from scheduler.settings import Settings
    from sites.errors import BookError

    try:
        return plan_again(round, Settings(seconds=limit), before=before, say=tell)
    except PinsCollide as clash:
        raise BookError(collision_faults(clash.pins, clash.rules)) from clash
    except PastBroken as error:
        stop(verdict_lines(Verdict(error.breaches, ()), before, round, {}, LANG))


@main.command(
    help=t("把一件紧急投诉插进已排好的一周。", "Insert one urgent complaint into a week.")
)
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option("--site", required=True, help=t("工地：编号、名称或其一部分。", "The site."))
@click.option("--body", required=True, help=t("承办主体。", "The body it is for."))
@click.option(
    "--by",
    "--due",
    required=True,
    help=t("到场时限：周三下午、12月2日。", "Its clock: Wednesday pm, 2026-12-02."),
)
@click.option("--minutes", type=click.IntRange(1, 480), help=t("现场用时。", "Minutes on site."))
@click.option("--item", "items", multiple=True, help=t("检查事项，可多个。", "Items."))
@click.option("--what", default="", help=t("投诉什么（只供内部）。", "What it is about."))
@click.option(
    "--today",
    help=t("今天几号，之前的时段不再动；默认排班时的截至日期。", "Days before it are over."),
)
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    help=t("工作簿：工地本周原无应查时用。", "The workbook, for a site with nothing due."),
)
@click.option("--take", type=click.IntRange(min=1), help=t("采用第几种。", "Apply a choice."))
@_lang_option
def insert(out: Path, take: int | None, book: Path | None, today: str | None, **order: Any) -> None:
    """Print ranked choices; with --take apply one of them."""
    from constraints import RULES, verify
    from exports.insertion import bar_lines, choice_lines, taken_lines
    from exports.week import see_writable, write_again
    from scheduler.by_hand import read_week, told
    from scheduler.insert import choices, taken
    from scheduler.urgent import ordered, with_need
    from scheduler.why import why_not

    see_writable(out)
    week, rules = read_week(out), RULES.values()
    echo(note.in_(LANG) for note in week.notes)
    round, need, by = ordered(week.round, book, today, LANG, **order)
    found, grown = choices(round, week.plan, need, rules, by), with_need(round, need)
    if take is None:
        echo(choice_lines(found, need, grown, LANG))
        asked = why_not(week.plan, grown, need.site, rules) if len(found) == 1 else ()
        echo(s for a in asked if a.needs == (need.id,) for s in bar_lines(a.bars, grown, LANG))
        return
    if take > len(found):
        raise click.BadParameter(t(f"只有{len(found)}种办法", f"only {len(found)} choices"))
    new_round, bare = taken(round, week.plan, found[take - 1], need, rules)
    verdict = verify(bare, new_round)
    plan = told(bare, new_round, verdict)
    kept = write_again(out, new_round, plan, verdict, lang=LANG)
    echo(taken_lines(found[take - 1], new_round, LANG))
    _tell_written(out, kept)


@main.command(help=t("一个工地：为何这样排，为何不在别的时段。", "Everything about one site."))
@click.argument("site")
@OUT
@_lang_option
def why(site: str, out: Path) -> None:
    """Print needs, visits with reasons, what was left out, and why not at other times."""
    from constraints import RULES
    from exports.why import why_lines
    from scheduler.why import why_not
    from sites.json_files import read_plan, read_round
    from sites.lookup import site_called

    round, plan = read_round(out / "round.json"), read_plan(out / "plan.json")
    found = site_called(site, round.sites)
    echo(why_lines(found, plan, round, why_not(plan, round, found.id, RULES.values()), LANG))


TABLE = click.option(
    "--xlsx",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    help=t("另写成带图的表。", "Also write it as a workbook with a chart."),
)


@main.command(help=t("两个排好的文件夹并排比较。", "Two planned folders side by side."))
@click.argument("one", type=click.Path(path_type=Path, file_okay=False))
@click.argument("other", type=click.Path(path_type=Path, file_okay=False))
@TABLE
@_lang_option
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


@main.command(
    help=t("假如多一人、少一人、规则更严、各查各的：会怎样。", "Plan it as is and changed.")
)
@BOOK
@WEEK
@TODAY
@MAP
@click.option("--one-more", help=t("哪个部门多一名持证人员。", "One more officer of a body."))
@click.option("--less", help=t("谁整周不在。", "Who is away all week."))
@click.option("--quorum", type=int, help=t("每次检查至少几名持证人员。", "Certified at a visit."))
@click.option(
    "--set", "numbers", multiple=True, help=t("规则.参数=值，可多个。", "rule.number=value.")
)
@click.option("--apart", is_flag=True, help=t("各部门各查各的。", "Each department on its own."))
@click.option("--limit", type=click.FloatRange(min=1), default=60, show_default=True)
@click.option("--seed", type=int, default=0)
@TABLE
@_lang_option
def whatif(
    book: Path,
    week: str | None,
    today: str | None,
    column_map: Path | None,
    one_more: str | None,
    less: str | None,
    quorum: int | None,
    numbers: tuple[str, ...],
    apart: bool,
    limit: float,
    seed: int,
    table: Path | None,
) -> None:
    """Plan the book as it is and with the changes, and compare."""
    from exports.comparison import Side, comparison_lines, write_comparison
    from exports.judgement import collision_faults
    from scheduler.plan_round import PinsCollide, plan_round
    from scheduler.prepare import prepare
    from scheduler.settings import Settings
    from scheduler.whatif import AS_IT_IS, changed
    from sites.errors import BookError

    round = prepare(book, week=week, today=today, column_map=column_map, lang=LANG)[1]
    typed = (*numbers, *([f"certified_quorum.least={quorum}"] if quorum is not None else ()))
    other, name = changed(round, one_more=one_more, less=less, numbers=typed, apart=apart)
    sides = []
    for title, asked in ((AS_IT_IS, round), (name, other)):
        say(f"{title.zh}…", f"{title.en} …")
        try:
            planned = plan_round(asked, Settings(seconds=limit, seed=seed))
        except PinsCollide as clash:
            raise BookError(collision_faults(clash.pins, clash.rules)) from clash
        sides.append(Side(title, planned.plan, asked, planned.verdict))
    if table is not None:
        write_comparison(table, sides[0], sides[1], LANG)
    echo(comparison_lines(sides[0], sides[1], LANG))


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
