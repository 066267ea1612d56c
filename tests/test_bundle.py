"""The offline bundle: which wheels it collects, and what a double-click does. No network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

pytest.importorskip("packaging", reason="the extra “bundle” is not installed")

from commands import _pip
from commands.bundle import bundle
from exports.bundle import Bundle, Target, bundle_files, collect, lacking
from exports.bundle.folder import carry_python
from exports.files import write_all
from sites.errors import Refused

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
WINDOWS = Target(platform="windows", python=(3, 12))
LINUX = Target(platform="linux", python=(3, 12))
INDEX = {
    "inspect-once": (
        "any",
        "solver >= 2",
        "tzdata; sys_platform == 'win32'",
        "uvloop; sys_platform != 'win32'",
        "board[live]; extra == 'web'",
    ),
    "solver": ("compiled", "numbers"),
    "numbers": ("compiled", "old; python_version < '3.12'"),
    "old": ("any",),
    "board": ("any", "sockets; extra == 'live'", "native; extra == 'window'"),
    "sockets": ("any", "solver < 9"),
    "tzdata": ("any",),
    "uvloop": ("compiled",),
    "pip": ("any",),
    "msvc-runtime": ("compiled",),
}
"""A registry: whether a package is compiled, and what it asks for."""


def wheel(folder: Path, name: str, version: str, tag: str, asks: tuple[str, ...] = ()) -> Path:
    """Write a wheel that holds nothing but what it asks for."""
    stem = f"{name.replace('-', '_')}-{version}"
    path = folder / f"{stem}-{tag}.whl"
    asked = "".join(f"Requires-Dist: {one}\n" for one in asks)
    with ZipFile(path, "w") as zipped:
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{asked}\n"
        zipped.writestr(f"{stem}.dist-info/METADATA", head)
    return path


def tag_of(target: Target, kind: str) -> str:
    """The tag under which a package of the registry comes."""
    if kind == "any":
        return "py3-none-any"
    cp = "cp" + target.version.replace(".", "")
    return f"{cp}-{cp}-{'win_amd64' if target.platform == 'windows' else 'manylinux_2_17_x86_64'}"


def registry(folder: Path, asked: list[str]) -> Callable[[Target, list[str]], None]:
    """What stands for pip: serves the index above, and notes what it was asked for."""

    def fetch(target: Target, wishes: list[str]) -> None:
        for wish in wishes:
            asked.append(wish)
            name, _, pinned = wish.partition("==")
            name = name.split(">")[0].split("<")[0].split(",")[0]
            kind, *asks = INDEX[name]
            wheel(folder, name, pinned or "5.0", tag_of(target, kind), tuple(asks))

    return fetch


def gathered(folder: Path, target: Target, runs: dict[str, str] | None = None) -> set[str]:
    """Names of the wheels collected for a target."""
    wheel(folder, "inspect-once", "0.1.0", "py3-none-any", INDEX["inspect-once"][1:])
    fetch = registry(folder, [])
    got = collect(folder, ["inspect-once[web]", "pip"], target, fetch, (runs or {}).get)
    assert got.lacking == ()
    return {one.name for one in got.wheels}


BOTH = {"inspect-once", "solver", "numbers", "board", "sockets", "pip"}


def test_markers_are_asked_about_the_other_computer(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "l").mkdir()
    assert gathered(tmp_path / "w", WINDOWS) == BOTH | {"tzdata"}
    assert gathered(tmp_path / "l", LINUX) == BOTH | {"uvloop"}


def test_it_takes_the_versions_that_run_here(tmp_path: Path) -> None:
    gathered(tmp_path, WINDOWS, {"solver": "3.4", "numbers": "1.2", "uvloop": "7"})
    assert {path.name for path in tmp_path.glob("*_*") if "win_amd64" in path.name} == {
        "solver-3.4-cp312-cp312-win_amd64.whl",
        "numbers-1.2-cp312-cp312-win_amd64.whl",
    }


def test_a_version_that_is_too_old_here_is_not_taken(tmp_path: Path) -> None:
    gathered(tmp_path, WINDOWS, {"solver": "1.0"})
    assert (tmp_path / "solver-5.0-cp312-cp312-win_amd64.whl").exists()


def test_wheels_of_another_platform_or_python_do_not_count(tmp_path: Path) -> None:
    gathered(tmp_path, WINDOWS)
    assert lacking(tmp_path, ["inspect-once[web]"], WINDOWS) == ()
    short = lacking(tmp_path, ["inspect-once[web]"], LINUX)
    assert set(short) == {"solver>=2", "solver<9", 'uvloop; sys_platform != "win32"'}
    newer = Target(platform="windows", python=(3, 13))
    assert "solver>=2" in lacking(tmp_path, ["inspect-once[web]"], newer)


def test_requirements_in_conflict_are_named(tmp_path: Path) -> None:
    wheel(tmp_path, "inspect-once", "0.1.0", "py3-none-any", INDEX["inspect-once"][1:])
    wheel(tmp_path, "solver", "10.0", tag_of(WINDOWS, "compiled"))
    fetch = registry(tmp_path, [])
    got = collect(tmp_path, ["inspect-once[web]"], WINDOWS, fetch, {}.get)
    assert got.lacking == ("solver<9",)


def test_what_has_no_wheel_is_refused_by_name(tmp_path: Path) -> None:
    wheel(tmp_path, "inspect-once", "0.1.0", "py3-none-any", ("solver",))
    with pytest.raises(Refused, match="solver"):
        collect(tmp_path, ["inspect-once"], WINDOWS, lambda target, wishes: None, {}.get)


def test_linux_wheels_are_for_the_c_library_of_domestic_systems() -> None:
    tags = {str(tag) for tag in LINUX.tags}
    assert "cp312-cp312-manylinux_2_28_x86_64" in tags
    assert "cp312-cp312-manylinux_2_31_x86_64" not in tags
    assert "cp39-abi3-manylinux2014_x86_64" in tags


def make(out: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the command with the registry above for pip; what it says."""

    def own(into: Path) -> None:
        wheel(into, "inspect-once", "0.1.0", "py3-none-any", INDEX["inspect-once"][1:])

    monkeypatch.setattr(_pip, "own_wheel", own)
    monkeypatch.setattr(_pip, "fetcher", lambda into: registry(into, []))
    monkeypatch.setattr(_pip, "runs", {}.get)
    ran = CliRunner().invoke(bundle, [str(out), *words])
    assert ran.exit_code in (0, 2), ran.exception
    return ran.output


def test_the_command_writes_a_whole_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "离线包"
    make(out, "--for", "3.12", "--for", "3.11", monkeypatch=monkeypatch)
    names = {path.name for path in out.iterdir()}
    assert names == {
        "README.txt", "bundle.json", "no-python.txt", "start.cmd", "start.py", "wheels"
    }  # fmt: skip
    assert lacking(out / "wheels", ["inspect-once[web]", "msvc-runtime"], WINDOWS) == ()
    starter = (out / "start.cmd").read_bytes()
    assert starter.isascii()
    assert b"(3.11 3.12)" in starter
    assert starter.count(b"\n") == starter.count(b"\r\n")
    readme = (out / "README.txt").read_text("utf-8")
    assert "3.11 / 3.12" in readme
    assert "@" not in readme


def test_a_folder_in_use_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"a clerk's")
    make(tmp_path, monkeypatch=monkeypatch)
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


def test_a_bundle_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "3.12" in make(tmp_path / "b", "--for", "3.9", monkeypatch=monkeypatch)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("top", ["", "python-3.12/"])
def test_a_portable_python_is_carried_whatever_its_archive_begins_with(
    tmp_path: Path, top: str
) -> None:
    archive = tmp_path / "embed.zip"
    with ZipFile(archive, "w") as zipped:
        zipped.writestr(f"{top}python.exe", b"MZ")
    carry_python(archive, tmp_path / "python")
    assert (tmp_path / "python" / "python.exe").read_bytes() == b"MZ"


def test_an_archive_without_python_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "photos.zip"
    with ZipFile(archive, "w") as zipped:
        zipped.writestr("a.jpg", b"")
    with pytest.raises(Refused):
        carry_python(archive, tmp_path / "python")
    assert not (tmp_path / "python").exists()


PROGRAM = "import os, sys\ndef main():\n print(sys.argv[1:], os.environ['INSPECT_ONCE_LEDGER'])\n"
PIP = f"""
import os, sys
if os.path.exists("broken"): sys.exit(1)
target = sys.argv[sys.argv.index("--target") + 1]
os.makedirs(target)
open(os.path.join(target, "cli.py"), "w").write({PROGRAM!r})
open("installs", "a").write("x")
"""


@pytest.fixture
def carried(tmp_path: Path) -> Path:
    """A bundle on the other computer, whose pip installs a program that says its words."""
    made = Bundle(
        version="0.1.0", platform="linux", pythons=(HERE,), wishes=("inspect-once[web]",), room="r1"
    )
    write_all(bundle_files(made, tmp_path))
    (tmp_path / "wheels").mkdir()
    with ZipFile(tmp_path / "wheels" / "pip-1.0-py3-none-any.whl", "w") as zipped:
        zipped.writestr("pip/__main__.py", PIP)
    return tmp_path


def start(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Start a bundle as a double-click does, with words if any."""
    environment = {k: v for k, v in os.environ.items() if k != "INSPECT_ONCE_LEDGER"}
    return subprocess.run(
        ["sh", "start.sh", *words],
        cwd=folder,
        env=environment | {"BROWSER": "true"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


needs_sh = pytest.mark.skipif(os.name == "nt", reason="start.sh is for Linux")


@needs_sh
def test_the_first_start_installs_and_the_next_does_not(carried: Path) -> None:
    first = start(carried)
    assert "['board', '--port', '" in first.stdout
    assert str(carried / "data" / "ledger.sqlite") in first.stdout
    again = start(carried, "plan", "街道 工作簿.xlsx")
    assert "['plan', '街道 工作簿.xlsx']" in again.stdout
    assert (first.returncode, again.returncode) == (0, 0)
    assert (carried / "installs").read_text() == "x"


@needs_sh
def test_an_install_that_fails_is_said_and_tried_again(carried: Path) -> None:
    (carried / "broken").touch()
    assert start(carried).returncode == 2
    assert list((carried / "app").iterdir()) == [] if (carried / "app").exists() else True
    (carried / "broken").unlink()
    assert start(carried).returncode == 0


@needs_sh
def test_another_python_is_refused_with_what_to_do(carried: Path) -> None:
    told = json.loads((carried / "bundle.json").read_text())
    (carried / "bundle.json").write_text(json.dumps(told | {"pythons": ["3.99"]}))
    ran = start(carried)
    assert ran.returncode == 2
    assert "没有找到本程序要的 Python" in ran.stdout
    assert not (carried / "app").exists()
