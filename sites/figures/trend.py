"""高发易发问题趋势: which types of hazards were found how often, month by month over a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sites.base import Frozen, Text
from sites.figures.month import Month, month_of

MONTHS, TOP = 12, 6
DEFINITION = Text(
    zh=f"按检查时间（发现日期）和隐患类型统计，近{MONTHS}个月合计最多的{TOP}类；未填类型的不列入各类，只计入合计。",
    en=f"by day found and type; the {TOP} most frequent of {MONTHS} months; hazards without a type "
    "are in the totals only.",
)


class Line(Frozen):
    """One type of hazards, and how many of it were found in each month."""

    type: str
    counts: tuple[int, ...]


class Trend(Frozen):
    """Twelve months up to a report's: the most frequent types, all found, all closed."""

    months: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    found: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    untyped: int = 0


def months_to(month: Month) -> tuple[Month, ...]:
    """The twelve months that end with one."""
    return tuple(month.moved(k) for k in range(1 - MONTHS, 1))


def trend_of(
    month: Month,
    found: Iterable[tuple[str, date, int]],
    closed: Iterable[tuple[date, int]],
) -> Trend:
    """Put counts by type and day (and those of closing by day) together by month.

    >>> day = date(2026, 11, 3)
    >>> [line.counts[-2:] for line in trend_of(month_of(day), [("临边", day, 2)], ()).lines]
    [(0, 2)]
    """
    months = tuple(m.id for m in months_to(month))
    by_type: Counter[tuple[str, str]] = Counter()
    shut: Counter[str] = Counter()
    for type_, day, number in found:
        by_type[type_.strip(), month_of(day).id] += number
    for day, number in closed:
        shut[month_of(day).id] += number
    total: Counter[str] = Counter()
    for (type_, id), number in by_type.items():
        total[type_] += number if id in months else 0
    untyped = total.pop("", 0)
    most = sorted((t for t in total if total[t]), key=lambda t: (-total[t], t))[:TOP]
    all_found = [sum(n for (_, id), n in by_type.items() if id == m) for m in months]
    return Trend(
        months=months,
        lines=tuple(Line(type=t, counts=tuple(by_type[t, m] for m in months)) for t in most),
        found=tuple(all_found),
        closed=tuple(shut[m] for m in months),
        untyped=untyped,
    )
