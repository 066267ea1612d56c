"""Ticks, deadlines, clocks and names as people type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sites.calendar import WorkCalendar
from sites.findings_reading.marks import choice_of, has_tick, result_of
from sites.findings_reading.words_typed import (
    clocks_of,
    deadline_of,
    fixed_at_once,
    liable_in,
    moved_to,
    person_in,
    photo_names,
)
from sites.reading.cells import Unreadable

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("√", "fit"), ("1", "fit"), ("是", "fit"), ("符合", "fit"), ("✔", "fit"), ("合格", "fit"),
        ("×", "unfit"), ("不符合", "unfit"), ("否", "unfit"), ("0", "unfit"), ("Ｘ", "unfit"),
        ("不适用", "not_applicable"), ("n/a", "not_applicable"),
        ("未查", None), ("", None), ("/", None),
        ("☑符合 □不符合 □不适用 □未查", "fit"),
        ("□符合 √不符合 □不适用 □未查", "unfit"),
        ("□符合√ □不符合 □不适用 □未查", "fit"),
        ("□符合 □不符合√ □不适用 □未查", "unfit"),
        ("□符合 □不符合 ■不适用 □未查", "not_applicable"),
        ("□符合□不符合☑不适用□未查", "not_applicable"),
        ("□符合 ☒不符合 □不适用 □未查", "unfit"),
        ("x符合 √不符合", "unfit"),
        ("符合（√） 不符合（　）", "fit"),
        ("☑不符合", "unfit"),
        ("□ yes ☑ no □ n/a □ not seen", "unfit"),
        ("□符合 □不符合 □不适用 □未查", None),
        ("□符合 □不符合 □不适用 ☑未查", None),
    ],
)  # fmt: skip
def test_one_choice(typed: str, result: str | None) -> None:
    assert result_of(typed) == result


@pytest.mark.parametrize(
    "typed", ["☑符合 ☑不符合", "也许", "□符合 □不符合 见附页", "□不符合 □未查 ？"]
)
def test_what_is_no_choice_is_never_guessed(typed: str) -> None:
    with pytest.raises(Unreadable):
        result_of(typed)


def test_not_seen_is_told_from_blank() -> None:
    assert (choice_of("☑未查"), choice_of("□符合 □不符合")) == ("not_seen", "")


def test_bold_is_the_choice_where_nothing_is_ticked() -> None:
    assert result_of("□符合 □不符合 □不适用", bold="不适用") == "not_applicable"
    assert result_of("☑符合 □不符合", bold="不符合") == "fit"


def test_a_tick_before_the_sentence() -> None:
    assert has_tick("√ 其余所查事项均符合（勾选并签名后有效）")
    assert not has_tick("□ 其余所查事项均符合（勾选并签名后有效；未勾选、未填写的视为未查）")


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("2026/12/7", date(2026, 12, 7)), ("2026年12月7日", date(2026, 12, 7)),
        (date(2026, 12, 7), date(2026, 12, 7)), ("立即整改", FRIDAY), ("当场", FRIDAY),
        ("3日内", date(2026, 11, 30)), ("七天", date(2026, 12, 4)),
        ("十五日内", date(2026, 12, 12)),
        ("3个工作日内", date(2026, 12, 2)),
        ("12月7日", date(2026, 12, 7)), ("12月 7日前整改到位", date(2026, 12, 7)),
        ("12月7号之前", date(2026, 12, 7)), ("2026年12月7日前", date(2026, 12, 7)),
        ("12.7", date(2026, 12, 7)), ("2026.12.7前", date(2026, 12, 7)),
        ("1月5日", date(2027, 1, 5)), ("三日内（11月30日前）", date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_deadlines(typed: object, due: date) -> None:
    assert deadline_of(typed, FRIDAY, WorkCalendar()) == due  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["尽快", "节后", "2026/13/1", "13月 7日", "15日前"])
def test_what_is_no_deadline_is_never_guessed(typed: str) -> None:
    with pytest.raises(Unreadable):
        deadline_of(typed, FRIDAY, WorkCalendar())


@pytest.mark.parametrize(
    "typed", ["9时20分到场，10时30分离场", "9:20—10:30", "9：20至10：30", "上午9点20，上午10点半"]
)
def test_clocks(typed: str) -> None:
    assert clocks_of(typed, FRIDAY) == (
        datetime(2026, 11, 27, 9, 20),
        datetime(2026, 11, 27, 10, 30),
    )


@pytest.mark.parametrize("typed", ["9", "10:30—9:20", "25:00", "9:00 10:00 11:00"])
def test_what_is_no_pair_of_clocks(typed: str) -> None:
    with pytest.raises(Unreadable):
        clocks_of(typed, FRIDAY)


def test_words_of_a_measure() -> None:
    assert moved_to("责令停止，移送市场监管，见照片") == "市场监管"
    assert moved_to("责令改正") == ""
    assert person_in("责令限期整改，整改责任人：丁工，7日内") == "丁工"
    assert person_in("责任人 欧阳建国（项目经理）") == "欧阳建国"
    assert liable_in("责任单位：乙监理有限公司（北京）；责任人丁工") == "乙监理有限公司(北京)"
    assert (person_in("责令改正"), liable_in("移送住建")) == ("", "")
    assert fixed_at_once("已当场整改完成")
    assert not fixed_at_once("责令立即改正")
    assert photo_names("裸土未覆盖 IMG_1.jpg、IMG_2.PNG", "见附件") == ("IMG_1.jpg", "IMG_2.PNG")
