"""Reads a street's workbook: .xlsx, .xls, .et, .ods or a folder of CSV, into a ``SiteBook``.

The files of this package follow a cell's way in: ``guard`` and ``opening`` (is it safe, what is
it), ``xlsx``/``calamine``/``csvs`` (cells), ``tables``/``headings``/``lines`` (rows under a
heading), ``columns``/``cells``/``moments`` (values), ``references`` (ids), ``assemble`` (models).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sites.base import Language, Text
from sites.book import Hazard, SiteBook
from sites.errors import BookError, Fault

if TYPE_CHECKING:
    from sites.reading.mark import Mark

__all__ = ["BookError", "WholeFile", "read_book", "read_hazards", "read_ledger", "read_whole"]


Judge = Callable[[SiteBook], Iterable[Fault]]
"""Finds faults that only the rules know; sees what could be read, faulty rows left out."""


class WholeFile(NamedTuple):
    """A workbook with what a merge must know of it.

    ``given`` tells the fields that each of its sheets has (by the book's field), ``mark`` the
    ledger that wrote it, if one did, ``folder`` where it lies (`sites.reading.mark.folder_of`),
    if people keep it there.
    """

    book: SiteBook
    given: Mapping[str, frozenset[str]]
    mark: Mark | None
    folder: str = ""


def read_book(
    path: Path,
    column_map: Path | None = None,
    lang: Language = "zh",
    judge: Judge = lambda book: (),
) -> SiteBook:
    """Read a workbook, a CSV file or a folder of CSV files.

    ``column_map`` is a TOML file that says which foreign sheet feeds which of ours (see
    ``docs/column-map.md``). ``lang`` does not change what is read, only which names of sheets
    and columns the messages prefer. What ``judge`` finds is told with the reader's own faults.

    Raises
    ------
    BookError
        With every fault of the input, each with its sheet, cell, what was found and expected.
    """
    return read_whole(path, column_map, lang, judge).book


def read_whole(
    path: Path,
    column_map: Path | None = None,
    lang: Language = "zh",
    judge: Judge = lambda book: (),
) -> WholeFile:
    """Read a workbook as `read_book` does, with what a merge must know of it."""
    from sites.reading.assemble import assemble
    from sites.reading.column_map import mapped_tables
    from sites.reading.findings import Findings
    from sites.reading.guard import kind_of
    from sites.reading.lines import fields_of
    from sites.reading.mark import mark_of
    from sites.reading.opening import digest_of, read_grids
    from sites.reading.tables import read_tables

    findings = Findings()
    path = Path(path)
    grids = read_grids(path)
    digest = digest_of(path)
    if kind_of(path) == "calamine":
        findings.warn(
            "旧格式或其他格式的工作簿看不出错误值和未计算的公式，建议另存为 .xlsx",
            "in a workbook that is no .xlsx error cells and uncalculated formulas look blank",
        )
    if column_map is None:
        tables = read_tables(grids, findings)
    else:
        tables, digest = mapped_tables(Path(column_map), grids, digest, findings)
    given = {key: fields_of(lines) for key, lines in tables.items()}
    book = assemble(tables, findings, digest, lang, judge)
    return WholeFile(book, given, mark_of(path, grids))


def read_hazards(path: Path) -> tuple[tuple[Hazard, ...], tuple[Text, ...]]:
    """Read a hazard ledger alone, as it is: its hazards, and what was assumed.

    Raises
    ------
    BookError
        When the file cannot be opened, or no sheet of it has a column for the hazard's text.
    """
    from sites.reading.assemble import ledger_alone
    from sites.reading.opening import read_grids

    return ledger_alone(read_grids(Path(path)))


def read_ledger(path: Path, lang: Language = "zh") -> SiteBook:
    """Read a street's workbook, or a hazard ledger alone: a book with nothing but its hazards.

    Raises
    ------
    BookError
        As `read_book` does if the file has a sheet of sites (工地), else as `read_hazards`.
    """
    from sites.reading.opening import digest_of, read_grids
    from sites.reading.tables import sheet_key

    path = Path(path)
    if any(sheet_key(grid.name) == "sites" for grid in read_grids(path)):
        return read_book(path, lang=lang)
    hazards, warnings = read_hazards(path)
    return SiteBook(hazards=hazards, warnings=warnings, digest=digest_of(path))
