"""The parts of an .xlsx around its sheets: their names, shared strings, styles and epoch."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.parsers import expat

_Start = Callable[[str, dict[str, str]], None]


@dataclass(frozen=True)
class Parts:
    """What the sheets need: (name, part) of each, strings, cell styles that are dates, epoch."""

    sheets: tuple[tuple[str, str], ...]
    strings: tuple[str, ...]
    date_styles: frozenset[int]
    epoch: datetime


def open_parts(archive: zipfile.ZipFile) -> Parts:
    """Read the parts.

    Raises
    ------
    KeyError, ExpatError, ValueError
        When a part is absent or damaged; the caller says so in plain words.
    """
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    root = target_of(archive, "", "officeDocument") or "xl/workbook.xml"
    sheets, is_1904 = _workbook(archive, root)
    strings = target_of(archive, root, "sharedStrings")
    styles = target_of(archive, root, "styles")
    return Parts(
        sheets=sheets,
        strings=_strings(archive, strings) if strings else (),
        date_styles=_date_styles(archive, styles) if styles else frozenset(),
        epoch=MAC_EPOCH if is_1904 else WINDOWS_EPOCH,
    )


def no_doctype(*_: object) -> None:
    """Refuse a document type: no workbook has one, every entity bomb does."""
    raise ValueError("document type declared")


def local(tag: str) -> str:
    """An element's or attribute's name without its prefix."""
    return tag.rpartition(":")[2]


def parse_part(
    archive: zipfile.ZipFile, part: str, start: _Start, text: Callable[[str], None] | None = None
) -> None:
    """Run through a part; ``start`` hears elements begin by their local names."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = lambda tag, attributes: start(local(tag), attributes)
    if text is not None:
        parser.CharacterDataHandler = text
    with archive.open(part) as stream:
        parser.ParseFile(stream)


def relations_of(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Each relation of a part: id, kind, and the part it leads to."""
    folder, name = posixpath.split(part)
    found: list[dict[str, str]] = []
    at = posixpath.join(folder, "_rels", f"{name}.rels")
    if at in archive.NameToInfo:
        parse_part(archive, at, lambda tag, a: found.append(a) if tag == "Relationship" else None)
    for relation in found:
        target = posixpath.normpath(posixpath.join("/", folder, relation["Target"]))
        yield relation["Id"], relation["Type"].rpartition("/")[2], target.lstrip("/")


def target_of(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    """The first part of a kind that a part leads to."""
    return next((to for _, k, to in relations_of(archive, part) if k == kind), None)


def _workbook(archive: zipfile.ZipFile, root: str) -> tuple[tuple[tuple[str, str], ...], bool]:
    targets = {key: to for key, kind, to in relations_of(archive, root) if kind == "worksheet"}
    sheets: list[tuple[str, str]] = []
    epochs: list[bool] = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            keys = (value for name, value in attributes.items() if name.endswith(":id"))
            sheets.extend((attributes["name"], targets[k]) for k in keys if k in targets)
        elif tag == "workbookPr":
            epochs.append(attributes.get("date1904", "0") in ("1", "true"))

    parse_part(archive, root, start)
    return tuple(sheets), epochs[-1]


def _strings(archive: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    """Shared strings in their order; rich text joined, phonetic hints left out."""
    strings: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            pieces.clear()
        elif name in inside:
            inside[name] = True

    def end(tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            strings.append(unescape("".join(pieces)))
        elif name in inside:
            inside[name] = False

    def characters(text: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(text)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    return tuple(strings)


def _date_styles(archive: zipfile.ZipFile, part: str) -> frozenset[int]:
    """Numbers of the cell styles whose number format shows a date or a time."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    own: dict[int, str] = {}
    used: list[int] = []
    inside = {"cellXfs": False}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            own[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            inside["cellXfs"] = tag == "cellXfs"
        elif tag == "xf" and inside["cellXfs"]:
            used.append(int(attributes.get("numFmtId", "0")))

    parse_part(archive, part, start)
    east_asian = {*range(27, 37), *range(50, 59)}
    return frozenset(
        style
        for style, number in enumerate(used)
        if number in east_asian or is_date_format(own.get(number) or BUILTIN_FORMATS.get(number))
    )


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Return text with Excel's ``_x000D_`` escapes resolved.

    >>> unescape("a_x000A_b")
    'a\\nb'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
