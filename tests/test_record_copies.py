"""Files of one name from several folders: never taken for one another, told apart in messages."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clerk import Clerk
from cli_runs import run
from cli_street import FIRE, URBAN, street
from openpyxl import load_workbook
from published_week import FIRST, Week, published_week

from exports.tracker import write_tracker


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Week:
    return published_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def week(made: Week, tmp_path: Path) -> Week:
    return made.copied(tmp_path / "week")


def copy_of(week: Week, folder: str, source: Path, **cells: Any) -> Path:
    """A copy of a tracker in a folder, with cells of its first hazard typed in, by heading."""
    book = load_workbook(source)
    page = book["问题隐患台账"]
    heads = {str(c.value): c.column for c in page[3]}
    for heading, value in cells.items():
        page.cell(4, heads[heading]).value = value
    (week.folder / folder).mkdir(exist_ok=True)
    path = week.folder / folder / "台账.xlsx"
    book.save(path)
    return path


@pytest.fixture(params=["exported by the ledger", "of the office's own"])
def tracker(week: Week, request: pytest.FixtureRequest) -> Path:
    """A tracker of the hazards as they are."""
    if "ledger" in request.param:
        return exported(week)
    path = week.folder / "own.xlsx"
    write_tracker(path, week.rows("hazards"), street(), date(2026, 12, 1))
    return path


def exported(week: Week) -> Path:
    """The tracker as the ledger writes it."""
    options = ("--out", week.folder / "export", "--ledger", week.place, "--today", "2026-12-01")
    assert run("tracker", *options).exit_code == 0
    return week.folder / "export" / "tracker.xlsx"


def test_copies_of_a_tracker_meet_in_the_ledger(week: Week, tracker: Path) -> None:
    first = copy_of(week, "a", tracker, 整改责任人="丁工")
    other = copy_of(week, "b", tracker, 部位="三层")
    week.record(first)
    week.record(other)
    hazard = week.row("hazards", "YH-1")
    assert (hazard.liable_person, hazard.place) == ("丁工", "三层")
    once = week.everything()
    week.record(other)
    week.record(first)
    week.record(first, other)
    assert week.everything() == once


def test_copies_that_differ_in_a_cell_do_not_overwrite_one_another(
    week: Week, tracker: Path
) -> None:
    week.record(copy_of(week, "a", tracker, 整改责任人="丁工"))
    said = week.record(copy_of(week, "b", tracker, 整改责任人="戊工"))
    assert "冲突1处" in said
    assert week.row("hazards", "YH-1").liable_person == "丁工"


def test_the_same_file_goes_on_in_its_folder(week: Week, tracker: Path) -> None:
    week.record(copy_of(week, "a", tracker, 整改责任人="丁工"))
    assert "冲突0处" in week.record(copy_of(week, "a", tracker, 整改责任人="戊工"))
    assert week.row("hazards", "YH-1").liable_person == "戊工"


def test_faults_of_namesakes_are_told_by_their_folders(week: Week) -> None:
    files = []
    for folder, body in (("a", URBAN), ("b", FIRE)):
        clerk = Clerk(week.papers)
        clerk.line(FIRST, body, result="也许")
        (week.folder / folder).mkdir()
        files.append(clerk.save(week.folder / folder / "任务单.xlsx"))
    lines = week.refused(*files)
    assert [line.partition("：")[0] for line in lines] == ["a/任务单.xlsx", "b/任务单.xlsx"]


def test_papers_of_one_name_are_recorded_together(week: Week) -> None:
    files = []
    for folder, body in (("a", URBAN), ("b", FIRE)):
        clerk = Clerk(week.papers)
        clerk.line(FIRST, body, result="符合")
        (week.folder / folder).mkdir()
        files.append(clerk.save(week.folder / folder / "任务单.xlsx"))
    assert "检查结果2条" in week.record(*files)
    assert {r.body for r in week.rows("results", task=FIRST)} == {URBAN, FIRE}


def move_on(week: Week) -> None:
    """The ledger goes on: a reply comes in, a name changes."""
    fields = {"state": "recheck", "replied_on": date(2026, 11, 30), "liable_person": "戊工"}
    week.act(lambda act: act.change("hazards", "YH-1", fields))


def test_a_tracker_of_an_older_export_still_merges(week: Week) -> None:
    """Read for the first time, long after; what nobody typed in it is no edit."""
    tracker = exported(week)
    move_on(week)
    said = week.record(copy_of(week, "a", tracker, 部位="三层"))
    assert "冲突0处" in said
    hazard = week.row("hazards", "YH-1")
    assert (hazard.place, hazard.liable_person, hazard.state) == ("三层", "戊工", "recheck")
    said = week.record(copy_of(week, "b", tracker, 整改责任人="己工"))
    assert "冲突1处" in said
    assert week.row("hazards", "YH-1").liable_person == "戊工"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_merges_as_well_when_another_program_saved_it(week: Week) -> None:
    edited = copy_of(week, "a", exported(week), 部位="三层")
    move_on(week)
    profile = f"-env:UserInstallation={(week.folder / 'profile').as_uri()}"
    words = ("soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir")
    subprocess.run(
        [*words, week.folder / "c", edited], check=True, capture_output=True, timeout=120
    )
    assert "冲突0处" in week.record(week.folder / "c" / edited.name)
    hazard = week.row("hazards", "YH-1")
    assert (hazard.place, hazard.liable_person, hazard.state) == ("三层", "戊工", "recheck")
