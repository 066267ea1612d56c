"""Files of every kind, whole and broken: each is read, or refused with one plain sentence."""

from __future__ import annotations

import csv
import hashlib
import shutil
import subprocess
from datetime import date, datetime, time
from pathlib import Path

import pytest
from grids_on_disk import LEAST, SHEET, faults, least, places, read, rewrite, with_cell, write_xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sites.errors import BookError
from sites.reading import read_book
from sites.reading.grids import Odd
from sites.reading.opening import read_grids

TEMPLATES = Path("/work/shared/real/templates")


def write_csvs(folder: Path, encoding: str) -> Path:
    folder.mkdir()
    for name, rows in LEAST.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


# -- what is read ----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_folder_of_csv_reads_like_the_workbook(tmp_path: Path, encoding: str) -> None:
    book = read_book(write_csvs(tmp_path / "csv", encoding))
    same = read_book(least(tmp_path))
    assert book.but(digest="") == same.but(digest="")


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = least(tmp_path)
    assert read_book(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()
    folder = write_csvs(tmp_path / "csv", "utf-8")
    before = read_book(folder).digest
    (folder / "工地.csv").rename(folder / "工地清单.csv")
    assert read_book(folder).digest != before


def test_xlsx_gives_what_openpyxl_gives(tmp_path: Path) -> None:
    values = [1, 2.5, "甲 乙", True, datetime(2026, 12, 1, 9, 30), date(2026, 12, 1), time(9, 0)]
    path = write_xlsx(tmp_path / "v.xlsx", {"a": [values, [None, "x"]]})
    row = read_grids(path)[0].rows[1]
    expected = [c.value for c in load_workbook(path)["a"][1]]
    assert [row[k + 1] for k in range(len(values))] == expected
    assert read_grids(path)[0].rows[2] == {2: "x"}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.integers(-(10**14), 10**14),
            st.floats(-1e9, 1e9),
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))).filter(
                lambda text: text.strip() and not text.startswith("=") and "_x" not in text
            ),
            st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
                lambda moment: moment.replace(microsecond=0)
            ),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_values_survive_an_xlsx(tmp_path: Path, values: list[object]) -> None:
    path = write_xlsx(tmp_path / "v.xlsx", {"a": [values]})
    row = read_grids(path)[0].rows[1]
    for k, value in enumerate(values, start=1):
        assert row[k] == (pytest.approx(value) if isinstance(value, float) else value)


def test_prefixed_tags_inline_strings_and_cells_without_address(tmp_path: Path) -> None:
    """As other writers make them: <x:c> with <x:is>, and no r on row or cell."""
    path = write_xlsx(tmp_path / "v.xlsx", {"a": [["x"]]})
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = b'<x:c t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c>'
    xml = b'<x:worksheet xmlns:x="' + main + b'"><x:sheetData><x:row>' + cells
    rewrite(path, SHEET, lambda _: xml + b"</x:row></x:sheetData></x:worksheet>")
    assert read_grids(path)[0].rows == {1: {1: "A", 2: 7}}


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_office_formats_read_like_xlsx(tmp_path: Path, ending: str) -> None:
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not here to write an old format")

    rows = [[], [], *LEAST["工地"]]
    path = write_xlsx(tmp_path / "book.xlsx", LEAST | {"工地": rows})
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    book = read_book(tmp_path / f"book.{ending}")
    assert any("另存为 .xlsx" in w.zh for w in book.warnings)
    assert book.but(digest="", warnings=()) == read_book(path).but(digest="")


def test_old_xls_keeps_addresses_under_leading_blank_rows() -> None:
    path = TEMPLATES / "日常巡检导入模板.xls"
    if not path.exists():
        pytest.skip("the shared real files are not here")
    assert read_grids(path)[0].rows[1][1] == "检查类型"


# -- odd cells -------------------------------------------------------------------------------


def test_error_cells_are_faults_that_name_their_cell(tmp_path: Path) -> None:
    path = rewrite(least(tmp_path), SHEET, with_cell(b'<c r="A9" t="e"><v>#REF!</v></c>'))
    with pytest.raises(BookError) as error:
        read_book(path)
    assert places(error.value.faults) == ["工地!A9"]
    assert "#REF!" in error.value.faults[0].found.zh


def test_the_calculated_value_of_a_formula_is_used(tmp_path: Path) -> None:
    cells = b'<c r="A4" t="str"><f>"x"&amp;1</f><v>\xe4\xb8\x99</v></c>'
    book = read_book(rewrite(least(tmp_path), SHEET, with_cell(cells, b' r="4"')))
    assert [s.name for s in book.sites] == ["甲项目", "乙项目", "丙"]


def test_a_formula_never_calculated(tmp_path: Path) -> None:
    head, first = ["工地名称", "地址"], ["=B2", "=A2"]
    found = faults(tmp_path, 工地=[head, first])
    assert places(found) == ["工地!A2"]
    book = read(tmp_path, 工地=[head, ["甲", "=A2"]])
    assert book.sites[0].address == ""
    assert any("工地!B2" in w.zh for w in book.warnings)


def test_a_formula_typed_as_text_stays_text(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = "a"  # type: ignore[union-attr]
    page["A1"] = "=cmd|' /C calc'!A0"  # type: ignore[index]
    page["A1"].data_type = "s"  # type: ignore[index]
    book.save(tmp_path / "t.xlsx")
    assert read_grids(tmp_path / "t.xlsx")[0].rows[1][1] == "=cmd|' /C calc'!A0"


def test_uncalculated_and_error_cells_are_told_apart(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "v.xlsx", {"a": [["=1+1"]]})
    assert read_grids(path)[0].rows[1][1] == Odd("formula", "=1+1")


def test_an_18_digit_number_asks_for_text(tmp_path: Path) -> None:
    found = faults(tmp_path, 工地=[["工地名称", "施工许可证号"], ["甲", 330105199001011234]])
    assert places(found) == ["工地!B2"]
    assert "文本格式" in found[0].expected.zh
