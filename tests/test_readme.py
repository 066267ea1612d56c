"""Both READMEs give the lines that a newcomer copies, and .ci/run lands by one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_runs import ROOT

MAIN_LINE = (
    "python3 -m venv .venv && .venv/bin/pip install . && "
    ".venv/bin/inspect-once plan examples/dongxin/street.xlsx --week 2026-W49 --out out/"
)
TEST_LINE = "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest -n 2"
READMES = ("README.md", "README.zh-CN.md")
FIRST_SCREEN_LINES = 40


def lines(name: str) -> list[str]:
    """A README's lines."""
    return (ROOT / name).read_text("utf-8").splitlines()


def as_sed_takes_it(name: str) -> list[str]:
    """Lines ``python3 -m venv …`` from each mark to the closing fence, as .ci/run cuts them out."""
    found, inside = [], False
    for line in lines(name):
        if inside and line.startswith("python3 -m venv"):
            found.append(line)
        inside = line == "<!-- test line -->" or (inside and line != "```")
    return found


@pytest.mark.parametrize("name", READMES)
def test_the_first_screen_has_both_lines_and_the_picture(name: str) -> None:
    first = lines(name)[:FIRST_SCREEN_LINES]
    assert MAIN_LINE in first
    assert TEST_LINE in first
    assert any("](docs/roster.png)" in line for line in first)


@pytest.mark.parametrize("name", READMES)
def test_the_marked_line_is_the_test_line_and_stands_directly_in_a_fence(name: str) -> None:
    assert as_sed_takes_it(name) == [TEST_LINE]
    mark = lines(name).index("<!-- test line -->")
    assert lines(name)[mark + 1 : mark + 4] == ["```sh", TEST_LINE, "```"]


def test_ci_runs_the_line_of_the_readme_and_no_other() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert r"sed -n '/^<!-- test line -->$/,/^```$/p' README.md" in script
    assert 'eval "$test_line"' in script
    assert "pytest" not in script.replace("test line", "")


@pytest.mark.parametrize("name", READMES)
def test_what_the_readme_says_is_printed_is_what_the_example_shows(name: str) -> None:
    says = next(line for line in lines(name) if line.startswith("应查") and "少上门" in line)
    assert says in lines("examples/dongxin/README.md")


@pytest.mark.parametrize("name", [*READMES, "examples/dongxin/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = "\n".join(lines(name))
    targets = re.findall(r"\]\(([^)#:]+)\)", text)
    assert targets
    folder = (ROOT / name).parent
    assert [t for t in targets if not Path(folder, t).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_every_verb_of_the_readme_exists(name: str) -> None:
    import cli

    verbs = set(re.findall(r"`inspect-once (\w+)", "\n".join(lines(name))))
    assert {"plan", "needs", "check", "template", "rules"} <= verbs <= set(cli.main.commands)
