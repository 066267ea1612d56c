"""Another ledger of the same site: known again, asked about, never merged silently."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sites.book import Company, Hazard, Site, SiteBook
from sites.errors import Refused
from sites.ledger import Ledger, open_ledger
from sites.ledger.matching import Taken, compare, decide, take
from sites.matching import aliases, same_hazards
from sites.reading import read_ledger

TEMPLATES = Path("/work/shared/real/templates")
BY_HAND = TEMPLATES / "现场隐患排查与治理统计表_手工台账_2020.05.xlsx"
EXPORTED = TEMPLATES / "隐患排查治理汇总清单_软件导出_2020-05.xlsx"
DAY = date(2026, 11, 10)


def hazard(id: str, what: str = "三层楼面临边防护缺失，未设置栏杆", **more: object) -> Hazard:
    return Hazard.model_validate({"id": id, "what": what, "found_on": DAY, **more})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with one hazard and one company."""
    made = open_ledger(tmp_path / "ledger.sqlite")
    with made.act("李") as act:
        act.put("hazards", hazard("A1", liable="十六化建", measure="设置栏杆"))
        act.put("companies", Company(id="c", name="中国化学工程第十六建设有限公司"))
    return made


def bring(ledger: Ledger, *hazards: Hazard) -> Taken:
    book = SiteBook(hazards=hazards)
    with ledger.act("王") as act:
        return take(act, compare(act, book), "other.xlsx")


def rows(ledger: Ledger, noun: str) -> tuple:
    with ledger.reading() as reading:
        return reading.rows(noun)


def test_the_same_hazard_fills_blanks_and_keeps_differences_apart(ledger: Ledger) -> None:
    taken = bring(ledger, hazard("B7", measure="当场纠正", grade="一般"))
    assert taken == Taken(filled=1, apart=1, added=0, doubts=())
    (kept,) = rows(ledger, "hazards")
    assert (kept.id, kept.measure, kept.grade) == ("A1", "设置栏杆", "一般")
    (conflict,) = rows(ledger, "conflicts")
    assert (conflict.field, conflict.in_file) == ("measure", '"当场纠正"')


def test_bringing_it_in_again_changes_nothing(ledger: Ledger) -> None:
    bring(ledger, hazard("B7", measure="当场纠正", grade="一般"), hazard("B8", "另一处问题"))
    before = rows(ledger, "hazards"), rows(ledger, "conflicts"), rows(ledger, "doubts")
    again = bring(
        ledger, hazard("B7", measure="当场纠正", grade="一般"), hazard("B8", "另一处问题")
    )
    assert again == Taken(0, 0, 0, ())
    assert before == (rows(ledger, "hazards"), rows(ledger, "conflicts"), rows(ledger, "doubts"))


def test_a_short_name_is_no_difference_once_it_is_known(ledger: Ledger) -> None:
    full = "中国化学工程第十六建设有限公司"
    with ledger.act("李") as act:
        act.put("hazards", hazard("A2", "配电箱未上锁，电工日检记录缺失", liable="十六化建"))
    second = hazard("B2", "配电箱未上锁，电工日检记录缺失", liable=full)
    taken = bring(ledger, hazard("B1", liable=full), second)
    assert taken.apart == 0
    assert [c.short_name for c in rows(ledger, "companies")] == ["十六化建"]


@pytest.mark.parametrize(("answer", "count", "measure"), [(True, 1, "补设"), (False, 2, "")])
def test_the_doubtful_wait_for_a_person(
    ledger: Ledger, answer: bool, count: int, measure: str
) -> None:
    with ledger.act("李") as act:
        act.change("hazards", "A1", {"measure": ""})
    longer = hazard(
        "B1", "三层楼面临边防护缺失，未设置栏杆。当场要求停止作业并补设", measure="补设"
    )
    (doubt,) = bring(ledger, longer).doubts
    assert len(rows(ledger, "hazards")) == 1
    with ledger.act("赵", "看过照片") as act:
        decide(act, doubt.id, answer)
    found = rows(ledger, "hazards")
    assert (len(found), found[0].measure) == (count, measure)
    with ledger.act("赵") as act, pytest.raises(Refused):
        decide(act, doubt.id, answer)


def test_a_new_hazard_never_overwrites_one_of_the_same_number(ledger: Ledger) -> None:
    bring(ledger, hazard("A1", "完全另外一件事：塔吊限位失灵"))
    assert [(h.id, h.what[:2]) for h in rows(ledger, "hazards")] == [
        ("A1", "三层"),
        ("A1-2", "完全"),
    ]


def test_a_hazard_whose_site_is_named_as_ours_is_of_our_site(ledger: Ledger) -> None:
    with ledger.act("李") as act:
        act.put_all("sites", (Site(id="GD1", name="柳岸项目"), Site(id="GD2", name="同名项目")))
        act.put("sites", Site(id="GD3", name="同名项目"))
    bring(
        ledger,
        hazard("B2", "塔吊限位失灵", site="柳岸项目"),
        hazard("B3", "缺盖板", site="同名项目"),
    )
    found = {h.id: h.site for h in rows(ledger, "hazards")}
    assert (found["B2"], found["B3"]) == ("GD1", "同名项目")  # of two, nobody can tell


def test_the_same_words_weeks_later_are_another_hazard() -> None:
    later = hazard("B1").but(found_on=date(2026, 12, 20))
    assert same_hazards([hazard("A1")], [later]) == ()


def test_two_readings_of_who_is_liable_are_no_alias() -> None:
    assert aliases([("河南建安", "中国五环工程有限公司")] * 5) == ()


def test_a_short_name_of_two_companies_is_doubtful() -> None:
    pairs = [("五建", "第五建设公司"), ("五建", "五台山建筑公司")] * 2
    assert {a.known for a in aliases(pairs)} == {False}


@pytest.mark.skipif(not TEMPLATES.exists(), reason="the shared real ledgers are not here")
def test_two_real_ledgers_of_one_site(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    with ledger.act("李") as act:
        act.put_all("hazards", read_ledger(BY_HAND).hazards)
        found = compare(act, read_ledger(EXPORTED))
    verdicts = [p.verdict for p in found.pairs]
    assert (verdicts.count("same"), verdicts.count("doubtful"), len(found.new)) == (52, 1, 4)
    assert {a.short for a in found.names if a.known} >= {"十六化建", "四化建", "宜昌领兴"}
