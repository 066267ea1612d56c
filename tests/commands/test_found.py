"""``found``: a hazard that nobody's task brought in, entered as the quick entry of the web does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cli_runs import run
from click.testing import Result
from hazard_life import HOUSING, PEOPLE, TODAY, URBAN

from sites.book import Body, Company, Site
from sites.ledger import open_ledger

WHAT = "三层临边防护缺失"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "ledger.sqlite"
    with open_ledger(place).act(who="钱", on=TODAY) as act:
        act.put_all("officers", PEOPLE)
        act.put_all("bodies", (Body(id=HOUSING), Body(id=URBAN)))
        act.put("companies", Company(id="91A", name="甲建设有限公司"))
        act.put("sites", Site(id="A", name="甲项目", builder="91A"))
    return place


def call(place: Path, *words: object) -> Result:
    signed = ("--ledger", place, "--today", "2026-11-18", "--by", "钱")
    return run("found", *words, *signed)


def hazards(place: Path) -> tuple[object, ...]:
    with open_ledger(place).reading() as rows:
        return rows.rows("hazards")


def test_a_hazard_told_on_the_phone_is_entered_with_its_deadline(place: Path) -> None:
    said = call(
        place,
        *("甲项目", WHAT, "--body", HOUSING, "--people", "张三", "--people", "李四"),
        *("--due", "3个工作日内", "--type", "高处坠落", "--liable", "甲建设有限公司"),
        *("--person", "丁工", "--place", "三层", "--measure", "补防护栏杆"),
    )
    assert said.exit_code == 0, said.output
    (found,) = hazards(place)
    assert said.output.startswith(f"{found.id}  待整改")  # type: ignore[attr-defined]
    told = ("site", "what", "type", "due", "body", "liable", "liable_person", "place", "finders")
    assert [getattr(found, name) for name in told] == [
        *("A", WHAT, "高处坠落", date(2026, 11, 23), HOUSING, "甲建设有限公司", "丁工", "三层"),
        ("张三", "李四"),
    ]
    with open_ledger(place).reading() as rows:
        verbs = [event.verb for event in rows.events(noun="hazards")]
    assert verbs == ["found", "order"]


def test_what_is_wrong_is_told_at_once_and_nothing_is_entered(place: Path) -> None:
    people = ("--people", "张三", "--people", "李四")
    for words, says in (
        (("乙项目", WHAT, "--body", HOUSING, *people), "乙项目"),
        (("甲项目", WHAT, "--body", "气象", *people), "气象"),
        (("甲项目", WHAT, "--body", HOUSING, "--people", "查无此人"), "查无此人"),
        (("甲项目", WHAT, "--body", HOUSING, *people, "--due", "尽快"), "尽快"),
        (("甲项目", WHAT, "--body", HOUSING, *people, "--due", "11月1日"), "规定"),
    ):
        refused = call(place, *words)
        assert refused.exit_code == 2, refused.output
        assert says in refused.stderr
        assert "Traceback" not in refused.output
    assert hazards(place) == ()


def test_the_same_again_is_told_by_its_number(place: Path) -> None:
    words = ("甲项目", WHAT, "--body", HOUSING, "--people", "张三", "--people", "李四")
    assert call(place, *words).exit_code == 0
    again = call(place, *words)
    assert again.exit_code == 2
    assert "已有" in again.stderr
    assert len(hazards(place)) == 1
