"""insert, why, compare and whatif on the command line, on the small street."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_edits import plan_a_week
from cli_runs import run
from cli_street import WEEK, street, write_street
from roster_edit import edit

from constraints import verify
from scheduler.urgent import with_site
from sites.book import Site
from sites.errors import BookError
from sites.json_files import read_plan, read_round
from sites.lookup import body_called, item_called, officer_called, site_called

COMPLAINT = ("--site", "丁项目", "--body", "综合执法", "--by", "周三下午", "--what", "夜间噪声")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the street's workbook and its planned week."""
    return plan_a_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def week(planned: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    shutil.copytree(planned, tmp_path, dirs_exist_ok=True)
    return tmp_path


def files(folder: Path) -> dict[Path, bytes]:
    """Everything in a folder."""
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_choices_are_listed_and_nothing_is_written(week: Path) -> None:
    before = files(week)
    result = run("insert", week / "out", *COMPLAINT)
    assert result.exit_code == 0, result.output
    heads = [line for line in result.stdout.splitlines() if line[:1].isdigit()]
    assert [head.split(".")[0] for head in heads] == [str(k + 1) for k in range(len(heads))]
    assert heads[-1].endswith("不插入")
    assert sum("不插入" in head for head in heads) == 1
    assert "法定期限" in result.stdout
    assert files(week) == before


def test_a_choice_that_is_taken_stands_in_every_paper_and_is_kept_by_check(week: Path) -> None:
    out, old = week / "out", read_plan(week / "out" / "plan.json")
    tracker = (out / "tracker.xlsx").read_bytes()
    listed = run("insert", out, *COMPLAINT).stdout.splitlines()
    number, head = next(
        line.split(". ", 1) for line in listed if line[:1].isdigit() and "新增一次检查" in line
    )
    result = run("insert", out, *COMPLAINT, "--take", number)
    assert result.exit_code == 0, result.output
    assert f"已采用：{head}" in result.stdout
    round, plan = read_round(out / "round.json"), read_plan(out / "plan.json")
    assert plan.round_digest == round.digest
    assert verify(plan, round).lawful
    (new,) = [b for b in plan.bookings if b.visit not in {o.visit for o in old.bookings}]
    assert new.state == "urgent"
    assert round.need[new.needs[-1]].why.zh.startswith("个案：综合执法承办的紧急投诉：夜间噪声")
    text = (out / "roster.txt").read_text("utf-8")
    assert "丁项目 【待补批】" in text
    assert "夜间噪声" not in text
    assert (out / "tracker.xlsx").read_bytes() == tracker
    assert len(list((out / "旧版").glob("roster_*.xlsx"))) == 1
    checked = run("check", out / "roster.xlsx")
    assert checked.exit_code == 0, checked.output
    told = run("why", "丁项目", "--out", out).stdout
    assert "夜间噪声" in told


def test_two_complaints_one_after_the_other(week: Path) -> None:
    for _ in range(2):
        result = run("insert", week / "out", *COMPLAINT, "--take", "1")
        assert result.exit_code == 0, result.output
    round = read_round(week / "out" / "round.json")
    cases = [n for n in round.needs_at["GD-04"] if n.kind == "case"]
    assert len(cases) == 2
    assert {n.id for n in cases} <= read_plan(week / "out" / "plan.json").met


WRONG = {
    "no site": ("--site", "无此工地", "--body", "综合执法", "--by", "周三"),
    "several sites": ("--site", "项目", "--body", "综合执法", "--by", "周三"),
    "no body": ("--site", "丁项目", "--body", "无此部门", "--by", "周三"),
    "no day": ("--site", "丁项目", "--body", "综合执法", "--by", "某天"),
    "no item": (*COMPLAINT, "--item", "无此事项"),
    "no such choice": (*COMPLAINT, "--take", "99"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_inserted_is_said_and_nothing_written(week: Path, name: str) -> None:
    before = files(week)
    result = run("insert", week / "out", *WRONG[name])
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert files(week) == before
    if name == "several sites":
        assert all(f"GD-0{k}" in result.stderr for k in (1, 2, 3, 4))


def test_a_site_that_only_the_book_has_needs_the_book(week: Path) -> None:
    fifth = Site(id="GD-05", name="戊项目", colour="green", lon=120.17, lat=30.32, datum="GCJ-02")
    items = tuple(i.but(days_green=None) for i in street().items)
    book = week / "wider.xlsx"
    write_street(book, sites=(*street().sites, fifth), items=items, history=street().history)
    wider = with_site(read_round(week / "out" / "round.json"), _read(book), "戊项目")
    assert "GD-05" in wider.site
    assert len(wider.legs.between) == len(wider.sites)
    asked = ("insert", week / "out", "--site", "戊项目", "--body", "综合执法", "--by", "周三")
    assert run(*asked).exit_code == 2
    result = run(*asked, "--book", book, "--take", "1")
    assert result.exit_code == 0, result.output
    assert run("check", week / "out" / "roster.xlsx").exit_code == 0


def _read(book: Path):  # type: ignore[no-untyped-def]
    from sites.reading import read_book

    return read_book(book, None, "zh")


def test_why_tells_needs_visits_and_why_not_then(week: Path) -> None:
    told = run("why", "GD-01", "--out", week / "out")
    assert told.exit_code == 0, told.output
    plan, round = (read_plan(week / "out" / "plan.json"), read_round(week / "out" / "round.json"))
    for need in round.needs_at["GD-01"]:
        assert need.why.zh in told.stdout
    for booking in plan.bookings:
        if booking.site == "GD-01":
            assert round.say_session(booking.session).zh in told.stdout
    for unmet in plan.unmet:
        if round.need[unmet.need].site == "GD-01":
            assert unmet.says.zh in told.stdout
    assert "为何不在其他时段" in told.stdout
    assert run("why", "项目", "--out", week / "out").exit_code == 2
    assert told.stdout.startswith("甲项目（GD-01），红色工地")


def test_compare_of_a_week_with_itself(week: Path) -> None:
    result = run("compare", week / "out", week / "out", "--xlsx", week / "two.xlsx")
    assert result.exit_code == 0, result.output
    rows = [line.split() for line in result.stdout.splitlines()[1:]]
    assert all(row[-1] == "0" for row in rows if len(row) > 1)
    assert (week / "two.xlsx").exists()


def test_whatif_prints_both_plans_and_writes_nothing(week: Path) -> None:
    before = files(week)
    result = run("whatif", week / "street.xlsx", "--week", WEEK, "--apart", "--limit", "4")
    assert result.exit_code == 0, result.output
    assert "各部门各查各的" in result.stdout
    line = next(x for x in result.stdout.splitlines() if x.startswith("少上门"))
    assert line.split()[2] == "0"
    assert int(line.split()[1]) > 0
    assert files(week) == before


def test_whatif_counts_what_was_promised_and_takes_what_was_drawn(week: Path) -> None:
    book, audit = week / "street.xlsx", week / "draw"
    next_week = ("--week", "2026-12-07", "--apart", "--effort", "1")
    alone = run("whatif", book, *next_week)
    after = run("whatif", book, *next_week, "--after", week / "out")
    assert (alone.exit_code, after.exit_code) == (0, 0), after.output
    note, *rest = after.stdout.splitlines()
    assert note.startswith("接在")
    assert alone.stdout.splitlines() != rest
    assert run("draw", book, "--week", WEEK, "--seed", 7, "--out", audit).exit_code == 0
    drawn = ("--draw", audit / "draw.json", "--apart", "--effort", "1")
    other = run("whatif", book, *next_week, *drawn)
    assert (other.exit_code, "2026-11-30一周的预抽" in other.stderr) == (2, True)
    assert run("whatif", book, "--week", WEEK, *drawn).exit_code == 0


def test_whatif_needs_a_change(week: Path) -> None:
    result = run("whatif", week / "street.xlsx", "--week", WEEK)
    assert result.exit_code == 2
    assert "没有任何改动" in result.stderr


def test_names_parts_of_names_and_ids_are_found(planned: Path) -> None:
    round = read_round(planned / "out" / "round.json")
    assert site_called("gd-03", round.sites).id == "GD-03"
    assert site_called(" 丙 ", round.sites).id == "GD-03"
    assert site_called("香积路2号", round.sites).id == "GD-02"
    assert officer_called("赵执法", round).id == "Z0"
    assert body_called("住建", round).id == "区住建局"
    assert body_called("救援", round).enforcing == "消防"
    assert item_called("深基坑", round).code == "SL-2"
    with pytest.raises(BookError):
        officer_called("", round)


def test_why_tells_of_the_roster_as_it_is_now(week: Path) -> None:
    roster = week / "out" / "roster.xlsx"
    assert "[应查·未安排]" not in run("why", "GD-01", "--out", week / "out").stdout
    edit(roster, lambda sheet: sheet.set(sheet.row("甲项目"), state="取消"))
    told = run("why", "GD-01", "--out", week / "out")
    assert told.exit_code == 0, told.output
    assert "[应查·未安排]" in told.stdout
