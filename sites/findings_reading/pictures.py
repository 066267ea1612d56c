"""Pictures embedded in a sheet, with the cell each begins in; read part by part, never rendered."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from sites.base import Text
from sites.findings_reading.cell_pictures import cell_pictures
from sites.findings_reading.picture_parts import local, parse, relation, relations
from sites.findings_reading.told import Picture
from sites.reading.findings import Findings, Spot
from sites.reading.grids import Grid, address

LARGEST_BYTES, MOST_PICTURES, MOST_BYTES = 10_000_000, 500, 100_000_000
"""A phone's photo takes 5 MB; a file with more is not a tracker any more. A picture that stands in
several cells counts in each: the ledger keeps it for each of their hazards."""

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


def pictures_in(path: Path, grids: Iterable[Grid], findings: Findings) -> tuple[Picture, ...]:
    """Return the pictures of a workbook in the order of its sheets; damaged ones are warned about.

    Those that lie over a cell come first, then those that WPS or Excel put inside of one (``grids``
    say where). A picture that is too large, and what comes after very many, is a fault.
    """
    found: list[Picture] = []
    try:
        with zipfile.ZipFile(path) as archive:
            size = 0
            for picture in _pictures(archive, grids, path.name, findings):
                found.append(picture)
                size += len(picture.content)
                if len(found) > MOST_PICTURES or size > MOST_BYTES:
                    most = f"{MOST_PICTURES}, {MOST_BYTES // 1_000_000} MB"
                    _fault(path.name, f"{len(found)}, {size // 1_000_000} MB", most, findings)
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


def _pictures(
    archive: zipfile.ZipFile, grids: Iterable[Grid], name: str, findings: Findings
) -> Iterator[Picture]:
    yield from _over_cells(archive, name, findings)
    known = cell_pictures(archive)
    for grid in grids:
        for (row, column), id in sorted(grid.pictures.items()):
            anchor = _Anchor(row - 1, column - 1)
            part = id if "/" in id else known.get(id, "")
            found = list(_read(archive, grid.name, anchor, part, name, findings))
            yield from found
            if not found:
                at = f"{name} {grid.name}!{address(row, column)}"
                findings.warn(
                    f"{at}：单元格里的图片已不在文件里，未登记（用别的软件另存会丢失单元格里的图片）",
                    f"{at}: the picture in this cell is no longer in the file; it is not kept",
                )


def _over_cells(archive: zipfile.ZipFile, name: str, findings: Findings) -> Iterator[Picture]:
    root = relation(archive, "", "officeDocument") or "xl/workbook.xml"
    parts = relations(archive, root)
    for sheet, id in _sheets(archive, root):
        part = parts.get(id, ("", ""))[1]
        for kind, drawing in relations(archive, part).values() if part else ():
            if kind == "drawing":
                media = relations(archive, drawing)
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
        if local(tag) == "sheet":
            ids = [v for k, v in attributes.items() if local(k) == "id"]
            found.append((attributes.get("name", ""), ids[0] if ids else ""))

    parse(archive, root, start)
    return found


def _anchors(archive: zipfile.ZipFile, part: str) -> list[_Anchor]:
    found: list[_Anchor] = []
    state = {"from": False, "word": ""}
    here = _Anchor()

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal here
        name = local(tag)
        if name in ("oneCellAnchor", "twoCellAnchor"):
            here = _Anchor()
        elif name == "from":
            state["from"] = True
        elif name == "blip":
            ids = [v for k, v in attributes.items() if local(k) == "embed"]
            found.append(_Anchor(here.row, here.column, ids[0] if ids else ""))
        state["word"] = name

    def end(tag: str) -> None:
        if local(tag) == "from":
            state["from"] = False
        state["word"] = ""

    def text(data: str) -> None:
        if state["from"] and state["word"] in ("row", "col") and _WHOLE.fullmatch(data.strip()):
            setattr(here, "row" if state["word"] == "row" else "column", int(data))

    parse(archive, part, start, end, text)
    return found
