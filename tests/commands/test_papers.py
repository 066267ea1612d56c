"""``papers`` writes the Word files of a planned folder, of a task, of a hazard; all or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cli_runs import run
from docx import Document
from hazard_life import hazard
from tiny import tiny_booking, tiny_plan, tiny_round

from constraints import verify
from exports.week import write_week
from sites.book import SiteBook
from sites.ledger import open_ledger
from sites.plan import Approval
from sites.tasks import kept_plan, tasks_of

APPROVED = Approval(state="published", by="钱主任", on=date(2026, 11, 27), version=1)
ROUND = tiny_round()
PLAN = tiny_plan(tiny_booking("A#1", state="published"), approval=APPROVED).but(
    round_digest=ROUND.digest
)
TASK = "2026W49-01"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with a published plan, its task and one hazard."""
    place = tmp_path / "ledger.sqlite"
    with open_ledger(place).act(who="钱") as act:
        act.put("plans", kept_plan(PLAN, ROUND))
        act.put_all("tasks", tasks_of(PLAN, ROUND))
        act.put("hazards", hazard(moved_to="区交通局"))
    return place


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


VISIT = {
    f"1130_{TASK}_site_A_{kind}.docx"
    for kind in ("工作方案", "审批表", "检查通知书", "现场检查笔录_housing")
}


def test_a_folder_s_papers_lie_beside_its_roster(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_week(out, SiteBook(), ROUND, PLAN, verify(PLAN, ROUND))
    done = run("papers", out)
    assert done.exit_code == 0, done.output
    assert names(out / "文书") == VISIT == set(done.stdout.splitlines())


def test_a_task_s_papers_are_those_of_its_published_plan(ledger: Path, tmp_path: Path) -> None:
    done = run("papers", TASK, "--ledger", ledger, "--out", tmp_path / "x")
    assert done.exit_code == 0, done.output
    assert names(tmp_path / "x") == VISIT
    notice = Document(str(tmp_path / "x" / f"1130_{TASK}_site_A_检查通知书.docx"))
    lines = [p.text for p in notice.paragraphs]
    assert "行政检查通知书" in lines
    assert "未审批" not in lines


def test_a_hazard_s_papers_and_a_name_that_is_nothing(ledger: Path, tmp_path: Path) -> None:
    done = run("papers", "YH-001", "--ledger", ledger, "--out", tmp_path / "x")
    assert done.exit_code == 0, done.output
    kinds = ("责令改正通知书", "整改回复单", "复查意见书", "移送函", "送达回证")
    assert names(tmp_path / "x") == {f"YH-001_{kind}.docx" for kind in kinds}
    unknown = run("papers", "YH-9", "--ledger", ledger, "--out", tmp_path / "y")
    assert (unknown.exit_code, unknown.stderr.strip()) == (2, "台账里没有隐患“YH-9”")
    assert not (tmp_path / "y").exists()


def test_a_fault_in_the_office_s_template_is_told_and_nothing_written(
    ledger: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "移送函.docx").write_bytes(b"PK")
    words = ("--templates", own, "--out", tmp_path / "x")
    done = run("papers", "YH-001", "--ledger", ledger, *words)
    assert done.exit_code == 2
    assert "移送函.docx：发现文件损坏" in done.stderr
    assert not (tmp_path / "x").exists()
