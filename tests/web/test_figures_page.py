"""Figures on the board: the report's own numbers, the list behind each, the lock."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from board_week import small_ledger
from boards import board, browser, needs_board

from exports.report.facts import report_json, valued
from sites.book import Hazard
from sites.clock import china_today
from sites.errors import Refused
from sites.figures.month import month_of, month_with
from sites.ledger import Ledger, open_ledger
from sites.ledger.months import month_report
from web.desk import Desk, Office, Person, Role

needs_board()

WHAT = "<b>临边</b>防护缺失"
PHONE = "13912345678"


def filled(folder: Path) -> tuple[Ledger, date]:
    """A ledger with two hazards found last month; today."""
    ledger, today = open_ledger(str(small_ledger(folder))), china_today()
    first = month_of(today).before.first
    with ledger.act("李示例") as act:
        for number, what in enumerate((WHAT, f"临边防护缺失 {PHONE}")):
            row = Hazard(id=f"T{number}", site="GD01", what=what, type="临边", found_on=first)
            act.put("hazards", row)
    return ledger, today


def desk(ledger: Ledger, folder: Path, role: Role) -> Desk:
    """The board of that ledger, as one role sees it."""
    return Desk(Office(ledger, folder / "weeks"), Person(name="陈示例", role=role))


def test_the_page_shows_the_report_and_only_who_may_locks_it(tmp_path: Path) -> None:
    from web.pages._figures_data import courses_to, lock, report_of

    ledger, today = filled(tmp_path)
    month = month_of(today).before
    with ledger.reading() as rows:
        report = month_report(rows, month, today)
    assert report_of(ledger, month.id, today) == report
    found = courses_to(ledger, report, "zh")
    assert found.months[-1] == month.id
    assert len(found.months) == 12
    for course in found.courses:
        assert course.values[-1] == report.figure(course.key).value
    for role in ("clerk", "officer", "body"):
        with pytest.raises(Refused):
            lock(desk(ledger, tmp_path, role), month.id, today)
    lock(desk(ledger, tmp_path, "leader"), month.id, today)
    locked = report_of(ledger, month.id, today)
    assert locked.locked_by == "陈示例"
    assert courses_to(ledger, locked, "zh") == found
    with pytest.raises(Refused):
        lock(desk(ledger, tmp_path, "leader"), month.id, today)


def test_figures_in_a_browser(tmp_path: Path) -> None:
    ledger, today = filled(tmp_path)
    month = month_of(today).before
    with ledger.reading() as rows:
        report = month_report(rows, month, today)
    with board(tmp_path / "ledger.sqlite") as address, browser() as visit:
        page = visit.page
        page.goto(f"{address}/figures")
        page.get_by_text(f"月报（{month.name.zh}）").wait_for()
        for result in report.figures:
            button = page.locator(".io-figure", has=page.get_by_text(result.name.zh, exact=True))
            assert valued(result).zh in button.inner_text()
        page.locator("canvas").nth(3).wait_for()

        page.locator(".io-figure", has_text="发现问题隐患").click()
        window = page.locator(".q-dialog")
        window.locator("tbody tr").first.wait_for()
        assert window.locator("tbody tr").count() == report.figure("found").counted == 2
        said = window.inner_text()
        assert WHAT in said
        assert PHONE not in said
        page.get_by_role("button", name="关闭").click()
        page.locator(".q-dialog").wait_for(state="detached")

        with page.expect_download() as coming:
            page.get_by_role("button", name="下载数据").click()
        kept = Path(coming.value.path()).read_text(encoding="utf-8")
        assert json.loads(kept) == json.loads(report_json(report))

        page.get_by_role("button", name="锁定本月").click()
        page.get_by_role("button", name="锁定", exact=True).click()
        page.get_by_text("已锁定：李示例").wait_for()
        page.get_by_label("月份").click()
        before = month_with(month.before.id).name.zh
        page.locator(".q-menu .q-item", has_text=before).click()
        page.get_by_text(f"月报（{before}）").wait_for()
        assert visit.outside == []
        assert visit.errors == []
