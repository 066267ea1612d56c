"""Pictures that Excel puts inside a cell (放置在单元格中): the cell itself says ``#VALUE!``.

Its ``vm`` counts, from 1, the ``valueMetadata`` of ``metadata.xml``; that names a type and a
``rvb`` of its ``futureMetadata``; this counts a rich value, whose structure ``_localImage`` says
which of its numbers counts the relations that lead to the media ([MS-XLSX], rich data).
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from xml.parsers import expat

from sites.reading.xlsx_parts import local, parse_part, relations_of, target_of

GONE = "/"
"""Where a picture was placed whose media the file does not hold; no part has this name."""

_Element = tuple[str, dict[str, str]]


def placed_pictures(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return ``vm`` → part of its media, or `GONE`, of all pictures that stand inside cells.

    Damaged parts hold none: their cells stay the errors that they show.
    """
    root = target_of(archive, "", "officeDocument") or "xl/workbook.xml"
    parts = {kind: part for _, kind, part in relations_of(archive, root)}
    try:
        values = _value_of_vm(archive, parts["sheetMetadata"])
        relation_of = _relation_of_value(
            archive, parts["rdRichValue"], parts["rdRichValueStructure"]
        )
        media = _media(archive, parts.get("richValueRel", ""))
    except (KeyError, IndexError, ValueError, expat.ExpatError):
        return {}
    pictures = {vm: relation_of[value] for vm, value in values.items() if value in relation_of}
    return {vm: media.get(relation, GONE) for vm, relation in pictures.items()}


def _elements(archive: zipfile.ZipFile, part: str) -> list[_Element]:
    """Every element in its order, by its name without the prefix."""
    found: list[_Element] = []
    parse_part(archive, part, lambda tag, attributes: found.append((tag, attributes)))
    return found


def _value_of_vm(archive: zipfile.ZipFile, part: str) -> dict[str, int]:
    """``vm`` → number of its rich value, counted from 0."""
    types: list[str] = []
    future: dict[str, list[int]] = defaultdict(list)
    found: dict[str, int] = {}
    inside, name, count = "", "", 0
    for tag, attributes in _elements(archive, part):
        if tag in ("futureMetadata", "cellMetadata", "valueMetadata"):
            inside, name = tag, attributes.get("name", "")
        elif tag == "metadataType":
            types.append(attributes.get("name", ""))
        elif tag == "bk" and inside == "futureMetadata":
            future[name].append(-1)
        elif tag == "rvb" and inside == "futureMetadata":
            future[name][-1] = int(attributes["i"])
        elif tag == "bk" and inside == "valueMetadata":
            count += 1
        elif tag == "rc" and inside == "valueMetadata":
            kind = types[int(attributes["t"]) - 1]
            if kind == "XLRICHVALUE":
                found[str(count)] = future[kind][int(attributes["v"])]
    return found


def _relation_of_value(archive: zipfile.ZipFile, part: str, structures: str) -> dict[int, int]:
    """Number of a rich value that is a picture → number of its relation, both from 0."""
    where: list[int] = []  # of each structure: which of its keys counts the relation; -1 if none
    keys = 0
    for tag, attributes in _elements(archive, structures):
        if tag == "s":
            where.append(-1)
            keys = 0
        elif tag == "k":
            if attributes.get("n") == "_rvRel:LocalImageIdentifier":
                where[-1] = keys
            keys += 1
    found: dict[int, int] = {}
    for number, (structure, values) in enumerate(_values(archive, part)):
        if where[structure] >= 0:
            found[number] = int(values[where[structure]])
    return found


def _values(archive: zipfile.ZipFile, part: str) -> list[tuple[int, list[str]]]:
    """Structure and contents of each rich value."""
    found: list[tuple[int, list[str]]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "rv":
            found.append((int(attributes["s"]), []))
        elif tag == "v":
            found[-1][1].append("")

    def text(data: str) -> None:
        if found and found[-1][1]:
            found[-1][1][-1] += data.strip()

    parse_part(archive, part, start, text)
    return found


def _media(archive: zipfile.ZipFile, part: str) -> dict[int, str]:
    """Number of a relation → the part it leads to, if the file holds it."""
    if part not in archive.NameToInfo:
        return {}
    targets = {id: to for id, _, to in relations_of(archive, part) if to in archive.NameToInfo}
    ids = [
        next((v for k, v in attributes.items() if local(k) == "id"), "")
        for tag, attributes in _elements(archive, part)
        if tag == "rel"
    ]
    return {number: targets[id] for number, id in enumerate(ids) if id in targets}
