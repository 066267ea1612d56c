"""The parts of an .xlsx that lead to its pictures: what refers to what, never rendered."""

from __future__ import annotations

import posixpath
import zipfile
from xml.parsers import expat

from sites.reading.xlsx_parts import no_doctype


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → kind and part of everything that a part refers to inside the file."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    if rels in archive.namelist():
        parse(archive, rels, start)
    return found


def relation(archive: zipfile.ZipFile, part: str, kind: str) -> str:
    """The first part of a kind that a part refers to, or nothing."""
    return next((p for k, p in relations(archive, part).values() if k == kind), "")


def parse(archive: zipfile.ZipFile, part: str, start: object, *more: object) -> None:
    """Run through a part; ``start`` hears elements begin, ``more`` hear their ends and texts."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = no_doctype
    parser.StartElementHandler = start  # type: ignore[assignment]
    if more:
        parser.EndElementHandler, parser.CharacterDataHandler = more  # type: ignore[assignment]
    parser.buffer_text = True
    with archive.open(part) as stream:
        parser.ParseFile(stream)


def local(tag: str) -> str:
    """An element's or attribute's name without its prefix."""
    return tag.rpartition(":")[2]
