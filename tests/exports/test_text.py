"""roster.txt: what an officer reads in the messenger, and what must never be in it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny import tiny_booking, tiny_need, tiny_officer, tiny_plan, tiny_round

from exports.text import roster_text, without_phones
from sites.base import Text
from sites.book import Body, Site, Vehicle
from sites.plan import Approval, Plan, Reserve, Ride, Stand
from sites.round import Round

AM, PM = "2026-11-30/am", "2026-11-30/pm"
SECRET = "投诉人反映夜间施工扰民"


def a_round(**more: object) -> Round:
    needs = (
        tiny_need("A", "住建"),
        tiny_need("A", "综合执法", "case", complaints=("T-1",), why=Text(zh=SECRET, en=SECRET)),
        tiny_need("B", "住建"),
    )
    values = {
        "street": "东新街道",
        "needs": needs,
        "sites": (
            Site(id="A", name="东新园二期", phone="13912345678", contact="王某 0571-88123456"),
            Site(id="B", name="石祥路\n综合楼", phone="13912345679"),
        ),
        "bodies": (Body(id="住建", phone="057188123456"), Body(id="综合执法")),
        "officers": (
            tiny_officer("o1", "张三", "住建", phone="13800000001"),
            tiny_officer("o2", "李四 13800000002", "综合执法", phone="13800000002"),
            tiny_officer("o3", "王五", "综合执法"),
            tiny_officer("a1", "赵六", "综合执法", kind="auxiliary", certificate=""),
        ),
        "vehicles": (Vehicle(id="浙A12345", seats=4),),
    }
    return tiny_round(**(values | more))


def a_plan(**more: object) -> Plan:
    stands = (
        Stand(officer="o1", need="A/住建/routine"),
        Stand(officer="o1", need="A/综合执法/case"),
    )
    first = tiny_booking(
        "A#1",
        needs=("A/住建/routine", "A/综合执法/case"),
        stands_for=stands,
        auxiliaries=("a1",),
        lead="综合执法",
    )
    second = tiny_booking(
        "B#1",
        PM,
        needs=("B/住建/routine",),
        stands_for=(Stand(officer="o3", need="B/住建/routine"),),
        officers=("o1", "o3"),
        lead="住建",
    )
    rides = tuple(Ride(session=AM, officer=o, vehicle="浙A12345") for o in ("o1", "o2"))
    reserve = (Reserve(session=AM, officers=("o3",)), Reserve(session=PM, officers=()))
    return tiny_plan(first, second, rides=rides, reserve=reserve, **more)


def test_the_whole_message_in_chinese() -> None:
    assert roster_text(a_plan(), a_round(), "zh") == (
        "内部工作安排，请勿外传\n"
        "东新街道工地“综合查一次” 【未审批】\n"
        "2026年11月30日\n"
        "\n"
        "■ 11月30日（周一）第1组\n"
        "上午 09:10—09:50 东新园二期\n"
        "  人员：张三（住建、综合执法）、李四\n"
        "  协助人员：赵六\n"
        "  牵头：综合执法\n"
        "  车辆：浙A12345；赵六自行前往\n"
        "\n"
        "■ 11月30日（周一）第2组\n"
        "下午 13:40—14:20 石祥路 综合楼\n"
        "  人员：张三、王五（住建）\n"
        "  牵头：住建\n"
        "  车辆：自行前往\n"
        "\n"
        "■ 11月30日（周一）备勤\n"
        "  上午：王五\n"
        "  下午：无\n"
    )


def test_english_has_no_chinese_words_of_ours() -> None:
    plain = tiny_round()
    text = roster_text(tiny_plan(tiny_booking("A#1")), plain, "en")
    assert text.startswith("INTERNAL WORK SCHEDULE – DO NOT FORWARD\n")
    assert "morning 09:10—09:50 site A" in text
    assert "Officer One (housing), Officer Two" in text
    assert not re.search(r"[\u4e00-\u9fff]", text)


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        ("draft", "【未审批】"),
        ("submitted", "【未审批】"),
        ("urgent", "【待补批】"),
        ("cancelled", "【已取消】"),
        ("approved", ""),
        ("published", ""),
    ],
)
def test_the_mark_stays_until_the_plan_is_approved(state: str, mark: str) -> None:
    plan = a_plan(approval=Approval.model_validate({"state": state}))
    title = roster_text(plan, a_round(), "zh").splitlines()[1]
    assert title == f"东新街道工地“综合查一次” {mark}".rstrip()


def test_neither_complaints_nor_reasons_are_told() -> None:
    for lang in ("zh", "en"):
        text = roster_text(a_plan(), a_round(), lang)
        assert not any(word in text for word in (SECRET, "投诉", "T-1", "个案", "case", "routine"))


PHONES = st.one_of(
    st.from_regex(r"1[3-9]\d{9}", fullmatch=True),
    st.from_regex(r"1[3-9]\d-\d{4}-\d{4}", fullmatch=True),
    st.from_regex(r"0\d{2,3}-?\d{7,8}", fullmatch=True),
)


@given(phone=PHONES, before=st.sampled_from(["", "电话", " ", "("]))
def test_a_phone_typed_into_any_name_does_not_get_out(phone: str, before: str) -> None:
    name = f"某某{before}{phone}"
    round = a_round(
        street=name,
        sites=(Site(id="A", name=name), Site(id="B", name=name)),
        officers=tuple(tiny_officer(o, name, "住建") for o in ("o1", "o2", "o3", "a1")),
    )
    assert phone not in roster_text(a_plan(), round, "zh")


@given(st.text(alphabet="0123456789年月日—: 号", max_size=9))
def test_other_numbers_stay(text: str) -> None:
    assert without_phones(text) == text


def test_visits_that_share_a_vehicle_or_a_person_are_one_team() -> None:
    four = tuple(tiny_officer(f"o{i}", f"人{i}", "住建") for i in range(1, 7))
    round = a_round(officers=four)
    alone = {"needs": ("B/住建/routine",), "stands_for": ()}
    one = tiny_booking("A#1", **alone, officers=("o1", "o2"))
    two = tiny_booking("B#1", **alone, officers=("o3", "o4"))
    assert roster_text(tiny_plan(one, two), round, "zh").count("■") == 2
    rides = tuple(Ride(session=AM, officer=o, vehicle="浙A12345") for o in ("o1", "o3"))
    assert roster_text(tiny_plan(one, two, rides=rides), round, "zh").count("■") == 1
    linking = tiny_booking("B#1", **alone, officers=("o2", "o4"))
    assert roster_text(tiny_plan(one, linking), round, "zh").count("■") == 1


def test_the_same_people_after_lunch_are_the_same_team() -> None:
    two = tiny_booking("B#1", PM, needs=("B/住建/routine",), stands_for=())
    one = tiny_booking("A#1", needs=("A/住建/routine",), stands_for=())
    text = roster_text(tiny_plan(one, two), a_round(), "zh")
    assert text.count("■") == 1
    assert text.index("09:10") < text.index("13:40")


def test_a_finer_clock_is_still_told_in_minutes() -> None:
    round = a_round(ticks_per_minute=10)
    booking = tiny_booking("A#1", start=5509, end=5909, needs=("A/住建/routine",), stands_for=())
    assert "09:10—09:50" in roster_text(tiny_plan(booking), round, "zh")


def test_a_week_with_nothing_says_so() -> None:
    text = roster_text(tiny_plan(), a_round(sessions=(), today=date(2026, 11, 27)), "zh")
    assert "本周无联合检查安排" in text
