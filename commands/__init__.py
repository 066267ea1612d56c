"""The verbs of the command line: one public file is one command, found by its name.

`draw_skip.py` holds `draw_skip`, the command `draw-skip`. Its `ORDER` places it in the list of
commands: the hundreds are the heading it stands under. A command imports only click, our words
and our options at its top, everything else where it runs.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType

import click

from commands._words import t

HEADINGS = {
    1: t("排一周", "Plan a week"),
    2: t("送审与发布", "Sign and publish"),
    3: t("计划有变", "When something changes"),
    4: t("隐患台账", "Ledger of hazards"),
    5: t("评定、企业与非现场", "Ratings, companies, off site"),
    9: t("比较与查阅", "Compare and look up"),
}
"""By the hundreds of a command's ``ORDER``."""


class Commands(Mapping[str, click.Command]):
    """The commands by name; to look at the names imports none, to take one imports that one."""

    def __init__(self) -> None:
        found = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name[0] != "_")
        self._files = {name.replace("_", "-"): name for name in found}

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, name: str) -> click.Command:
        command: click.Command = getattr(self._module(name), self._files[name])
        command.options_metavar = t("[选项]", "[OPTIONS]")
        return command

    def order(self, name: str) -> int:
        """Its place in the list of commands."""
        return self._module(name).ORDER

    def _module(self, name: str) -> ModuleType:
        return importlib.import_module(f"commands.{self._files[name]}")
