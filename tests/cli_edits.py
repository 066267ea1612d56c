"""Edits a planned week as a person would and reads what ``check`` says of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from cli_runs import plan, run
from cli_street import write_street
from click.testing import Result
from openpyxl import load_workbook
from roster_edit import Edit, edit

from constraints import RULES

Change = Callable[[Edit], object]


def plan_a_week(folder: Path) -> Path:
    """Write the street's workbook and plan its week into ``out`` beside it."""
    result = plan(write_street(folder / "street.xlsx"), folder / "out")
    assert result.exit_code == 0, result.output
    return folder


def checked(folder: Path, *words: object) -> Result:
    """Run check; whatever it says, no file has changed and none has appeared."""
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    result = run("check", folder / "out" / "roster.xlsx", *words)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert "Traceback" not in result.output
    return result


def after(folder: Path, change: Change) -> Result:
    """Check the roster once it is edited."""

    def typing(e: Edit) -> None:
        change(e)

    edit(folder / "out" / "roster.xlsx", typing)
    return checked(folder)


def findings(result: Result) -> dict[str, tuple[str, str]]:
    """Sentence → its cell, and the line with rule, class and source; for breaches only."""
    assert result.exit_code == 1, result.output
    lines = result.stdout.splitlines()
    found = {}
    for head, under in pairwise(lines):
        if not head.startswith(" ") and under.startswith("    ") and "；" in under:
            place, _, says = head.rpartition("：") if "!" in head else ("", "", head)
            found[says] = (place, under.strip())
    assert found, result.output
    return found


def named(sentence: str, result: Result) -> tuple[str, str]:
    """The one breach whose sentence holds these words."""
    (found,) = [v for says, v in findings(result).items() if sentence in says]
    return found


def holds(place: tuple[str, str], cell: str, rule: str) -> None:
    """The breach stands at that cell and names that rule with its class and source."""
    of = RULES[rule]
    kind = "法定" if of.is_law else "本街道规定"
    assert place == (cell, f"{of.title.zh}（{kind}）；{of.fields['source']}")


def swap(site: str, old: str, new: str) -> Change:
    """Type another name over one at a site."""

    def change(e: Edit) -> None:
        row = e.row(site)
        assert old in e.get(row, "officers")
        e.set(row, officers=e.get(row, "officers").replace(old, new))

    return change


def cell_of(folder: Path, site: str, key: str) -> str:
    """The place of a column's cell in a site's row, as check names it."""
    sheet = load_workbook(folder / "out" / "roster.xlsx")["周检查计划"]
    e = Edit(sheet)
    return f"周检查计划!{sheet.cell(e.row(site), e.columns[key]).coordinate}"


def people(folder: Path, site: str) -> dict[str, str]:
    """Body → who stands for it at a site."""
    sheet = Edit(load_workbook(folder / "out" / "roster.xlsx")["周检查计划"])
    written = sheet.get(sheet.row(site), "officers").replace("\n", "")
    pairs = (person.rstrip("）").split("（") for person in written.split("；"))
    return {body: name for name, body in pairs}
