"""``remind`` tells each company what it owes and nothing of what is the office's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cli_runs import run
from click.testing import Result
from hazard_life import HOUSING, TODAY, day, hazard

from sites.book import Body, Company, Complaint, Settings, Site
from sites.ledger import open_ledger

SECRET = "夜间扰民举报"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    rows = (
        hazard(place="三层", measure="设置防护栏杆", note=SECRET),
        hazard(id="YH-002", what="配电箱未上锁", due=day(20), notice_no="改〔2026〕8号"),
        hazard(id="YH-003", what="塔吊限位失灵", liable="乙建", site="B", due=None),
        hazard(id="YH-004", what="已报整改", state="recheck"),
        hazard(id="YH-005", what="不知谁家", site="C", found_by_body="某举报"),
    )
    with open_ledger(place).act(who="钱", on=TODAY) as act:
        act.put("settings", Settings(street="示例街道"))
        act.put("bodies", Body(id=HOUSING))
        act.put("companies", Company(id="甲", name="甲建设有限公司"))
        act.put("companies", Company(id="乙", name="乙建设公司", short_name="乙建"))
        sites = (
            Site(id="A", name="甲工地", builder="甲", colour="red", rated_why=SECRET),
            Site(id="B", name="乙工地", builder="甲"),
        )
        act.put_all("sites", sites)
        act.put("complaints", Complaint(id="T1", site="A", on=date(2026, 11, 1), content=SECRET))
        act.put_all("hazards", rows)
    return place


def call(place: Path, *words: object) -> Result:
    result = run("remind", *words, "--ledger", place, "--today", "2026-11-18", "--by", "钱")
    assert result.exit_code == 0, result.output
    return result


def test_each_company_is_told_its_own(place: Path) -> None:
    second, first, nobody, _ = call(place).stdout.split("\n\n")
    assert nobody.splitlines()[0] == "【整改提醒】（未写明整改责任单位）"
    assert first.splitlines() == [
        "【整改提醒】甲建设有限公司",
        "截至2026年11月18日，以下2处隐患待整改，其中1处已逾期：",
        "甲工地",
        "  1. 三层：三层临边无防护；整改要求：设置防护栏杆；期限11月15日，已逾期3天",
        "  2. 配电箱未上锁；通知书改〔2026〕8号；期限11月30日",
        "请按期整改并书面回复，附整改后照片；已回复的请忽略。",
        "示例街道",
    ]
    assert "塔吊限位失灵；期限：另行通知" in second


def test_nothing_of_the_office_s_own_is_told(place: Path) -> None:
    said = call(place).stdout
    for word in (SECRET, "举报", "红", "已报整改", "T1"):
        assert word not in said


def test_one_company_and_its_reminders_on_record(place: Path) -> None:
    told = call(place, "甲建设", "--record")
    assert "乙建设" not in told.stdout
    assert "已登记催办1处" in told.stderr
    with open_ledger(place).reading() as rows:
        assert rows.row("hazards", "YH-001").reminded_on == date(2026, 11, 18)
        assert [e.key for e in rows.events(verb="remind")] == ["YH-001"]
    assert call(place, "甲建设", "--record").stderr == ""
