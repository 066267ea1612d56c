"""report and close-month as a clerk runs them, on the Dongxin example's ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import ROOT, run
from ledgers import some_ledger

from sites.ledger import NOUNS
from sites.reading import read_book

DONGXIN = ROOT / "examples" / "dongxin" / "street.xlsx"
NOW = ("--today", "2026-12-03")


@pytest.fixture(scope="module")
def dongxin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds the example's workbook."""
    folder, book = tmp_path_factory.mktemp("dongxin"), read_book(DONGXIN)
    ledger = some_ledger(folder)
    with ledger.act(who="李") as act:
        for name, noun in NOUNS.items():
            if noun.in_book:
                rows = getattr(book, name)
                act.put_all(name, (rows,) if name == "settings" else rows)
    ledger.close()
    return folder / "ledger.sqlite"


def test_a_report_is_written_and_printed(dongxin: Path, tmp_path: Path) -> None:
    result = run("report", "--ledger", dongxin, "--month", "10月", "--out", tmp_path, *NOW)
    assert result.exit_code == 0, result.output
    assert "检查工地：30处次" in result.stdout
    assert "发现问题隐患：9处" in result.stdout
    assert {p.suffix for p in tmp_path.iterdir()} >= {".xlsx", ".txt", ".json"}


def test_one_face_is_only_printed(dongxin: Path, tmp_path: Path) -> None:
    asked = ("report", "--ledger", dongxin, "--month", "2026-11", "--out", tmp_path / "o", *NOW)
    assert "发现问题隐患23处，完成整改5处，整改率21.7%" in run(*asked, "--text").stdout
    assert json.loads(run(*asked, "--json").stdout)["month"] == "2026-11"
    traced = run(*asked, "--trace", "立案").stdout.splitlines()
    assert traced[0] == "立案 = 3件"
    assert sum(line.startswith(("1.", "2.", "3.")) for line in traced) == 3
    assert not (tmp_path / "o").exists()


def test_what_is_wrong_is_said(dongxin: Path, tmp_path: Path) -> None:
    for words in (
        ("report", "--ledger", dongxin, "--trace", "排名"),
        ("report", "--ledger", dongxin, "--month", "13月"),
        ("report", "--ledger", tmp_path / "none.sqlite"),
        ("close-month", "2026-12", "--ledger", dongxin, "--by", "王", *NOW),
    ):
        result = run(*words)
        assert result.exit_code == 2, result.output
        assert "Traceback" not in result.output


def test_a_month_is_locked_by_name(dongxin: Path) -> None:
    result = run("close-month", "2026-11", "--ledger", dongxin, "--by", "王芳", *NOW)
    assert result.exit_code == 0, result.output
    assert "2026年11月月报已锁定" in result.stdout
    again = run("close-month", "2026-11", "--ledger", dongxin, "--by", "王芳", *NOW)
    assert again.exit_code == 2
    assert "已由王芳" in again.output
    text = run("report", "--ledger", dongxin, "--month", "2026-11", "--text", *NOW).stdout
    assert "已锁定：王芳" in text
