"""Inspect Once on the command line: a thin group; every command is a file of commands/.

Nothing heavy is imported here; each command imports what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

if TYPE_CHECKING:
    from collections.abc import MutableMapping

PACKAGES = ("sites", "constraints", "scheduler", "exports", "commands")
HERE = Path(__file__).resolve().parent


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
            click.echo(
                f"安装有冲突：“{name}”不是本程序的文件。请为本程序单独建一个环境重新安装。\n"
                f"Another package has replaced “{name}”. Install this program into an "
                "environment of its own.",
                err=True,
            )
            sys.exit(2)


check_installation()  # in both languages and before the imports below: they may be another's
from commands import HEADINGS, Commands  # noqa: E402
from commands._words import LANG, stop, t  # noqa: E402
from scheduler.collection import seldom_collected  # noqa: E402


def _click_speaks_chinese() -> None:
    """Translate click's own words in this one place."""
    import tomllib

    words = tomllib.loads((HERE / "exports" / "click_zh.toml").read_text("utf-8"))

    def said(text: str, many: str = "", count: int = 1) -> str:
        asked = text if count == 1 else many
        return words.get(asked, asked)

    for name, module in sorted(sys.modules.items()):
        if name.startswith("click."):
            vars(module).update({own: said for own in ("_", "ngettext") if hasattr(module, own)})


if LANG == "zh":
    _click_speaks_chinese()
from commands._options import LANGUAGE  # noqa: E402  its kinds take their names when they are made

COMMANDS = Commands()


class Verbs(click.Group):
    """The commands by heading; turns every error into a plain sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of a clerk's week."""
        return sorted(COMMANDS, key=COMMANDS.order)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings."""
        names = self.list_commands(ctx)
        wide = max(map(len, names))
        room = formatter.width - wide - 6
        for part, those in groupby(names, key=lambda name: COMMANDS.order(name) // 100):
            with formatter.section(HEADINGS[part]):
                formatter.write_dl(
                    [(n.ljust(wide), COMMANDS[n].get_short_help_str(room)) for n in those]
                )

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. Faults exit with 2, our own bugs with 70; nobody sees a traceback."""
        try:
            with seldom_collected():
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
        from sites.errors import BookError, Refused

        if isinstance(error, BookError):
            stop(fault.in_(LANG) for fault in error.faults)
        if isinstance(error, Refused):
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


@click.group(
    cls=Verbs,
    options_metavar=t("[选项]", "[OPTIONS]"),
    subcommand_metavar=t("命令 [参数]…", "COMMAND [ARGS]..."),
    commands=cast("MutableMapping[str, click.Command]", COMMANDS),  # click only reads it
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=t(
        "工地“综合查一次”：把各部门的检查合并成一次联合检查，排班、出表、盯到销号。",
        "Merge what every department owes a building site into one joint visit.",
    ),
)
@LANGUAGE
def main() -> None:
    """Run the program."""


if __name__ == "__main__":
    main()
