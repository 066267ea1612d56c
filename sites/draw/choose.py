"""The draw itself: a book, a week and a seed give one audit, always the same."""

from __future__ import annotations

from datetime import date

from sites.book import Colour, SiteBook
from sites.calendar import WorkCalendar
from sites.draw.audit import Audit, Numbers, SiteRow, digest_of
from sites.draw.eligible import candidate_needs, site_row
from sites.draw.people import Crowd
from sites.draw.ranks import count
from sites.make_round import make_round
from sites.needs.view import BookView

COLOURS: tuple[Colour, ...] = ("red", "yellow", "green")


def draw(book: SiteBook, first: date, last: date, seed: int) -> Audit:
    """Return the draw of a week, both days included; the order of the book's rows is no matter.

    Every site of the book is in the audit, eligible or excluded; the people of a body are told for
    the sites drawn.
    """
    calendar = WorkCalendar(book.day_marks)
    view = BookView(book, calendar, first, last)
    round = make_round(book, calendar, first, last, tuple(candidate_needs(view)))
    sites = sorted(book.sites, key=lambda s: s.id)
    crowd = Crowd(round, seed)
    rows = tuple(site_row(view, crowd, site) for site in sites)
    numbers = numbers_of(book)
    audit = Audit(
        numbers=numbers,
        seed=seed,
        street=book.settings.street,
        today=view.today,
        first_day=first,
        last_day=last,
        book_digest=book.digest,
        sites=_chosen(rows, numbers),
    )
    return audit.but(digest=digest_of(audit))


def numbers_of(book: SiteBook) -> Numbers:
    """Return the numbers of 设置 that the draw uses."""
    settings = book.settings
    return Numbers(
        percent={c: getattr(settings, f"draw_percent_{c}") for c in COLOURS},
        days={c: getattr(settings, f"draw_days_{c}") for c in COLOURS},
        people=settings.draw_people,
        exempt=tuple(sorted(settings.draw_exempt)),
    )


def _chosen(rows: tuple[SiteRow, ...], numbers: Numbers) -> tuple[SiteRow, ...]:
    """The rows with the first of each colour drawn; of the others the people are left out."""
    drawn: set[str] = set()
    for colour in COLOURS:
        own = [r for r in rows if r.colour == colour and r.excluded is None]
        ranked = sorted(own, key=lambda r: (r.rank, r.site))
        drawn |= {r.site for r in ranked[: count(len(own), numbers.percent[colour])]}
    return tuple(r.but(drawn=True) if r.site in drawn else _without_people(r) for r in rows)


def _without_people(row: SiteRow) -> SiteRow:
    bare = (b if b.excluded else b.but(officers=(), no_authority=()) for b in row.bodies)
    return row.but(bodies=tuple(bare))
