"""Ctrl-C, kill -9 and our own bugs: the old files or the new ones, never half of one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import ROOT, plan, run, start
from cli_street import WEEK, write_street
from openpyxl import load_workbook
from processes import children, gone

from constraints import verify
from sites.json_files import read_plan, read_round

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of a POSIX system")
FILES = {"roster.xlsx", "tracker.xlsx", "plan.json", "round.json", "roster.txt"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_street(tmp_path_factory.mktemp("street") / "street.xlsx")


def _wait_for(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError("the program ended before it began to search")


def _second_core(process: subprocess.Popen[str]) -> list[int]:
    """The processes that the program has started; where the system tells them, there are some."""
    own = children(process.pid)
    assert own or not Path("/proc/self/stat").exists()
    return own


EXAMPLE = ROOT / "examples" / "dongxin" / "street.xlsx"
"""Big enough that the search is still at work when the signal arrives."""


def test_ctrl_c_while_planning_keeps_the_best_plan_so_far(tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start("plan", EXAMPLE, "--week", WEEK, "--out", out)
    _wait_for(process, "反复拆改")
    own = _second_core(process)
    process.send_signal(signal.SIGINT)
    printed, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert gone(own)
    assert "Traceback" not in errors
    told, round = read_plan(out / "plan.json"), read_round(out / "round.json")
    assert told.stopped_by == "interrupt"
    assert told.bookings
    assert verify(told, round).lawful
    assert "被中断，取目前最好" in printed
    assert run("check", out / "roster.xlsx").exit_code == 0


def test_kill_9_while_planning_leaves_the_old_files_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in FILES:
        (out / name).write_bytes(name.encode())
    process = start("plan", EXAMPLE, "--week", WEEK, "--out", out)
    _wait_for(process, "界")
    own = _second_core(process)
    process.kill()
    _, errors = process.communicate(timeout=60)
    assert gone(own)
    assert "Traceback" not in errors
    assert {p.name: p.read_bytes() for p in out.iterdir()} == {n: n.encode() for n in FILES}


def test_kill_9_while_files_are_put_in_place_leaves_no_half_file(
    tmp_path: Path, book: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in FILES:
        (out / name).write_bytes(name.encode())
    murder = (
        "import os, signal, sys; put, turns = os.replace, iter(range(9))\n"
        "def replace(a, b):\n"
        "    if not str(b).endswith('inspect-once') and next(turns) == 4:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    put(a, b)\n"
        "os.replace = replace\n"
        f"sys.argv = ['cli', 'plan', {str(book)!r}, '--week', '{WEEK}', '--out', {str(out)!r}]\n"
        "import cli; cli.main()"
    )
    ended = subprocess.run([sys.executable, "-c", murder], cwd=ROOT, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    whole = 0
    for name in FILES:
        content = (out / name).read_bytes()
        if content == name.encode():
            continue
        whole += 1
        if name.endswith(".xlsx"):
            assert load_workbook(out / name).sheetnames
        elif name.endswith(".json"):
            assert json.loads(content)
    assert 0 < whole < len(FILES)


@pytest.mark.parametrize("where", ["scheduler.prepare.read_book", "exports.week.write_tracker"])
def test_ctrl_c_before_or_after_planning_writes_nothing(
    tmp_path: Path, book: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "roster.xlsx").write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(where, interrupted)
    result = plan(book, out)
    assert result.exit_code == 130
    assert "没有写出任何文件" in result.stderr
    assert [p for p in out.rglob("*") if p.is_file()] == [out / "roster.xlsx"]
    assert (out / "roster.xlsx").read_bytes() == b"old"


def test_our_own_bug_is_one_plain_line(
    tmp_path: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("dear me")

    monkeypatch.delenv("INSPECT_ONCE_DEBUG", raising=False)
    monkeypatch.setattr("scheduler.plan_round.plan_round", broken)
    result = plan(book, tmp_path / "out")
    assert result.exit_code == 70
    assert "RuntimeError: dear me" in result.stderr
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()
