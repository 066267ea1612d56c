"""Pictures embedded in a sheet, with the cell each begins in; read part by part, never rendered."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from sites.base import Text
from sites.findings_reading.told import Picture
from sites.reading.findings import Findings, Spot
from sites.reading.xlsx_parts import no_doctype

LARGEST_BYTES, MOST_PICTURES = 10_000_000, 500
"""A phone's photo takes 5 MB; a file with more is not a tracker any more."""

MEDIA = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
"""Kinds of pictures by their first bytes; the name of a part is not believed."""

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    ValueError,
    OSError,
)
_WHOLE = re.compile(r"\d{1,7}")


@dataclass
class _Anchor:
    """Where a picture begins, counted from 0, and the id of its relation."""

    row: int = 0
    column: int = 0
    relation: str = ""


def pictures_in(path: Path, findings: Findings) -> tuple[Picture, ...]:
    """Return the pictures of a workbook in the order of its sheets; damaged ones are warned about.

    A picture that is too large, and what comes after very many, is a fault.
    """
    found: list[Picture] = []
    try:
        with zipfile.ZipFile(path) as archive:
            for picture in _pictures(archive, path.name, findings):
                found.append(picture)
                if len(found) > MOST_PICTURES:
                    _fault(path.name, f"{len(found)}", f"{MOST_PICTURES}", findings)
                    break
    except _DAMAGE:
        findings.warn(f"{path.name}中的图片读不出来", f"pictures in {path.name} cannot be read")
    return tuple(found)


def _fault(name: str, found: str, most: str, findings: Findings) -> None:
    findings.fault(
        Spot(name),
        Text(zh=f"图片过多或过大（{found}）", en=f"too many or too large pictures ({found})"),
        Text(zh=f"不超过{most}", en=f"at most {most}"),
    )


def _pictures(archive: zipfile.ZipFile, name: str, findings: Findings) -> Iterator[Picture]:
    root = _relation(archive, "", "officeDocument") or "xl/workbook.xml"
    parts = _relations(archive, root)
    for sheet, id in _sheets(archive, root):
        part = parts.get(id, ("", ""))[1]
        for kind, drawing in _relations(archive, part).values() if part else ():
            if kind == "drawing":
                media = _relations(archive, drawing)
                for anchor in _anchors(archive, drawing):
                    target = media.get(anchor.relation, ("", ""))[1]
                    yield from _read(archive, sheet, anchor, target, name, findings)


def _read(
    archive: zipfile.ZipFile,
    sheet: str,
    anchor: _Anchor,
    part: str,
    name: str,
    findings: Findings,
) -> Iterator[Picture]:
    if not part or part not in archive.namelist():
        return
    size = archive.getinfo(part).file_size
    if size > LARGEST_BYTES:
        _fault(name, f"{size // 1_000_000} MB", f"{LARGEST_BYTES // 1_000_000} MB", findings)
        return
    content = archive.read(part)
    kind = next((kind for head, kind in MEDIA.items() if content.startswith(head)), "")
    if kind:
        short = posixpath.basename(part)
        yield Picture(sheet, anchor.row + 1, anchor.column + 1, short, kind, content)


def _sheets(archive: zipfile.ZipFile, root: str) -> list[tuple[str, str]]:
    """Name and relation of each sheet."""
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            ids = [v for k, v in attributes.items() if _local(k) == "id"]
            found.append((attributes.get("name", ""), ids[0] if ids else ""))

    _parse(archive, root, start)
    return found


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → kind and part of everything that a part refers to inside the file."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    if rels in archive.namelist():
        _parse(archive, rels, start)
    return found


def _relation(archive: zipfile.ZipFile, part: str, kind: str) -> str:
    return next((p for k, p in _relations(archive, part).values() if k == kind), "")


def _anchors(archive: zipfile.ZipFile, part: str) -> list[_Anchor]:
    found: list[_Anchor] = []
    state = {"from": False, "word": ""}
    here = _Anchor()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal here
        name = _local(tag)
        if name in ("oneCellAnchor", "twoCellAnchor"):
            here = _Anchor()
        elif name == "from":
            state["from"] = True
        elif name == "blip":
            ids = [v for k, v in attributes.items() if _local(k) == "embed"]
            found.append(_Anchor(here.row, here.column, ids[0] if ids else ""))
        state["word"] = name

    def end(tag: str) -> None:
        if _local(tag) == "from":
            state["from"] = False
        state["word"] = ""

    def text(data: str) -> None:
        if state["from"] and state["word"] in ("row", "col") and _WHOLE.fullmatch(data.strip()):
            setattr(here, "row" if state["word"] == "row" else "column", int(data))

    _parse(archive, part, start, end, text)
    return found


def _parse(archive: zipfile.ZipFile, part: str, start: object, *more: object) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = start  # type: ignore[assignment]
    if more:
        parser.EndElementHandler, parser.CharacterDataHandler = more  # type: ignore[assignment]
    parser.buffer_text = True
    with archive.open(part) as stream:
        parser.ParseFile(stream)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
