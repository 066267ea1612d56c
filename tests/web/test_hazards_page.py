"""The tracker in a browser: only lawful moves, refusals with their rule, two clerks, photos."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from boards import board, browser, needs_board
from today_street import LATE, WAITS, ledger_of_today, png, today

from sites.closure import TITLES, lawful_moves
from sites.ledger import Ledger, open_ledger
from sites.ledger.closing import closing_world

needs_board()
from sites.closure import KINDS, MOVES, SPECS, Move  # noqa: E402
from sites.errors import Refused  # noqa: E402
from sites.ledger.hazard_pages import Wanted  # noqa: E402
from web.desk import Desk, Office, Person, Role  # noqa: E402
from web.hazards.desk import add_photo, case_of, enter, make_move, page_of, photo_content  # noqa: E402
from web.hazards.forms import fields_of, wrong  # noqa: E402

HOUSING, FIRE = "区住建局", "区消防救援大队"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledger_of_today(tmp_path_factory.mktemp("hazards") / "ledger.sqlite")


@pytest.fixture(scope="module")
def visit(place: Path) -> Iterator[Any]:
    with board(place) as address, browser() as found:
        found.page.set_default_timeout(15_000)
        found.page.goto(f"{address}/hazards")
        found.page.get_by_role("button", name=LATE).wait_for()
        yield found
        assert found.outside == []
        assert found.errors == []


@pytest.fixture
def ledger(place: Path) -> Iterator[Ledger]:
    with closing(open_ledger(place)) as opened:
        yield opened


def row(ledger: Ledger, id: str) -> Any:
    with ledger.reading() as rows:
        return rows.row("hazards", id)


def opened(visit: Any, id: str) -> Any:
    """The panel of a hazard, opened; another one is closed before."""
    case = visit.page.locator(".case")
    if case.count():
        case.get_by_role("button", name="关闭").click()
        case.wait_for(state="detached")
    visit.page.get_by_role("button", name=id, exact=True).click()
    case.wait_for()
    return case


def test_the_overdue_one_stands_first_and_filters_narrow(visit: Any) -> None:
    page = visit.page
    lines = page.locator(".q-table tbody tr")
    assert LATE in lines.first.inner_text()
    assert "逾期5天" in lines.first.inner_text()
    page.get_by_label("查找").fill("配电箱")
    page.wait_for_function("document.querySelectorAll('.q-table tbody tr').length === 1")
    assert WAITS in lines.first.inner_text()
    page.get_by_label("查找").fill("")
    page.wait_for_function("document.querySelectorAll('.q-table tbody tr').length === 2")
    page.get_by_role("checkbox", name="只看逾期").click()
    page.wait_for_function("!document.querySelector('.q-table tbody').innerText.includes('YH-8')")
    assert LATE in lines.first.inner_text()
    page.get_by_role("checkbox", name="只看逾期").click()
    page.get_by_role("button", name=WAITS, exact=True).wait_for()


def test_buttons_are_the_lawful_moves_and_no_other(visit: Any, ledger: Ledger) -> None:
    case = opened(visit, LATE)
    shown = set(case.get_by_role("button").all_inner_texts())
    with ledger.reading() as rows:
        kinds = lawful_moves(row(ledger, LATE), closing_world(rows, today()), "李示例")
    assert {title.zh for title in TITLES.values()} & shown == {TITLES[k].zh for k in kinds}
    assert "催办" in shown
    assert "销号" not in shown
    assert "约谈" not in shown
    assert "应催办" in case.inner_text()


def test_a_refusal_stands_beside_its_field_with_the_rule(visit: Any, ledger: Ledger) -> None:
    case = opened(visit, LATE)
    case.get_by_role("button", name="复查不通过").click()
    case.get_by_text("规定：复查不通过的，轮次加一，另定期限").wait_for()
    case.get_by_role("button", name="登记", exact=True).click()
    case.get_by_text("须有两名持证人员").wait_for()
    fields = case.locator(".q-field--error")
    assert "缺整改期限" in fields.filter(has_text="整改期限").inner_text()
    assert fields.count() == 2
    assert row(ledger, LATE).round == 0
    case.get_by_role("button", name="催办", exact=True).click()
    case.get_by_role("button", name="登记", exact=True).click()
    case.get_by_role("button", name="约谈").wait_for()
    assert row(ledger, LATE).reminded_on == today()


def test_a_second_clerk_is_told_who_changed_it(visit: Any, ledger: Ledger) -> None:
    case = opened(visit, WAITS)
    case.get_by_role("button", name="责令限期整改").click()
    later = today() + timedelta(days=9)
    with ledger.act("王乙", why="更正") as act:
        act.change("hazards", WAITS, {"due": later}, "order")
    case.get_by_label("整改期限").fill((today() + timedelta(days=3)).isoformat())
    case.get_by_label("理由").fill("写错了")
    case.get_by_role("button", name="登记", exact=True).click()
    case.get_by_text("王乙已在").wait_for()
    assert row(ledger, WAITS).due == later


def test_a_photo_is_shown_and_what_is_none_is_refused(visit: Any, ledger: Ledger) -> None:
    case = opened(visit, LATE)
    case.locator("input[type=file]").set_input_files(
        {"name": "../整改后.png", "mimeType": "image/png", "buffer": png()}
    )
    image = case.locator("img").first
    image.wait_for()
    visit.page.wait_for_function("document.querySelector('.case img').naturalWidth === 8")
    with ledger.reading() as rows:
        (photo,) = rows.rows("photos", hazard=LATE)
    assert (photo.stage, photo.content) == ("after", png())
    case.locator("input[type=file]").set_input_files(
        {"name": "x.png", "mimeType": "image/png", "buffer": b"<script>alert(1)</script>"}
    )
    visit.page.get_by_text("只收PNG或JPEG照片").wait_for()
    with ledger.reading() as rows:
        assert len(rows.rows("photos", hazard=LATE)) == 1


def test_a_hazard_is_typed_in_with_the_keyboard_and_the_next_can_follow(
    visit: Any, ledger: Ledger
) -> None:
    page = visit.page
    page.locator(".case").get_by_role("button", name="关闭").click()
    page.locator(".case").wait_for(state="detached")
    page.get_by_text("登记新隐患").click()
    what = page.get_by_label("问题描述")
    what.fill("脚手架缺连墙件")
    what.press("Enter")
    page.get_by_text("缺工地").wait_for()
    entry = page.locator(".q-expansion-item")
    entry.get_by_label("工地").click()
    page.keyboard.type("乙项目")
    page.wait_for_function("document.querySelectorAll('[role=option]').length === 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("发现人").fill("周执法、吴执法")
    entry.get_by_label("责令主体").click()
    page.get_by_role("option", name="住建").click()
    for text in ("脚手架缺连墙件", "基坑边堆土过高"):
        what.fill(text)
        what.press("Enter")
        page.wait_for_function("document.activeElement.value === ''")
        page.locator(".q-table").get_by_text(text).wait_for()
    with ledger.reading() as rows:
        found = list(rows.rows("hazards", site="GD-02"))
    assert [h.what for h in found] == ["脚手架缺连墙件", "基坑边堆土过高"]
    assert {(h.finders, h.body, h.found_on) for h in found} == {
        (("周执法", "吴执法"), "住建", today())
    }


def desk(ledger: Ledger, role: Role, **more: str) -> Desk:
    """Somebody of a role."""
    return Desk(Office(ledger, Path()), Person(name=f"某{role}", role=role, **more))


def test_who_may_see_and_move(ledger: Ledger) -> None:
    own, other = desk(ledger, "body", body=HOUSING), desk(ledger, "body", body=FIRE)
    nobody, officer = desk(ledger, "body"), desk(ledger, "officer", officer="Z5")
    assert case_of(own, LATE).moves
    assert page_of(own, Wanted(), "", 0, 50).total >= 2
    assert page_of(other, Wanted(), "住建", 0, 50).total == 0
    assert page_of(nobody, Wanted(), "", 0, 50).total == 0
    remind = Move(kind="file", on=today())
    fields = {"site": "GD-03", "found_on": today(), "what": "缺口", "body": "住建"}
    for person in (other, nobody, officer):
        for ask in (
            lambda p=person: case_of(p, LATE),
            lambda p=person: make_move(p, LATE, remind, 10**9),
            lambda p=person: add_photo(p, LATE, png(), "a", "after"),
            lambda p=person: photo_content(p, LATE, "0"),
            lambda p=person: enter(p, fields, None),
        ):
            with pytest.raises(Refused):
                ask()
    leader = desk(ledger, "leader")
    assert case_of(leader, LATE).moves == ()
    with pytest.raises(Refused):
        make_move(leader, LATE, remind, 10**9)
    assert row(ledger, LATE).filed_on is None


def test_every_question_of_a_rule_has_a_field_or_no_answer_in_the_form(ledger: Ledger) -> None:
    """A form with all its fields blank says of each what is missing; none is missed."""
    with ledger.reading() as rows:
        world = closing_world(rows, today())
    hazard = row(ledger, LATE).but(due=None)
    for kind in KINDS:
        if (hazard.state, kind) not in MOVES:
            continue
        fields = fields_of(kind, hazard)
        assert fields[0] == "on"
        assert SPECS[kind].rule.zh
        told = wrong(hazard, Move(kind=kind, on=today()), world)
        assert set(told) <= {*fields, ""}
