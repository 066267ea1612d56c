"""A clerk's whole week in a real browser: a workbook comes in, a month's report goes out.

The clock of the board is set: it is opened on the Friday before, and again on the Friday of the
week. What stands in the ledger at the end is read from the ledger, not from the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from board_week import BOOK, NAME
from boards import Visit, board, browser, needs_board

from scheduler.by_hand import read_week
from sites.ledger import open_ledger
from web.week.edits import booking_of

needs_board()
pytest.importorskip("time_machine", reason="time-machine is not installed")

CHINA = timezone(timedelta(hours=8))
BEFORE, AFTER = (datetime(2026, *day, tzinfo=CHINA) for day in ((11, 27, 9), (12, 4, 15)))
LONG = 30_000
SITE, CASE = "桥东路5号社区中心项目", "GD03#1"
MOVED_TO, COLUMN = "2026-12-01/pm", 3
TUESDAY = "2026-12-01"
DEEP_PIT, SCHOOL, COMPLAINT = "2026W49-01", "2026W49-02", "2026W49-03"
HAZARD, WIRES = "YH20260001", "电缆架空或埋地，无拖地、浸水、破皮"
REVIEWER, WENT_THERE = "陆文渊", "沈立诚"


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    """One browser for the whole week."""
    with browser(1280, 900) as visit:
        visit.page.set_default_timeout(LONG)
        yield visit


def test_the_whole_week_of_a_clerk(tmp_path: Path, visit: Visit) -> None:
    place, page = tmp_path / "ledger.sqlite", visit.page
    with board(place, now=BEFORE) as address:
        take_in(page, address)
        plan_and_move(page, address)
        sign(page)
        see_printed(page, address)
    booking = booking_of(read_week(tmp_path / "ledger.weeks" / NAME).plan, CASE)
    assert booking.session == MOVED_TO
    with board(place, now=AFTER) as address:
        tell(page, address)
        close(page, address)
        report(page, address)
    see_kept(place)
    assert (visit.outside, visit.errors) == ([], [])


def take_in(page: Any, address: str) -> None:
    """The workbook: nothing is written before the differences are accepted."""
    page.goto(f"{address}/files")
    drop = page.locator(".q-uploader", has_text="工作簿").locator("input[type=file]")
    drop.set_input_files(str(BOOK))
    page.get_by_text("以上只是预览，还没有写入").wait_for()
    page.get_by_text("新增45，修改0").wait_for()
    page.get_by_role("button", name="确认写入台账").click()
    page.get_by_text("已写入台账").wait_for()


def plan_and_move(page: Any, address: str) -> None:
    """Plan next week, and drag the complaint's card to another session."""
    page.goto(f"{address}/week")
    page.get_by_role("button", name="排班").click()
    page.get_by_text("排好了").wait_for()
    card = page.locator(".wk-card").filter(has_text=SITE)
    card.drag_to(page.locator(".wk-col").nth(COLUMN), target_position={"x": 70, "y": 12})
    page.locator(".wk-answer.kept").get_by_text("规则全部满足").wait_for()
    page.get_by_text("已保存", exact=True).wait_for()


def sign(page: Any) -> None:
    """Submitted, approved, published."""
    for verb, state in (("送审", "送审"), ("批准", "已批准"), ("发布", "已发布")):
        page.get_by_role("button", name=verb, exact=True).click()
        page.locator(".q-badge", has_text=state).first.wait_for()


def see_printed(page: Any, address: str) -> None:
    """The day's pages: one that says why, one for the site that does not."""
    asked = f"{address}/files?week={NAME}&day={TUESDAY}&print="
    page.goto(asked + "office")
    page.get_by_text("不得带入现场").first.wait_for()
    assert "红色工地：综合执法日常检查" in page.locator("body").inner_text()
    page.goto(asked + "site")
    page.get_by_text("检查任务单").first.wait_for()
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    assert DEEP_PIT in shown
    for hidden in ("红色", "安排理由", "投诉", "GDLQ", "周计划"):
        assert hidden not in shown, hidden


def tell(page: Any, address: str) -> None:
    """What was found, on the checklists of all three visits."""
    page.goto(f"{address}/visit")
    page.get_by_role("button", name="打开检查表").nth(2).wait_for()
    open_sheet(page, address, SCHOOL, "住建")
    page.get_by_role("button", name="已整改到位", exact=True).click()
    rest(page, "综合执法")
    send(page, "10:30", "11:00")

    open_sheet(page, address, DEEP_PIT, "住建")
    section = page.locator(f'section[aria-label="{WIRES}"]')
    section.get_by_role("button", name="不符合").click()
    section.get_by_label("存在的问题").fill("三层电缆拖地")
    section.get_by_label("整改要求").fill("架空敷设")
    section.get_by_role("button", name="7天").click()
    page.get_by_role("button", name="其余均符合").click()
    rest(page, "消防")
    rest(page, "综合执法")
    send(page, "09:10", "10:20")

    open_sheet(page, address, COMPLAINT, "综合执法")
    page.get_by_role("button", name="其余均符合").click()
    send(page, "13:40", "14:20")


def open_sheet(page: Any, address: str, task: str, body: str) -> None:
    page.goto(f"{address}/visit/{task}")
    page.get_by_role("tab", name=body).click()


def rest(page: Any, body: str) -> None:
    """Everything else of a body was in order."""
    page.get_by_role("tab", name=body).click()
    page.get_by_role("button", name="其余均符合").click()


def send(page: Any, began: str, ended: str) -> None:
    page.get_by_role("tab", name="到离场与签字").click()
    page.get_by_label("到场", exact=True).fill(began)
    page.get_by_label("离场", exact=True).fill(ended)
    page.get_by_role("button", name="送出").click()
    page.locator("#state", has_text="已送达台账").wait_for()


def close(page: Any, address: str) -> None:
    """The hazard that passed its re-check is closed, by one who had no part in it."""
    page.goto(f"{address}/hazards")
    page.get_by_text("三层电缆拖地").wait_for()
    page.get_by_role("button", name=HAZARD).click()
    page.get_by_role("button", name="销号", exact=True).click()
    for name in (WENT_THERE, REVIEWER):
        page.get_by_label("审核人").fill(name)
        page.get_by_role("button", name="登记", exact=True).click()
        if name == WENT_THERE:
            page.get_by_text(f"审核人{name}参加了该次检查或复查").first.wait_for()
    page.locator(".case").get_by_text("待复查 → 已销号").wait_for()


def report(page: Any, address: str) -> None:
    """December's figures, and the list behind one of them."""
    page.goto(f"{address}/figures")
    page.get_by_label("月份").click()
    page.get_by_role("option", name="2026年12月").click()
    page.get_by_text("月报（2026年12月）").wait_for()
    figures = {
        name: page.locator(".io-figure", has_text=name).first.inner_text().split()[1]
        for name in ("检查工地数", "联合检查率", "减少进场", "发现问题隐患", "本月销号")
    }
    assert list(figures.values()) == ["3个", "66.7%", "3次", "1处", "1处"]
    page.locator(".io-figure", has_text="发现问题隐患").click()
    page.locator(".q-dialog").get_by_text("柳岸路8号住宅项目").first.wait_for()


def see_kept(place: Path) -> None:
    """What the ledger has at the end, and who did what."""
    with closing(open_ledger(place)) as ledger, ledger.reading() as rows:
        tasks = {t.id: t for t in rows.rows("tasks")}
        results = Counter((r.task, r.result) for r in rows.rows("results"))
        (found,) = rows.rows("hazards", task_no=DEEP_PIT)
        old = rows.row("hazards", HAZARD)
        events = rows.events()
    assert {t.state for t in tasks.values()} == {"done"}
    assert {t.on for t in tasks.values()} == {date(2026, 12, 1)}
    assert all(need.done for t in tasks.values() for need in t.needs)
    assert results[DEEP_PIT, "unfit"] == 1
    assert {task for task, _ in results} == {DEEP_PIT, SCHOOL, COMPLAINT}
    assert (found.what, found.measure, found.body) == ("三层电缆拖地", "架空敷设", "住建")
    assert (found.state, found.found_on) == ("open", date(2026, 12, 1))
    assert (old.state, old.recheck_result, old.reviewer) == ("closed", "passed", REVIEWER)
    assert {e.who for e in events} == {"李示例"}
    assert [e.verb for e in events if e.key == HAZARD][-2:] == ["recheck_pass", "close"]
