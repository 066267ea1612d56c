"""In and out: differences before anything is written, names that are no paths, pages to print."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from board_week import BOOK, NAME, small_week
from boards import board, browser, needs_board
from openpyxl import load_workbook
from site_facing import leaks

from scheduler.by_hand import read_week
from sites.book import Hazard, SiteBook
from sites.errors import BookError, Refused
from sites.ledger import Ledger, open_ledger
from sites.ledger.conflicts import open_conflicts
from web.desk import Desk, Office, Person, Role

needs_board()

EVIL = "../../邪<b>.xlsx"
ADDRESS = "柳岸路8号改"
WHAT = "三层楼面临边防护缺失，未设置栏杆"


def office_of(folder: Path) -> Office:
    """The office of the small week."""
    return Office(open_ledger(str(folder / "ledger.sqlite")), folder / "ledger.weeks")


def desk(folder: Path, role: Role = "clerk") -> Desk:
    """Its board, as one role sees it."""
    return Desk(office_of(folder), Person(name="李示例", role=role))


def edited(folder: Path, address: str = ADDRESS) -> Path:
    """The example's workbook with another address of the first site."""
    book = load_workbook(BOOK)
    sheet = book["工地"]
    head = next(row for row in sheet.iter_rows() if any(c.value == "地址" for c in row))
    column = next(c.column for c in head if c.value == "地址")
    sheet.cell(head[0].row + 1, column).value = address
    path = folder / "edited.xlsx"
    book.save(path)
    return path


def address_of(ledger: Ledger) -> str:
    with ledger.reading() as rows:
        return str(rows.row("sites", "GD01").address)


NAMES = (
    "../../etc/passwd.xlsx",
    "..\\..\\a.xlsx",
    "/abs/x.XLSX",
    "a\x00b.xlsx",
    "x" * 500 + ".xlsx",
    "无",
    "",
)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_an_uploads_name_never_becomes_a_path(name: str, tmp_path: Path) -> None:
    from web.pages._files_uploads import KINDS, place_for

    office = Office(open_ledger(str(tmp_path / "a.sqlite")), tmp_path / "weeks")
    one, other = place_for(office, name), place_for(office, name)
    assert one.path.parent == office.uploads
    assert one.path != other.path
    assert one.path.suffix in (*KINDS, ".bin")
    assert "/" not in one.shown
    assert "\\" not in one.shown


def test_uploads_that_nobody_looks_at_are_taken_away_after_a_day(tmp_path: Path) -> None:
    from web.pages._files_uploads import KEPT_SECONDS, place_for, sweep

    office = Office(open_ledger(str(tmp_path / "a.sqlite")), tmp_path / "weeks")
    old, new = place_for(office, "a.xlsx").path, place_for(office, "a.xlsx").path
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (0, old.stat().st_mtime - KEPT_SECONDS - 1))
    sweep(office)
    assert [path.exists() for path in (old, new)] == [False, True]


def test_a_preview_writes_nothing_and_an_old_one_is_not_accepted(tmp_path: Path) -> None:
    from web.pages._files_work import merged, read_books
    from web.uploads import Dropped

    small_week(tmp_path)
    clerk = desk(tmp_path)
    ledger = clerk.office.ledger
    books = read_books([Dropped(edited(tmp_path), "a.xlsx")], None, "zh")
    preview = merged(clerk, books, (), "", None)
    assert any(ADDRESS in line for line in preview.lines)
    with ledger.reading() as rows:
        assert rows.head[0] == preview.head
    with pytest.raises(Refused):
        merged(desk(tmp_path, "leader"), books, (), "", preview.head)
    with ledger.act("王示例") as act:
        act.change("sites", "GD02", {"note": "别人的改动"})
    with pytest.raises(Refused):
        merged(clerk, books, (), "", preview.head)
    assert address_of(ledger) != ADDRESS
    merged(clerk, books, (), "", merged(clerk, books, (), "", None).head)
    assert address_of(ledger) == ADDRESS


def test_faults_carry_the_persons_name_for_the_file(tmp_path: Path) -> None:
    from web.pages._files_uploads import place_for
    from web.pages._files_work import read_books

    small_week(tmp_path)
    dropped = place_for(office_of(tmp_path), "我的表.xlsx")
    dropped.path.write_bytes(b"no workbook")
    with pytest.raises(BookError) as told:
        read_books([dropped], None, "zh")
    said = " ".join(fault.in_("zh") for fault in told.value.faults)
    assert "我的表.xlsx" in said
    assert dropped.path.name not in said


def test_the_backup_is_for_the_administrator(tmp_path: Path) -> None:
    from web.pages._files_work import backup_of

    small_week(tmp_path)
    for role in ("clerk", "leader", "officer", "body"):
        with pytest.raises(Refused):
            backup_of(desk(tmp_path, role))
    (tmp_path / "copy.sqlite").write_bytes(backup_of(desk(tmp_path, "admin")))
    copy = open_ledger(str(tmp_path / "copy.sqlite"), make=False)
    assert address_of(copy) == address_of(office_of(tmp_path).ledger)


def test_files_in_and_out_in_a_browser(tmp_path: Path) -> None:
    folder = small_week(tmp_path)
    upload = {"name": EVIL, "mimeType": "", "buffer": edited(tmp_path).read_bytes()}
    ledger = office_of(tmp_path).ledger
    was = address_of(ledger)
    with board(tmp_path / "ledger.sqlite") as address, browser() as visit:
        page = visit.page
        page.goto(f"{address}/files")
        page.locator(".q-tab-panel input[type=file]").last.set_input_files(upload)
        page.get_by_text("以上只是预览").wait_for()
        page.get_by_text(ADDRESS).wait_for()
        assert address_of(ledger) == was
        page.get_by_role("button", name="确认写入台账").click()
        page.get_by_text("已写入台账。").wait_for()
        assert address_of(ledger) == ADDRESS

        page.get_by_role("tab", name="登记检查结果").click()
        page.get_by_text("把填好的任务单").wait_for()
        page.get_by_text("把工作簿").wait_for(state="hidden")
        tracker = folder / "tracker.xlsx"
        page.locator(".q-tab-panel input[type=file]").last.set_input_files(tracker)
        page.get_by_text("已登记：").wait_for()

        page.get_by_role("tab", name="下载").click()
        for name, suffix in (
            ("周检查计划", ".xlsx"),
            ("检查日历", ".ics"),
            ("问题隐患台账", ".xlsx"),
        ):
            with page.expect_download() as coming:
                page.get_by_role("button", name=name).click()
            assert coming.value.suggested_filename.endswith(suffix)
            assert Path(coming.value.path()).stat().st_size > 100

        for booking in read_week(folder).plan.bookings:
            for whose, tells in (("site", False), ("office", True)):
                asked = f"print={whose}&week={NAME}&visit={quote(booking.visit)}"
                page.goto(f"{address}/files?{asked}")
                page.locator(".io-sheet").wait_for()
                texts = page.locator(".io-sheet").inner_text().splitlines()
                assert bool(leaks(texts)) == tells, texts
        assert visit.outside == []
        assert visit.errors == []
    with ledger.reading() as rows:
        sources = {event.source for event in rows.events(noun="sites", key="GD01")}
    assert any("邪" in source and "/" not in source for source in sources)
    assert not list(tmp_path.parent.glob("邪*"))


def test_a_conflict_is_decided_with_a_reason(tmp_path: Path) -> None:
    from web.pages._files_work import decide_conflict, merged, read_books, whole_book
    from web.uploads import Dropped

    small_week(tmp_path)
    clerk = desk(tmp_path)
    ledger = clerk.office.ledger
    (tmp_path / "out.xlsx").write_bytes(whole_book(clerk.office, False, "zh"))
    book = load_workbook(tmp_path / "out.xlsx")
    sheet = book["工地"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == address_of(ledger):
                cell.value = ADDRESS
    book.save(tmp_path / "out.xlsx")
    with ledger.act("王示例") as act:
        act.change("sites", "GD01", {"address": "别人写的地址"})
    books = read_books([Dropped(tmp_path / "out.xlsx", "out.xlsx")], None, "zh")
    merged(clerk, books, (), "", merged(clerk, books, (), "", None).head)
    with ledger.reading() as rows:
        (conflict,) = open_conflicts(rows)
    with pytest.raises(Refused):
        decide_conflict(desk(tmp_path, "leader"), conflict.id, "file", "以文件为准")
    decide_conflict(clerk, conflict.id, "file", "以文件为准")
    assert address_of(ledger) == ADDRESS


def test_several_workbooks_are_one_preview_and_one_act(tmp_path: Path) -> None:
    from web.pages._files_work import merged, read_books
    from web.uploads import Dropped

    small_week(tmp_path)
    clerk = desk(tmp_path)
    ledger = clerk.office.ledger
    other = tmp_path / "second"
    other.mkdir()
    files = [
        Dropped(edited(tmp_path), "一.xlsx"),
        Dropped(edited(other, ADDRESS + "二"), "二.xlsx"),
    ]
    books = read_books(files, None, "zh")
    preview = merged(clerk, books, (), "", None)
    heads = [line for line in preview.lines if line.startswith("【")]
    assert heads == ["【一.xlsx】", "【二.xlsx】"]
    merged(clerk, books, (), "两份一起", preview.head)
    assert address_of(ledger) == ADDRESS
    with ledger.reading() as rows:
        (event, *_) = rows.events(noun="sites", key="GD01")[::-1]
        (conflict,) = open_conflicts(rows)  # what the second says otherwise is for a person
    assert (conflict.file, conflict.in_file) == ("二.xlsx", f'"{ADDRESS}二"')
    assert (event.source, event.why) == ("read 一.xlsx 二.xlsx", "两份一起")
    (tmp_path / "bad.xlsx").write_bytes(b"no workbook")
    with pytest.raises(BookError) as told:
        read_books([*files, Dropped(tmp_path / "bad.xlsx", "坏.xlsx")], None, "zh")
    assert "坏.xlsx" in " ".join(fault.in_("zh") for fault in told.value.faults)


def other_ledger(folder: Path, ledger: Ledger) -> Path:
    """A tracker of another office: one hazard that we may have, one that we have not."""
    from exports.tracker import write_tracker

    day = date(2026, 11, 10)
    with ledger.act("王示例") as act:
        act.put("hazards", Hazard(id="A1", site="GD01", what=WHAT, found_on=day))
    with ledger.reading() as rows:
        sites = rows.rows("sites")
    longer = Hazard(id="B1", site="GD01", what=WHAT + "。当场停工并补设", found_on=day)
    new = Hazard(id="B2", site="GD01", what="塔吊限位失灵", found_on=day)
    path = folder / "other.xlsx"
    write_tracker(path, (longer, new), SiteBook(sites=sites, hazards=(longer, new)), day, "zh")
    return path


def test_files_together_and_another_ledger_in_a_browser(tmp_path: Path) -> None:
    """Two workbooks in one drop; a ledger is compared, brought in, and its doubt decided."""
    small_week(tmp_path)
    ledger = office_of(tmp_path).ledger
    theirs = other_ledger(tmp_path, ledger)
    (tmp_path / "二").mkdir()
    both = [edited(tmp_path), edited(tmp_path / "二", ADDRESS + "二")]
    drops = [
        {"name": f"{n}.xlsx", "mimeType": "", "buffer": path.read_bytes()}
        for n, path in zip("一二", both, strict=True)
    ]
    with board(tmp_path / "ledger.sqlite") as address, browser() as visit:
        page = visit.page
        page.goto(f"{address}/files")
        field = page.locator(".q-tab-panel input[type=file]")
        field.last.set_input_files(drops)
        page.get_by_text("二.xlsx中为柳岸路8号改二").wait_for()
        page.get_by_role("button", name="确认写入台账").click()
        page.get_by_text("已写入台账。").wait_for()
        assert address_of(ledger) == ADDRESS

        page.get_by_role("tab", name="比对另一份台账").click()
        page.get_by_text("把另一份台账").wait_for()
        page.get_by_text("把工作簿").wait_for(state="hidden")
        field.last.set_input_files(theirs)
        page.get_by_text("以上只是预览").wait_for()
        page.get_by_text("疑似1条").wait_for()
        with ledger.reading() as rows:
            assert rows.count("doubts") == 0
        page.get_by_role("button", name="确认写入台账").click()
        page.get_by_text("1处疑似重复").wait_for()
        page.get_by_role("tab", name="待决定").click()
        line = page.get_by_text("是同一个吗？")
        line.wait_for()
        assert "A1" in line.inner_text()
        assert "当场停工并补设" in line.inner_text()
        page.get_by_role("button", name="是两个").click()
        page.get_by_label("原因").fill("位置不同")
        page.get_by_role("button", name="确定").click()
        page.get_by_text("疑似重复（0）").wait_for()
        assert visit.errors == []
    with ledger.reading() as rows:
        (doubt,) = rows.rows("doubts")
        assert (doubt.state, doubt.why) == ("different", "位置不同")
        assert len(rows.rows("hazards", site="GD01")) >= 3
