"""What a file really is, judged before anything opens it: kind, size, bombs, encryption."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from sites.base import Text
from sites.errors import BookError
from sites.reading.findings import refuse

FileKind = Literal["xlsx", "calamine", "csv", "folder"]

MAX_FILE_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_RATIO = 100
RATIO_MATTERS_FROM_BYTES = 10_000_000
MAX_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that ECMA-376 part 2 knows
_UNREAD = 0x60  # patched data, strong encryption: zipfile stops at them
_WORKBOOK = Text(zh="一个 .xlsx 工作簿", en="an .xlsx workbook")


def kind_of(path: Path) -> FileKind:
    """Tell by its content how an input is read; its ending is not believed.

    Raises
    ------
    BookError
        When it is absent, empty, too big, a bomb, encrypted, cut short or no workbook.
    """
    if path.is_dir():
        return "folder"
    head = _head(path)
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if head.startswith(_OLE):
        _refuse_encrypted(path)
        return "calamine"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<?xml", b"<html", b"<table", b"<!doctype", b"<workbook")):
        found = Text(zh="网页或XML表格，只是改了扩展名", en="a web page or XML spreadsheet")
        raise refuse(found, _resave())
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return "csv"
    raise refuse(Text(zh=f"“{path.name}”不是表格文件", en=f"“{path.name}”, no workbook"), _resave())


def _resave() -> Text:
    return Text(
        zh="用 Excel 或 WPS 打开后另存为 .xlsx",
        en="the file opened in Excel or WPS and saved as .xlsx",
    )


def _head(path: Path) -> bytes:
    """The first bytes of a file of a bearable size."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        absent = isinstance(error, FileNotFoundError)
        zh = "文件不存在" if absent else "没有读取权限或正被占用"
        en = "no such file" if absent else "it may not be read or is in use"
        found = Text(zh=f"打不开“{path}”（{zh}）", en=f"“{path}”: {en}")
        raise refuse(found, Text(zh="一个可读的文件或文件夹", en="a readable file")) from None
    if not head:
        raise refuse(Text(zh="空文件", en="an empty file"), _WORKBOOK)
    if size > MAX_FILE_BYTES:
        raise refuse(
            Text(zh=f"文件{size // 1_000_000}MB", en=f"a file of {size // 1_000_000} MB"),
            Text(zh="不超过50MB", en="at most 50 MB"),
        )
    return head


def _kind_of_zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise broken() from None
    if any(part.flag_bits & 1 for part in parts):
        raise _encrypted()
    if any(part.compress_type not in _PACKINGS or part.flag_bits & _UNREAD for part in parts):
        raise broken()
    _refuse_bomb(sum(p.file_size for p in parts), sum(p.compress_size for p in parts), len(parts))
    names = {part.filename for part in parts}
    if "[Content_Types].xml" in names and "xl/workbook.bin" not in names:
        return "xlsx"
    if names & {"content.xml", "xl/workbook.bin"}:
        return "calamine"
    raise refuse(Text(zh="压缩包里没有工作簿", en="an archive without a workbook"), _WORKBOOK)


def _refuse_bomb(unpacked: int, packed: int, parts: int) -> None:
    inflated = unpacked > RATIO_MATTERS_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1)
    if unpacked > MAX_UNPACKED_BYTES or inflated or parts > MAX_PARTS:
        size = f"{unpacked // 1_000_000}"
        raise refuse(
            Text(zh=f"解压后{size}MB，像压缩炸弹", en=f"{size} MB when unpacked, like a zip bomb"),
            Text(zh="解压后不超过100MB", en="at most 100 MB when unpacked"),
        )


def _refuse_encrypted(path: Path) -> None:
    if _ENCRYPTED in path.read_bytes():
        raise _encrypted()


def _encrypted() -> BookError:
    return refuse(
        Text(zh="加密的文件", en="an encrypted file"),
        Text(zh="去掉打开密码后另存的文件", en="the file saved without a password"),
    )


def broken() -> BookError:
    """Return the error for a file that is cut short or damaged."""
    return refuse(
        Text(zh="文件损坏或不完整", en="a damaged or truncated file"),
        Text(zh="重新复制或另存后的完整文件", en="the whole file, copied or saved again"),
    )
