"""What every command says, and in which language: that of this run, Chinese by default."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import click

if TYPE_CHECKING:
    from sites.base import Text


def _language(words: list[str]) -> Literal["zh", "en"]:
    """The language asked for on the command line or in INSPECT_ONCE_LANG; Chinese by default."""
    for i, word in enumerate(words):
        if (word == "--lang" and words[i + 1 : i + 2] == ["en"]) or word == "--lang=en":
            return "en"
    return "en" if os.environ.get("INSPECT_ONCE_LANG") == "en" else "zh"


LANG = _language(sys.argv)


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


def tell_written(out: Path, kept: Iterable[Path]) -> None:
    """Print where the papers are, and where those that stood there went."""
    for old in kept:
        say(f"原来的表已另存为 {old}", f"the file that stood there is kept as {old}")
    say(f"已写入 {out}/", f"written to {out}/")
