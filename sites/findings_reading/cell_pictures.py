"""Pictures that WPS puts inside a cell (嵌入单元格): the cell says DISPIMG("ID_…",1).

``xl/cellimages.xml`` names each id (``cNvPr name``) with a relation (``blip embed``), its
relations lead to the media. Excel does not know the function; LibreOffice drops the part.
"""

from __future__ import annotations

import zipfile

from sites.findings_reading.picture_parts import local, parse, relation, relations

MOST = 5_000
"""Ids that are looked at; the media behind them are counted where they are used."""


def cell_pictures(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return id → part of its media, of all pictures in cells; none where the part is not there."""
    part = _store(archive)
    if not part:
        return {}
    media = {id: target for id, (_, target) in relations(archive, part).items()}
    return {id: media[embed] for id, embed in _named(archive, part).items() if embed in media}


def _store(archive: zipfile.ZipFile) -> str:
    """The part, wherever the workbook says that it is; WPS writes it in one case or the other."""
    root = relation(archive, "", "officeDocument") or "xl/workbook.xml"
    found = [
        p for kind, p in relations(archive, root).values() if kind.lower().startswith("cellimage")
    ]
    names = set(archive.namelist())
    found += [name for name in sorted(names) if name.lower() == "xl/cellimages.xml"]
    return next((part for part in found if part in names), "")


def _named(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Id → relation, as the part lists them."""
    found: dict[str, str] = {}
    state = {"id": ""}

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "cellImage":
            state["id"] = ""
        elif name == "cNvPr":
            state["id"] = attributes.get("name", "")
        elif name == "blip" and state["id"] and len(found) < MOST:
            ids = [v for k, v in attributes.items() if local(k) == "embed"]
            found.setdefault(state["id"], ids[0] if ids else "")

    parse(archive, part, start)
    return found
