"""Formulas, endless sheets, bombs, broken files and folders that refuse: told, never obeyed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import Cells, plan, refused, run, spoiled
from cli_street import WEEK, write_street
from grids_on_disk import rewrite
from openpyxl import load_workbook

SHEET_OF_SITES = "xl/worksheets/sheet1.xml"
COMMAND = "=cmd|'/c calc'!A0"


# -- formulas --------------------------------------------------------------------------------


def _formulas(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if "/worksheets/" in n]
    return [found for part in parts for found in re.findall(r"<f[ >].*?</f>", part, re.S)]


def test_a_formula_typed_as_text_stays_text_in_every_output(tmp_path: Path) -> None:
    def spoil(cells: Cells) -> None:
        for sheet, heading in (
            ("工地", "地址"), ("工地", "施工阶段"), ("执法人员", "姓名"), ("投诉", "投诉内容"),
            ("问题隐患台账", "隐患问题描述"), ("问题隐患台账", "备注"), ("设置", "填表人"),
        ):  # fmt: skip
            place = cells.set(sheet, heading, COMMAND).split("!")
            cells.sheet(place[0])[place[1]].data_type = "s"

    book = spoiled(tmp_path, spoil)
    result = plan(book, tmp_path / "out", "--ics")
    assert result.exit_code == 0, result.output
    for name in ("roster.xlsx", "tracker.xlsx"):
        assert not [f for f in _formulas(tmp_path / "out" / name) if "cmd" in f]
    ledger = load_workbook(tmp_path / "out" / "tracker.xlsx").worksheets[0]
    cells = [c for row in ledger.iter_rows() for c in row if c.value == COMMAND]
    assert cells
    assert {c.data_type for c in cells} == {"s"}
    assert run("check", tmp_path / "out" / "roster.xlsx").exit_code == 0


def test_a_real_formula_in_a_needed_cell_is_a_fault(tmp_path: Path) -> None:
    book = spoiled(tmp_path, lambda c: c.set("工地", "工地名称", COMMAND))
    first = refused(plan(book, tmp_path / "out"), tmp_path / "out")[0]
    assert first.startswith("工地!B3：发现“=cmd|")
    assert "已计算的值" in first


# -- sheets that are too big -----------------------------------------------------------------


def _changed(tmp_path: Path, change: Callable[[bytes], bytes]) -> Path:
    return rewrite(write_street(tmp_path / "street.xlsx"), SHEET_OF_SITES, change)


def _claim(xml: bytes) -> bytes:
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml)


def _far_cell(xml: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return xml.replace(b"</sheetData>", far)


def _million_rows(xml: bytes) -> bytes:
    empty = b"".join(b'<row r="%d"/>' % k for k in range(10, 1_000_000, 7))
    return xml.replace(b"</sheetData>", empty + b"</sheetData>")


@pytest.mark.parametrize("change", [_claim, _far_cell, _million_rows])
def test_a_sheet_that_seems_endless_reads_as_what_it_holds(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    book = _changed(tmp_path, change)
    result = run("needs", book, "--week", WEEK)
    assert result.exit_code == 0, result.output
    assert all(f"{name}项目（" in result.stdout for name in "甲乙丙丁")
    assert ("XFD1048576" in result.stdout) == (change is _far_cell)


def test_a_sheet_of_200_columns_is_planned_and_says_what_it_left(tmp_path: Path) -> None:
    def widen(cells: Cells) -> None:
        page = cells.sheet("工地")
        for column in range(page.max_column + 1, 201):
            page.cell(2, column).value = f"自定义{column}"
            page.cell(3, column).value = column

    book = spoiled(tmp_path, widen)
    result = plan(book, tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert re.search(r"注意：.*列", result.stdout)


# -- files that are no workbook --------------------------------------------------------------


def _bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        with archive.open("xl/workbook.xml", "w") as part:
            for _ in range(110):
                part.write(bytes(1_000_000))
    return path


def _encrypted(path: Path) -> Path:
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + name + bytes(1000))
    return path


def _truncated(path: Path) -> Path:
    whole = write_street(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _no_encoding(path: Path) -> Path:
    path = path.with_suffix(".csv")
    path.write_bytes("工地名称\n甲".encode("gb18030") + b"\x80\xff\xfe\n")
    return path


def _no_file(path: Path) -> Path:
    return path


def _empty(path: Path) -> Path:
    path.touch()
    return path


FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "zip bomb": (_bomb, "压缩炸弹"),
    "encrypted": (_encrypted, "加密"),
    "truncated": (_truncated, "不完整"),
    "neither encoding": (_no_encoding, "GB18030"),
    "absent": (_no_file, "打不开"),
    "empty": (_empty, "空文件"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    make, words = FILES[name]
    (line,) = refused(plan(make(tmp_path / "book.xlsx"), tmp_path / "out"), tmp_path / "out")
    assert words in line
    assert "发现" in line
    assert "应为" in line


# -- a folder that cannot be written ---------------------------------------------------------


def _a_file(tmp_path: Path) -> Path:
    (tmp_path / "out").write_text("a file")
    return tmp_path / "out"


def _under_a_file(tmp_path: Path) -> Path:
    return _a_file(tmp_path) / "week"


def _on_a_device(tmp_path: Path) -> Path:
    if not Path("/proc/self").exists():
        pytest.skip("no folder here that refuses even the superuser")
    return Path("/proc/self/out")


def _taken_by_a_folder(tmp_path: Path) -> Path:
    (tmp_path / "out" / "roster.xlsx").mkdir(parents=True)
    return tmp_path / "out"


@pytest.mark.parametrize("place", [_a_file, _under_a_file, _on_a_device, _taken_by_a_folder])
def test_a_folder_that_cannot_be_written_is_told_before_any_work(
    tmp_path: Path, place: Callable[[Path], Path]
) -> None:
    out = place(tmp_path)
    before = {p: p.read_bytes() if p.is_file() else b"" for p in tmp_path.rglob("*")}
    result = plan(tmp_path / "never-read.xlsx", out)
    assert result.exit_code == 2
    assert str(out) in result.stderr
    assert "never-read" not in result.stderr
    assert "Traceback" not in result.output
    assert before == {p: p.read_bytes() if p.is_file() else b"" for p in tmp_path.rglob("*")}


def test_a_template_that_cannot_be_written(tmp_path: Path) -> None:
    result = run("template", _a_file(tmp_path) / "book.xlsx")
    assert result.exit_code == 2
    assert "无法写入" in result.stderr
