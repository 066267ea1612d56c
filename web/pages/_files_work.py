"""What the page of files does, without a browser: the commands' own calls, previews rolled back."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from sites.base import Language, Text
from sites.errors import BookError, Fault, Refused
from sites.ledger import Act, Rows
from sites.reading import WholeFile
from web.desk import WRITERS, Desk, Office
from web.dialogs.window import see_allowed
from web.pages._files_uploads import Dropped

CHANGED = Text(
    zh="预览以后台账又有变动，请重新预览再确认",
    en="the ledger has changed since the preview; look at a new one first",
)


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


def read_file(dropped: Dropped, column_map: Path | None, lang: Language) -> WholeFile:
    """Read a workbook whole; its faults carry the person's name for it."""
    from scheduler.prepare import faults_of_rules
    from sites.ledger.intake import without_twins
    from sites.reading import read_whole

    with _in_their_name(dropped):
        file = read_whole(dropped.path, column_map, lang, faults_of_rules)
        return file._replace(book=without_twins(file.book, lang))


def merged(
    desk: Desk, file: WholeFile, shown: str, drop: Sequence[str], why: str, head: int | None
) -> Preview:
    """What ``inspect-once read`` does with a workbook; without a ``head`` only as a preview."""
    from exports.ledger_words import labels
    from exports.merging import merge_lines
    from exports.summary import warning_lines
    from sites.ledger.intake import take_in

    with acting(desk, f"read {shown}", why, head) as act:
        before, names = act.head[0], names_in(act)
        foreign = file.mark is not None and file.mark.ledger != act.ledger_id
        reports = take_in(act, file, shown, drop)
    other = Text(
        zh="注意：这份表由另一份台账导出，按普通工作簿读入。",
        en="Note: another ledger wrote this file; it is read like any workbook.",
    )
    lines = [*warning_lines(file.book, desk.lang), *([other.in_(desk.lang)] if foreign else [])]
    lines += merge_lines(reports, {**names, **labels(file.book)}, desk.lang)
    lacking = tuple(r.noun for r in reports if r.missing or r.dropped)
    return Preview(tuple(_plain(line) for line in lines), before, lacking)


def recorded(
    desk: Desk, dropped: Dropped, column_map: Path | None, correct: bool, accept: bool, today: date,
    head: int | None,
) -> Preview:  # fmt: skip
    """What ``inspect-once record`` does with a file; without a ``head`` only as a preview."""
    from sites.findings_reading import read_files
    from sites.ledger.recording import record
    from sites.reading.findings import Findings

    findings = Findings()
    with _in_their_name(dropped):
        found = read_files((dropped.path,), column_map, findings)
        for file in found:
            if not file.pages:  # pages know their pictures by the file's name
                file.name = dropped.shown
        with acting(desk, f"record {dropped.shown}", "", head) as act:
            before = act.head[0]
            told = record(act, found, findings, today=today, correct=correct, accept=accept)
            lines = tuple(dropped.renamed(line.in_(desk.lang)) for line in told.lines())
    return Preview(lines, before)


@contextmanager
def _in_their_name(dropped: Dropped) -> Iterator[None]:
    try:
        yield
    except BookError as error:
        raise BookError([_renamed(fault, dropped) for fault in error.faults]) from None


def _renamed(fault: Fault, dropped: Dropped) -> Fault:
    def words(text: Text) -> Text:
        return Text(zh=dropped.renamed(text.zh), en=dropped.renamed(text.en))

    sheet = dropped.renamed(fault.sheet)
    return fault.but(sheet=sheet, found=words(fault.found), expected=words(fault.expected))


def _plain(line: str) -> str:
    """Without the command line's hint: the page has a field for it."""
    return line.split("；要删请加 --drop")[0].split("; --drop")[0]


def names_in(rows: Rows) -> dict[str, str]:
    """What people, sites, companies and items of the ledger are called, by id."""
    from exports.ledger_words import labels
    from sites.book import SiteBook

    nouns = ("officers", "sites", "companies", "items")
    return labels(SiteBook(**{noun: rows.rows(noun) for noun in nouns}))


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


def zipped(folder: Path) -> bytes:
    """All files of a folder as one archive, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return out.getvalue()
