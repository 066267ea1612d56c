"""From a street's book to the frozen Round of one week: needs_due, make_round, bundle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from constraints import RULES
from constraints._settings import rule_numbers
from scheduler.bundle import bundle
from sites.base import Language, Text
from sites.book import SiteBook
from sites.calendar import WorkCalendar
from sites.clock import china_today
from sites.draw import read_audit, read_skips, with_predraw
from sites.earlier import told, with_earlier
from sites.errors import BookError, Fault
from sites.make_round import make_round
from sites.needs import needs_due, today_of
from sites.planned import PlannedVisit
from sites.reading import read_book
from sites.round import Round
from sites.weeks import parse_day, parse_week


def book_from(path: Path, column_map: Path | None = None, lang: Language = "zh") -> SiteBook:
    """Read a workbook, and see that its rule numbers can be used.

    Raises
    ------
    BookError
        With every fault of the workbook.
    """
    return read_book(path, column_map, lang, faults_of_rules)


def prepare(
    book: SiteBook,
    *,
    week: str | None = None,
    today: str | None = None,
    draw: Path | None = None,
    earlier: Sequence[PlannedVisit] = (),
) -> tuple[SiteBook, Round]:
    """Return the book and the round of the week asked for.

    Without ``week`` it is the week after the real today; with it, "today" is the book's
    截至日期, so that an example gives the same plan in any year. ``today`` overrides both.
    ``draw`` is the audit of a 预抽 of that week, whose sites and people are planned. ``earlier`` is
    what plans of weeks before have promised (`sites.earlier`); the book returned is without it.

    Raises
    ------
    BookError
        With every fault of the rules, or of the audit, or if ``earlier`` is not.
    WeekError
        If ``week`` or ``today`` cannot be understood.
    """
    book, first, last = dated_book(book, week, today)
    if draw is not None:
        audit = read_audit(draw)
        book = with_predraw(book, audit, read_skips(draw, audit), first)
    return book, round_of(book, first, last, earlier)


def dated_book(
    book: SiteBook, week: str | None = None, today: str | None = None
) -> tuple[SiteBook, date, date]:
    """Return the book as of "today", and the first and last day of the week, as `prepare` does."""
    now = _today(book, week, today)
    dated = book.but(settings=book.settings.but(today=now))
    return dated, *parse_week(week or "下周", now)


def round_like(round: Round, book: SiteBook) -> tuple[Round, tuple[Text, ...]]:
    """Return the round of the same week from the book as it is now, and what changed.

    Raises
    ------
    BookError
        With every fault of the rules.
    """
    predrawn = (task for task in round.draws if task.origin == "predraw")
    draws = (*book.draws, *(task for task in predrawn if task not in book.draws))
    dated = book.but(settings=book.settings.but(today=round.today), draws=draws)
    now = round_of(dated, round.first_day, round.last_day, round.earlier)
    if now.book_digest == round.book_digest:
        return now, ()
    return now, (
        Text(
            zh="工作簿在排班之后改动过，按改动后的内容核对。",
            en="The workbook has changed since the plan was made; it is judged as it is now.",
        ),
    )


def faults_of_rules(book: SiteBook) -> tuple[Fault, ...]:
    """What is wrong with 规则 and the overrides, so that it is told with all the other faults."""
    try:
        rule_numbers(book, RULES)
    except BookError as error:
        return error.faults
    return ()


def _today(book: SiteBook, week: str | None, today: str | None) -> date:
    if today:
        return parse_day(today, book.settings.today or china_today())
    if week and book.settings.today:
        return book.settings.today
    return china_today()


def round_of(
    book: SiteBook, first: date, last: date, earlier: Sequence[PlannedVisit] = ()
) -> Round:
    """The round of the days from ``first`` to ``last``, with its visit slots.

    ``earlier`` is what weeks before have promised and the book does not record yet.
    """
    if earlier:
        return _after(book, first, last, tuple(earlier))
    numbers = rule_numbers(book, RULES)
    calendar = WorkCalendar(book.day_marks)
    needs = needs_due(book, calendar, first, last)
    bare = make_round(book, calendar, first, last, needs, (), params=numbers)
    return bundle(bare, RULES.values())


def _after(book: SiteBook, first: date, last: date, earlier: tuple[PlannedVisit, ...]) -> Round:
    """The round of a week that follows what other plans have promised."""
    today = today_of(book, first)
    round = round_of(with_earlier(book, earlier, first, today), first, last)
    return round.but(earlier=earlier, warnings=(*told(book, earlier, today), *round.warnings))
