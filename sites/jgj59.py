"""建筑施工安全检查标准 JGJ 59-2011: from the marks of its sheets to 优良, 合格 or 不合格.

:source: JGJ 59-2011 4.0.3 (marks) and 5.0.2 (grades) [recalled; weights sure]. The worked examples
    are those of the standard's commentary [recalled, 1999 edition; the formulas are unchanged].
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from sites.base import Frozen, Text
from sites.standing import SafetySheet, ScoreSheet

Grade = Literal["excellent", "passed", "failed"]
GRADES: dict[Grade, Text] = {
    "excellent": Text(zh="优良", en="excellent"),
    "passed": Text(zh="合格", en="passed"),
    "failed": Text(zh="不合格", en="failed"),
}

FULL: Mapping[SafetySheet, int] = MappingProxyType(
    {
        "management": 10,
        "civilised": 15,
        "scaffold": 10,
        "pit": 10,
        "formwork": 10,
        "height": 10,
        "power": 10,
        "hoist": 10,
        "crane": 10,
        "machines": 5,
    }
)
"""应得满分值 of each sheet in the summary, 100 together."""

EXCELLENT_FROM, PASSED_FROM = 80, 70


class Summary(Frozen):
    """检查评分汇总表 of one check: each sheet's marks of 100, the total of 100, the grade."""

    site: str
    on: date
    marks: tuple[tuple[SafetySheet, float], ...]
    total: float
    grade: Grade
    zeros: tuple[SafetySheet, ...] = ()


def rescaled(got: float, full: float) -> float:
    """Marks out of 100 where some items are missing: got ÷ full × 100 (4.0.3-5).

    A site without a tower crane has 84 of the other 90 marks; a sheet 施工用电 without
    外电防护 (20) has 64 of 80.

    >>> round(rescaled(84, 90), 2), rescaled(64, 80)
    (93.33, 80.0)
    """
    return got / full * 100 if full else 0.0


def marks_of(sheet: ScoreSheet) -> float:
    """Marks of one sheet, 0 to 100.

    Nothing where some 保证项目 got nothing, or where they got less than 40 together; with items
    missing, less than 40/60 of what was possible: 22 of 40 are 55 %, so the sheet gets nothing.

    >>> power = ScoreSheet(site="A", on=date(2026, 11, 2), sheet="power", sure_full=40, sure=22,
    ...                    other=40)
    >>> marks_of(power), marks_of(power.but(sure=27, other=37)), marks_of(power.but(sure_zero=True))
    (0.0, 80.0, 0.0)
    """
    if sheet.sure_zero or sheet.sure * 60 < sheet.sure_full * 40:
        return 0.0
    return rescaled(sheet.sure + sheet.other, sheet.sure_full + sheet.other_full)


def in_summary(marks: float, sheet: SafetySheet) -> float:
    """Marks of a sheet as they stand in the summary: A1 = B × C ÷ 100 (4.0.3-4).

    >>> in_summary(76, "management")
    7.6
    """
    return FULL[sheet] * marks / 100


def summary(sheets: Iterable[ScoreSheet]) -> Summary:
    """Return the summary of one check of one site.

    Several forms of one sheet count with their mean (4.0.3-6); sheets that the site does not need
    are missing and rescaled. One zero on any form makes the whole 不合格 (5.0.2-3).

    Raises
    ------
    ValueError
        If there is no sheet.
    """
    rows = sorted(sheets, key=lambda s: (list(FULL).index(s.sheet), s.form))
    if not rows:
        raise ValueError("no sheet")
    by_sheet: defaultdict[SafetySheet, list[float]] = defaultdict(list)
    for row in rows:
        by_sheet[row.sheet].append(marks_of(row))
    marks = {sheet: sum(m) / len(m) for sheet, m in by_sheet.items()}
    got = sum(in_summary(m, sheet) for sheet, m in marks.items())
    total = round(rescaled(got, sum(FULL[sheet] for sheet in marks)), 2)
    zeros = tuple(sheet for sheet, m in by_sheet.items() if 0 in m)
    return Summary(
        site=rows[0].site,
        on=rows[0].on,
        marks=tuple((sheet, round(m, 2)) for sheet, m in marks.items()),
        total=total,
        grade=_grade(total, bool(zeros)),
        zeros=zeros,
    )


def _grade(total: float, zero: bool) -> Grade:
    if zero or total < PASSED_FROM:
        return "failed"
    return "excellent" if total >= EXCELLENT_FROM else "passed"


def summaries(sheets: Iterable[ScoreSheet]) -> tuple[Summary, ...]:
    """Return the summary of each check, by site and day."""
    groups: defaultdict[tuple[str, date], list[ScoreSheet]] = defaultdict(list)
    for sheet in sheets:
        groups[sheet.site, sheet.on].append(sheet)
    return tuple(summary(rows) for _, rows in sorted(groups.items()))
