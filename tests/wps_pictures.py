"""Puts pictures inside cells of a workbook as WPS does: DISPIMG, and a part of its own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

STORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
    'spreadsheetDrawing" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData">{}</etc:cellImages>'
)
ONE = (
    '<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{n}" name="{id}" descr="微信图片"/>'
    '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>'
    '<a:blip r:embed="rId{n}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr/>'
    "</xdr:pic></etc:cellImage>"
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
OF_WPS = "http://www.wps.cn/officeDocument/2020/cellImage"


def formula(id: str) -> str:
    """What a cell says."""
    return f'=DISPIMG("{id}",1)'


def put_in_cells(path: Path, pictures: Mapping[str, bytes]) -> Path:
    """Rewrite a workbook whose cells say ``formula(id)`` as WPS would have saved it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
        parts[name] = _as_wps_says(parts[name].decode()).encode()
    numbered = list(enumerate(pictures.items(), start=1))
    ones = "".join(ONE.format(n=n, id=id) for n, (id, _) in numbered)
    parts["xl/cellimages.xml"] = STORE.format(ones).encode()
    leads = (
        f'<Relationship Id="rId{n}" Type="{IMAGE}" Target="media/cell{n}.png"/>'
        for n, _ in numbered
    )
    parts["xl/_rels/cellimages.xml.rels"] = RELATIONS.format("".join(leads)).encode()
    parts |= {f"xl/media/cell{n}.png": content for n, (_, content) in numbered}
    own = f'<Relationship Id="rId99" Type="{OF_WPS}" Target="cellimages.xml"/></Relationships>'
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", own).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _as_wps_says(sheet: str) -> str:
    """openpyxl writes a formula without its value; WPS writes both, and its own prefix."""
    made = re.compile(r'<c r="(\w+)"([^>]*?)><f>(DISPIMG\([^<]*\))</f><v\s*/?>(?:</v>)?</c>')
    return made.sub(r'<c r="\1"\2 t="str"><f>_xlfn.\3</f><v>=\3</v></c>', sheet)
