"""A published week, a person ill: replanned on the page, what differs told, signed by two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from board_week import small_week
from boards import Visit, board, browser, needs_board
from playwright.sync_api import Page

from scheduler.by_hand import read_week
from sites.accounts import Account
from sites.ledger import open_ledger
from web.week.edits import booking_of

needs_board()
pytest.importorskip("time_machine", reason="time-machine is not installed")

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone(timedelta(hours=8)))
ANY_HOST = ("--host", "127.1")
PASSWORD = "正确的马、电池和订书钉"
CLERK, LEADER = "内勤账号", "领导账号"
CASE = "GD03#1"
LONG = 60_000


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    """The clerk's browser."""
    with browser(1366, 768) as visit:
        visit.page.set_default_timeout(LONG)
        yield visit


def with_accounts(place: Path) -> None:
    from web.accounts import hashed

    with closing(open_ledger(place)) as ledger, ledger.act("王管理") as act:
        for name, role in (("管理员", "admin"), (CLERK, "clerk"), (LEADER, "leader")):
            row = {"name": name, "role": role, "hash": hashed(PASSWORD)}
            act.put("accounts", Account.model_validate(row))


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"{address}/week")
    page.locator(".wk-card").first.wait_for()


@contextmanager
def another(visit: Visit) -> Iterator[Page]:
    """A browser of somebody else."""
    context = visit.page.context.browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(LONG)
    try:
        yield context.new_page()
    finally:
        context.close()


def press(page: Page, verb: str, state: str) -> None:
    page.get_by_role("button", name=verb, exact=True).click()
    page.locator(".q-badge", has_text=state).first.wait_for()


def test_clerk_and_leader_sign_a_week_and_its_next_version(tmp_path: Path, visit: Visit) -> None:
    folder, place, clerk = small_week(tmp_path), tmp_path / "ledger.sqlite", visit.page
    with_accounts(place)
    before = read_week(folder)
    ill = booking_of(before.plan, CASE).officers[0]
    name = before.round.officer[ill].name
    with board(place, *ANY_HOST, now=NOW) as address, another(visit) as leader:
        log_in(clerk, address, CLERK)
        log_in(leader, address, LEADER)
        read_only(leader)
        press(clerk, "送审", "送审")
        assert clerk.get_by_role("button", name="批准", exact=True).count() == 0
        leader.get_by_role("button", name="批准", exact=True).and_(
            leader.locator(":enabled")
        ).wait_for()
        press(leader, "批准", "已批准")
        press(clerk, "发布", "已发布")
        assert not clerk.get_by_text("与已发布的第1版相比").is_visible()

        away(clerk, address, name)
        clerk.goto(f"{address}/week")
        clerk.get_by_role("button", name="按变化重排").click()
        clerk.get_by_text("排好了").wait_for()
        see_how_it_went(clerk)
        told = changes(clerk)
        leader.get_by_text(re.compile("与已发布的第1版相比，.*处有变动")).wait_for()
        assert changes(leader) == told

        press(clerk, "送审", "送审")
        press(leader, "批准", "已批准")
        press(clerk, "发布", "已发布")
        clerk.get_by_text("与已发布的第1版相比").wait_for(state="hidden")
    week = read_week(folder)
    row = next(row for row in told if row[1] == week.round.site["GD03"].name)
    assert row[0] in ("改期", "换人", "取消") or "换人" in row[0]
    assert name in row[2], "the old people"
    assert name not in row[3], "nor in the new"
    assert name in row[4], "why: who is away"
    assert all(ill not in b.people for b in week.plan.bookings)
    assert (week.plan.approval.state, week.plan.approval.version) == ("published", 2)
    signed = [(s.state, s.by) for s in week.plan.approval.history]
    assert signed == [("submitted", CLERK), ("approved", LEADER), ("published", CLERK)] * 2
    with closing(open_ledger(place)) as ledger, ledger.reading() as rows:
        tasks = {t.visit: t.officers for t in rows.rows("tasks") if t.state == "published"}
    assert {v: set(o) for v, o in tasks.items()} == {
        b.visit: set(b.people) for b in week.plan.bookings
    }
    assert (visit.outside, visit.errors) == ([], [])


def see_how_it_went(page: Page) -> None:
    """Value, bound and gap of each tier, the steady plan's too, and the curve of one."""
    head = page.locator("table", has_text="最多还差")
    rows = [row.locator("td").all_inner_texts() for row in head.locator("tbody tr").all()]
    assert [row[0] for row in rows] == ["法定期限", "不动已发布的安排", "应查尽查", "少跑一趟"]
    for _, value, bound, gap in rows:
        assert int(value) - int(bound) == int(gap) >= 0
    assert int(rows[1][1]) > 0, "somebody else goes there now"
    page.get_by_role("button", name="不动已发布的安排").click()
    page.locator("canvas").wait_for()


def read_only(page: Page) -> None:
    """A leader reads: nothing can be dragged, swapped, pinned, planned or undone."""
    assert page.locator(".wk-card[draggable=true]").count() == 0
    assert page.locator("button.wk-person").count() == 0
    page.locator(".wk-menu").first.click()
    assert page.get_by_role("menuitem").all_inner_texts() == ["为什么这样排"]
    page.get_by_role("menuitem").click()
    page.get_by_text("为何不在其他时段").first.wait_for()
    page.keyboard.press("Escape")
    for words in ("排班", "重新排班", "撤销", "送审", "发布", "插入紧急投诉", "排到…"):
        assert page.get_by_role("button", name=words).count() == 0, words


def away(page: Page, address: str, name: str) -> None:
    """The whole of next week, entered on the page of officers."""
    page.goto(f"{address}/officers")
    monday = date(2026, 11, 30)
    row = page.locator(".row.w-full", has=page.get_by_text(name, exact=True))
    row.get_by_role("button", name="请假／抽调").click()
    page.get_by_text("选择日期和事由……").click()
    dialog = page.locator(".q-dialog")
    dialog.get_by_label("起").fill(monday.isoformat())
    dialog.get_by_label("止").fill((monday + timedelta(days=4)).isoformat())
    dialog.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text(re.compile("已登记：")).wait_for()


def changes(page: Page) -> list[list[str]]:
    table = page.locator(".wk-changes tbody tr")
    table.first.wait_for()
    return [row.locator("td").all_inner_texts() for row in table.all()]
