"""A clerk's week in a real browser: planned, moved by hand, judged, undone, signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from board_week import NAME, small_ledger, small_week
from boards import Visit, board, browser, needs_board

from scheduler.by_hand import read_week
from sites.ledger import open_ledger
from web.week.edits import booking_of

needs_board()

CASE, SITE = "GD03#1", "桥东路5号社区中心项目"
AM, PM = "2026-12-01/am", "2026-12-01/pm"
LONG = 60_000


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    """One browser for all stories."""
    with browser(1600, 950) as visit:
        visit.page.set_default_timeout(LONG)
        yield visit


def column(page: Any, session: str) -> Any:
    """A session's column: all of them have one, in order of time."""
    order = [f"2026-{day}/{part}" for day in _DAYS for part in ("am", "pm")]
    return page.locator(".wk-col").nth(order.index(session))


_DAYS = ("11-30", "12-01", "12-02", "12-03", "12-04")


def card(page: Any, at: Any = None) -> Any:
    return (at or page).locator(".wk-card").filter(has_text=SITE)


def drag(page: Any, session: str) -> None:
    card(page).drag_to(column(page, session), target_position={"x": 70, "y": 12})


def menu(page: Any, item: str) -> None:
    card(page).get_by_role("button", name="操作").click()
    page.get_by_role("menuitem", name=item).click()


def saved(page: Any) -> None:
    page.get_by_text("已保存", exact=True).wait_for()


def test_a_week_from_planning_to_publishing(tmp_path: Path, visit: Visit) -> None:
    place, page = small_ledger(tmp_path), visit.page
    folder = tmp_path / "ledger.weeks" / NAME
    with board(place) as address:
        page.goto(f"{address}/week")
        page.get_by_text("这一周还没有排班").wait_for()
        page.get_by_role("button", name="排班").click()
        page.get_by_text("排好了").wait_for()
        page.locator("canvas").first.wait_for()
        card(page, column(page, "2026-11-30/am")).wait_for()

        drag(page, PM)
        answer = page.locator(".wk-answer.kept")
        answer.get_by_text("规则全部满足").wait_for()
        card(page, column(page, PM)).wait_for()
        saved(page)
        assert booking_of(read_week(folder).plan, CASE).session == PM

        page.locator(".wk-answer").get_by_role("button", name="撤销").click()
        card(page, column(page, "2026-11-30/am")).wait_for()
        saved(page)
        assert booking_of(read_week(folder).plan, CASE).session == "2026-11-30/am"

        for verb, state in (("送审", "送审"), ("批准", "已批准"), ("发布", "已发布")):
            page.get_by_role("button", name=verb, exact=True).click()
            if verb == "送审":  # whoever leaves the page meanwhile finds it done
                page.goto(f"{address}/hazards")
                page.goto(f"{address}/week")
            page.locator(".q-badge", has_text=state).first.wait_for()
        page.get_by_role("button", name="按变化重排（尽量少动）").wait_for()
    week = read_week(folder)
    assert week.plan.approval.state == "published"
    ledger = open_ledger(place)
    with ledger.reading() as rows:
        tasks = {t.visit for t in rows.rows("tasks")}
    ledger.close()
    assert tasks == {b.visit for b in week.plan.bookings}
    assert (visit.outside, visit.errors) == ([], [])


def test_rules_answer_beside_the_card(tmp_path: Path, visit: Visit) -> None:
    folder, page = small_week(tmp_path), visit.page
    place = tmp_path / "ledger.sqlite"
    with board(place) as address:
        page.goto(f"{address}/week")
        drag(page, AM)
        local = column(page, AM).locator(".wk-answer.local")
        local.get_by_text("备勤（本街道规定）").wait_for()
        assert "依据：" in local.inner_text()
        assert card(page, column(page, "2026-11-30/am")).count() == 1, "it is not moved yet"
        local.get_by_label("豁免理由").fill("局里抽调")
        local.get_by_role("button", name="豁免并保存").click()
        page.locator(".wk-answer.kept").wait_for()
        page.get_by_text("豁免：备勤").wait_for()

        card(page).get_by_role("button", name="陆文渊").click()
        page.get_by_label("其他人员").click()
        page.get_by_role("option", name="钮思远").click()
        law = page.locator(".wk-answer.law")
        law.get_by_text("钮思远无权代表综合执法").wait_for()
        assert law.get_by_role("button", name="豁免").count() == 0
        law.get_by_role("button", name="知道了").click()
        law.wait_for(state="detached")

        menu(page, "本周不排")
        page.locator(".q-dialog").get_by_label("理由").fill("停工")
        page.get_by_role("button", name="确定").click()
        page.locator(".wk-side").get_by_text(SITE).wait_for()
        assert card(page).count() == 0
        page.get_by_role("button", name="撤销").first.click()
        card(page).wait_for()

        menu(page, "移到…")
        page.get_by_role("button", name="周四 12/3 下午").click()
        card(page, column(page, "2026-12-03/pm")).wait_for()
        saved(page)
    assert booking_of(read_week(folder).plan, CASE).session == "2026-12-03/pm"
    ledger = open_ledger(place)
    with ledger.reading() as rows:
        pins = [p for p in rows.rows("pins") if p.site == "GD03"]
    ledger.close()
    assert [(p.how, p.rule, p.reason, p.by) for p in pins] == [
        ("override", "reserve_kept", "局里抽调", "李示例")
    ]
    assert (visit.outside, visit.errors) == ([], [])


def test_every_drop_is_answered_and_an_unplanned_need_can_be_dragged(
    tmp_path: Path, visit: Visit
) -> None:
    folder, page = small_week(tmp_path), visit.page
    with board(tmp_path / "ledger.sqlite") as address:
        page.goto(f"{address}/week")
        card(page).wait_for()
        first = str(column(page, AM).locator(".wk-hint").inner_text())
        local = column(page, AM).locator(".wk-answer.local")
        drag(page, AM)
        local.wait_for()
        once = local.get_attribute("id")
        drag(page, AM)
        column(page, AM).locator(f".wk-answer.local:not(#{once})").wait_for()
        assert page.locator(".wk-answer").count() == 1, "each try has its own answer"
        drag(page, "2026-11-30/am")
        assert card(page, column(page, "2026-11-30/am")).count() == 1, "onto its own session"

        card(page).hover()
        page.mouse.down()
        page.mouse.move(20, 20, steps=3)
        page.locator(".wk-hint.kept").first.wait_for()
        page.mouse.up()
        page.locator(".wk-hint.kept").first.wait_for(state="detached")
        assert column(page, AM).locator(".wk-hint").inner_text() == first

        menu(page, "本周不排")
        page.locator(".q-dialog").get_by_label("理由").fill("停工")
        page.get_by_role("button", name="确定").click()
        side = page.locator(".wk-side .wk-need").filter(has_text=SITE)
        side.get_by_role("button", name="取消“本周不排”").click()
        side.get_by_role("button", name="排到…").wait_for()
        side.drag_to(column(page, AM), target_position={"x": 70, "y": 12})
        local.get_by_text("备勤（本街道规定）").wait_for()
        assert card(page).count() == 0, "it is not planned yet"
        side.drag_to(column(page, PM), target_position={"x": 70, "y": 12})
        column(page, PM).locator(".wk-answer.kept").get_by_text("规则全部满足").wait_for()
        card(page, column(page, PM)).wait_for()
        side.wait_for(state="detached")
        page.locator(".wk-answer").get_by_role("button", name="撤销").click()
        side.get_by_role("button", name="排到…").press("Enter")
        page.get_by_role("button", name="周四 12/3 下午").press("Enter")
        card(page, column(page, "2026-12-03/pm")).wait_for()
        saved(page)
    assert booking_of(read_week(folder).plan, CASE).session == "2026-12-03/pm"
    assert (visit.outside, visit.errors) == ([], [])
