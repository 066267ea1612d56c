"""Puts pictures inside cells of a workbook as Excel does (放置在单元格中, Place in Cell).

A cell shows ``#VALUE!`` to who does not know; its ``vm`` counts the value metadata from 1, those
lead to a rich value, whose structure says that its first number counts the relations to media.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MS = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEADS = (
    (f"{OFFICE}/sheetMetadata", "metadata.xml"),
    (
        "http://schemas.microsoft.com/office/2022/10/relationships/richValueRel",
        "richData/richValueRel.xml",
    ),
    (
        "http://schemas.microsoft.com/office/2017/06/relationships/rdRichValue",
        "richData/rdrichvalue.xml",
    ),
    (
        "http://schemas.microsoft.com/office/2017/06/relationships/rdRichValueStructure",
        "richData/rdrichvaluestructure.xml",
    ),
)
STRUCTURES = (
    f'{HEAD}<rvStructures xmlns="{MS}" count="2"><s t="_error"><k n="errorType" t="i"/></s>'
    '<s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s>'
    "</rvStructures>"
)
ERROR = "#VALUE!"
"""What a cell says that is to hold a picture."""


def place_in_cells(path: Path, *pictures: bytes | None) -> Path:
    """Rewrite a workbook: its ``#VALUE!`` cells in their order show the pictures.

    None is an error that Excel itself explains with a rich value, and no picture. ``b""`` is a
    picture whose media another program dropped.
    """
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    numbers = iter(range(1, len(pictures) + 1))
    for name in sorted(n for n in parts if n.startswith("xl/worksheets/sheet")):
        parts[name] = re.sub(
            r'<c (r="\w+"[^>]*?) t="e"><v>#VALUE!</v></c>',
            lambda cell: f'<c {cell[1]} t="e" vm="{next(numbers)}"><v>#VALUE!</v></c>',
            parts[name].decode(),
        ).encode()
    parts |= {name: text.encode() for name, text in _rich(pictures).items()}
    kept = [p for p in pictures if p is not None]
    parts |= {f"xl/media/placed{n}.png": content for n, content in enumerate(kept, 1) if content}
    leads = "".join(
        f'<Relationship Id="rIdX{n}" Type="{kind}" Target="{to}"/>'
        for n, (kind, to) in enumerate(LEADS)
    )
    own = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = own.replace(
        "</Relationships>", f"{leads}</Relationships>"
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _rich(pictures: tuple[bytes | None, ...]) -> dict[str, str]:
    count, values, image = len(pictures), "", 0
    for content in pictures:
        if content is None:
            values += '<rv s="0"><v>8</v></rv>'
        else:
            values += f'<rv s="1"><v>{image}</v><v>5</v></rv>'
            image += 1
    blocks = "".join(
        '<bk><extLst><ext uri="{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}">'
        f'<xlrd:rvb i="{n}"/></ext></extLst></bk>'
        for n in range(count)
    )
    cells = "".join(f'<bk><rc t="2" v="{n}"/></bk>' for n in range(count))
    rels = "".join(f'<rel r:id="rId{n + 1}"/>' for n in range(image))
    leads = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/image" Target="../media/placed{n}.png"/>'
        for n in range(1, image + 1)
    )
    return {
        "xl/metadata.xml": (
            f'{HEAD}<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:xlrd="{MS}"><metadataTypes count="2"><metadataType name="XLDAPR"/>'
            '<metadataType name="XLRICHVALUE"/></metadataTypes>'
            '<futureMetadata name="XLDAPR" count="1"><bk/></futureMetadata>'
            f'<futureMetadata name="XLRICHVALUE" count="{count}">{blocks}</futureMetadata>'
            '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>'
            f'<valueMetadata count="{count}">{cells}</valueMetadata></metadata>'
        ),
        "xl/richData/rdrichvalue.xml": f'{HEAD}<rvData xmlns="{MS}">{values}</rvData>',
        "xl/richData/rdrichvaluestructure.xml": STRUCTURES,
        "xl/richData/richValueRel.xml": (
            f'{HEAD}<richValueRels xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/'
            f'richvaluerel" xmlns:r="{OFFICE}">{rels}</richValueRels>'
        ),
        "xl/richData/_rels/richValueRel.xml.rels": (
            f'{HEAD}<Relationships xmlns="{RELATIONS}">{leads}</Relationships>'
        ),
    }
