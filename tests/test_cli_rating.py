"""Ratings, company files, the alliance, off-site checks, leads and calls on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_runs import run
from cli_street import FIRE, HOUSING, street
from click.testing import Result
from openpyxl import load_workbook

from sites.book import Company, Hazard, Item
from sites.ledger import NOUNS, Ledger, open_ledger
from sites.standing import Penalty, ScoreSheet

BUILDER = "91330105MA2H000001"
DAY = "2026-11-27"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Ledger]:
    """The ledger of a street; the commands find it by INSPECT_ONCE_LEDGER."""
    book = street(
        items=(*street().items, Item(code="SL-4", name="消防台账", body=FIRE, offsite_ok=True)),
        companies=(Company(id=BUILDER, name="甲建设有限公司", credit_class="B"),),
        penalties=(Penalty(id="罚1", company=BUILDER, on=date(2026, 3, 1), decision="警告"),),
        score_sheets=(
            ScoreSheet(site="GD-01", on=date(2026, 11, 2), sheet="power", sure=22, sure_full=40),
        ),
    )
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    with ledger.act(who="李甲", on=book.settings.today) as act:
        for name, noun in NOUNS.items():
            if noun.in_book:
                rows = getattr(book, name)
                act.put_all(name, (rows,) if name == "settings" else rows)
    yield ledger
    ledger.close()


@pytest.fixture
def say(office: Ledger, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command against that ledger; it must succeed."""
    monkeypatch.setenv("INSPECT_ONCE_LEDGER", office.place)
    monkeypatch.setenv("INSPECT_ONCE_BY", "李甲")

    def said(*words: object, code: int = 0) -> Result:
        result = run(*words)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return said


def rows(office: Ledger, noun: str, **equal: Any) -> tuple[Any, ...]:
    with office.reading() as read:
        return read.rows(noun, **equal)


def test_rate_says_the_defaults_and_writes(office: Ledger, say: Any) -> None:
    with office.act(who="张三") as act:
        act.put("hazards", Hazard(id="YH-9", site="GD-03", what="塔吊", grade="重大"))
    assert "丙项目：绿 → 红（尚未评定" in say("rating", "--today", DAY).stdout
    told = say("rate", "--today", DAY).stdout
    assert "丙项目：绿 → 红" in told
    assert "估计" in told
    assert "内部使用" in told
    assert rows(office, "sites", id="GD-03")[0].colour == "red"
    assert len(rows(office, "ratings")) == 4
    assert "调整0个" in say("rate", "--today", DAY).stdout


def test_rating_explains_and_is_set_by_hand(office: Ledger, say: Any) -> None:
    say("rate", "--today", DAY)
    told = say("rating", "甲项目", "--explain", "--today", DAY).stdout
    for part in ("隐患YH-1", "李甲 新增", "100 − ", "为何不能更绿", "2处隐患未销号", "历次评定"):
        assert part in told
    assert "原因" in say("rating", "丁项目", "--set", "黄", "--today", DAY, code=2).stderr
    say("rating", "丁项目", "--set", "黄", "--why", "约谈", "--by", "王五", "--today", DAY)
    told = say("rating", "丁项目", "--explain", "--today", DAY).stdout
    assert "人工调整 黄" in told
    assert "（王五） 约谈" in told
    assert "评分标准" in say("rating", "--today", DAY).stdout
    assert say("rating", "--explain", code=2).stderr


def test_score_by_the_standard(say: Any) -> None:
    told = say("score", "甲项目").stdout
    assert "不合格" in told
    assert "零分：施工用电" in told


def test_company_file_as_text_and_workbook(say: Any, tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    told = say("company", "甲建设", "--today", DAY, "--xlsx", path).stdout
    for part in ("官方信用等级（导入）：B", "发现2处", "入场检查", "罚1", "甲项目", "内部使用"):
        assert part in told
    page = load_workbook(path).worksheets[0]
    cells = [str(c.value) for row in page.iter_rows() for c in row if c.value is not None]
    assert "罚1" in cells
    assert any("整改率" in c for c in cells)
    assert say("company", "没有的公司", code=2).stderr


def test_alliance(office: Ledger, say: Any) -> None:
    with office.act(who="张三") as act:
        act.change("hazards", "YH-1", {"type": "临边"})
    for site in ("甲项目", "丙项目"):
        say("alliance", "join", site, "--today", DAY)
    say("alliance", "exchange", "丙项目", "甲项目", "--subject", "临边防护", "--today", DAY)
    say("alliance", "exchange", "丙项目", "乙项目", "--subject", "临边防护", "--today", DAY)
    assert len(rows(office, "exchanges")[0].guests) == 2, "who came first is not forgotten"
    told = say("alliance", "--today", DAY).stdout
    assert "甲项目：临边未销号1处" in told
    assert "可向其学习：丙项目" in told
    assert "丙项目 ← 甲项目、乙项目：临边防护" in told


def test_an_off_site_check_and_what_is_refused(office: Ledger, say: Any) -> None:
    words = ("offsite", "丙项目", "--result", "资料齐全", "--today", DAY)
    signed = ("--signed", "冯执法", "--signed", "陈执法")
    before = len(rows(office, "history"))
    told = say(*words, "--item", "SL-2", *signed, code=2).stderr
    assert "不允许非现场检查" in told
    assert "两名" in say(*words, "--item", "SL-4", "--signed", "冯执法", code=2).stderr
    assert len(rows(office, "history")) == before
    say(*words, "--item", "消防台账", *signed)
    (row,) = rows(office, "history", onsite=False)
    assert (row.items, row.body, row.result) == (("SL-4",), FIRE, "资料齐全")


def test_a_lead_opens_a_case(office: Ledger, say: Any) -> None:
    told = say("lead", "丁项目", "--body", "区住建局", "--what", "临边缺失").stderr
    assert "个案检查" in told
    (row,) = rows(office, "complaints", site="GD-04")
    assert (row.body, row.channel, row.content) == (HOUSING, "无人机巡查线索", "临边缺失")


def test_a_call_from_start_to_end(office: Ledger, say: Any) -> None:
    at = "2026-11-20 "
    assert "10:15前到场" in say("call", "new", "甲项目", "--at", at + "10:00").stdout
    (row,) = rows(office, "calls")
    assert row.id == "HJ20261120-01"
    assert "还有5分钟" in say("call", "--at", at + "10:10").stdout
    assert "还没有登记到场" in say("call", "reported", row.id, code=2).stderr
    assert "10:30前反馈" in say("call", "arrived", row.id, "--at", at + "10:12").stdout
    assert "已反馈，按时" in say("call", "reported", row.id, "--at", at + "10:29").stdout
    assert "按时1次，按时率100.0%" in say("call").stdout
    with office.reading() as read:
        verbs = [e.verb for e in read.events(noun="calls")]
    assert verbs == ["accepted", "arrived", "reported"]
    assert "没有紧急呼叫" in say("call", "arrived", "X", code=2).stderr
