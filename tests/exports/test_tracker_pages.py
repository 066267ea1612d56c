"""The tracker's sheets beside the ledger: what is overdue, and a page for each company."""

from __future__ import annotations

from pathlib import Path

from hazard_life import HOUSING, day, hazard
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.tracker import write_tracker
from sites.book import Body, Company, Hazard, Settings, Site, SiteBook
from sites.reading import read_ledger

BOOK = SiteBook(
    settings=Settings(street="示例街道"),
    bodies=(Body(id=HOUSING),),
    companies=(Company(id="甲", name="甲建设有限公司"), Company(id="乙", name="乙建设公司")),
    sites=(Site(id="A", name="甲工地", builder="甲"), Site(id="B", name="乙工地")),
)
HAZARDS = (
    hazard(id="1", due=day(9)),
    hazard(id="2", due=day(3), reminded_on=day(5)),
    hazard(id="3", due=day(20), liable="乙"),
    hazard(id="4", due=day(3), site="B"),
    hazard(id="5", due=day(3), state="recheck", replied_on=day(4)),
    hazard(id="6", due=day(3), state="closed"),
)


def sheets(folder: Path, *hazards: Hazard) -> dict[str, Worksheet]:
    path = folder / "tracker.xlsx"
    write_tracker(path, hazards, BOOK, day(10), "zh")
    assert [h.id for h in read_ledger(path, "zh").hazards] == [h.id for h in hazards]
    book = load_workbook(path)
    return {name: book[name] for name in book.sheetnames}


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[c.value for c in row] for row in sheet.iter_rows()]


def test_the_longest_overdue_stands_first_with_what_was_done_and_what_is_next(
    tmp_path: Path,
) -> None:
    found = rows(sheets(tmp_path, *HAZARDS)["逾期清单"])[2:]
    assert [(r[1], r[7]) for r in found] == [("2", 7), ("4", 7), ("1", 1)]
    assert [r[5] for r in found] == ["甲建设有限公司", None, "甲建设有限公司"]
    assert found[0][8] == "催办 2026-11-15"
    assert found[0][9] == "逾期7天（期限11月13日）：11月16日起应约谈，并安排复查。"
    assert "11月20日起应催办" in str(found[2][9])


def test_each_company_has_a_page_of_its_own_that_prints_alone(tmp_path: Path) -> None:
    sheet = sheets(tmp_path, *HAZARDS)["企业页"]
    pages: list[list[list[object]]] = [[]]
    breaks = {b.id for b in sheet.row_breaks.brk}
    for number, row in enumerate(rows(sheet), start=1):
        pages[-1].append(row)
        if number in breaks:
            pages.append([])
    assert pages.pop() == []
    owners = [str(p[1][0]).split("　")[0] for p in pages]
    assert owners == ["乙建设公司", "甲建设有限公司", "（未写明整改责任单位）"]
    assert [r[6] for r in pages[1][3:-1]] == ["待整改，逾期7天", "待复查", "待整改，逾期1天"]
    assert [len(p) for p in pages] == [5, 7, 5]


def test_where_nothing_is_open_there_is_no_empty_sheet(tmp_path: Path) -> None:
    assert list(sheets(tmp_path, HAZARDS[5])) == ["问题隐患台账", "汇总"]


def test_the_summary_counts_a_company_once_whatever_it_is_called(tmp_path: Path) -> None:
    names = ("甲", "甲建设有限公司", "施工单位", "", "甲建设", "乙建设公司")
    found = [hazard(id=str(n), site="A", liable=name) for n, name in enumerate(names)]
    table = rows(sheets(tmp_path, *found)["汇总"])
    first = next(n for n, row in enumerate(table) if row[0] == "按整改责任单位") + 1
    assert [row[:2] for row in table[first : first + 2]] == [
        ["甲建设有限公司（甲建设）", 5],
        ["乙建设公司", 1],
    ]
    assert any("括号里是未登记的简称" in str(row[0]) for row in table)
