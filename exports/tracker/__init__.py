"""tracker.xlsx: the ledger of hazards with every human column, its figures, what is overdue, and
a page for each company."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sites.base import Language
from sites.book import Hazard, SiteBook

__all__ = ["write_tracker"]


def write_tracker(
    path: Path, hazards: Sequence[Hazard], book: SiteBook, today: date, lang: Language = "zh"
) -> None:
    """Write the ledger, its summary, what is overdue and the companies' pages as of ``today``.

    Hazards keep the order they come in. Everything but 序号 and 提示 is read back as it was.
    ``book`` gives the names of sites and companies and who signs; its own hazards are not used.
    Of a ledger's book the file carries the mark: edited, it is merged with what came since.
    """
    from exports.style import add_mark, new_book
    from exports.tracker.companies import add_companies
    from exports.tracker.ledger import add_ledger
    from exports.tracker.overdue import add_overdue
    from exports.tracker.summary import add_summary
    from sites.vocabulary import SHEETS

    workbook = new_book(book.settings.street + SHEETS["hazards"].name(lang))
    names = {site.id: site.name for site in book.sites}
    named = [h.but(site=names.get(h.site, h.site)) for h in hazards]
    add_ledger(workbook, named, book.settings, today, lang)
    add_summary(workbook, hazards, book, today, lang)
    add_overdue(workbook, hazards, book, today, lang)
    add_companies(workbook, hazards, book, today, lang)
    if book.mark:
        add_mark(workbook, book.mark)
    workbook.save(path)
