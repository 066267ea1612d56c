"""The workbook written from the ledger reads back as what it was written from."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cli_street import street
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from exports.book import write_site_book
from sites.base import Language
from sites.book import Settings, SiteBook
from sites.reading import read_book, read_whole
from sites.reading.assemble import model_of
from sites.reading.cells import is_blank
from sites.reading.columns import Unreadable, parse
from sites.reading.mark import Mark
from sites.vocabulary import SHEETS, Column

MARK = Mark(ledger="0123456789abcdef", seq=42)
ROOT = Path(__file__).parents[2]
IDS = {
    "sites": ("S1", "S2"),
    "officers": ("Z1", "Z2"),
    "companies": ("91330105MA2H000000", "丙公司"),
    "items": ("SL-1", "SL-2"),
    "bodies": ("执法队", "住建局"),
    "enforcing": ("综合执法",),
    "places": ("街道办", "东片"),
}
NAMES = ("甲项目", "乙项目", "=1+1", "Site-3")
TYPED = (
    "=1+1", "+86-571", "-3", "@SUM(A1)", "无", "/", "2026-12-01", "3.0", "甲 乙", "a\nb",
    '<b>&"', "'x", "true", "是", "第1条；第2条", "12,5", "1e20", "示范", "合格", " 乙 ", "——",
)  # fmt: skip
SIGNS = "甲乙AB12 =+-@'\"、，;/()（）:：\n"
EXTRAS = ((), (("班组", "木工"),), (("班组", "=1+1"), ("楼栋", "3")))
DUE = ((), (("due", "立即整改"),), (("due", "/"),))
PERIODS = (("first", "last"), ("starts_on", "ends_on"), ("valid_from", "valid_until"))


def day(dice: Random) -> date:
    """Some day of three years."""
    return date(2024, 1, 1) + timedelta(days=dice.randrange(1000))


def cell(column: Column, dice: Random) -> Any:
    """What a reader may have read in a column; None: nothing."""
    if column.type in ("text", "code", "list", "lines"):
        signs = "".join(dice.choice(SIGNS) for _ in range(dice.randrange(1, 12)))
        return _read(dice.choice((*TYPED, signs)), column)
    if column.type in ("choice", "choices"):
        one = dice.choice(column.choices)
        return one if column.type == "choice" else (one,)
    if column.type in ("ref", "refs"):
        ids = IDS[column.of]
        return dice.choice(ids) if column.type == "ref" else ids[: dice.randrange(3)]
    return {
        "date": day,
        "dates": lambda dice: tuple(dict.fromkeys((day(dice), day(dice)))),
        "datetime": lambda dice: datetime.combine(day(dice), time(9, 35)),
        "time": lambda dice: dice.randrange(1440),
        "whole": lambda dice: dice.randrange(1, 60),
        "number": lambda dice: round(_LEAST.get(column.field, 3) + dice.random() / 9, 6),
        "flag": lambda dice: dice.random() < 0.5,
    }[column.type](dice)


_LEAST = {"lon": 120.1, "lat": 30.2}


def _read(text: str, column: Column) -> Any:
    """What the reader makes of a text; nothing if it cannot read it."""
    if not text.strip() or (column.type != "text" and is_blank(text)):
        return None
    with suppress(Unreadable):
        return parse(text, column) or None
    return None


def row(key: str, number: int, dice: Random) -> Any:
    """A row of a sheet; ids of the sheets that others refer to are fixed."""
    values: dict[str, Any] = {}
    for column in SHEETS[key].columns:
        if column.required or dice.random() < 0.6:
            value = cell(column, dice)
            if value in (None, "", ()) and column.required:
                value = _read("乙", column)
            if value is not None:
                values[column.field] = value
    if "lon" in values or "lat" in values:
        values |= {"lon": (120.15, 120.16)[number % 2], "lat": 30.3}
    values |= _fixed(key, number, dice)
    for first, last in PERIODS:
        if values.get(first) and values.get(last):
            values[last] = max(values[first], values[last])
    if key == "hazards":
        typed = () if "due" in values else dice.choice(DUE)
        values |= {"extra": dice.choice(EXTRAS), "typed": typed}
    return model_of(key).model_validate(values)


def _fixed(key: str, number: int, dice: Random) -> dict[str, Any]:
    fields = model_of(key).model_fields
    if key in IDS:
        fixed = {"code" if key == "items" else "id": IDS[key][number]}
        named = "name" in fields and key != "items"
        return fixed | _ACTS.get(key, {}) | ({"name": dice.choice(NAMES)} if named else {})
    if "id" in fields:
        return {"id": f"{key}-{number}"}
    if key == "absences":
        first = day(dice)
        return {"first": first, "last": first + timedelta(days=number)}
    return {
        "draws": {"why": "调整", "by": "李甲", "task_no": "T1"},
        "settings": {"office": "街道办"},
    }.get(key, {})


_ACTS = {"bodies": {"acts_as": "综合执法"}, "items": {"name": "扬尘"}}


def some_book(dice: Random) -> SiteBook:
    """A book such as a reader may have read."""
    fields: dict[str, Any] = {}
    for key in SHEETS:
        count = 2 if key in IDS else dice.randrange(3)
        rows = tuple(row(key, number, dice) for number in range(count))
        fields[key] = row(key, 0, dice) if key == "settings" else rows
    return SiteBook(**fields)


def plain(book: SiteBook) -> dict[str, Any]:
    """All that a book says, without where it stood."""
    told = {key: getattr(book, key) for key in SHEETS}
    for key in ("pins", "rule_settings"):
        told[key] = tuple(one.but(cell="") for one in told[key])
    return told


def again(tmp_path: Path, book: SiteBook, lang: Language = "zh") -> SiteBook:
    """The book written and read."""
    write_site_book(tmp_path / "out.xlsx", book, MARK, lang)
    return read_book(tmp_path / "out.xlsx")


@settings(max_examples=15, phases=(Phase.generate,))  # a seed is nothing to shrink
@given(seed=st.integers(0, 10**6), lang=st.sampled_from(("zh", "en")))
def test_any_book_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, seed: int, lang: Language
) -> None:
    book = some_book(Random(seed))
    now, was = plain(again(tmp_path_factory.mktemp("book"), book, lang)), plain(book)
    for key in SHEETS:
        assert now[key] == was[key], key


@pytest.mark.parametrize("example", ["dongxin/street.xlsx", "smallest/smallest.xlsx"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_examples_read_back_as_they_were(tmp_path: Path, example: str, lang: Language) -> None:
    book = read_book(ROOT / "examples" / example)
    read = again(tmp_path, book, lang)
    assert plain(read) == plain(book)
    assert read.warnings == book.warnings


def test_every_sheet_is_there_to_write_in(tmp_path: Path) -> None:
    write_site_book(tmp_path / "out.xlsx", SiteBook(settings=Settings(street="东新")), MARK)
    sheets = load_workbook(tmp_path / "out.xlsx")
    assert sheets.sheetnames == [*(sheet.zh for sheet in SHEETS.values()), "技术信息"]
    for sheet in SHEETS.values():
        if sheet.key != "settings":
            headings = [c.value for c in sheets[sheet.zh][2]]
            assert headings == [column.zh for column in sheet.columns]


def test_text_never_becomes_a_formula(tmp_path: Path) -> None:
    write_site_book(tmp_path / "out.xlsx", street(), MARK)
    for sheet in load_workbook(tmp_path / "out.xlsx"):
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert read_book(tmp_path / "out.xlsx").hazards[0].note == "=1+1"


# -- the mark ---------------------------------------------------------------------------------


def test_the_mark_outlives_the_loss_of_sheet_or_property(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_site_book(path, street(), MARK)
    assert read_whole(path).mark == MARK
    book = load_workbook(path)
    assert [p.value for p in book.custom_doc_props.props] == [str(MARK)]
    del book["技术信息"]
    book.save(tmp_path / "no_sheet.xlsx")
    assert read_whole(tmp_path / "no_sheet.xlsx").mark == MARK
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "none.xlsx", "w") as new:
        for item in old.infolist():
            content = b"<broken" if item.filename == "docProps/custom.xml" else old.read(item)
            new.writestr(item, content)
    assert read_whole(tmp_path / "none.xlsx").mark == MARK
    book = load_workbook(path)
    del book["技术信息"]
    del book.custom_doc_props["inspect-once"]
    book.save(tmp_path / "plain.xlsx")
    assert read_whole(tmp_path / "plain.xlsx").mark is None


def test_without_personal_data_their_columns_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_site_book(path, street(), MARK, without={"officers": ("phone",)})
    whole = read_whole(path)
    assert "phone" not in whole.given["officers"]
    assert "phone" in street().officers[0].model_fields_set
    assert b"1380000" not in b"".join(_parts(path))
    assert [o.name for o in whole.book.officers] == [o.name for o in street().officers]


def _parts(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(item) for item in archive.infolist()]
