"""Big, far, broken and hostile files: left aside with a warning, or refused in one sentence."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from grids_on_disk import SHEET, least, read, rewrite, with_cell

from sites.errors import BookError
from sites.reading import read_book
from sites.reading.guard import MAX_UNPACKED_BYTES

RANDOM_CHECK = Path("/work/shared/real/zhejiang_random_check")


def refusal(path: Path) -> str:
    with pytest.raises(BookError) as error:
        read_book(path)
    assert len(error.value.faults) == 1
    return error.value.faults[0].in_("zh")


# -- big and far -----------------------------------------------------------------------------


def test_one_far_cell_is_left_aside_with_a_warning(tmp_path: Path) -> None:
    far = b'<c r="XFD1048576"><v>1</v></c>'
    book = read_book(rewrite(least(tmp_path), SHEET, with_cell(far, b' r="1048576"')))
    assert len(book.sites) == 2
    assert any("XFD1048576" in w.zh for w in book.warnings)


def test_content_far_below_the_table_is_left_aside(tmp_path: Path) -> None:
    far = b'<c r="A900000" t="inlineStr"><is><t>x</t></is></c>'
    book = read_book(rewrite(least(tmp_path), SHEET, with_cell(far, b' r="900000"')))
    assert len(book.sites) == 2
    assert any("A900000" in w.zh for w in book.warnings)


def test_a_sheet_that_claims_a_million_rows(tmp_path: Path) -> None:
    def claim(xml: bytes) -> bytes:
        start = xml.index(b"<dimension")
        end = xml.index(b"/>", start)
        return xml[:start] + b'<dimension ref="A1:XFD1048576"' + xml[end:]

    assert len(read_book(rewrite(least(tmp_path), SHEET, claim)).sites) == 2


def test_a_sheet_with_more_rows_than_a_street_has(tmp_path: Path) -> None:
    rows = b"".join(b"<row><c><v>1</v></c></row>" for _ in range(100_001))
    path = rewrite(
        least(tmp_path), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    assert "100000行" in refusal(path)


def test_a_200_column_sheet_reads_and_says_what_it_left(tmp_path: Path) -> None:
    head = ["工地名称", *(f"其他{k}" for k in range(199))]
    book = read(tmp_path, 工地=[head, ["甲", *range(199)]])
    assert [s.name for s in book.sites] == ["甲"]
    assert any("199列" in w.zh for w in book.warnings)


# -- refused ---------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(MAX_UNPACKED_BYTES // 1_000_000 + 1):
                part.write(b" " * 1_000_000)
    assert path.stat().st_size < 1_000_000
    assert "压缩炸弹" in refusal(path)


def test_entities_in_xml_are_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    path = rewrite(least(tmp_path), SHEET, lambda xml: bomb + xml[xml.index(b"<worksheet") :])
    assert "损坏" in refusal(path)


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    assert "加密" in refusal(path)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_a_truncated_workbook(tmp_path: Path, share: float) -> None:
    path = least(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "损坏" in refusal(path)


def test_a_workbook_with_a_damaged_part(tmp_path: Path) -> None:
    path = rewrite(least(tmp_path), SHEET, lambda xml: xml[: len(xml) // 2])
    assert "损坏" in refusal(path)


def test_flipped_bytes_never_give_a_traceback(tmp_path: Path) -> None:
    path = least(tmp_path)
    whole = path.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 120)):
        path.write_bytes(whole[:at] + struct.pack("B", whole[at] ^ 0xFF) + whole[at + 1 :])
        with suppress(BookError):
            read_book(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [(10, 99), (10, 14), (10, 12), (10, 0xFF08), (8, 0x20), (8, 0x40)],
)
def test_a_part_packed_as_no_workbook_is(tmp_path: Path, field: int, value: int) -> None:
    path = least(tmp_path)
    whole = bytearray(path.read_bytes())
    entry = whole.rindex(b"PK\x01\x02")
    struct.pack_into("<H", whole, entry + field, value)
    path.write_bytes(whole)
    assert "损坏" in refusal(path)


def test_flipped_bytes_of_the_directory_never_give_a_traceback(tmp_path: Path) -> None:
    path = least(tmp_path)
    whole = path.read_bytes()
    start = whole.rindex(b"PK\x01\x02")
    for at in range(start, len(whole)):
        path.write_bytes(whole[:at] + struct.pack("B", whole[at] ^ 0xFF) + whole[at + 1 :])
        with suppress(BookError):
            read_book(path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.xlsx", b'<?xml version="1.0"?><Workbook/>', "改了扩展名"),
        ("a.xls", b"<html><table></table></html>", "改了扩展名"),
        ("a.xlsx", b"hello", "不是表格文件"),
        ("a.csv", b"\xff\xfe\x00\x81\x00\xff", "GB18030"),
        ("a.csv", b"\x81", "GB18030"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert says in refusal(tmp_path / name)


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    assert "打不开" in refusal(tmp_path / "none.xlsx")


def test_an_empty_folder(tmp_path: Path) -> None:
    assert ".csv" in refusal(tmp_path)


def test_a_disguised_xml_spreadsheet_is_told_apart() -> None:
    path = RANDOM_CHECK / "双随机抽查名单_478家_XML表格伪装xlsx.xlsx"
    if not path.exists():
        pytest.skip("the shared real files are not here")
    assert "另存为 .xlsx" in refusal(path)
