"""What a form is made of: paragraphs, tables, boxes to sign in, in the words of docxtpl."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A paragraph."""

    text: str
    indent: bool = False
    align: str = "left"
    bold: bool = False


class Table(NamedTuple):
    """A table with one row for each of the list ``of``; widths in millimetres."""

    of: str
    heads: tuple[str, ...]
    cells: tuple[str, ...]
    widths: tuple[int, ...]


class Signs(NamedTuple):
    """A grid of fixed rows: facts and boxes to sign in; widths in millimetres."""

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


class Form(NamedTuple):
    """One paper from top to bottom."""

    parts: tuple[Line | Table | Signs, ...]
    number: str = ""
    issuer: str = ""


def body(*texts: str) -> tuple[Line, ...]:
    """Paragraphs of running text, their first lines indented."""
    return tuple(Line(text, indent=True) for text in texts)


TWO, FOUR = (38, 122), (27, 60, 29, 44)
DATE = Line("____年__月__日", align="right")
