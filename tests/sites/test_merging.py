"""Merging by cell: what a file changed, what the ledger changed, and what both did."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sites.book import Hazard, Pin, Site
from sites.merging import EXTRA, Clash, cells_of, merge_row, with_cells

WORDS = st.sampled_from(("", "甲", "乙", "丙"))
CELLS = st.fixed_dictionaries(dict.fromkeys(("zone", "stage", "note", EXTRA + "班组"), WORDS))


def merged(base: Any, ledger: Any, file: Any) -> tuple[dict[str, Any], tuple[Clash, ...]]:
    found = merge_row(Site, base, ledger, file)
    return found.taken, found.clashes


def test_only_the_file_changed() -> None:
    assert merged({"zone": "甲"}, {"zone": "甲"}, {"zone": "乙"}) == ({"zone": "乙"}, ())


def test_only_the_ledger_changed() -> None:
    assert merged({"zone": "甲"}, {"zone": "乙"}, {"zone": "甲"}) == ({}, ())


def test_both_changed_alike() -> None:
    assert merged({"zone": "甲"}, {"zone": "乙"}, {"zone": "乙"}) == ({}, ())


def test_both_changed_differently() -> None:
    found = merged({"zone": "甲"}, {"zone": "乙"}, {"zone": "丙"})
    assert found == ({}, (Clash("zone", "甲", "乙", "丙"),))


def test_clearing_a_cell_is_a_change() -> None:
    assert merged({"zone": "甲"}, {"zone": "甲"}, {"zone": ""}) == ({"zone": ""}, ())
    assert len(merged({"zone": "甲"}, {"zone": "乙"}, {"zone": ""})[1]) == 1


def test_without_a_base_what_is_filled_in_beats_what_is_not() -> None:
    assert merged(None, {"zone": ""}, {"zone": "甲"})[0] == {"zone": "甲"}
    assert merged(None, {"zone": "甲"}, {"zone": ""}) == ({}, ())
    assert merged(None, {"colour": "red"}, {"colour": "green"}) == ({}, ())
    assert merged(None, {"zone": "甲"}, {"zone": "乙"})[1] == (Clash("zone", None, "甲", "乙"),)


@given(CELLS, CELLS, CELLS)
def test_nothing_that_either_side_wrote_is_lost(
    base: dict[str, Any], ledger: dict[str, Any], file: dict[str, Any]
) -> None:
    taken, clashes = merged(base, ledger, file)
    after = ledger | taken
    waiting = {clash.field: clash.file for clash in clashes}
    for name in base:
        if file[name] != base[name]:
            assert file[name] in (after[name], waiting.get(name))
        if ledger[name] != base[name]:
            assert after[name] == ledger[name]
        if file[name] == base[name]:
            assert name not in waiting


@given(CELLS, CELLS)
def test_a_file_left_as_it_was_brings_nothing(base: dict[str, Any], ledger: dict[str, Any]) -> None:
    assert merged(base, ledger, base) == ({}, ())


def test_what_was_typed_is_one_cell_with_its_value() -> None:
    hazard = Hazard(
        id="1",
        what="缺",
        due=date(2026, 12, 1),
        typed=(("due", "立即整改"), ("round", "二次")),
        extra=(("班组", "木工"),),
    )
    cells = cells_of(hazard)
    assert cells["due"] == {"value": "2026-12-01", "typed": ["立即整改"]}
    assert cells[EXTRA + "班组"] == "木工"
    assert not {"typed", "extra"} & set(cells)
    assert with_cells(hazard, cells) == hazard
    dated = with_cells(hazard, {"due": "2026-12-05", EXTRA + "班组": "", EXTRA + "楼栋": "3"})
    assert (dated.due, dated.typed) == (date(2026, 12, 5), (("round", "二次"),))
    assert dated.extra == (("楼栋", "3"),)


def test_where_a_row_stands_is_no_cell() -> None:
    pin = Pin(how="must", site="A", cell="人工指定!A3")
    assert "cell" not in cells_of(pin)
    assert with_cells(pin, {"reason": "交办"}).cell == "人工指定!A3"
