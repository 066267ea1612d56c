"""Finds the heading row of a sheet, wherever it stands and in whatever order its columns are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sites.reading.grids import Grid
from sites.vocabulary import IGNORED, PRIVATE, Sheet, bare_heading, fold, fold_heading

ROWS_SEARCHED = 40
_SEVERAL = ("list", "lines", "refs", "dates", "choices")


@dataclass(frozen=True)
class Headings:
    """Where a table's data start and what its columns are.

    ``first`` and ``last`` are the heading's rows; ``fields`` maps column → field, ``unknown``
    column → heading as typed, ``private`` are the headings skipped for privacy.
    """

    first: int
    last: int
    fields: dict[int, str]
    unknown: dict[int, str]
    private: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """How many different fields were recognised."""
        return len(set(self.fields.values()))

    @cached_property
    def first_columns(self) -> dict[str, int]:
        """Field → its first column."""
        return {name: column for column, name in sorted(self.fields.items(), reverse=True)}

    def column_of(self, field: str) -> int | None:
        """The first column of a field, or None."""
        return self.first_columns.get(field)


def find_headings(grid: Grid, sheet: Sheet) -> Headings | None:
    """Return the best heading of a sheet, one row or two, or None where nothing matches.

    A group heading over two rows counts as 上下 joined (频次 over 红) or by its lower word.
    """
    best: Headings | None = None
    for row in sorted(grid.rows)[:ROWS_SEARCHED]:
        for texts, last in ((_single(grid, row), row), (_double(grid, row), row + 1)):
            found = _match(sheet, texts, row, last)
            if found.score and (best is None or found.score > best.score):
                best = found
    return best


def is_private(heading: object) -> bool:
    """Whether a column holds identity numbers, which are never stored."""
    folded = fold(heading)
    return any(word in folded for word in PRIVATE)


def _single(grid: Grid, row: int) -> dict[int, list[str]]:
    """Column → its heading, also when that is merged down from the row above."""
    texts = {c: [str(v)] for c, v in grid.rows.get(row, {}).items()}
    for first, left, last, _ in grid.merges:
        if first < row <= last and left not in texts and left in grid.rows.get(first, {}):
            texts[left] = [str(grid.rows[first][left])]
    return texts


def _double(grid: Grid, row: int) -> dict[int, list[str]]:
    """Column → the spellings that a heading over two rows may have."""
    upper, lower = grid.rows.get(row, {}), grid.rows.get(row + 1, {})
    texts: dict[int, list[str]] = {}
    group = ""
    for column in sorted({*upper, *lower}):
        group = str(upper.get(column, group))
        if column in lower:
            word = str(lower[column])
            texts[column] = [f"{group}{word}", f"{word}{group}", word]
        else:
            texts[column] = [group]
    return texts


def _match(sheet: Sheet, texts: dict[int, list[str]], first: int, last: int) -> Headings:
    claims: dict[str, list[tuple[int, int]]] = {}
    unknown: dict[int, str] = {}
    private: list[str] = []
    for column, spellings in sorted(texts.items()):
        if any(is_private(text) for text in spellings):
            private.append(spellings[-1])
        elif known := _known(sheet, spellings):
            claims.setdefault(known[0], []).append((known[1], column))
        elif fold_heading(spellings[-1]) not in IGNORED:
            unknown[column] = " ".join(spellings[-1].split())
    fields = dict(_settled(sheet, claims))
    lost = {c for several in claims.values() for _, c in several} - fields.keys()
    unknown |= {column: " ".join(texts[column][-1].split()) for column in lost}
    return Headings(first, last, fields, dict(sorted(unknown.items())), tuple(private))


def _known(sheet: Sheet, spellings: list[str]) -> tuple[str, int] | None:
    for spell in (fold_heading, bare_heading):
        for text in spellings:
            if known := sheet.headings.get(spell(text)):
                return known
    return None


def _settled(sheet: Sheet, claims: dict[str, list[tuple[int, int]]]) -> Iterator[tuple[int, str]]:
    """Each column's field: a list takes all its columns, else the most official heading wins."""
    for field, several in claims.items():
        columns = [column for _, column in sorted(several)]
        taken = sorted(columns) if sheet.column(field).type in _SEVERAL else columns[:1]
        yield from ((column, field) for column in taken)
