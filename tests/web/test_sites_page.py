"""Sites and officers in a browser: the file of a site, a colour by hand, leave in two clicks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from boards import board, browser, needs_board
from today_street import LATE, TASK, ledger_of_today, today

from sites.book import Absence, Officer
from sites.errors import Refused
from sites.ledger import Ledger, open_ledger

needs_board()
from web.desk import Desk, Office, Person, Role  # noqa: E402
from web.pages._officer_data import add_absence, certificate_flag, remove_absence  # noqa: E402
from web.pages._site_data import set_colour, site_file, site_rows  # noqa: E402


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledger_of_today(tmp_path_factory.mktemp("sites") / "ledger.sqlite")


@pytest.fixture(scope="module")
def visit(place: Path) -> Iterator[Any]:
    with board(place) as address, browser() as found:
        found.page.set_default_timeout(15_000)
        found.address = address
        yield found
        assert found.outside == []
        assert found.errors == []


@pytest.fixture
def ledger(place: Path) -> Iterator[Ledger]:
    with closing(open_ledger(place)) as opened:
        yield opened


def absences(ledger: Ledger, officer: str) -> tuple[Absence, ...]:
    with ledger.reading() as rows:
        return rows.rows("absences", officer=officer)


def test_the_file_of_a_site_and_a_colour_set_by_hand(visit: Any, ledger: Ledger) -> None:
    page = visit.page
    page.goto(f"{visit.address}/sites")
    lines = page.locator(".q-table tbody tr")
    lines.first.wait_for()
    assert "▲ 红" in lines.first.inner_text()
    page.get_by_label("片区").click()
    page.get_by_role("option", name="西片").click()
    page.wait_for_function("document.querySelectorAll('.q-table tbody tr').length === 2")
    page.get_by_label("片区").click()
    page.get_by_role("option", name="东片").click()
    page.get_by_role("button", name="甲项目").click()
    page.get_by_text("工地档案，内部使用").wait_for()
    for tab, told in (
        ("检查", TASK), ("隐患", LATE), ("频次余量", "住建今年已计"),
        ("企业与联盟", "甲建设有限公司"), ("投诉", "没有投诉"), ("三色", "【历次评定】"),
    ):  # fmt: skip
        page.get_by_role("tab", name=tab).click()
        page.locator(".q-tab-panel", has_text=told).wait_for()
    page.get_by_text("人工调整三色").click()
    page.get_by_role("button", name="黄", exact=True).click()
    page.get_by_role("button", name="调整", exact=True).click()
    page.get_by_text("人工调整三色必须写明原因和姓名").wait_for()
    page.get_by_label("原因").fill("已停工整顿")
    page.get_by_role("button", name="调整", exact=True).click()
    page.locator(".q-table tbody tr", has_text="甲项目").get_by_text("◆ 黄").wait_for()
    with ledger.reading() as rows:
        (rating,) = rows.rows("ratings", site="GD-01")
    assert (rating.colour, rating.manual, rating.by) == ("yellow", True, "李示例")
    assert rating.why == "已停工整顿"


def test_call_out_takes_two_clicks_and_can_be_taken_back(visit: Any, ledger: Ledger) -> None:
    page = visit.page
    page.goto(f"{visit.address}/officers")
    row = page.locator("div.row", has=page.get_by_text("吴执法", exact=True)).last
    row.get_by_role("button", name="请假／抽调").click()
    page.get_by_text("今天抽调").locator("visible=true").click()
    page.get_by_text(f"当天有已发布的任务（{TASK}）").wait_for()
    (found,) = absences(ledger, "Z5")
    assert (found.first, found.last, found.reason, found.part) == (
        today(), today(), "callout", "day"
    )  # fmt: skip
    page.get_by_role("button", name="撤销吴执法的区级抽调").click()
    page.get_by_role("button", name="撤销吴执法的区级抽调").wait_for(state="detached")
    assert absences(ledger, "Z5") == ()
    with ledger.reading() as rows:
        verbs = [e.verb for e in rows.events(noun="absences") if e.key.startswith("Z5|")]
    assert verbs == ["added", "dropped"]


def desk(ledger: Ledger, role: Role) -> Desk:
    """Somebody of a role."""
    return Desk(Office(ledger, Path()), Person(name=f"某{role}", role=role))


def test_who_may_set_colours_and_enter_absences(ledger: Ledger) -> None:
    fields = {"officer": "Z1", "first": today(), "last": today(), "reason": "leave"}
    roles: tuple[Role, ...] = ("leader", "officer", "body")
    for role in roles:
        for ask in (
            lambda d: add_absence(d, fields),
            lambda d: remove_absence(d, "Z9"),
            lambda d: set_colour(d, "GD-02", "red", "看看"),
        ):
            with pytest.raises(Refused):
                ask(desk(ledger, role))
    for role in roles[1:]:
        with pytest.raises(Refused):
            site_file(desk(ledger, role), "GD-02")
    assert absences(ledger, "Z1") == ()
    backwards = fields | {"last": today() - timedelta(days=1)}
    for wrong in (backwards, fields | {"officer": "没有此人"}):
        with pytest.raises(Refused):
            add_absence(desk(ledger, "clerk"), wrong)


def test_rows_of_sites_count_what_is_under_way(ledger: Ledger) -> None:
    found = {r["site"].id: r for r in site_rows(desk(ledger, "leader"))}
    assert {id: r["open"] for id, r in found.items()} == {
        "GD-01": 2, "GD-02": 0, "GD-03": 0, "GD-04": 0
    }  # fmt: skip
    assert found["GD-04"]["last"].isoformat() == "2026-06-08"


@pytest.mark.parametrize(
    ("days", "says"), [(-1, "到期"), (0, "还有0天"), (60, "还有60天"), (61, None), (None, None)]
)
def test_a_certificate_that_ends_soon_is_flagged(days: int | None, says: str | None) -> None:
    until = today() + timedelta(days=days) if days is not None else None
    officer = Officer(id="o", name="甲", body="b", certificate="1", certificate_until=until)
    flag = certificate_flag(officer, today())
    assert (flag is None) == (says is None)
    assert (says or "") in (flag.zh if flag else "")
