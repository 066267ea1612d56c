"""The figures of the summary: how many hazards were found, closed, are late, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from exports.tracker.hint import is_due_soon, is_overdue
from sites.book import Hazard, SiteBook
from sites.liable import companies_together, liable_company

UNDER_WAY = ("open", "recheck", "moved", "paused")


class Figures(NamedTuple):
    """Counts of one group of hazards; ``label`` is empty where the ledger leaves it blank."""

    label: str
    found: int
    closed: int
    under_way: int
    overdue: int
    due_soon: int

    @property
    def rate(self) -> float | None:
        """整改率 = 已销号 ÷ 发现; None where nothing was found."""
        return self.closed / self.found if self.found else None


def count(label: str, hazards: Iterable[Hazard], today: date) -> Figures:
    """Count one group of hazards as of a day."""
    group = tuple(hazards)
    return Figures(
        label=label,
        found=len(group),
        closed=sum(h.state == "closed" for h in group),
        under_way=sum(h.state in UNDER_WAY for h in group),
        overdue=sum(is_overdue(h, today) for h in group),
        due_soon=sum(is_due_soon(h, today) for h in group),
    )


def count_by(
    hazards: Sequence[Hazard], label: Callable[[Hazard], str], today: date
) -> tuple[Figures, ...]:
    """Count by label; what is most under way comes first, the blank label last."""
    groups: dict[str, list[Hazard]] = {}
    for hazard in hazards:
        groups.setdefault(label(hazard), []).append(hazard)
    figures = (count(name, group, today) for name, group in groups.items())
    return tuple(sorted(figures, key=lambda f: (not f.label, -f.under_way, -f.found, f.label)))


def site_name(book: SiteBook) -> Callable[[Hazard], str]:
    """Name of a hazard's site: by its id, else the text found in the ledger."""
    names = {site.id: site.name for site in book.sites}
    return lambda hazard: names.get(hazard.site, hazard.site)


def company_name(hazards: Sequence[Hazard], book: SiteBook) -> Callable[[Hazard], str]:
    """Full name of the company liable (整改责任单位), whatever name the ledger uses for it.

    Short forms that nobody listed are named behind it.
    """
    full, listed = companies_together(hazards, book), liable_company(book)
    short: dict[str, dict[str, None]] = {}
    for hazard in hazards:
        if listed(hazard) != full(hazard):
            short.setdefault(full(hazard), {})[listed(hazard)] = None

    def label(hazard: Hazard) -> str:
        name = full(hazard)
        return f"{name}（{'、'.join(sorted(short[name]))}）" if name in short else name

    return label


def body_name(hazard: Hazard) -> str:
    """The body that ordered the correction (责令主体)."""
    return hazard.body


def grade(hazard: Hazard) -> str:
    """Its grade (隐患等级), as the office wrote it."""
    return hazard.grade
