"""Workbooks that people upload: how large, what they really are, what they would change."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from sites.base import Language, Text
from sites.book import SiteBook
from sites.errors import BookError, Fault, Refused
from sites.ledger import Act, Ledger, Rows
from sites.merging import MergeReport
from sites.reading.guard import MAX_FILE_BYTES, kind_of

ENDINGS = (".xlsx", ".xls", ".et", ".ods", ".csv")
LONGEST_NAME = 80
_PART = 1 << 20


class Taken(NamedTuple):
    """What a workbook did to the ledger, or would do, and what was assumed when it was read."""

    reports: tuple[MergeReport, ...]
    lines: tuple[str, ...]
    is_foreign: bool


class Dropped(NamedTuple):
    """A file that waits; ``shown`` is what the person calls it."""

    path: Path
    shown: str

    def renamed(self, line: str) -> str:
        """A line about the file in the person's name for it."""
        return line.replace(self.path.name, self.shown)


class _SeenEnough(Exception):
    """Ends an act that shall leave nothing behind."""


@contextmanager
def trying(
    ledger: Ledger, who: str, source: str, why: str = "", *, on: date | None = None, dry: bool
) -> Iterator[Act]:
    """One act; where it is ``dry`` it leaves nothing behind."""
    with suppress(_SeenEnough), ledger.act(who, why, source, on=on) as act:
        yield act
        if dry:
            raise _SeenEnough


def names_in(rows: Rows) -> dict[str, str]:
    """What people, sites, companies and items of the ledger are called, by id."""
    from exports.ledger_words import labels

    nouns = ("officers", "sites", "companies", "items")
    return labels(SiteBook(**{noun: rows.rows(noun) for noun in nouns}))


def zipped(folder: Path) -> bytes:
    """All files of a folder as one archive, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return out.getvalue()


def plain_name(name: str) -> str:
    """An upload's name for people to read; it never becomes a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[-LONGEST_NAME:] or "upload"


@contextmanager
def in_their_names(files: Sequence[Dropped]) -> Iterator[None]:
    """Faults that are raised in the block carry people's names for the files."""
    try:
        yield
    except BookError as error:
        raise BookError([_fault(fault, files) for fault in error.faults]) from None


def renamed(line: str, files: Sequence[Dropped]) -> str:
    """A line about files in people's names for them."""
    for file in files:
        line = file.renamed(line)
    return line


def _fault(fault: Fault, files: Sequence[Dropped]) -> Fault:
    def words(text: Text) -> Text:
        return Text(zh=renamed(text.zh, files), en=renamed(text.en, files))

    sheet = renamed(fault.sheet, files)
    return fault.but(sheet=sheet, found=words(fault.found), expected=words(fault.expected))


@contextmanager
def kept(content: BinaryIO, name: str, folder: Path) -> Iterator[Path]:
    """A file of our own naming with what was uploaded, gone when the block ends.

    Raises
    ------
    Refused
        If it is too large, or has the ending of no workbook.
    BookError
        If its content is no workbook, damaged, encrypted or a bomb.
    """
    ending = Path(plain_name(name)).suffix.lower()
    if ending not in ENDINGS:
        said = "、".join(ENDINGS)
        raise Refused(Text(zh=f"只收工作簿：{said}", en=f"workbooks only: {', '.join(ENDINGS)}"))
    with TemporaryDirectory(dir=folder) as own:
        path = Path(own) / f"upload-{secrets.token_hex(4)}{ending}"
        _copy(content, path)
        with in_their_names([Dropped(path, plain_name(name))]):
            kind_of(path)
            yield path


def _copy(content: BinaryIO, path: Path) -> None:
    size = 0
    with path.open("xb") as file:
        while part := content.read(_PART):
            size += len(part)
            if size > MAX_FILE_BYTES:
                most = MAX_FILE_BYTES // 1_000_000
                raise Refused(Text(zh=f"文件超过{most}MB", en=f"the file is over {most} MB"))
            file.write(part)


def taken(
    ledger: Ledger,
    path: Path,
    name: str,
    *,
    who: str,
    why: str = "",
    drop: Collection[str] = (),
    dry_run: bool = False,
    lang: Language = "zh",
) -> Taken:
    """Read a workbook into the ledger as ``inspect-once read`` does; ``dry_run``: only look.

    Raises
    ------
    BookError
        With every fault of the workbook; then nothing is written.
    """
    from exports.ledger_words import labels
    from exports.merging import merge_lines
    from exports.summary import warning_lines
    from scheduler.prepare import faults_of_rules
    from sites.ledger.intake import dropped_sheets, take_in, without_twins
    from sites.reading import read_whole

    sheets = dropped_sheets(drop)
    file = read_whole(path, None, lang, faults_of_rules)
    file = file._replace(book=without_twins(file.book, lang))
    reports: tuple[MergeReport, ...] = ()
    names: Mapping[str, str] = {}
    is_foreign = False
    with trying(ledger, who, f"read {name}", why, dry=dry_run) as act:
        is_foreign = file.mark is not None and file.mark.ledger != act.ledger_id
        names = names_in(act)
        reports = take_in(act, file, name, sheets)
    names = {**names, **labels(file.book)}
    lines = (*warning_lines(file.book, lang), *merge_lines(reports, names, lang))
    return Taken(reports, lines, is_foreign)
