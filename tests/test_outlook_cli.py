"""plan --weeks and plan --after on the folders of an office."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_runs import plan, refused, run
from cli_street import URBAN
from click.testing import Result
from openpyxl import load_workbook
from outlook_street import book, names
from roster_edit import Edit, edit

from exports.workbook import write_book
from sites.json_files import read_outlook, read_plan, read_round
from sites.planned import PLANNED

SHEET = "四周展望"
NEXT = ("--week", "2026-W50")


def done(result: Result) -> Result:
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("street") / "street.xlsx"
    write_book(path, book())
    return path


@pytest.fixture(scope="module")
def told(street: Path) -> tuple[Path, str]:
    """The week with an outlook, and what was printed."""
    out = street.parent / "four"
    return out, done(plan(street, out, "--weeks", 4)).stdout


@pytest.fixture
def folder(told: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(told[0], tmp_path / "out"))


def sheets(out: Path) -> list[str]:
    return load_workbook(out / "roster.xlsx").sheetnames


def test_the_first_week_is_what_it_is_without_an_outlook(
    street: Path, told: tuple[Path, str], tmp_path: Path
) -> None:
    done(plan(street, tmp_path / "one"))
    for name in ("plan.json", "round.json"):
        assert (told[0] / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    assert SHEET not in sheets(tmp_path / "one")
    assert not (tmp_path / "one" / "outlook.json").exists()


def test_every_face_of_the_outlook_tells_the_later_weeks(told: tuple[Path, str]) -> None:
    out, printed = told
    look = read_outlook(out / "outlook.json")
    assert [w.first_day.isoformat() for w in look.weeks] == [
        "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21",
    ]  # fmt: skip
    report = printed[printed.index("展望：") :]
    text = (out / "roster.txt").read_text("utf-8")
    text = text[text.index("展望") - 30 :]
    assert "2026年12月7日—12月11日：应查" in report
    assert "■ 2026年12月7日—12月11日展望" in text
    assert any(line.endswith("2人）") and "乙项目" in line for line in text.splitlines())
    assert SHEET in sheets(out)
    for word in names():
        assert word not in report
        assert word not in text[text.index("■") :].partition("展望")[2]
        assert word not in (out / "outlook.json").read_text("utf-8")


def test_the_roster_with_the_outlook_is_still_read_back(told: tuple[Path, str]) -> None:
    assert run("check", told[0] / "roster.xlsx").exit_code == 0


def test_signing_keeps_the_outlook_and_a_new_plan_without_one_takes_it_away(
    street: Path, folder: Path
) -> None:
    done(run("submit", folder, "--by", "张三", "--today", "2026-11-27"))
    assert SHEET in sheets(folder)
    assert (folder / "outlook.json").exists()
    assert "改动过" not in (folder / "roster.txt").read_text("utf-8")
    done(plan(street, folder))
    assert SHEET not in sheets(folder)
    assert not (folder / "outlook.json").exists()


def test_an_outlook_of_a_week_edited_since_says_so(folder: Path) -> None:
    edit(folder / "roster.xlsx", lambda e: e.set(e.row("甲项目"), state="已取消"))
    done(run("submit", folder, "--by", "张三", "--today", "2026-11-27"))
    assert "第一周在此之后改动过" in (folder / "roster.txt").read_text("utf-8")


def test_the_next_week_counts_what_this_one_has_planned(
    street: Path, folder: Path, tmp_path: Path
) -> None:
    before = read_plan(folder / "plan.json")
    result = done(run("plan", street, *NEXT, "--after", folder, "--out", tmp_path / "next"))
    count = len(before.bookings)
    assert f"（草稿，第1版，{count}次检查）" in result.stdout
    assert "按已完成计入" in result.stdout
    round = read_round(tmp_path / "next" / "round.json")
    assert f"GD-01/{URBAN}/routine" in before.met
    assert f"GD-01/{URBAN}/routine" not in round.need
    assert sum(p.origin == PLANNED for p in round.history) == len(round.earlier) > 0
    listed = done(run("needs", street, *NEXT, "--after", folder)).stdout
    assert "按已完成计入" in listed
    assert f"{URBAN}：红色工地" not in listed
    assert f"[应查] {URBAN}：红色工地" in done(run("needs", street, *NEXT)).stdout


def test_a_visit_that_people_cancelled_does_not_count(street: Path, folder: Path) -> None:
    def cancel(e: Edit) -> None:
        for row in e.rows("甲项目"):
            e.set(row, state="已取消")

    edit(folder / "roster.xlsx", cancel)
    listed = done(run("needs", street, *NEXT, "--after", folder)).stdout
    assert f"[应查] {URBAN}：红色工地" in listed
    assert "不再列入计划" in listed


def test_what_was_promised_is_kept_when_the_week_is_judged_by_the_book_again(
    street: Path, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "next"
    done(run("plan", street, *NEXT, "--after", folder, "--out", out))
    result = done(run("check", out / "roster.xlsx", "--book", street))
    assert "改动过" not in result.stdout
    for verb in ("submit", "approve", "publish"):
        done(run(verb, out, "--by", "张三", "--today", "2026-11-27"))
    again = done(run("replan", out, "--book", street, "--today", "2026-11-27"))
    assert "都不受影响" in again.stdout


def test_a_week_follows_only_weeks_before_it(street: Path, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "next"
    (line,) = refused(plan(street, out, "--after", folder), out)
    assert line.startswith("--after：发现排到2026年12月")
    assert "2026年11月30日之前一周的计划" in line


def test_no_folder_of_the_week_before(street: Path, tmp_path: Path) -> None:
    refused(plan(street, tmp_path / "next", "--after", tmp_path / "none"), tmp_path / "next")


def test_the_record_of_a_visit_is_not_counted_beside_its_promise(
    street: Path, folder: Path, tmp_path: Path
) -> None:
    before, round = read_plan(folder / "plan.json"), read_round(folder / "round.json")
    row = next(r for r in book().history if r.site == "GD-01" and r.body == URBAN)
    days = [round.session[b.session].day for b in before.bookings if b.site == "GD-01"]
    seen = row.but(on=days[0])
    path = tmp_path / "later.xlsx"
    write_book(path, book(history=(*book().history, seen)))
    words = ("--today", "2026-12-06")
    done(run("plan", path, *NEXT, "--after", folder, "--out", tmp_path / "n", *words))
    rows = read_round(tmp_path / "n" / "round.json").history
    found = [r.origin for r in rows if r.site == "GD-01" and r.body == URBAN and r.on == days[0]]
    assert found == [""]
