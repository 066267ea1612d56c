"""Workbooks that people upload: how large, what they really are, what they would change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from sites.base import Language, Text
from sites.book import SiteBook
from sites.errors import Refused
from sites.ledger import Ledger
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


class _SeenEnough(Exception):
    """Ends an act that shall leave nothing behind."""


def plain_name(name: str) -> str:
    """An upload's name for people to read; it never becomes a path."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[-LONGEST_NAME:] or "upload"


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
        path = Path(own) / f"upload{ending}"
        _copy(content, path)
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
    with suppress(_SeenEnough), ledger.act(who, why, f"read {name}") as act:
        is_foreign = file.mark is not None and file.mark.ledger != act.ledger_id
        nouns = ("officers", "sites", "companies", "items")
        names = labels(SiteBook(**{noun: act.rows(noun) for noun in nouns}))
        reports = take_in(act, file, name, sheets)
        if dry_run:
            raise _SeenEnough
    names = {**names, **labels(file.book)}
    lines = (*warning_lines(file.book, lang), *merge_lines(reports, names, lang))
    return Taken(reports, lines, is_foreign)
