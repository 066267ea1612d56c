"""Real files of other origins: what docs/real-input.md says came out of them, still does."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from cli import main
from constraints import verify
from scheduler.plan_round import plan_round
from scheduler.prepare import book_from, prepare
from scheduler.settings import Settings
from sites.book import SiteBook
from sites.reading import read_hazards
from sites.round import Round

HERE = Path(__file__).resolve().parents[1]
REAL = next(
    (p for p in (HERE.parent / "shared" / "real", Path("/work/shared/real")) if p.is_dir()),
    Path("/work/shared/real"),
)
LEDGER = REAL / "templates" / "现场隐患排查与治理统计表_手工台账_2020.05.xlsx"
EXPORTED = REAL / "templates" / "隐患排查治理汇总清单_软件导出_2020-05.xlsx"
RANDOM = REAL / "zhejiang_random_check"
CHICAGO = REAL / "chicago_inspections"
MAP = HERE / "examples" / "chicago" / "map.toml"

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason="the real files (../shared/real) are not part of the repository"
)


def tracker(ledger: Path, out: Path) -> Result:
    return CliRunner().invoke(main, ["tracker", str(ledger), "--out", str(out)])


def words(path: Path) -> str:
    """All that stands in a workbook's first sheet, cell by cell, without line breaks or blanks."""
    page = load_workbook(path).worksheets[0]
    cells = (cell.value for row in page.iter_rows() for cell in row)
    return "\n".join("".join(str(value).split()) for value in cells if value is not None)


def test_the_hand_kept_ledger_becomes_a_tracker_and_no_text_is_lost(tmp_path: Path) -> None:
    ran = tracker(LEDGER, tmp_path)
    assert ran.exit_code == 0, ran.output
    assert "隐患93条，已销号93条" in ran.output
    written = words(tmp_path / "tracker.xlsx")
    table = load_workbook(LEDGER, data_only=True).worksheets[0].iter_rows(min_row=4, max_row=101)
    cells = [c for row in table for c in row[1:] if isinstance(c.value, str)]
    typed = {c.coordinate: "".join(str(c.value).split()) for c in cells}
    assert len(typed) > 800
    lost = [place for place, text in typed.items() if text not in written]
    assert lost == []


def test_the_tracker_is_read_back_as_the_same_hazards(tmp_path: Path) -> None:
    assert tracker(LEDGER, tmp_path).exit_code == 0
    assert read_hazards(tmp_path / "tracker.xlsx")[0] == read_hazards(LEDGER)[0]


def test_a_second_run_keeps_the_tracker_that_stood_there(tmp_path: Path) -> None:
    tracker(LEDGER, tmp_path)
    edited = (tmp_path / "tracker.xlsx").read_bytes()
    assert "隐患57条" in tracker(EXPORTED, tmp_path).output
    (kept,) = (tmp_path / "旧版").iterdir()
    assert kept.read_bytes() == edited


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("双随机抽查名单_478家_XML表格伪装xlsx.xlsx", "只是改了扩展名"),
        ("双随机抽查名单_478家.xlsx", "没有带“隐患问题描述”列"),
    ],
)
def test_what_is_no_ledger_is_refused_and_nothing_is_written(
    tmp_path: Path, file: str, says: str
) -> None:
    ran = tracker(RANDOM / file, tmp_path / "out")
    assert ran.exit_code == 2
    assert says in ran.output
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def chicago() -> tuple[SiteBook, Round]:
    return prepare(book_from(CHICAGO, MAP), week="2014-12-01", today="2014-11-30")


def test_real_complaints_become_sites_with_their_history(chicago: tuple[SiteBook, Round]) -> None:
    book, _ = chicago
    assert (len(book.sites), len(book.complaints), len(book.history)) == (69, 86, 110)
    assert Counter(row.kind for row in book.history) == {"case": 86, "routine": 24}
    assert all(s.lon and s.lat and s.datum == "WGS-84" and s.starts_on for s in book.sites)
    named = {c.site for c in book.complaints} | {p.site for p in book.history}
    assert named <= {s.id for s in book.sites}
    told = "\n".join(w.zh for w in book.warnings)
    assert "“投诉”有188行" in told
    assert "“检查记录”有6227行" in told


def test_the_week_is_seen_as_it_was_on_that_sunday(chicago: tuple[SiteBook, Round]) -> None:
    """Seven complaints of six addresses were open, all of them closed in the week that came."""
    book, round = chicago
    today = date(2014, 11, 30)
    cases = [n for n in round.needs if n.kind == "case"]
    open_then = {c.id for c in book.complaints if c.closed_on and c.on <= today < c.closed_on}
    assert {id for n in cases for id in n.complaints} == open_then
    assert (len(cases), len(open_then)) == (6, 7)
    assert all(row.on <= today for row in round.history)
    assert (sum(n.owed for n in round.needs), len(round.needs)) == (30, 44)


def test_the_week_of_real_sites_is_planned_lawfully(chicago: tuple[SiteBook, Round]) -> None:
    round = chicago[1]
    planned = plan_round(round, Settings(seconds=20))
    assert verify(planned.plan, round).lawful
    met = sum(round.need[need].owed for need in planned.plan.met)
    assert (met, len(planned.plan.unmet)) == (30, 0)
