"""Where a command's book comes from: the workbook that was named, else the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commands._words import LANG

if TYPE_CHECKING:
    from sites.base import Text
    from sites.book import SiteBook
    from sites.errors import Fault
    from sites.ledger import Ledger, Rows
    from sites.planned import PlannedVisit


def ledger_there(place: str) -> Ledger:
    """The ledger, which must be there and have sites; else a sentence tells both ways."""
    from sites.errors import BookError
    from sites.ledger import open_ledger
    from sites.ledger.place import is_url

    if not is_url(place) and not Path(place).exists():
        raise BookError([_neither(place)])
    ledger = open_ledger(place, make=False)
    with ledger.reading() as rows:
        if not rows.count("sites"):
            raise BookError([_neither(place)])
    return ledger


def _neither(place: str) -> Fault:
    from sites.base import Text
    from sites.errors import Fault
    from sites.ledger.place import named

    return Fault(
        found=Text(
            zh=f"没有给出工作簿，台账（{named(place)}）也没有或是空的",
            en=f"no workbook, and no ledger ({named(place)}) or an empty one",
        ),
        expected=Text(
            zh="命令后写上工作簿文件名，或先用 inspect-once read 把工作簿读入台账",
            en="a workbook's name after the command, or one read with inspect-once read before",
        ),
    )


def site_book(book: Path | None, ledger: str, column_map: Path | None = None) -> SiteBook:
    """The book of a workbook, or what the ledger holds where none is named: for planning."""
    if book is not None:
        from scheduler.prepare import book_from

        return book_from(book, column_map, LANG)
    with ledger_there(ledger).reading() as rows:
        from sites.clock import china_today

        return rows.book_for_planning(rows.settings.today or china_today())


def whole_book(ledger: str) -> SiteBook:
    """All that the ledger holds, every closed hazard with it."""
    with ledger_there(ledger).reading() as rows:
        return rows.book()


def promises(
    book: Path | None,
    ledger: str,
    after: Path | None,
    of: SiteBook,
    week: str | None,
    today: str | None,
) -> tuple[tuple[PlannedVisit, ...], tuple[Text, ...]]:
    """What earlier weeks promised, and what to tell of it: ``--after``, or the ledger's plans."""
    if after is not None:
        from scheduler.outlook import week_before

        return week_before(after)
    if book is not None:
        return (), ()
    from scheduler.prepare import dated_book
    from sites.ledger.promised import promised
    from sites.needs import today_of

    dated, first, _ = dated_book(of, week, today)
    with ledger_there(ledger).reading() as rows:
        return promised(rows, first, today_of(dated, first)), ()


def names_in(rows: Rows) -> dict[str, str]:
    """What people, sites, companies and items of the ledger are called, by id."""
    from exports.ledger_words import labels
    from sites.book import SiteBook

    nouns = ("officers", "sites", "companies", "items")
    return labels(SiteBook(**{noun: rows.rows(noun) for noun in nouns}))
