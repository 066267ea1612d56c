"""The papers of a check (``clerk-and-law.md`` 9): which there are, and one to be written."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

PaperKind = Literal[
    "工作方案",
    "审批表",
    "检查通知书",
    "现场检查笔录",
    "责令改正通知书",
    "整改回复单",
    "复查意见书",
    "移送函",
    "送达回证",
]
"""A paper is known by a Chinese word: of the law, and the name of its template's file."""

KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
TITLES: dict[PaperKind, str] = {
    "工作方案": "联合检查工作方案",
    "审批表": "行政检查审批表",
    "检查通知书": "行政检查通知书",
    "现场检查笔录": "现场检查笔录",
    "责令改正通知书": "责令（限期）改正通知书",
    "整改回复单": "整改回复单",
    "复查意见书": "复查意见书",
    "移送函": "移送函",
    "送达回证": "送达回证",
}
BLANK = "________"
"""Where nothing is known: a line to write on by hand."""

DAY_BLANK = "____年__月__日"


class Paper(NamedTuple):
    """One paper: ``name`` of its file without the ending, ``words`` for its template.

    Values are texts, or lists of texts or of such mappings: nothing that a template could call.
    """

    kind: PaperKind
    name: str
    words: dict[str, Any]


def said(text: object) -> str:
    """A text, or a line to write on where it is empty."""
    return str(text).strip() or BLANK


def day_said(day: Any) -> str:
    """2026年11月30日, or blanks to fill in."""
    return f"{day.year}年{day.month}月{day.day}日" if day else DAY_BLANK
