"""The mark of a workbook that a ledger wrote: which ledger, and how far its events went then."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.parsers import expat

from sites.base import Frozen
from sites.reading.grids import Grid
from sites.reading.guard import kind_of
from sites.reading.xlsx_parts import no_doctype
from sites.vocabulary import fold

SHEETS = ("技术信息", "Technical")
PROPERTY = "inspect-once"
"""Name of the document property; the sheet says it too, for programs that lose properties."""

_MARK = re.compile(r"inspect-once:([0-9a-f]{16})@(\d{1,15})")
_PART = "docProps/custom.xml"


class Mark(Frozen):
    """Id of a ledger, and the number of its last event when it wrote the file."""

    ledger: str
    seq: int

    def __str__(self) -> str:
        """As it stands in a file."""
        return f"inspect-once:{self.ledger}@{self.seq}"


def folder_of(path: Path) -> str:
    """The mark of the folder a file lies in: tells folders apart, and not what they are called."""
    return hashlib.sha256(str(path.resolve().parent).encode()).hexdigest()[:12]


def mark_in(text: str) -> Mark | None:
    """The mark that a text holds, or None."""
    match = _MARK.search(text)
    return Mark(ledger=match[1], seq=int(match[2])) if match else None


def mark_of(path: Path, grids: Iterable[Grid]) -> Mark | None:
    """The mark of a file that was read into grids: of its technical sheet, else its property."""
    named = {fold(name) for name in SHEETS}
    for grid in grids:
        if fold(grid.name) in named:
            for _, row in sorted(grid.rows.items()):
                for value in row.values():
                    if isinstance(value, str) and (mark := mark_in(value)):
                        return mark
    return _of_properties(path) if kind_of(path) == "xlsx" else None


def _of_properties(path: Path) -> Mark | None:
    """A damaged part is no mark: nothing else depends on it."""
    texts: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = no_doctype
    parser.CharacterDataHandler = texts.append
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PART) as stream:
            parser.ParseFile(stream)
    except (KeyError, ValueError, OSError, expat.ExpatError, zipfile.BadZipFile):
        return None
    return mark_in("".join(texts))
