"""A visit's checklist on a phone: typed without connection, kept over a reload, recorded once."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from boards import board, browser, needs_board, needs_chromium
from today_street import CHECKS, LATE, OTHER_TASK, TASK, ledger_of_today, png, today

from sites.ledger import open_ledger

needs_board()
from web.desk import Desk, Office, Person  # noqa: E402
from web.phone.sheet import may_see, may_tell, sheets, tasks_for  # noqa: E402

HOUSING, FIRE = "住建", "消防"
TARGET_PX = 44


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledger_of_today(tmp_path_factory.mktemp("phone") / "ledger.sqlite")


@pytest.fixture(scope="module")
def address(place: Path) -> Iterator[str]:
    with board(place) as found:
        yield found


def rows(place: Path, noun: str, **equal: Any) -> tuple[Any, ...]:
    with closing(open_ledger(place)) as ledger, ledger.reading() as read:
        return read.rows(noun, **equal)


def send(address: str, path: str, body: Any, header: bool = True) -> tuple[int, Any]:
    """Post JSON as the phone does; status and answer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} | ({"X-Inspect-Once": "1"} if header else {})
    request = urllib.request.Request(f"{address}/visit/{path}", content, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def told(**more: Any) -> dict[str, Any]:
    line = {"item": "SL-2", "line": CHECKS[0], "result": "fit"}
    bodies = [{"body": HOUSING, "lines": [line]}]
    return {"key": "0123456789abcdef", "who": "李示例", "bodies": bodies} | more


def fill_in(page: Any) -> None:
    """What a thumb does at the gate."""
    page.get_by_role("button", name="其余均符合").click()
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="送出").click()
    assert asked[0].endswith("行数：1")  # 其余均符合 says nothing of a re-check
    again = page.locator("section", has_text=f"隐患{LATE}")
    again.get_by_role("button", name="已整改到位", exact=True).click()
    section = page.locator(f'section[aria-label="{CHECKS[1]}"]')
    section.get_by_role("button", name="不符合").click()
    section.get_by_label("存在的问题").fill("五层东侧临边未封闭")
    section.get_by_label("整改要求").fill("补设防护栏杆")
    section.get_by_role("button", name="7天").click()
    with page.expect_file_chooser() as chooser:
        section.get_by_role("button", name="拍照").click()
    chooser.value.set_files([{"name": "a.png", "mimeType": "image/png", "buffer": png()}])
    section.locator("figure img").wait_for()
    page.get_by_role("tab", name="到离场与签字").click()
    page.get_by_label("到场", exact=True).fill("09:10")
    page.get_by_label("离场", exact=True).fill("10:20")
    page.get_by_label("拒签情况").fill("项目经理拒绝签字")
    page.get_by_label("见证人").fill("社区张工")
    pad = page.get_by_label("现场负责人手写签字")
    pad.evaluate("pad => pad.scrollIntoView({block: 'center'})")
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=4)
    page.mouse.up()
    page.get_by_text("签字已存").wait_for()


def test_what_is_typed_without_connection_survives_a_reload_and_arrives_once(
    place: Path, address: str
) -> None:
    needs_chromium()
    with browser(390, 844) as visit:
        page, context = visit.page, visit.page.context
        page.goto(f"{address}/visit/my")
        page.get_by_text("甲项目").first.wait_for()
        page.evaluate("navigator.serviceWorker.ready")
        page.goto(f"{address}/visit/{TASK}")
        page.get_by_role("tab", name=HOUSING).wait_for()
        small = page.eval_on_selector_all(
            "button, input:not([type=checkbox]):not([type=file]), a",
            "(all, least) => all.filter((e) => e.getBoundingClientRect().height < least)"
            ".map((e) => e.outerHTML)",
            TARGET_PX,
        )
        assert small == []
        context.set_offline(True)
        fill_in(page)
        page.reload()
        page.get_by_role("tab", name=HOUSING).wait_for()
        section = page.locator(f'section[aria-label="{CHECKS[1]}"]')
        assert section.get_by_label("存在的问题").input_value() == "五层东侧临边未封闭"
        section.locator("figure img").wait_for()
        page.get_by_role("button", name="送出").click()
        page.get_by_text("份待送").wait_for()
        page.reload()
        page.get_by_text("份待送").wait_for()
        assert rows(place, "results", task=TASK) == ()
        context.set_offline(False)
        page.locator("#state", has_text="已送达台账").wait_for(timeout=20_000)
        page.wait_for_function("document.getElementById('line').textContent === '已连接'")
        assert visit.outside == []
        assert visit.errors == []
    _see_recorded(place)


def _see_recorded(place: Path) -> None:
    (task,) = rows(place, "tasks", id=TASK)
    assert task.state == "done"
    assert f"{task.began:%H:%M}" == "09:10"
    assert task.refused
    assert task.refusal == "项目经理拒绝签字；见证人：社区张工"
    assert {n.body: n.done for n in task.needs} == {HOUSING: True, FIRE: None}
    results = {r.line: r.result for r in rows(place, "results", task=TASK)}
    assert results == {
        CHECKS[0]: "fit", CHECKS[1]: "unfit", f"隐患{LATE}是否已整改到位": "fit"
    }  # fmt: skip
    (hazard,) = rows(place, "hazards", task_no=TASK)
    assert (hazard.what, hazard.body) == ("五层东侧临边未封闭", HOUSING)
    assert hazard.due == today() + timedelta(days=7)
    (late,) = rows(place, "hazards", id=LATE)
    assert (late.state, late.recheck_result) == ("recheck", "passed")
    photos = {p.stage: p for p in rows(place, "photos", task=TASK)}
    assert {k: (p.hazard, p.media_type) for k, p in photos.items()} == {
        "before": (hazard.id, "image/jpeg"), "other": ("", "image/png")
    }  # fmt: skip
    assert all(p.content for p in photos.values())


def test_the_same_post_twice_is_one_act(place: Path, address: str) -> None:
    code, first = send(address, f"{OTHER_TASK}/told", told())
    assert (code, first["again"]) == (200, False)
    with closing(open_ledger(place)) as ledger, ledger.reading() as read:
        before = read.head
    code, second = send(address, f"{OTHER_TASK}/told", told())
    assert (code, second["again"]) == (200, True)
    with closing(open_ledger(place)) as ledger, ledger.reading() as read:
        assert read.head == before


LINE = {"item": "SL-2", "line": CHECKS[0]}
WRONG = (
    ("nothing", 409, told(key="a" * 16, bodies=[])),
    ("no finding", 409, told(key="b" * 16, bodies=[
        {"body": HOUSING, "lines": [LINE | {"result": "unfit"}]}])),
    ("no such line", 409, told(key="c" * 16, bodies=[
        {"body": HOUSING, "lines": [LINE | {"line": "别的", "result": "fit"}]}])),
    ("another's body", 409, told(key="d" * 16, bodies=[
        {"body": FIRE, "lines": [LINE | {"result": "fit"}]}])),
    ("ends before it begins", 409, told(key="e" * 16, began="10:00", ended="09:00")),
    ("somebody else's", 401, told(key="f" * 16, who="别人")),
    ("a key of nothing", 422, told(key="x")),
    ("unknown field", 422, told(key="g" * 16, state="done")),
    ("no JSON", 422, b"["),
)  # fmt: skip


@pytest.mark.parametrize(("code", "body"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_cannot_be_recorded_is_said_and_nothing_is_written(
    place: Path, address: str, code: int, body: Any
) -> None:
    before = rows(place, "results"), rows(place, "tasks")
    found, answer = send(address, f"{OTHER_TASK}/told", body)
    assert found == code
    assert answer["says"]
    assert (rows(place, "results"), rows(place, "tasks")) == before


def test_a_forged_post_an_unknown_task_and_a_false_picture_are_refused(address: str) -> None:
    assert send(address, f"{OTHER_TASK}/told", told(key="h" * 16), header=False)[0] == 403
    assert send(address, "2026W01-01/told", told(key="i" * 16))[0] == 404
    false = {"key": "j" * 16, "who": "李示例", "content": "PHNjcmlwdD4="}
    assert send(address, f"{OTHER_TASK}/photo", false)[0] == 409
    assert send(address, f"{OTHER_TASK}/photo", false | {"content": "?"})[0] == 422
    assert send(address, f"{OTHER_TASK}/photo", b"x" * 12_000_000)[0] == 413


def test_the_sheet_tells_nothing_internal(address: str) -> None:
    with urllib.request.urlopen(f"{address}/visit/{TASK}/sheet", timeout=30) as answer:
        text = answer.read().decode()
    assert "甲项目" in text
    for secret in ("red", "红", "1380000", "夜间施工噪声", "浙A", "rated"):
        assert secret not in text


WHO = (
    (Person(name="甲", role="officer", officer="Z5"), {TASK}, True, (HOUSING, FIRE)),
    (Person(name="乙", role="officer", officer="Z9"), set(), False, ()),
    (Person(name="丙", role="body", body=FIRE), {TASK}, True, (FIRE,)),
    (Person(name="丁", role="body", body="环保"), set(), False, ()),
    (Person(name="戊", role="leader"), {TASK, OTHER_TASK}, False, (HOUSING, FIRE)),
    (Person(name="己", role="clerk"), {TASK, OTHER_TASK}, True, (HOUSING, FIRE)),
)


@pytest.mark.parametrize(("person", "tasks", "tells", "bodies"), WHO, ids=[w[0].name for w in WHO])
def test_a_phone_is_given_the_visits_of_its_person_alone(
    place: Path, person: Person, tasks: set[str], tells: bool, bodies: tuple[str, ...]
) -> None:
    with closing(open_ledger(place)) as ledger, ledger.reading() as read:
        desk = Desk(Office(ledger, place.parent), person)
        found = tasks_for(read, desk, today())
        assert {task.id for task in found} == tasks
        task = read.row("tasks", TASK)
        assert may_tell(desk, task) == tells
        assert may_see(desk, task) == (TASK in tasks)
        given = sheets(read, desk, [t for t in found if t.id == TASK], today())
        assert tuple(b["body"] for sheet in given for b in sheet["bodies"]) == bodies
