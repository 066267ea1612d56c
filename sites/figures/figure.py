"""What a figure is: a selection of rows and an aggregation; its value and its trace are one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from sites.base import Frozen, Text
from sites.figures.material import Material

How = Literal["sum", "share", "change"]
"""Σ of what counts; its share of all; its change against what does not count (last year)."""

Family = Literal["visits", "hazards", "colours", "complaints", "ceilings"]
FAMILIES: dict[Family, Text] = {
    "visits": Text(zh="检查", en="Inspections"),
    "hazards": Text(zh="问题隐患", en="Hazards"),
    "colours": Text(zh="三色", en="Colours"),
    "complaints": Text(zh="投诉与呼叫", en="Complaints and calls"),
    "ceilings": Text(zh="频次", en="Ceilings"),
}
NOTHING = Text(zh="", en="")
TIMES = Text(zh="次", en="")
PLACES = Text(zh="处", en="")
SITES = Text(zh="个", en="")
PIECES = Text(zh="件", en="")


class Traced(Frozen):
    """One thing that a figure counts, and the rows of the ledger behind it.

    ``amount`` is how much it counts (a joint visit of three bodies saves 2), ``counts`` whether it
    does: those that do not are the rest of a share, or last year's side of a change.
    """

    label: str
    on: date | None = None
    site: str = ""
    what: Text = NOTHING
    amount: int = 1
    counts: bool = True
    rows: tuple[tuple[str, str], ...] = Field((), description="(noun, natural key)")


class Result(Frozen):
    """A figure with its value; ``value`` None: it cannot be told, ``note`` says why."""

    key: str
    family: Family
    name: Text
    unit: Text
    definition: Text
    how: How = "sum"
    value: float | None
    counted: int = Field(description="Σ amount of what counts")
    rest: int = Field(description="Σ amount of what does not")
    note: Text = NOTHING
    traced: tuple[Traced, ...] = ()


@dataclass(frozen=True)
class Figure:
    """The definition of one figure.

    ``fields`` are those of the rows behind it that matter for it: a trace tells the events that
    set them; empty: all. ``note`` says what people must know beside the value of a given month.
    """

    key: str
    family: Family
    name: Text
    unit: Text
    definition: Text
    select: Callable[[Material], Iterable[Traced]]
    how: How = "sum"
    fields: tuple[str, ...] = ()
    note: Callable[[Material, Result], Text] = lambda material, result: NOTHING
    known: Callable[[Material], bool] = lambda material: True
    """Whether the ledger can know it; if not there is no value, and ``note`` says why."""

    def of(self, material: Material) -> Result:
        """The figure of a month: what it selects, and the value that follows from it."""
        if self.select not in material.found:
            material.found[self.select] = tuple(sorted(self.select(material), key=_order))
        traced: tuple[Traced, ...] = material.found[self.select]
        counted = sum(t.amount for t in traced if t.counts)
        rest = sum(t.amount for t in traced if not t.counts)
        result = Result(
            key=self.key,
            family=self.family,
            name=self.name,
            unit=self.unit,
            definition=self.definition,
            how=self.how,
            value=_value(self.how, counted, rest) if self.known(material) else None,
            counted=counted,
            rest=rest,
            traced=traced,
        )
        return result.but(note=self.note(material, result))


def _order(traced: Traced) -> tuple[bool, str, str, str]:
    return not traced.counts, str(traced.on or ""), traced.label, traced.site


def _value(how: How, counted: int, rest: int) -> float | None:
    """The value of a figure.

    >>> _value("share", 170, 6), _value("change", 12, 15), _value("share", 0, 0)
    (0.9659090909090909, -0.2, None)
    """
    if how == "sum":
        return counted
    if how == "share":
        return counted / (counted + rest) if counted + rest else None
    return (counted - rest) / rest if rest else None


def shown(result: Result) -> Text:
    """The value as people write it: 96.6%, 32, or a dash."""
    if result.value is None:
        return Text(zh="—", en="—")
    if result.how == "sum":
        return Text(zh=f"{result.value:g}", en=f"{result.value:g}")
    said = f"{result.value:+.1%}" if result.how == "change" else f"{result.value:.1%}"
    return Text(zh=said, en=said)
