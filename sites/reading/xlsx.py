"""Reads .xlsx in one pass over its XML, about ten times as fast as openpyxl's cells.

openpyxl hides what a reader must tell: formulas that were never calculated, merged cells in
read-only mode, the digits of a number as stored. It is still asked what is a date.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from xml.parsers import expat

from sites.reading.grids import (
    MAX_CELLS,
    MAX_ROWS,
    Grid,
    Odd,
    Value,
    picture_in,
    place,
    too_big,
)
from sites.reading.guard import broken
from sites.reading.rich_values import placed_pictures
from sites.reading.xlsx_parts import Parts, no_doctype, open_parts, unescape

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    ValueError,
    OSError,  # a directory that points before the file's beginning
)


def read_xlsx(path: Path) -> tuple[Grid, ...]:
    """Read every visible or hidden sheet, in the workbook's order.

    Raises
    ------
    BookError
        When the archive or its XML is damaged, or a sheet is unbearably long.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = open_parts(archive)
            placed = placed_pictures(archive)
            return tuple(
                _SheetPass(name, parts, placed).read(archive, at) for name, at in parts.sheets
            )
    except _DAMAGE as e:
        if hasattr(e, "faults"):
            raise
        raise broken() from e


@dataclass
class _Here:
    """The cell being read."""

    row: int = 0
    column: int = 0
    type: str = ""
    style: int = 0
    formula: str | None = None
    shown: str | None = None
    rich: str = ""


class _SheetPass:
    """One streaming pass over one worksheet part."""

    def __init__(self, name: str, parts: Parts, placed: Mapping[str, str]):
        self.grid = Grid(name)
        self.parts, self.placed = parts, placed
        self.here = _Here()
        self.count = 0
        self.text: list[str] | None = None
        self.phonetic = False
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._row,
            "c": self._cell,
            "f": self._listen,
            "v": self._listen,
            "t": self._listen,
            "rPh": self._phonetic,
            "mergeCell": self._merge,
        }
        self.ends: dict[str, Callable[[], None]] = {
            "f": self._end_formula,
            "v": self._end_shown,
            "t": self._end_shown,
            "rPh": self._end_phonetic,
            "c": self._end_cell,
        }

    def read(self, archive: zipfile.ZipFile, part: str) -> Grid:
        """Parse the part and return its grid."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = no_doctype
        with archive.open(part) as stream:
            parser.ParseFile(stream)
        return self.grid

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        handler = self.starts.get(tag) or self.starts.get(tag.rpartition(":")[2])
        if handler:
            handler(attributes)

    def _end(self, tag: str) -> None:
        handler = self.ends.get(tag) or self.ends.get(tag.rpartition(":")[2])
        if handler:
            handler()

    def _characters(self, text: str) -> None:
        if self.text is not None and not self.phonetic:
            self.text.append(text)

    def _row(self, attributes: dict[str, str]) -> None:
        self.here = _Here(row=int(attributes.get("r") or self.here.row + 1))

    def _cell(self, attributes: dict[str, str]) -> None:
        at = place(attributes.get("r", "")) or (max(self.here.row, 1), self.here.column + 1)
        kind, style = attributes.get("t", "n"), int(attributes.get("s") or 0)
        self.here = _Here(*at, kind, style, rich=attributes.get("vm", ""))

    def _listen(self, _: dict[str, str]) -> None:
        self.text = []

    def _phonetic(self, _: dict[str, str]) -> None:
        self.phonetic = True

    def _end_phonetic(self) -> None:
        self.phonetic = False

    def _end_formula(self) -> None:
        self.here.formula = "".join(self.text or ())
        self.text = None

    def _end_shown(self) -> None:
        if not self.phonetic:
            self.here.shown = (self.here.shown or "") + "".join(self.text or ())
        self.text = None

    def _end_cell(self) -> None:
        here = self.here
        picture = self.placed.get(here.rich) if here.type == "e" else None
        value = self._value()
        if value is None and picture is None:
            return
        self.count += 1
        if picture is not None:
            self.grid.pictures[here.row, here.column] = picture
        elif value is not None:
            self.grid.put(here.row, here.column, value)
        if self.count > MAX_CELLS or len(self.grid.rows) > MAX_ROWS:
            raise too_big(self.grid.name)

    def _value(self) -> Value | None:
        here = self.here
        if here.formula and picture_in(here.formula):
            return here.formula
        if not here.shown:
            formula_only = here.formula is not None and here.type != "str"
            return Odd("formula", f"={here.formula}") if formula_only else None
        if here.type == "s":
            return self.parts.strings[int(here.shown)]
        if here.type in ("str", "inlineStr"):
            return unescape(here.shown)
        if here.type == "e":
            return Odd("error", here.shown)
        if here.type == "b":
            return here.shown.strip() == "1"
        if here.type == "d":
            return datetime.fromisoformat(here.shown)
        return self._number(here.shown)

    def _number(self, shown: str) -> Value:
        number = float(shown)
        if self.here.style in self.parts.date_styles:
            moment = self._moment(number)
            if moment is not None:
                return moment
        if shown.isdecimal():
            return int(shown)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _moment(self, serial: float) -> datetime | time | timedelta | None:
        from openpyxl.utils.datetime import from_excel

        with suppress(ValueError, OverflowError, TypeError):
            moment: datetime | time | timedelta = from_excel(serial, self.parts.epoch)
            return moment
        return None

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        start, end = place(first), place(last or first)
        if start and end:
            self.grid.merges.append((*start, *end))
