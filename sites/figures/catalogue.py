"""Every figure of a month's report, in its order, and which is meant by a name."""

from __future__ import annotations

from collections.abc import Iterable

from sites.base import Text
from sites.errors import Refused
from sites.figures import of_hazards, of_sites, of_visits
from sites.figures.figure import Figure, Result
from sites.figures.material import Material
from sites.vocabulary import fold

FIGURES = (*of_visits.FIGURES, *of_hazards.FIGURES, *of_sites.FIGURES)
"""Every figure, in the order of the report."""

STANDING = ("red", "yellow", "green", "ceilings")
"""How things stand at a moment: a late entry shows in the next month's own."""


LATE = tuple(f for f in FIGURES if f.how == "sum" and f.key not in STANDING)
"""Those that a late entry moves: sums of what happened."""


def results(material: Material, figures: Iterable[Figure] = FIGURES) -> tuple[Result, ...]:
    """The figures of a month, all of them where none are named."""
    return tuple(figure.of(material) for figure in figures)


def figure_named(text: str) -> Figure:
    """The figure with a name or key, as people write it: 整改率, 红→绿, rate.

    Raises
    ------
    Refused
        If there is none; it lists all names.
    """
    said = fold(text).replace("->", "→")
    for figure in FIGURES:
        if said in (fold(figure.name.zh), fold(figure.name.en), figure.key):
            return figure
    raise Refused(
        Text(
            zh=f"没有“{text}”这个数字，有：{'、'.join(f.name.zh for f in FIGURES)}",
            en=f"no figure '{text}'; there are: {', '.join(f.name.en for f in FIGURES)}",
        )
    )
