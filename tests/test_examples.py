"""The examples do what their READMEs say: every block of commands is run and compared."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections import Counter
from pathlib import Path

import pytest
from cli_runs import ROOT, start

from constraints import verify
from exports.workbook import write_book
from sites.json_files import read_plan, read_round
from sites.plan import Plan
from sites.reading import read_book
from sites.round import Round

EXAMPLES = ROOT / "examples"
BLOCK = re.compile(r"^```console\n\$ inspect-once (.*)\n((?:.*\n)*?)```$", re.MULTILINE)
UNHURRIED = ("--limit", "1200")
"""A slow machine plans the same within its deterministic effort; only the clock would differ."""


def blocks(example: str) -> list[tuple[str, str]]:
    """(command without the program's name, what it prints) as an example's README shows them."""
    found = BLOCK.findall((EXAMPLES / example / "README.md").read_text("utf-8"))
    assert found
    return found


def printed(command: str, out: Path) -> str:
    """What a command of a README prints, with its ``out/`` elsewhere."""
    words = [word.replace("out/", f"{out}/") for word in shlex.split(command)]
    process = start(*words, *(UNHURRIED if "plan" in words else ()))
    told, progress = process.communicate()
    assert process.returncode == 0, told + progress
    return told


def assert_shows(shown: str, told: str) -> None:
    """What is shown is what was printed; a line … stands for any lines."""
    if "…" not in shown.splitlines():
        assert told == shown
        return
    pattern = re.escape(shown).replace(re.escape("…\n"), "(?:.*\n)*?")
    assert re.fullmatch(pattern, told), told


def week(out: Path) -> tuple[Plan, Round]:
    """The plan and the round that a run has left."""
    return read_plan(out / "plan.json"), read_round(out / "round.json")


@pytest.fixture(scope="module", params=["smallest", "dongxin"])
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example's week, after the commands of its README have printed what it shows."""
    out = tmp_path_factory.mktemp(request.param) / "out"
    for command, shown in blocks(request.param):
        assert_shows(shown, printed(command, out))
    return out


def test_what_the_readme_shows_is_printed_and_the_plan_is_lawful(planned: Path) -> None:
    told, round = week(planned)
    assert told.round_digest == round.digest
    assert verify(told, round).lawful
    assert set(round.need) >= told.met


def test_the_three_upper_tiers_are_proven_and_charged_as_the_rules_do(planned: Path) -> None:
    told, round = week(planned)
    tiers = {tier.tier: tier for tier in told.tiers}
    for name in ("1", "2", "3"):
        assert tiers[name].proven
        assert tiers[name].value == tiers[name].bound
    assert told.stopped_by == "proof"
    assert tiers["2"].value == sum(n.weight for n in round.needs if n.owed and n.id not in told.met)


def smallest() -> str:
    """The text of the smallest example's README."""
    return (EXAMPLES / "smallest" / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def small_week(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Round]:
    """The smallest example's plan and round."""
    out = tmp_path_factory.mktemp("small") / "out"
    command = next(command for command, _ in blocks("smallest") if command.startswith("plan"))
    printed(command, out)
    return week(out)


def test_the_visits_are_those_of_the_table(small_week: tuple[Plan, Round]) -> None:
    told, round = small_week
    rows = [
        (
            round.say_session(b.session).zh,
            round.site[b.site].name,
            "、".join(sorted({round.need[n].body for n in b.needs})),
        )
        for b in told.bookings
    ]
    table = [tuple(r.strip("| ").split(" | ")[:3]) for r in smallest().splitlines()]
    assert [row for row in table if row in rows] == rows
    assert len(rows) == 3


def test_the_costs_are_explained_as_the_rules_charge_them(
    small_week: tuple[Plan, Round],
) -> None:
    told, round = small_week
    paid: Counter[str] = Counter()
    for charge in verify(told, round).charges:
        paid[charge.rule] += charge.amount
    roads, waiting, balance = (paid[r] for r in ("short_travel", "little_waiting", "fair_load"))
    assert f"路程{roads}＋等候{waiting}＋忙闲{balance}" in smallest()
    assert f"roads {roads}, waiting {waiting}, balance {balance}" in smallest()
    assert next(t.value for t in told.tiers if t.tier == "4") == roads + waiting + balance


def test_the_smallest_workbook_is_what_its_script_writes(tmp_path: Path) -> None:
    script = EXAMPLES / "smallest" / "make_smallest.py"
    spec = importlib.util.spec_from_file_location("make_smallest", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    write_book(tmp_path / "made.xlsx", module.smallest())
    made, shipped = (
        read_book(path).but(digest="")
        for path in (tmp_path / "made.xlsx", EXAMPLES / "smallest" / "smallest.xlsx")
    )
    assert made == shipped
