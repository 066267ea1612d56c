"""The law of the house, read from the source: who may import whom, and how long things grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("sites", "constraints", "scheduler", "exports")
MAY_IMPORT = {
    "sites": {"sites"},
    "constraints": {"constraints", "sites"},
    "scheduler": {"scheduler", "constraints", "sites"},
    "exports": {"exports", "constraints", "sites"},
    "cli": {"cli", "commands", "web", "scheduler", "exports", "constraints", "sites"},
    "commands": {"commands", "web", "scheduler", "exports", "constraints", "sites"},
    "web": {"web", "scheduler", "exports", "constraints", "sites"},
}
AT_HOME = {
    "nicegui": ("web/",),
    "fastapi": ("web/",),
    "starlette": ("web/",),
    "ortools": ("scheduler/",),
    "openpyxl": ("sites/", "exports/"),
    "click": ("cli.py", "commands/", "web/"),
    "sqlite3": ("sites/ledger/",),
    "sqlalchemy": ("sites/ledger/",),
    "alembic": ("sites/ledger/",),
}
RULE_MAY_IMPORT = ("sites", "constraints._contract", "pydantic")
MACHINE_CLOCKS = {
    "date.today",
    "date.fromtimestamp",
    "datetime.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.utcfromtimestamp",
    "time.localtime",
    "time.strftime",
}
FILE_LINES, RULE_LINES, FUNCTION_LINES = 250, 135, 45
LONGER = {
    "sites/book.py": 500,  # one class for a row of each sheet; split, it would only scatter
    # rules that offer every hook, or whose numbers take the room
    "constraints/certified_quorum.py": 144,
    "constraints/steady_plan.py": 140,
    "constraints/travel_between_visits.py": 137,
}

SOURCES = sorted(
    path
    for top in (*MAY_IMPORT, "cli.py")
    for path in ([ROOT / top] if top.endswith(".py") else (ROOT / top).rglob("*.py"))
    if path.exists() and path.parent.name != "versions"  # of the ledger: a program writes them
)
RULES = [p for p in SOURCES if p.parent.name == "constraints" and p.name[0] != "_"]
COMMANDS = [p for p in SOURCES if p.parent == ROOT / "commands" and p.name[0] != "_"]
COMMAND_MAY_IMPORT_AT_ITS_TOP = {"__future__", "click", "commands"}


def name_of(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """The parsed source."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules a file imports, wherever in it, from names joined on."""
    package = ".".join(path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: -node.level + 1 or None]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            for alias in node.names:
                is_module = (ROOT / module.replace(".", "/") / f"{alias.name}.py").exists()
                yield f"{module}.{alias.name}" if is_module else module


def each(paths: list[Path]) -> pytest.MarkDecorator:
    """One test a file, named after it."""
    return pytest.mark.parametrize("path", [pytest.param(p, id=name_of(p)) for p in paths])


@each(SOURCES)
def test_imports_run_one_way(path: Path) -> None:
    own = path.relative_to(ROOT).parts[0].removesuffix(".py")
    ours = {name.split(".")[0] for name in imports(path)} & set(MAY_IMPORT)
    assert ours <= MAY_IMPORT[own]


@each(SOURCES)
def test_libraries_stay_at_home(path: Path) -> None:
    tops = {name.split(".")[0] for name in imports(path)}
    for library, homes in AT_HOME.items():
        assert library not in tops or name_of(path).startswith(homes), library


@each(RULES)
def test_a_rule_imports_only_nouns_and_the_contract(path: Path) -> None:
    for name in imports(path):
        ours = name.split(".")[0] in (*MAY_IMPORT, "pydantic") or not _is_standard(name)
        assert not ours or any(name == m or name.startswith(m + ".") for m in RULE_MAY_IMPORT), name


@each(COMMANDS)
def test_a_command_imports_no_other_command(path: Path) -> None:
    ours = {name for name in imports(path) if name.startswith("commands.")}
    assert {name for name in ours if name.split(".")[1][0] != "_"} == set()


@each([p for p in SOURCES if p.parent == ROOT / "commands"])
def test_a_command_imports_at_its_top_only_what_is_light(path: Path) -> None:
    at_top = [n for n in tree_of(path).body if isinstance(n, ast.Import | ast.ImportFrom)]
    names = {alias.name for n in at_top if isinstance(n, ast.Import) for alias in n.names}
    names |= {n.module or "" for n in at_top if isinstance(n, ast.ImportFrom)}
    heavy = {n for n in names if not _is_standard(n)}
    assert {n.split(".")[0] for n in heavy} <= COMMAND_MAY_IMPORT_AT_ITS_TOP


def _is_standard(name: str) -> bool:
    import sys

    return name.split(".")[0] in sys.stdlib_module_names


def test_only_one_file_solves() -> None:
    solving = [
        name_of(path)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "CpSolver"
    ]
    assert solving == ["scheduler/solve.py"]


@each(SOURCES)
def test_files_stay_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    most = LONGER.get(name_of(path), RULE_LINES if path in RULES else FILE_LINES)
    assert lines <= most


@each(SOURCES)
def test_functions_stay_small(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert _body_lines(node) <= FUNCTION_LINES, node.name


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is None:
        return total
    said = node.body[0]
    return total - ((said.end_lineno or said.lineno) - said.lineno + 1)


@each([p for p in SOURCES if p not in RULES])
def test_public_things_are_described(path: Path) -> None:
    tree = tree_of(path)
    assert ast.get_docstring(tree) is not None or not tree.body
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name[0] != "_":
            assert ast.get_docstring(node), node.name
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name[0] != "_":
                    assert ast.get_docstring(inner), f"{node.name}.{inner.name}"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_":
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_the_day_is_chinas(path: Path) -> None:
    """A server on UTC is a day behind for eight hours: only `sites.clock` asks what time it is."""
    if name_of(path) == "sites/clock.py":
        return
    assert not list(clocks_asked(tree_of(path)))


def clocks_asked(tree: ast.Module) -> Iterator[str]:
    """Every call that reads the machine's own day or moment, or turns one into its own zone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = ast.unparse(node.func.value).rpartition(".")[2]
            asked = f"{of}.{node.func.attr}"
            zoned = len(node.args) + len(node.keywords) > 1
            if asked in MACHINE_CLOCKS or (asked == "datetime.fromtimestamp" and not zoned):
                yield f"{node.lineno}: {asked}"


@pytest.mark.parametrize(
    "said",
    ["date.today()", "datetime.datetime.now()", "datetime.now(UTC)", "datetime.fromtimestamp(1)"],
)
def test_a_clock_that_is_asked_is_seen(said: str) -> None:
    assert list(clocks_asked(ast.parse(said)))


def test_the_house_has_rooms() -> None:
    """Guards the tests above against looking at nothing."""
    assert {path.relative_to(ROOT).parts[0] for path in SOURCES} >= {*PACKAGES[:3]}
    assert len(RULES) >= 2
    assert len(COMMANDS) >= 2
    assert "ortools.sat.python" in set(imports(ROOT / "scheduler" / "modelling.py"))
