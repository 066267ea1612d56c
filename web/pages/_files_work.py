"""What the page of files does, without a browser: the commands' own calls, previews rolled back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from sites.base import Language, Text
from sites.errors import BookError, Fault, Refused
from sites.ledger import Act
from sites.reading import WholeFile
from web.desk import WRITERS, Desk, Office
from web.dialogs.window import see_allowed
from web.findings_in import Wish
from web.findings_in import recorded as record_in
from web.uploads import Dropped, in_their_names, names_in

CHANGED = Text(
    zh="预览以后台账又有变动，请重新预览再确认",
    en="the ledger has changed since the preview; look at a new one first",
)


FOREIGN = Text(
    zh="注意：这份表由另一份台账导出，按普通工作簿读入。",
    en="Note: another ledger wrote this file; it is read like any workbook.",
)
DOUBTFUL = ("{}处疑似重复，请到“待决定”逐条认定", "{} may be doubles: decide them under To decide")


class Preview(NamedTuple):
    """What an upload would do: lines for people, the ledger's head then, sheets that lack rows."""

    lines: tuple[str, ...]
    head: int
    lacking: tuple[str, ...] = ()


class _SeenEnough(Exception):
    """Ends an act that shall leave nothing behind."""


@contextmanager
def acting(desk: Desk, source: str, why: str, head: int | None) -> Iterator[Act]:
    """One act; with a ``head`` for good, if the ledger still stands there, else rolled back.

    Raises
    ------
    Refused
        If the person may not, or the ledger has moved on.
    """
    see_allowed(desk, *WRITERS)
    with suppress(_SeenEnough), desk.office.ledger.act(desk.person.name, why, source) as act:
        if head is not None and act.head[0] != head:
            raise Refused(CHANGED)
        yield act
        if head is None:
            raise _SeenEnough


class Book(NamedTuple):
    """A workbook that was read whole, and what the person calls it."""

    file: WholeFile
    shown: str


def read_books(
    files: Sequence[Dropped], column_map: Path | None, lang: Language
) -> tuple[Book, ...]:
    """Read workbooks whole; raises `BookError` with the faults of all of them.

    Their faults carry the person's names for them.
    """
    from scheduler.prepare import faults_of_rules
    from sites.ledger.intake import without_twins
    from sites.reading import read_whole

    found, faults = [], []
    for one in files:
        try:
            with in_their_names([one]):
                file = read_whole(one.path, column_map, lang, faults_of_rules)
                file = file._replace(book=without_twins(file.book, lang))
                found.append(Book(file, one.shown))
        except BookError as error:
            faults += [_of(fault, one.shown, many=len(files) > 1) for fault in error.faults]
    if faults:
        raise BookError(faults)
    return tuple(found)


def _of(fault: Fault, shown: str, many: bool) -> Fault:
    return fault.but(sheet=f"{shown} {fault.sheet}".strip()) if many else fault


def merged(
    desk: Desk, books: Sequence[Book], drop: Sequence[str], why: str, head: int | None
) -> Preview:
    """What ``inspect-once read`` does with workbooks, one after the other, in one act.

    Without a ``head`` only as a preview.
    """
    lines: list[str] = []
    lacking: list[str] = []
    names = " ".join(book.shown for book in books)
    with acting(desk, f"read {names}", why, head) as act:
        before = act.head[0]
        for book in books:
            lines += [f"【{book.shown}】"] if len(books) > 1 else []
            told, noun_names = _taken(act, book, drop, desk.lang)
            lines += told
            lacking += noun_names
    return Preview(tuple(_plain(line) for line in lines), before, tuple(dict.fromkeys(lacking)))


def _taken(
    act: Act, book: Book, drop: Sequence[str], lang: Language
) -> tuple[list[str], list[str]]:
    """What one workbook changes, in lines; and the nouns of which it lacks rows."""
    from exports.ledger_words import labels
    from exports.merging import merge_lines
    from exports.summary import warning_lines
    from sites.ledger.intake import take_in

    file, names = book.file, names_in(act)
    foreign = file.mark is not None and file.mark.ledger != act.ledger_id
    reports = take_in(act, file, book.shown, drop)
    lines = [*warning_lines(file.book, lang), *([FOREIGN.in_(lang)] if foreign else [])]
    lines += merge_lines(reports, {**names, **labels(file.book)}, lang)
    return lines, [r.noun for r in reports if r.missing or r.dropped]


def matched(desk: Desk, dropped: Dropped, site: str, head: int | None) -> Preview:
    """What ``inspect-once match`` does with another ledger; without a ``head`` only a look."""
    from exports.matching import comparison_lines, taken_lines
    from sites.ledger.matching import compare, take
    from sites.reading import read_ledger

    with in_their_names([dropped]):
        other = read_ledger(dropped.path, desk.lang)
    with acting(desk, f"match {dropped.shown}", "", head) as act:
        before, found = act.head[0], compare(act, other, site)
        lines = list(comparison_lines(found, desk.lang))
        if head is not None:
            taken = take(act, found, dropped.shown)
            lines = list(taken_lines(taken._replace(doubts=()), desk.lang))
            if taken.doubts:
                lines.append(desk.t(*DOUBTFUL).format(len(taken.doubts)))
    return Preview(tuple(lines), before)


def recorded(
    desk: Desk, files: Sequence[Dropped], wish: Wish, today: date, head: int | None
) -> Preview:
    """What ``inspect-once record`` does with files; without a ``head`` only as a preview."""
    names = " ".join(sorted(file.shown for file in files))
    act = acting(desk, f"record {names}", "", head)
    return Preview(*record_in(act, files, wish, today, desk.lang))


def _plain(line: str) -> str:
    """Without the command line's hint: the page has a field for it."""
    return line.split("；要删请加 --drop")[0].split("; --drop")[0]


def decide_conflict(desk: Desk, id: str, take: Literal["file", "ledger"], why: str) -> bool:
    """Settle one conflict in the person's name."""
    from sites.ledger.conflicts import resolve

    see_allowed(desk, *WRITERS)
    with desk.office.ledger.act(desk.person.name, why, "resolve") as act:
        resolve(act, id, take)
    return True


def decide_doubt(desk: Desk, id: str, same: bool, why: str) -> bool:
    """Say whether two rows are one, in the person's name."""
    from sites.ledger.matching import decide

    see_allowed(desk, *WRITERS)
    with desk.office.ledger.act(desk.person.name, why, f"same {id} {same}") as act:
        decide(act, id, same)
    return True


def whole_book(office: Office, without_personal: bool, lang: Language) -> bytes:
    """The whole workbook of the ledger."""
    from exports.book import write_site_book
    from sites.ledger.intake import BOOK_NOUNS, mark_now

    with office.ledger.reading() as rows:
        book, mark = rows.book(), mark_now(rows)
    without = {noun.name: noun.private for noun in BOOK_NOUNS} if without_personal else {}
    return made("book.xlsx", lambda path: write_site_book(path, book, mark, lang, without))


def tracker(office: Office, today: date, lang: Language) -> bytes:
    """The tracker of the ledger's hazards."""
    from exports.tracker import write_tracker

    book = office.book()
    return made("t.xlsx", lambda path: write_tracker(path, book.hazards, book, today, lang))


def backup_of(desk: Desk) -> bytes:
    """A copy of the whole ledger, for the administrator only."""
    from sites.ledger.backup import backup

    see_allowed(desk, "admin")
    return made("backup.sqlite", lambda path: backup(desk.office.ledger, path))


def made(name: str, write: Callable[[Path], None]) -> bytes:
    """The content of a file that is written for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()
