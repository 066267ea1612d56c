"""Start-up, languages, and the commands that only print: needs, rules, template."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from cli_runs import ROOT, run, shell
from cli_street import WEEK, write_street
from openpyxl import load_workbook

import cli
from commands import HEADINGS, Commands
from constraints import RULES
from sites.vocabulary import SHEETS


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_street(tmp_path_factory.mktemp("street") / "street.xlsx")


# -- languages -------------------------------------------------------------------------------


def test_english_before_or_after_the_command(book: Path, tmp_path: Path) -> None:
    code, printed = shell("plan", "--lang", "en", book, "--week", WEEK, "--out", tmp_path / "a")
    assert code == 0, printed
    assert "owed needs met in" in printed
    assert "proven optimal" in printed
    assert load_workbook(tmp_path / "a" / "roster.xlsx").sheetnames[0] == "Weekly plan"
    code, printed = shell("--lang", "en", "check", tmp_path / "a" / "roster.xlsx")
    assert (code, "every rule is kept" in printed) == (0, True)


def test_faults_and_usage_in_the_language_asked_for(tmp_path: Path) -> None:
    code, printed = shell("--lang=en", "plan", tmp_path / "none.xlsx", "--out", tmp_path / "out")
    assert code == 2
    assert "expected a readable file" in printed
    code, printed = shell("why", INSPECT_ONCE_LANG="en")
    assert code == 2
    assert "Missing argument" in printed
    chinese = run("why")
    assert chinese.exit_code == 2
    assert "缺少" in chinese.stderr
    assert "Missing" not in chinese.output


SPOKEN = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
TO_PROGRAMMERS = (
    "DeprecationWarning",
    "deprecated",
    "Name '",
    "Boolean option",
    "Could not determine name",
    "No options defined",
    "Arguments take exactly",
    "%(prog)s",
    "Unknown color",
    "Value must be an iterable",
    "(dynamic)",
    "Choice(",
    "unknown error",
)
"""Beginnings of what click says to those who write a program, never to those who use it."""


def test_every_sentence_of_click_has_its_chinese() -> None:
    words = tomllib.loads((ROOT / "exports" / "click_zh.toml").read_text("utf-8"))
    spoken = set()
    for name in SPOKEN:
        tree = ast.parse(Path(importlib.import_module(f"click.{name}").__file__ or "").read_text())
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                said = [a.value for a in call.args if isinstance(a, ast.Constant)]
                spoken |= {s for s in said if isinstance(s, str)}
    assert len(spoken) > 30
    assert sorted(s for s in spoken - words.keys() if not s.startswith(TO_PROGRAMMERS)) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("taks", "没有命令'taks'。 您要的是'tasks'吗？"),
        ("tasks --wek x", "没有选项'--wek'。 您要的是'--week'吗？"),
        ("tasks --week", "选项'--week'后面要有值。"),
        ("tasks --lang=fr", "'fr'应为'zh', 'en'之一。"),
        ("tasks a b", "多出的参数：a b"),
        ("needs --map none.csv", "文件'none.csv'不存在。"),
        ("why", "用法： cli.py why [选项] SITE"),
        ("nothing", "用法： cli.py [选项] 命令 [参数]…"),
    ],
)
def test_a_slip_of_the_keyboard_is_told_in_chinese(words: str, said: str) -> None:
    code, printed = shell(*words.split())
    assert code == 2
    assert said in printed
    assert not re.search(r"Did you|Usage|Option |unexpected|OPTIONS|is not|Error|exist", printed)


# -- needs, rules, template --------------------------------------------------------------------


def test_needs_says_why_each_one_is_here(book: Path) -> None:
    result = run("needs", book, "--week", WEEK)
    for why in ("复查：住建责令整改的2处隐患", "工单T-1", "红色工地：住建日常检查上次2026年6月8日"):
        assert why in result.stdout


def test_rules_lists_every_rule_with_class_and_source() -> None:
    shown = run("rules")
    assert shown.exit_code == 0
    english = shell("rules", "--lang", "en")[1]
    for rule in RULES.values():
        assert f"{rule.title.zh} [{rule.name}]" in shown.stdout
        assert f"{rule.title.en} [{rule.name}]" in english
        assert rule.fields["source"] in shown.stdout
        assert rule.fields["source"] in english
    assert shown.stdout.count("依据：") == english.count("source: ") == len(RULES)


def test_rules_of_a_book_says_which_lack_their_data(book: Path) -> None:
    silent = run("rules", "--book", book, "--week", WEEK).stdout
    assert "未核对：" in silent
    assert "未核对：" not in run("rules").stdout


def test_the_template_reads_as_an_empty_book(tmp_path: Path) -> None:
    path = tmp_path / "街道工作簿.xlsx"
    assert run("template", path).exit_code == 0
    assert set(load_workbook(path).sheetnames) >= {sheet.zh for sheet in SHEETS.values()}
    result = run("plan", path, "--out", tmp_path / "out")
    assert result.exit_code == 2
    needed = [sheet.zh for sheet in SHEETS.values() if sheet.required]
    lines = result.stderr.splitlines()
    assert [line.split("：")[0] for line in lines] == needed
    assert all("示例行不算" in line for line in lines)
    assert not (tmp_path / "out").exists()


def test_the_template_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"filled in")
    result = run("template", path)
    assert result.exit_code == 2
    assert "已存在" in result.stderr
    assert path.read_bytes() == b"filled in"


# -- starting up -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["commands", "scheduler", "sites"])
def test_a_foreign_package_of_our_name_stops_the_program(
    tmp_path: Path, book: Path, name: str
) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("raise RuntimeError('not ours')")
    code, printed = shell("plan", book, "--out", tmp_path / "out", cwd=tmp_path)
    assert code == 2, printed
    assert f"“{name}”" in printed
    assert "重新安装" in printed
    assert "environment of its own" in printed
    assert "Traceback" not in printed
    assert not (tmp_path / "out").exists()


def test_help_imports_nothing_heavy() -> None:
    heavy = "('ortools', 'openpyxl', 'pydantic', 'networkx', 'pandas', 'numpy')"
    assert imported_by(["--help"], f"m in {heavy}") == "0 []"
    assert imported_by(["plan", "--help"], f"m in {heavy}") == "0 []"


def test_a_command_imports_no_other_command_s_file() -> None:
    is_command = "m.startswith('commands.') and '._' not in m"
    assert imported_by(["plan", "--help"], is_command) == "0 ['commands.plan']"
    assert imported_by(["plam"], is_command) == "2 []"


def imported_by(words: list[str], which: str) -> str:
    """Exit code of a run in a new process, and those of the modules ``m`` it imported."""
    asked = (
        "import sys, click.testing, cli\n"
        f"result = click.testing.CliRunner().invoke(cli.main, {words})\n"
        f"print(result.exit_code, [m for m in sys.modules if {which}])"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


# -- finding the commands --------------------------------------------------------------------


def test_a_command_is_called_as_its_file_and_stands_under_a_heading() -> None:
    files = sorted(p.stem for p in (ROOT / "commands").glob("[!_]*.py"))
    commands = Commands()
    assert list(commands) == [name.replace("_", "-") for name in files]
    assert [command.name for command in commands.values()] == list(commands)
    assert {commands.order(name) // 100 for name in commands} == set(HEADINGS)


def test_help_lists_every_command_in_the_order_of_a_week() -> None:
    shown = [line.split()[0] for line in run("--help").stdout.splitlines() if line[:2] == "  "]
    listed = cli.main.list_commands(click.Context(cli.main))
    assert [word for word in shown if word in listed] == listed
    assert sorted(listed) == list(Commands())
    week = ["needs", "draw", "plan", "check", "submit", "approve", "publish", "replan"]
    assert [name for name in listed if name in week] == week


@pytest.mark.parametrize("name", ["planx", "draw_skip", "_words", "__init__", "../cli"])
def test_what_is_no_command_is_refused_in_plain_words(name: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert f"没有命令'{name}'" in result.stderr


def test_a_slip_of_the_pen_is_answered_with_the_command_meant() -> None:
    assert "'draw-skip'" in run("draw_skip").stderr


def test_help_is_chinese_throughout() -> None:
    for words in (["--help"], *([name, "--help"] for name in ("plan", "check", "needs", "rules"))):
        shown = run(*words)
        assert shown.exit_code == 0
        for english in ("Usage", "Options", "Show this message", "default:", "Commands"):
            assert english not in shown.stdout
