"""A book with every field filled, written and read again, is the same book."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exports.workbook import write_book
from sites.base import Language
from sites.book import Settings, SiteBook
from sites.reading import read_book
from sites.reading.assemble import model_of
from sites.vocabulary import SHEETS, Column

IDS = {
    "sites": "S1",
    "officers": "Z1",
    "companies": "91330105MA2H000000",
    "items": "SL-1",
    "bodies": "东新综合执法队",
    "enforcing": "综合执法",
    "places": "街道办",
}
LAST_DAYS = ("last", "ends_on", "valid_until")


def filled(column: Column) -> Any:
    """A value for a column, such as a person would give it."""
    day = date(2026, 12, 31) if column.field in LAST_DAYS else date(2026, 11, 2)
    values: dict[str, Any] = {
        "text": f"{column.zh}一",
        "code": f"{column.field.upper()}-01",
        "date": day,
        "dates": (day, day + timedelta(days=3)),
        "datetime": datetime(2026, 11, 2, 9, 30),
        "time": 555,
        "whole": 3,
        "number": {"lon": 120.15, "lat": 30.31}.get(column.field, 12.5),
        "flag": True,
        "list": ("深基坑", "塔吊"),
        "lines": ("围挡、冲洗",),
    }
    if column.type in ("choice", "choices"):
        value = column.choices[-1]
        return (value,) if column.type == "choices" else value
    if column.type in ("ref", "refs"):
        return (IDS[column.of],) if column.type == "refs" else IDS[column.of]
    return values[column.type]


def full_book() -> SiteBook:
    fields: dict[str, Any] = {}
    for key, sheet in SHEETS.items():
        values = {c.field: filled(c) for c in sheet.columns}
        if key in IDS:
            values["code" if key == "items" else "id"] = IDS[key]
        values |= {"acts_as": "综合执法"} if key == "bodies" else {}
        values |= {"office": "街道办"} if key == "settings" else {}
        values |= {"origin": "街道办", "target": "S1"} if key == "legs" else {}
        model = model_of(key).model_validate(values)
        fields[key] = model if isinstance(model, Settings) else (model,)
    return SiteBook(**fields)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_full_book_survives_writing_and_reading(tmp_path: Path, lang: Language) -> None:
    book = full_book()
    write_book(tmp_path / "full.xlsx", book, lang)
    again = read_book(tmp_path / "full.xlsx")
    assert again.warnings == ()
    for key in SHEETS:
        was, now = getattr(book, key), getattr(again, key)
        if key in ("pins", "rule_settings"):
            now = tuple(row.but(cell="") for row in now)
        assert now == was, key
